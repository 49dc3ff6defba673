"""Finding a review for a page of this room, and what its pages share."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can, visible_or_404
from ehcp.meeting import queries
from ehcp.meeting.actions import MeetingRefused
from ehcp.models import AnnualReview
from ehcp.permissions import open_to_professional
from register.pages import frame


def find_review(request, reference: str, permission: Permission = Permission.EHCP_VIEW) -> AnnualReview:
    """The review, for somebody who may do that; 403 or 404 otherwise."""
    found = visible_or_404(queries.review_rows(), request.user, school=request.school, reference=reference)
    check_can(request.user, permission, found)
    return found


def find_to_decide(request, reference: str) -> tuple[AnnualReview, bool]:
    """The review for whoever may record what the authority decided, and whether that is the authority's own officer: to
    them it is open by their invitation alone. 403 or 404 otherwise."""
    rows = queries.review_rows().filter(school=request.school, reference=reference)
    found = rows.visible_to(request.user).first()
    if found is None:
        found = rows.filter(invitees__in=open_to_professional(request.user)).distinct().first()
        if found is None:
            raise Http404
        check_can(request.user, Permission.REVIEW_DECISION, found)
        return found, True
    check_can(request.user, Permission.REVIEW_DECISION, found)
    return found, False


def here(review: AnnualReview, name: str = "meeting") -> str:
    """The address of a page of this room."""
    return reverse(f"annualmeeting:{name}", args=[review.school.slug, review.reference])


CALLED = {"issued_on": "on", "no_amendment_on": "on"}  # arguments that a form calls by another name


def tell_refused(form, denied: Denied) -> None:
    """Put the reason beside the field that it is about, else above the form."""
    field = denied.field if isinstance(denied, MeetingRefused) else ""
    field = field if field in form.fields else CALLED.get(field, "")
    form.add_error(field if field in form.fields else None, denied.reason)


def posted(request):
    """What was posted, also where it is nothing at all; None for a page that is only opened."""
    return request.POST if request.method == "POST" else None


def led_back(request, review: AnnualReview, why: Denied | str, *, home: bool = False):
    """To the page of the meeting (with `home` to the person's own first page), told why there is nothing to do here."""
    messages.info(request, why.reason if isinstance(why, Denied) else why)
    return redirect(reverse("overview:home", args=[review.school.slug]) if home else here(review))


def form_page(
    request, review: AnnualReview, form, title: str, label: str, template: str = "form_page.html", **more
):
    """A form about a review on a page of its own."""
    return render(request, template, frame(review.pupil, request.user) | {
        "form": form, "title": title, "submit_label": label, "back_url": here(review), "line": "", "version": None,
        "back_label": _("Back to the meeting and what followed"),
        "note": _("What you typed is kept.") if form.errors else "", **more,
    })  # fmt: skip
