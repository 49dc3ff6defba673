"""What somebody can do with a review from where it is: the next step first."""

from django.utils.translation import gettext as _

from core.accounts.enums import Permission as P
from core.accounts.permissions import can
from ehcp.enums import BEFORE_MEETING, LaDecision, ReviewState
from ehcp.meeting import queries
from ehcp.meeting.pages import here
from ehcp.models import AnnualReview

S = ReviewState


def buttons_of(review: AnnualReview, user) -> list[dict]:
    """Buttons in the terms of components/buttons.html, the primary one first. At most one query."""
    shown = [
        (name, label)
        for name, label, permission, now in _all(review)
        if now and can(user, permission, review)
    ]
    first = next_of(review)
    shown.sort(key=lambda one: one[0] != first)
    return [{"label": label, "url": here(review, name), "primary": name == first} for name, label in shown]


def next_of(review: AnnualReview) -> str:
    """The page of the next step, "" where nothing is left to do."""
    if review.state in BEFORE_MEETING:
        return "record"
    if review.pupil.left_on and may_close(review):
        return "close"
    if review.state == S.HELD:
        return "send" if review.report_id else "report"
    if review.state == S.REPORTED:
        return "decision"
    if review.state == S.DECIDED and review.decision == LaDecision.AMEND:
        return "compare" if review.proposed_id else "proposed"
    if review.state in (S.DECIDED, S.COMPARED):
        return "close" if may_close(review) else "final"
    return ""


def _all(review: AnnualReview) -> list[tuple]:
    """(page, words on the button, what it needs, whether it is open now) in the order of a review."""
    before, held = review.state in BEFORE_MEETING, review.state in (S.HELD, S.REPORTED, S.DECIDED, S.COMPARED)
    writing = before or (held and not queries.report_went_out(review))
    amends = review.decision == LaDecision.AMEND and review.state in (S.DECIDED, S.COMPARED)
    return [
        ("record", _("Record the meeting") if before else _("Change the record"), P.REVIEW_RECORD, writing),
        ("report", _("The report’s words") if review.summary else _("Write the report"), P.REVIEW_RECORD,
         writing and held),
        ("send", _("Record how the report went out"), P.REVIEW_REPORT_SEND, held and bool(review.report_id)),
        ("decision", _("Record the decision") if not review.decision else _("Put the decision right"), P.REVIEW_DECISION,
         review.state in (S.HELD, S.REPORTED, S.DECIDED)),
        ("proposed", _("Add the proposed changes"), P.REVIEW_RUN, amends and not review.proposed_id),
        ("compare", _("Compare the changes"), P.REVIEW_RUN, amends and bool(review.proposed_id)),
        ("final", _("Record the final plan"), P.REVIEW_RUN, review.state == S.COMPARED and not may_close(review)),
        ("letter", _("Write to the parents"), P.REVIEW_REPORT_SEND, bool(review.decision)),
        ("close", _("Close the review"), P.EHC_CLOSE, may_close(review)),
    ]  # fmt: skip


def may_close(review: AnnualReview) -> bool:
    """Whether nothing is left to be recorded before the close; of a pupil who has left, that the meeting was held."""
    if review.pupil.left_on:
        return review.state in (S.HELD, S.REPORTED, S.DECIDED, S.COMPARED)
    if review.state not in (S.DECIDED, S.COMPARED):
        return False
    if review.decision != LaDecision.AMEND:
        return True
    return review.state == S.COMPARED and bool(review.final_id or review.no_amendment_on)
