"""Time that the law gives to parents: to comment on a draft or on amendments, and to appeal. It runs out by itself; nothing
of theirs is ever called late. One row is one review or one needs assessment of which the parents were told."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from core.accounts.enums import Permission
from core.reminders.deadlines import Ask, Deadline, Source, add_source
from core.schools.prepared import prepared
from core.ui.present import day
from ehcp.assessing.orders import appeal_deadline, appeal_until, letter_on
from ehcp.caseload.queries import OF_PUPIL
from ehcp.caseload.standing import ended_on
from ehcp.deadlines.assessments import APPEALABLE
from ehcp.deadlines.common import Say, by_name, reads_plans
from ehcp.enums import AssessmentState, LaDecision, ReviewState
from ehcp.models import AnnualReview, NeedsAssessment
from ehcp.statute import Deadline as Law
from ehcp.statute import deadlines
from register.deadlines import parents_of
from register.deadlines.rows import may
from register.models import Pupil

A, S = AssessmentState, ReviewState
AS_ASSESSMENT = (A.DECLINED, A.NOT_ISSUED, A.DRAFTED, A.ANSWERED, A.ISSUED)
COMMENTED = dt.timedelta(days=30)  # longer than the time to comment
OF_REVIEW = ("school", "reference", "state", "decision", "decided_on", "amendment_notice_on", "no_amendment_on",
             "final__issued_on")  # fmt: skip
OF_ASSESSMENT = ("school", "reference", "state", "decided_on", "refused_on", "issued_on", "draft_served_on", "mediation_on",
                 "appeal_on", "feedback_used", "requested_on")  # fmt: skip


def rows(ask: Ask) -> list[AnnualReview | NeedsAssessment]:
    """What parents may know of, of the pupils in the person's sight; nothing for staff who may not read plans. Two
    queries."""
    if not (reads_plans(ask) or may(ask, Permission.FAMILY_VIEW)):
        return []
    amended = _amended(ask.user, school=ask.school.pk, since=ask.today - COMMENTED)
    return [*amended, *_assessed(ask.user, school=ask.school.pk, since=ask.today - APPEALABLE)]


def _here(user, school: int):
    pupils = Pupil.objects.filter(school=school, left_on=None)
    return pupils.visible_to(user) if user else pupils


@prepared
def _amended(user, *, school: int, since: dt.date):
    rows = AnnualReview.objects.filter(
        school=school, pupil__in=_here(user, school), state__in=(S.DECIDED, S.COMPARED),
        decision=LaDecision.AMEND, amendment_notice_on__gte=since,
    )  # fmt: skip
    return rows.select_related("pupil__school_class", "final").only(*OF_REVIEW, *OF_PUPIL)


@prepared
def _assessed(user, *, school: int, since: dt.date):
    rows = NeedsAssessment.objects.filter(
        school=school, pupil__in=_here(user, school), state__in=AS_ASSESSMENT
    )
    rows = rows.exclude(state=A.ISSUED, issued_on__lt=since)
    return rows.select_related("pupil__school_class").only(*OF_ASSESSMENT, *OF_PUPIL)


def build(found: AnnualReview | NeedsAssessment, ask: Ask) -> list[Deadline]:
    """What one pupil's parents have time for; nothing where none of them has an account, and for nobody else who may not
    read plans."""
    owners = parents_of(ask).get(found.pupil_id, ())
    if not reads_plans(ask) and ask.user.pk not in owners:
        return []
    made = _of_review if isinstance(found, AnnualReview) else _of_assessment
    return (
        [one for one in made(found, Say(ask, found.pupil), owners) if one.due >= ask.today] if owners else []
    )


def _of_review(found: AnnualReview, say: Say, owners: tuple[int, ...]) -> Iterator[Deadline]:
    if ended_on(found) is None:
        law = by_name(deadlines({"amendment_notice": found.amendment_notice_on}))["parent_comments_until"]
        url = say.url("ehcfamily:review", found.pupil.reference)
        yield _comments(f"review:{found.reference}", law, url, say, owners)


def _of_assessment(found: NeedsAssessment, say: Say, owners: tuple[int, ...]) -> Iterator[Deadline]:
    subject, url = f"assessment:{found.reference}", say.url("ehcfamily:plan", found.pupil.reference)
    if found.state in (A.DRAFTED, A.ANSWERED) and found.draft_served_on:
        law = by_name(deadlines({"draft_served": found.draft_served_on}))["draft_comments_until"]
        yield _comments(subject, law, url, say, owners)
    until = appeal_until(found)
    if until and found.appeal_on is None:
        yield say.due("family_appeal", subject, until, url, owners=owners, cites=appeal_deadline(found).citation, started=_(
            "The council told you its decision on %(day)s.") % {"day": day(letter_on(found))})  # fmt: skip


def _comments(subject: str, law: Law, url: str, say: Say, owners: tuple[int, ...]) -> Deadline:
    served = _("It was served on %(day)s.") % {"day": day(law.start)}
    return say.due(
        "family_comments", subject, law.date, url, owners=owners, cites=law.citation, started=served
    )


add_source(
    Source("ehc_families", "Time that families have", rows, build, about=lambda found: found.pupil.reference)
)
