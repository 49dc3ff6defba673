"""What is read of needs assessments: the school's list, one pupil's, one with all that hangs on it."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from apdr.enums import MeetingState
from apdr.models import ReviewMeeting
from core.calendar.dates import SchoolDays
from core.schools.models import School
from core.schools.queries import school_days
from ehcp.assessing.orders import appeal_until, order_steps, with_orders
from ehcp.enums import ASSESSMENT_OPEN, ASSESSMENT_REFUSED, AssessmentState
from ehcp.models import EhcPlan, LocalAuthority, NeedsAssessment, SchoolAdvice
from ehcp.statute import Deadline, deadlines
from ehcp.steps import Step, assessment_steps, next_step
from register.models import Conversation, Pupil, PupilDocument

A = AssessmentState
LINES = 500  # of the list of ended assessments


def steps_of(
    held: NeedsAssessment, *, today: dt.date, days: SchoolDays | None = None, sent_on: dt.date | None = None,
    soon_days: int = 10,
) -> list[Step]:  # fmt: skip
    """The steps of the clock with what the Tribunal ordered, in their order; none before the request. No queries where
    the authority is joined."""
    told = {"today": today, "days": days, "authority": held.authority.name, "soon_days": soon_days}
    usual = assessment_steps(held, advice_sent_on=sent_on, **told)
    return with_orders(usual, order_steps(held, **told), held)


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """One assessment in a list: where it is and since when, and the step that comes next, None where the law sets none.
    `appeal_until` is the last day for the parents after a refusal."""

    reference: str
    pupil_reference: str
    pupil_name: str
    class_name: str
    authority: str
    state: str
    purpose: str
    requested_on: dt.date | None
    exempt: bool
    step: Step | None
    late_days: int
    appeal_until: dt.date | None

    @property
    def order(self) -> tuple:
        """Late first, then by the next day of the law, what has none last."""
        day = self.step.law.date if self.step and self.step.law else self.appeal_until
        return (-self.late_days, day or dt.date.max, self.pupil_name, self.reference)


def assessment_lines(school: School, user, today: dt.date, *, ended: bool = False) -> list[AssessmentLine]:
    """The school's assessments that go on, late first, or those that have ended, the newest first. Three queries."""
    found = NeedsAssessment.objects.visible_to(user).filter(school=school)
    found = found.exclude(state__in=ASSESSMENT_OPEN) if ended else found.filter(state__in=ASSESSMENT_OPEN)
    rows = found.select_related("pupil__school_class", "authority").annotate(sent_on=F("advice__sent_on"))
    days = school_days(school)
    lines = [_line(row, today, days, school.soon_days) for row in rows.order_by("-created_at", "-pk")[:LINES]]
    return lines if ended else sorted(lines, key=lambda line: line.order)


def _line(row: NeedsAssessment, today: dt.date, days: SchoolDays, soon_days: int) -> AssessmentLine:
    steps = steps_of(row, today=today, days=days, sent_on=row.sent_on, soon_days=soon_days)
    open_steps = [one for one in steps if one.is_open]
    late = max((one.late_days for one in open_steps), default=0)
    worst = max(open_steps, key=lambda one: one.late_days) if late else next_step(steps)
    return AssessmentLine(
        row.reference, row.pupil.reference, row.pupil.name, row.pupil.class_name, row.authority.name, row.state,
        row.purpose, row.requested_on, bool(row.exemption), worst, late,
        appeal_until(row) if row.state in ASSESSMENT_REFUSED else None,
    )  # fmt: skip


def one_assessment(school: School):
    """Assessments of the school with all that their page and forms ask of the row, for `visible_or_404`."""
    rows = NeedsAssessment.objects.filter(school=school)
    return rows.select_related(
        "pupil__school", "pupil__school_class", "school", "authority", "talk", "plan__school", "draft__document",
        "created_by", "closed_by", "advice__document__issued", "advice__written_by",
    )  # fmt: skip


def assessments_of(pupil: Pupil, user) -> list[NeedsAssessment]:
    """The pupil's assessments that the person may read, the newest first, each with `sent_on`, the day on which the
    school's advice went. One query."""
    found = NeedsAssessment.objects.visible_to(user).filter(pupil=pupil)
    joined = found.select_related("authority", "school").annotate(sent_on=F("advice__sent_on"))
    return list(joined.order_by("-created_at", "-pk"))


def advice_of(held: NeedsAssessment) -> SchoolAdvice | None:
    """The school's advice of an assessment that comes from `one_assessment`; None before it is written."""
    return getattr(held, "advice", None)


def papers_of(held: NeedsAssessment, user) -> list[PupilDocument]:
    """What was made of the assessment, and the papers that it holds, as far as the person may open them, the newest
    first. One query."""
    mine = [held.evidence_id, held.feedback_paper_id, held.draft.document_id if held.draft else None]
    seen = PupilDocument.objects.visible_to(user).filter(pupil=held.pupil_id)
    rows = seen.filter(issued__subject=held.reference) | seen.filter(pk__in=[key for key in mine if key])
    return list(rows.select_related("issued__job", "issued__file", "file").order_by("-filed_at", "-pk"))


def talk_of(held: NeedsAssessment, user) -> Conversation | None:
    """The talk with the parents, where the person may read it. One query."""
    return Conversation.objects.visible_to(user).filter(pk=held.talk_id).first()


def meetings_with_parents(pupil: Pupil) -> list[ReviewMeeting]:
    """Review meetings of the last year that were held with the parents, the newest first. One query."""
    since = timezone.localdate() - dt.timedelta(days=365)
    held = ReviewMeeting.objects.filter(
        pupil=pupil, state=MeetingState.HELD, parents_came=True, on__gte=since
    )
    return list(held.order_by("-on", "-pk"))


def authorities_of(school: School):
    """The local authorities that the school keeps."""
    return LocalAuthority.objects.filter(school=school).order_by("name")


def reassessment_bar(pupil: Pupil) -> Deadline | None:
    """Until when a request to assess again may be refused because the last assessment is recent (R-159): `date` is the
    first day on which it may not be. None where no assessment is known. Two queries."""
    days = list(EhcPlan.objects.filter(pupil=pupil).values_list("assessed_on", flat=True))
    for issued, refused in NeedsAssessment.objects.filter(pupil=pupil).values_list("issued_on", "refused_on"):
        days += [issued or refused]
    last = max((one for one in days if one), default=None)
    found = deadlines({"last_assessment": last}) if last else ()
    return next((one for one in found if one.name == "reassessment_not_before"), None)
