"""Who was late, by how many days, in one sentence: told for good, never hidden."""

import datetime as dt

from django.utils.translation import gettext as _

from core.ui.present import day
from ehcp.enums import BEFORE_MEETING
from ehcp.meeting.papers import days_words
from ehcp.models import AnnualReview
from ehcp.statute import Deadline
from ehcp.steps import Step


def whose_delay(review: AnnualReview, step: Step | None, report: Step | None = None) -> str:
    """Who was late with the decision, by how much, and whether the school's own report was late before it; "" where the
    decision is in time, or the meeting is not recorded yet."""
    if step is None or not step.late_days or step.state == "skipped" or review.state in BEFORE_MEETING:
        return ""
    known = {"who": review.plan.authority.name, "late": days_words(step.late_days), "due": day(step.law.date)}
    shape = _("%(who)s’s decision was due by %(due)s and is %(late)s late. The delay is theirs.")
    if step.done_on:
        shape = _("%(who)s’s decision was due by %(due)s: it is dated %(late)s later. The delay is theirs.")
    return " ".join(filter(None, [shape % known, _own_delay(report)]))


def _own_delay(report: Step | None) -> str:
    if report is None or not report.late_days:
        return ""
    if report.done_on:
        return _("Our report went out %(late)s late.") % {"late": days_words(report.late_days)}
    return _("Our report was due by %(due)s and is not recorded as gone.") % {"due": day(report.law.date)}


def notice_late(review: AnnualReview, due, today: dt.date) -> str:
    """The amendments are owed with the decision, within four weeks of the meeting (Devon): how late they are."""
    if due is None or (review.amendment_notice_on or today) <= due.date:
        return ""
    late = days_words(((review.amendment_notice_on or today) - due.date).days)
    known = {"who": review.plan.authority.name, "due": day(due.date), "late": late}
    if review.amendment_notice_on:
        return (
            _(
                "The proposed changes were due with the decision, by %(due)s. %(who)s served them %(late)s later."
            )
            % known
        )
    return (
        _("The proposed changes are due with the decision, by %(due)s. %(who)s is %(late)s late with them.")
        % known
    )


def final_late(review: AnnualReview, step: Step | None, cap: Deadline | None, today: dt.date) -> str:
    """Who is late with the final plan, by how much: after eight weeks from the notice, and after twelve from the meeting
    (Devon), which a late notice does not lengthen."""
    if step is None or step.law is None or step.state == "skipped":
        return ""
    known = {"who": review.plan.authority.name, "due": day(step.law.date), "late": days_words(step.late_days)}
    shape = _("The final plan was due by %(due)s: %(who)s is %(late)s late.")
    if step.done_on is not None:
        shape = _("The final plan was due by %(due)s: %(who)s sent it %(late)s later.")
    return " ".join(filter(None, [shape % known if step.late_days else "", _past_cap(review, cap, today)]))


def _past_cap(review: AnnualReview, cap: Deadline | None, today: dt.date) -> str:
    came = review.final.issued_on if review.final_id else None
    if cap is None or review.no_amendment_on or (came or today) <= cap.date:
        return ""
    known = {"cap": day(cap.date), "late": days_words(((came or today) - cap.date).days)}
    if came is None:
        return _("Twelve weeks from the meeting were up on %(cap)s, %(late)s ago.") % known
    return _("Twelve weeks from the meeting were up on %(cap)s: it came %(late)s after that.") % known
