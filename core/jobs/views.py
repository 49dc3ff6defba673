from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from core.jobs.actions import progress_of
from core.jobs.models import Job, JobState
from core.ui.present import clock

RUNNING = {JobState.QUEUED, JobState.RUNNING}


@require_GET
def job(request, school, reference):
    """How far long work is; only the person who asked for it sees it. Polled, or reloaded by hand."""
    found = get_object_or_404(Job, school=request.school, owner=request.user, reference=reference)
    done, total = progress_of(found)
    state = "running" if found.state in RUNNING else found.state
    words = (
        f"{done} of {total}" if state == "running" and total else found.message or found.get_state_display()
    )
    shown = {
        "title": found.title, "done": done, "total": total, "words": words, "state": state,
        "since": clock(timezone.localtime(found.queued_at)), "poll_url": request.path, "result_url": found.next_url,
        "result_label": "See the result" if state == "done" else "Go back and try again", "remedy": found.message,
    }  # fmt: skip
    template = "components/job_progress.html" if request.htmx else "jobs/job.html"
    return render(
        request,
        template,
        {"job": shown, "title": found.title, "home": reverse("overview:home", args=[school])},
    )
