"""What stands above the forms of the room, and why one of them cannot be used now."""

import datetime as dt

from django.utils.translation import gettext as _

from apdr.plans.editor import reading_line
from apdr.plans.readability import readability_of
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can
from core.ui.present import day, day_in
from ehcp.enums import BEFORE_MEETING, InviteeRole, LaDecision, ReviewState, Served
from ehcp.lifecycle import REVIEW
from ehcp.meeting import papers, queries
from ehcp.meeting.present import law_facts, paper_line
from ehcp.models import AnnualReview, ReviewInvitee

S = ReviewState


def reading(summary: str) -> dict:
    """How the short words read to parents, in the terms of plans/_reading.html."""
    found = readability_of({str(_("In short")): summary})
    return {"line": reading_line(found), "easy": found.easy, "hard": found.hard, "words": found.words}


def _fact(label: str, value: str) -> dict:
    return {"label": label, "value": value, "url": ""}


def report_facts(review: AnnualReview, today: dt.date) -> list[dict]:
    """When the meeting was and by when the report is due."""
    step = queries.clock_for(review, today).steps.get("report")
    return [_fact(_("Meeting"), day_in(review.on, today)), *law_facts(step, today)]


def report_file(review: AnnualReview) -> dict | None:
    """The report that was issued, and how its PDF stands."""
    return paper_line(review.report, review) if review.report_id else None


def report_services(review: AnnualReview, today: dt.date) -> tuple[list[ReviewInvitee], list[dict]]:
    """Who has not been given the report yet; and who was, when and how, late or not. The child is told in person. Nine
    queries."""
    served, due = queries.services_of(review), queries.clock_for(review, today).law.get("report_by")
    rest, had = [], []
    for one in queries.invited(review):
        row = served.get(one.pk, {}).get(Served.REPORT)
        if row is None and one.role != InviteeRole.CHILD:
            rest.append(one)
        elif row is not None:
            late = (row.on - due.date).days if due else 0
            had.append({"name": one.name, "when": day(row.on), "how": str(row.get_how_display()), "note": row.note,
                        "late": _("%(late)s late") % {"late": papers.days_words(late)} if late > 0 else ""})  # fmt: skip
    return rest, had


def decided(review: AnnualReview) -> dict:
    """What is recorded of the decision so far, for its form to begin with."""
    if not review.decision:
        return {}
    return {"decision": review.decision, "decided_on": review.decided_on, "received_on": review.decision_received_on,
            "amendment_notice_on": review.amendment_notice_on, "why": review.decision_why}  # fmt: skip


def decision_facts(review: AnnualReview, today: dt.date) -> list[dict]:
    """What the school recommended and by when the decision is due."""
    step = queries.clock_for(review, today).steps.get("decision")
    said = str(review.get_recommendation_display()) if review.recommendation else _("nothing recorded")
    return [
        _fact(_("Meeting"), day(review.on)),
        _fact(_("The school recommends"), said),
        *law_facts(step, today),
    ]


def why_not_decided(review: AnnualReview) -> str:
    """Why no decision can be recorded now, "" where it can."""
    if review.state in BEFORE_MEETING:
        return _("The authority decides after the meeting, which is on %(day)s and is not recorded as held. Record the "
                 "meeting first.") % {"day": day(review.on)}  # fmt: skip
    if review.state in (S.COMPARED, S.CLOSED):
        return _("The decision stands: what came after it is recorded already.")
    return _("This review was called off: there is nothing to decide.") if review.state == S.CANCELLED else ""


def _amends(review: AnnualReview) -> bool:
    return review.decision == LaDecision.AMEND and review.state in (S.DECIDED, S.COMPARED)


def why_no_proposal(review: AnnualReview) -> str:
    """Why no proposed amendments can be added now, "" where they can."""
    if not _amends(review):
        return _("There are amendments only where the local authority has decided to amend the plan.")
    return _("The proposed changes are here already.") if review.proposed_id else ""


def may_compare(review: AnnualReview, user) -> bool:
    """Whether the user may say that the amendments were compared, and when the school's comments went."""
    return _amends(review) and can(user, Permission.REVIEW_RUN, review)


def why_no_final(review: AnnualReview) -> str:
    """Why no final plan can be recorded now, "" where it can."""
    if not _amends(review):
        return _("There are amendments only where the local authority has decided to amend the plan.")
    if not review.proposed_id:
        return _("Add the proposed changes first. If none reached the school, add the amended plan there as well: what has "
                 "changed can then be seen.")  # fmt: skip
    return _("The final plan is recorded already.") if review.final_id or review.no_amendment_on else ""


def final_facts(review: AnnualReview, today: dt.date) -> list[dict]:
    """When the notice was served and by when the final plan is due."""
    clock = queries.clock_for(review, today)
    notice = (
        [_fact(_("Notice served"), day(review.amendment_notice_on))] if review.amendment_notice_on else []
    )
    return [*notice, *law_facts(clock.steps.get("final"), today)]


def ends_plan(review: AnnualReview) -> bool:
    """Whether closing the review ends the plan: of a pupil who has left it is not ended here."""
    return review.decision == LaDecision.CEASE and review.pupil.left_on is None


def why_not_closed(review: AnnualReview, user) -> str:
    """Why the review cannot be closed now, "" where it can."""
    try:
        REVIEW.check(review, S.CLOSED, user)
    except Denied as denied:
        return denied.reason
    return ""


def closing_facts(review: AnnualReview) -> list[dict]:
    """What was decided and what came of it; that the pupil has left."""
    left = review.pupil.left_on
    told = [_fact(_("The pupil left"), day(left))] if left else []
    if review.decided_on:
        told += [
            _fact(_("Decided"), str(review.get_decision_display())),
            _fact(_("Letter dated"), day(review.decided_on)),
        ]
    if review.final_id:
        told.append(_fact(_("Final plan dated"), day(review.final.issued_on)))
    if review.no_amendment_on:
        told.append(_fact(_("Not amended after all"), day(review.no_amendment_on)))
    return told
