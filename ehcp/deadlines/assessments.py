"""Needs assessments: what the school owes the authority, what the authority owes the family, and how long an appeal may be
made. One row is one assessment that is open, or whose plan came so lately that there may be an appeal."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.reminders.deadlines import Ask, Deadline, Source, add_source
from core.schools.prepared import prepared
from core.ui.present import day
from ehcp.assessing.orders import appeal_deadline, appeal_until, letter_on, order_steps, with_orders
from ehcp.caseload.queries import OF_ASSESSMENT, OF_PUPIL, seen_by
from ehcp.caseload.standing import steps_of_assessment
from ehcp.clock import UnlikelyDates
from ehcp.deadlines import own
from ehcp.deadlines.common import AUTHORITY, PARENTS, Say, ground
from ehcp.enums import ASSESSMENT_OPEN, ASSESSMENT_REFUSED, AssessmentState
from ehcp.models import NeedsAssessment
from ehcp.statute import Owner, Rule
from ehcp.steps import Step

A = AssessmentState
APPEALABLE = dt.timedelta(days=130)  # longer than the two months, with mediation in them
MORE = ("created_at", "talk__on", "exemption", "exemption_why", "order", "order_on", "mediation_on", "appeal_on",
        "feedback_used")  # fmt: skip
BY_STEP = {
    "decide": "assessment_decide",
    "advice": "assessment_advice",
    "draft": "assessment_draft",
    "final": "assessment_final",
}


@prepared
def _assessments(user, *, school: int, since: dt.date):
    lately = Q(state__in=ASSESSMENT_OPEN) | Q(state=A.ISSUED, issued_on__gte=since)
    rows = seen_by(NeedsAssessment.objects, user).filter(lately, school=school, pupil__left_on=None)
    joined = rows.select_related("pupil__school_class", "authority", "advice", "talk")
    return joined.only(*OF_ASSESSMENT, *OF_PUPIL, *MORE)


def rows(ask: Ask) -> list[NeedsAssessment]:
    """One query."""
    return _assessments(ask.user, school=ask.school.pk, since=ask.today - APPEALABLE)


def build(found: NeedsAssessment, ask: Ask) -> list[Deadline]:
    """Everything that is due by one assessment."""
    say = Say(ask, found.pupil)
    try:
        return list(_of_assessment(found, say))
    except UnlikelyDates as wrong:
        url = say.url("ehcna:assessment", found.reference)
        return [say.check(f"assessment:{found.reference}", url, wrong)]


def _of_assessment(found: NeedsAssessment, say: Say) -> Iterator[Deadline]:
    yield from _untimed(found, say)
    if found.state in ASSESSMENT_OPEN:
        held = ground(say.ask)
        ordered = order_steps(found, today=held.today, days=held.days)
        for step in with_orders(steps_of_assessment(found, held), ordered, found):
            if step.is_open:
                yield _step(found, step, say)
    until = appeal_until(found)
    if until and until >= say.ask.today and found.appeal_on is None:
        url = say.url("ehcna:assessment", found.reference)
        yield say.due("assessment_appeal", f"assessment:{found.reference}", until, url, law=appeal_deadline(found),
                      turn=PARENTS, so_far=_mediation(found), started=_letter(found))  # fmt: skip


def _untimed(found: NeedsAssessment, say: Say) -> Iterator[Deadline]:
    """What the law gives no day for: the talk, the request, the use of a refusal's reasons."""
    subject, url = f"assessment:{found.reference}", say.url("ehcna:assessment", found.reference)

    def by(kind: str, rule: Rule, start: dt.date, shape: str) -> Deadline:
        return say.due(kind, subject, rule.date(start), url, started=shape % {"day": day(start)})

    if found.state == A.CONSIDERED:
        yield by(
            "assessment_talk",
            own.TALK_BY,
            timezone.localdate(found.created_at),
            _("It was first thought of on %(day)s."),
        )
    elif found.state == A.DISCUSSED:
        talked = found.talk.on if found.talk_id else timezone.localdate(found.created_at)
        yield by(
            "assessment_request", own.REQUEST_BY, talked, _("It was talked over with the parents on %(day)s.")
        )
    elif found.state in ASSESSMENT_REFUSED and not found.feedback_used.strip():
        yield by(
            "assessment_feedback", own.FEEDBACK_BY, letter_on(found), _("The authority refused on %(day)s.")
        )


def _step(found: NeedsAssessment, step: Step, say: Say) -> Deadline:
    theirs = step.owner == Owner.LA
    kind = BY_STEP.get(step.key, "assessment_order")
    more = f"/{step.key}" if kind == "assessment_order" else ""
    return say.due(
        kind, f"assessment:{found.reference}{more}"[:60], step.law.date, say.url("ehcna:assessment", found.reference),
        law=step.law, aim=None if theirs else step.aim, turn=AUTHORITY if theirs else "",
        detail=found.authority.name if theirs else "", so_far=_so_far(found),
    )  # fmt: skip


def _so_far(found: NeedsAssessment) -> str:
    told = [_("The authority had the request on %(day)s.") % {"day": day(found.requested_on)}]
    if found.advice_requested_on:
        told.append(_("It asked us for advice on %(day)s.") % {"day": day(found.advice_requested_on)})
    if found.draft_received_on:
        told.append(_("Its draft reached us on %(day)s.") % {"day": day(found.draft_received_on)})
    if found.exemption:
        told.append(_("Noted, and no date has moved: %(why)s.") % {"why": found.get_exemption_display()})
    return " ".join(told)


def _letter(found: NeedsAssessment) -> str:
    return _("The authority told its decision on %(day)s.") % {"day": day(letter_on(found))}


def _mediation(found: NeedsAssessment) -> str:
    if found.mediation_on is None:
        return _("No mediation certificate is on record.")
    return _("The mediation certificate is dated %(day)s.") % {"day": day(found.mediation_on)}


add_source(
    Source("ehc_assessments", "Needs assessments", rows, build, about=lambda found: found.pupil.reference)
)
