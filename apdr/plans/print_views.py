from django import forms
from django.contrib import messages
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from apdr.enums import PlanFormat
from apdr.models import PrintRun
from apdr.plans import printing
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can, check_role
from core.ui.present import DueState, clock, day

EARLIER = 10  # runs shown below the form
SAYS = gettext_lazy("Each plan becomes a PDF in the child’s file; all of them can be taken as one ZIP.")
NOTHING = gettext_lazy("No plan is in force now. A plan is printed once it is agreed.")


class PrintForm(forms.Form):
    """Which plans, and on which form."""

    hide_optional = True

    which = forms.ChoiceField(label=gettext_lazy("Which plans?"), required=False)
    format = forms.ChoiceField(label=gettext_lazy("How printed?"), choices=PlanFormat.choices)

    def __init__(self, *args, choices: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["which"].choices = choices

    @property
    def title(self) -> str:
        """ "3 Hazel (6), Support plan": what the run is called."""
        said = dict(self.fields["which"].choices)[self.cleaned_data["which"]]
        return f"{said}, {PlanFormat(self.cleaned_data['format']).label}"


def find_run(request, reference: str) -> PrintRun:
    """The run, if the person may print plans and asked for it themselves; 403 or 404 otherwise."""
    check_role(request.user, Permission.PLAN_PRINT_ALL, request.school.pk)
    runs = PrintRun.objects.select_related("school")
    return get_object_or_404(runs, school=request.school, asked_by=request.user, reference=reference)


def print_all(request, school):
    """Choose the plans of a year group, a class or all, and a format; below, what was printed lately."""
    check_can(request.user, Permission.PLAN_PRINT_ALL, request.school)
    choices = printing.choices_of_plans(request.school, request.user)
    form = PrintForm(request.POST or None, choices=choices, initial={"format": request.school.plan_format})
    if request.method == "POST" and form.is_valid():
        try:
            run = printing.start_print_run(school=request.school, title=form.title, by=request.user, at=now(),
                                           **form.cleaned_data)  # fmt: skip
        except Denied as denied:
            form.add_error("which", denied.reason)
        else:
            return redirect("plans:print-run", school, run.reference)
    return render(request, "plans/print_all.html", {
        "form": form, "title": _("Print plans"), "submit_label": _("Make the PDFs"), "back_label": _("Plans"),
        "back_url": reverse("plans:plans", args=[school]), "runs": earlier_runs(request),
        "line": SAYS if len(choices) > 1 else NOTHING,
    })  # fmt: skip


def earlier_runs(request) -> list[dict]:
    """The person's last runs, newest first."""
    found = PrintRun.objects.filter(school=request.school, asked_by=request.user).order_by("-asked_at")[
        :EARLIER
    ]
    return [
        {"title": run.title, "when": day(timezone.localdate(run.asked_at)),
         "url": reverse("plans:print-run", args=[request.school.slug, run.reference])}
        for run in found
    ]  # fmt: skip


@require_GET
def print_run(request, school, reference):
    """How far a run is. Polled, or reloaded by hand; it may be left."""
    run = find_run(request, reference)
    page = run_page(run, printing.standing_of(run))
    template = "plans/_print_progress.html" if request.htmx else "plans/print_run.html"
    return render(request, template, page)


def run_page(run: PrintRun, standing: printing.Standing) -> dict:
    """The context of plans/print_run.html."""
    here, ready = [run.school.slug, run.reference], standing.ready
    words = _("%(ready)s of %(total)s ready") % {"ready": ready, "total": standing.total}
    return {
        "title": run.title, "running": standing.running, "stopped": standing.stopped, "ready": ready,
        "total": standing.total, "words": words, "since": clock(timezone.localtime(run.asked_at)),
        "failed": [document.title for document in standing.failed], "here": reverse("plans:print-run", args=here),
        "zip_url": reverse("plans:print-zip", args=here) if ready and not standing.running else "",
        "again_url": reverse("plans:print-again", args=here), "back_url": reverse("plans:print-all", args=here[:1]),
        "state": DueState("done", "check-circle-fill", words),
    }  # fmt: skip


@require_POST
def print_again(request, school, reference):
    """Make once more what could not be made."""
    run = find_run(request, reference)
    count = printing.try_again(run=run, by=request.user, at=now())
    messages.info(
        request, _("%(n)s are being made again.") % {"n": count} if count else _("Nothing is missing.")
    )
    return redirect("plans:print-run", school, reference)


@require_GET
def print_zip(request, school, reference):
    """All that is ready as one ZIP, sent as it is read. It is recorded for each child."""
    run = find_run(request, reference)
    papers = printing.papers_of(run, request.user)
    if not papers:
        raise Denied(_("Nothing is ready yet: wait until the papers are made."))
    printing.record_papers_taken(run=run, by=request.user, at=now())
    name = f"{printing.plain(run.title)}, {timezone.localdate(run.asked_at):%Y-%m-%d}.zip"
    response = StreamingHttpResponse(
        printing.zipped(papers, timezone.localtime()), content_type="application/zip"
    )
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Content-Encoding"] = "identity"  # what is packed already is not packed again
    response["Cache-Control"], response["X-Content-Type-Options"] = "private, no-store", "nosniff"
    return response
