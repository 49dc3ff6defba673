"""The SENCo's pages: to whom from outside a review is open here."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can, visible_or_404
from core.ui.editing import version_in
from ehcp.models import AnnualReview, ReviewInvitee
from ehcp.visitor import actions, present, queries
from ehcp.visitor.forms import OpenForm, open_initial
from register.edits import tell_refused
from register.pages import frame, opened

REVIEWS = AnnualReview.objects.select_related(
    "pupil__school", "pupil__school_class", "plan__authority", "school"
)


def find_review(request, reference: str) -> AnnualReview:
    """The review of that reference, for who may open it to people. Raises Http404, Denied."""
    found = visible_or_404(REVIEWS, request.user, school=request.school, reference=reference)
    check_can(request.user, Permission.REVIEW_RUN, found)
    return found


def find_place(request, reference: str) -> ReviewInvitee:
    """Somebody invited to a review that the person may read. Raises Http404, Denied."""
    rows = ReviewInvitee.objects.select_related(
        "review__pupil__school", "review__pupil__school_class", "school", "user"
    )
    seen = AnnualReview.objects.visible_to(request.user)
    found = rows.filter(school=request.school, reference=reference, review__in=seen).first()
    if found is None:
        raise Http404
    check_can(request.user, Permission.REVIEW_RUN, found.review)
    return found


def _list_url(place: ReviewInvitee) -> str:
    return reverse("ehcvisitor:people", args=[place.school.slug, place.review.reference])


@require_GET
def people(request, school, reference):
    """Who from outside is invited to a review, and to whom it is open here."""
    review = find_review(request, reference)
    opened(request, review.pupil, "who may open a review")
    today = timezone.localdate()
    rows = [present.access_row(one, request.school, today) for one in queries.may_be_opened_to(review)]
    return render(request, "ehcvisitor/people.html", frame(review.pupil, request.user) | {
        "title": _("Who may open %(name)s’s review") % {"name": review.pupil.name}, "rows": rows,
        "back_url": review.get_absolute_url(), "when": present.when(review, today),
    })  # fmt: skip


def open_to(request, school, reference):
    """Open a review to somebody from outside, or change who and until when."""
    place, today = find_place(request, reference), timezone.localdate()
    is_open = bool(place.opens_from and not place.ended_at)
    form = OpenForm(request.POST or None, opened=is_open, initial=open_initial(place, today))
    if request.method == "POST" and form.is_valid():
        try:
            data = {"start": today, **form.cleaned_data}
            held = actions.open_review(
                place=place, version=version_in(request.POST), by=request.user, at=now(), **data
            )
        except Denied as denied:
            tell_refused(form, place, denied)
        else:
            messages.success(
                request,
                _("The review is open to %(who)s. The email to them names no child.") % {"who": held.name},
            )
            return redirect(_list_url(held))
    line = _("They see the day of the meeting, who is invited and what is asked of them, and of the papers only what was "
             "sent round. It ends on the last day, when you end it, and six weeks after the review is closed.")  # fmt: skip
    return _form(request, place, form, title=_("Open the review to %(who)s") % {"who": place.name}, line=line,
                 submit=_("Save") if is_open else _("Open it"), version=place.version)  # fmt: skip


def end(request, school, reference):
    """Close a review to somebody, after asking."""
    place = find_place(request, reference)
    if request.method == "POST":
        actions.end_opening(place=place, by=request.user, at=now())
        messages.success(
            request, _("Nothing is open to %(who)s any more. They stay invited.") % {"who": place.name}
        )
        return redirect(_list_url(place))
    return _form(request, place, forms.Form(), title=_("Close the review to %(who)s") % {"who": place.name}, danger=True,
                 submit=_("Close it now"), line=_("They see nothing more at their next click. They stay invited: papers go "
                                                  "to them in another way."))  # fmt: skip


@require_GET
def openings(request, school, reference):
    """What somebody from outside has opened."""
    place = find_place(request, reference)
    if place.opens_from is None:
        raise Http404
    opened(request, place.review.pupil, "what a professional opened of a review")
    return render(request, "ehcvisitor/openings.html", frame(place.review.pupil, request.user) | {
        "title": _("What %(who)s has opened") % {"who": place.name}, "back_url": _list_url(place),
        "openings": [present.opening_line(one) for one in queries.openings_by(place)],
    })  # fmt: skip


def _form(
    request,
    place: ReviewInvitee,
    form,
    *,
    title: str,
    submit: str,
    line: str,
    version=None,
    danger: bool = False,
):
    note = _("What you typed is kept.") if form.errors else ""
    return render(request, "form_page.html", frame(place.review.pupil, request.user) | {
        "form": form, "title": title, "submit_label": submit, "note": note, "line": line, "version": version,
        "danger": danger, "back_url": _list_url(place), "back_label": _("Who may open this review"),
    })  # fmt: skip
