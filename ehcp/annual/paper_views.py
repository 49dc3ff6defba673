from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_POST

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can
from core.schools.queries import school_days
from ehcp.annual import actions, queries
from ehcp.annual.forms import LettersForm, ServeForm
from ehcp.annual.record import advice_by
from ehcp.annual.serving import PERMISSION
from ehcp.annual.views import RUN, find_review, not_now, words
from ehcp.enums import AFTER_MEETING, BEFORE_MEETING, ReviewState, Served
from ehcp.models import AnnualReview, ReviewInvitee
from ehcp.served import owed
from register.file.present import bytes_of
from register.file.serving import serve as answer_with
from register.pages import frame, opened

TITLES = {
    Served.NOTICE: lazy("Notice was given"), Served.ADVICE_ASK: lazy("Advice was asked for"),
    Served.CHASE: lazy("A reminder was sent"), Served.PACK: lazy("The papers went round"),
    Served.REPORT: lazy("The report went round"),
}  # fmt: skip
LINES = {
    Served.NOTICE: lazy("Give notice by letter, a secure message or in person, then write down who had it when. Whoever "
                        "is told of another date later is told again."),
    Served.ADVICE_ASK: lazy("Everybody who is invited is asked for advice, whether or not they come."),
    Served.CHASE: lazy("Each reminder stays on record, with whose advice is missing in the papers."),
    Served.PACK: lazy("The papers go to everybody who is invited. Send those that go beside them too."),
    Served.REPORT: lazy("The report goes to everybody who was invited, whether or not they came."),
}  # fmt: skip


LETTERS_SAVED = lazy("The letters are being made. Once they have gone out, write down that notice was given.")
LETTERS_LINE = lazy(
    "Each names the day, who is asked, and what is asked for. Parents read what they are entitled to in plain words."
)


def _ticked(review: AnnualReview, what: str, people: list[ReviewInvitee]) -> list[ReviewInvitee]:
    """Who is ticked to begin with: those to whom it is owed and who have not had it for this date."""
    had = set(review.services.filter(what=what, meeting_on=review.on).values_list("invitee", flat=True))
    if what == Served.CHASE:
        asked = set(review.services.filter(what=Served.ADVICE_ASK).values_list("invitee", flat=True))
        return [one for one in people if one.pk in asked and not _given(one)]
    return [one for one in people if owed(one, what) and one.pk not in had]


def _given(one: ReviewInvitee) -> bool:
    return bool(one.advice.strip() or one.advice_paper_id or one.no_advice_why)


def _is_open(review: AnnualReview, what: str) -> bool:
    after = (*AFTER_MEETING, ReviewState.CLOSED)
    return review.state in (after if what == Served.REPORT else BEFORE_MEETING) or (
        what == Served.CHASE and review.state == ReviewState.HELD)  # fmt: skip


def serve(request, school, reference, what):
    """Write down that something was given: to whom, when, how."""
    held = find_review(request, reference)
    if what not in Served.values:
        raise Http404
    check_can(request.user, PERMISSION.get(what, RUN), held)
    if request.method == "GET" and not _is_open(held, what):
        return not_now(request, held)
    people = queries.people_of(held)
    form = ServeForm(request.POST or None, review=held, people=people, ticked=_ticked(held, what, people),
                     secure=held.school.secure_service, asks=what == Served.NOTICE)  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            _record(held, what, form.cleaned_data, request.user)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, _("Written down."))
            return redirect(held)
    said = words(form, TITLES[what], _("Write it down"), held.get_absolute_url(), _("Back to the review"))
    return render(request, "form_page.html", frame(held.pupil, request.user) | said | {"line": LINES[what]})


def _record(held: AnnualReview, what: str, typed: dict, user) -> None:
    """One service of what it is; with notice that asked for advice too, of both."""
    with_ask, at = typed.pop("with_ask", False), now()
    held = actions.serve(review=held, what=what, by=user, at=at, **typed)
    if with_ask:
        wanted = [one for one in typed["invitees"] if owed(one, Served.ADVICE_ASK)]
        if wanted:
            actions.serve(
                review=held, what=Served.ADVICE_ASK, by=user, at=at, **(typed | {"invitees": wanted})
            )


def letters(request, school, reference):
    """Make letters of notice, which ask for advice too."""
    held = find_review(request, reference)
    check_can(request.user, RUN, held)
    if request.method == "GET" and held.state not in BEFORE_MEETING:
        return not_now(request, held)
    wanted = advice_by(held.on, timezone.localdate(), school_days(held.school))
    form = LettersForm(request.POST or None, review=held, initial={"advice_wanted_by": wanted})
    if request.method == "POST" and form.is_valid():
        try:
            actions.make_letters(review=held, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, LETTERS_SAVED)
            return redirect(f"{held.get_absolute_url()}#papers")
    said = words(
        form, _("Letters of notice"), _("Make the letters"), held.get_absolute_url(), _("Back to the review")
    )
    return render(request, "form_page.html", frame(held.pupil, request.user) | said | {"line": LETTERS_LINE})


@require_POST
def pack(request, school, reference):
    """Have the papers for the meeting made, as the record stands."""
    held = find_review(request, reference)
    check_can(request.user, RUN, held)
    try:
        job = actions.make_pack(review=held, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
        return redirect(held)
    return redirect("jobs:job", school, job.reference)


@require_GET
def papers(request, school, reference):
    """The papers as a PDF, for staff who read the review. Opening them is recorded."""
    held = find_review(request, reference)
    check_can(request.user, Permission.EHCP_VIEW, held)
    kept = bytes_of(held.pack) if held.pack_id else None
    if kept is None:
        said = (
            _("The papers are being made: look again in a moment.")
            if held.pack_id
            else _("The papers are not made yet.")
        )
        messages.info(request, said)
        return redirect(held)
    opened(request, held.pupil, "papers of an annual review")
    return answer_with(kept, name=held.pack.title, inline=True)
