"""The meeting and what followed on one page, and the papers themselves."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from core.audit.actions import record_opening
from core.audit.models import Opening
from ehcp.meeting import present, queries
from ehcp.meeting.pages import find_review
from register.file.present import bytes_of
from register.file.serving import serve
from register.pages import frame, opened


@require_GET
def meeting(request, school, reference):
    """The meeting as it was recorded, its report, what the authority decided and what came of it. Opening it is recorded."""
    review = find_review(request, reference)
    opened(request, review.pupil, "annual review meeting")
    page = present.meeting_page(review, request.user, timezone.localdate())
    return render(request, "annualmeeting/meeting.html", frame(review.pupil, request.user) | page)


@require_GET
def paper(request, school, reference, document):
    """A paper of the review, for whoever may read reviews of the pupil. Opening it is recorded."""
    review = find_review(request, reference)
    found = next((one for one in queries.papers_of(review) if one.reference == document), None)
    kept = bytes_of(found) if found else None
    if kept is None:
        raise Http404
    record_opening(school=request.school, by=request.user, at=now(), kind=Opening.Kind.DOCUMENT,
                   what=str(found.get_kind_display()), subject=review.pupil.reference)  # fmt: skip
    return serve(
        kept, name=f"{found.title} {review.pupil.reference}", inline=request.GET.get("inline") == "1"
    )
