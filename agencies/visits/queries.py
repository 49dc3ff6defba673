"""Every read of visits and of the calendar on which they stand."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from agencies.enums import OVER, VisitState
from agencies.models import Agency, AgencyReport, Professional, Referral, Visit
from core.accounts.enums import Role
from core.accounts.models import Membership, User
from core.calendar.dates import Span
from core.schools.models import School, Term
from core.schools.prepared import prepared
from register.enums import GrantKind
from register.models import ClassTeacher, Pupil, PupilGrant

SEVERAL = (
    2  # visits of one agency to one child in a term, from which on the class teacher is met once
)
SHOWN = (VisitState.ANNOUNCED, VisitState.DONE, VisitState.MISSED)
PUPIL = (
    "pupil__reference",
    "pupil__preferred_first",
    "pupil__legal_first",
    "pupil__legal_last",
    "pupil__school_class__name",
)


def term_of(school: School, on: dt.date) -> Term | None:
    """The term in which the day lies, or None. One query."""
    return Term.objects.filter(school=school, start__lte=on, end__gte=on).first()


def visit_rows() -> QuerySet[Visit]:
    """Visits with all that their page tells."""
    return Visit.objects.select_related(
        "school",
        "pupil__school",
        "pupil__school_class",
        "agency",
        "professional",
        "referral__agency",
        "created_by",
    )


def visits_of(pupil: Pupil, user) -> list[Visit]:
    """The pupil's visits that the user may see, the newest first. One query."""
    rows = Visit.objects.filter(pupil=pupil).visible_to(user)
    return list(rows.select_related("school", "agency").order_by("-on", "-at"))


@dataclass(frozen=True, slots=True)
class TermlyMeeting:
    """The visits of one agency to one child in a term, several of them, and whether the class teacher was met once
    (R-120). `met_on` is the last time; `last_on` the last visit that stands, `last_visit` its reference."""

    pupil_reference: str
    pupil_name: str
    class_name: str
    class_key: int | None
    agency_reference: str
    agency: str
    done: int
    ahead: int
    met_on: dt.date | None
    last_on: dt.date
    last_visit: str

    def missed(self, today: dt.date) -> bool:
        """Whether the term's visits are over, or the last was today, without the teacher having been met."""
        return self.met_on is None and self.ahead == 0 and self.last_on <= today


def termly_meetings(
    school: School, user, term: Term | Span, pupil: Pupil | None = None
) -> list[TermlyMeeting]:
    """Where an agency sees a child several times in the term: whether it has met the class teacher, those first whom it
    has not met. Of the pupils in the user's sight (without a user of all), or of one. One query."""
    counted = _counted(
        user, school=school.pk, start=term.start, end=term.end, pupil=pupil.pk if pupil else None
    )
    found = [
        TermlyMeeting(ref, f"{preferred or first} {last}", klass or "", key, agency_ref, agency, done, ahead, met_on,
                      last_on, visits[0])
        for ref, preferred, first, last, klass, key, agency_ref, agency, done, ahead, met_on, last_on, visits in counted
        if done + ahead >= SEVERAL
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.met_on is not None, one.pupil_name, one.agency))


@prepared
def _counted(user, *, school: int, start: dt.date, end: dt.date, pupil: int | None):
    rows = Visit.objects.filter(school=school, on__gte=start, on__lte=end)
    rows = rows.visible_to(user) if user else rows
    rows = rows.filter(state__in=(VisitState.ANNOUNCED, VisitState.DONE)).order_by()
    rows = rows.filter(pupil__left_on=None) if pupil is None else rows.filter(pupil=pupil)
    met = Q(teacher_met=True, teacher_met_on__gte=start, teacher_met_on__lte=end)
    return rows.values_list(*PUPIL, "pupil__school_class", "agency__reference", "agency__name").annotate(
        done=Count("pk", filter=Q(state=VisitState.DONE)), ahead=Count("pk", filter=Q(state=VisitState.ANNOUNCED)),
        met_on=Max("teacher_met_on", filter=met), last_on=Max("on"),
        visits=ArrayAgg("reference", order_by=("-on", "-at")),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReportDue:
    """A visit whose written report was expected by now and has not come (R-124)."""

    reference: str
    on: dt.date
    report_due: dt.date
    agency: str
    who: str
    pupil_reference: str
    pupil_name: str
    class_name: str
    referral_reference: str


def report_awaited() -> Q:
    """Of visits those whose written report is expected and has not come, neither for the visit nor for its referral
    since."""
    came = AgencyReport.objects.filter(
        Q(visit=OuterRef("pk")) | Q(referral=OuterRef("referral"), received_on__gte=OuterRef("on"))
    )
    return Q(~Exists(came), state=VisitState.DONE, report_due__isnull=False)


def reports_due_rows(school: School, user, today: dt.date) -> QuerySet[Visit]:
    """The visits of `reports_due`, to be counted."""
    return Visit.objects.filter(report_awaited(), school=school, report_due__lte=today).visible_to(user)


def reports_due(school: School, user, today: dt.date) -> list[ReportDue]:
    """Visits to the pupils in the user's sight whose report was expected by today and has not arrived, neither for the
    visit nor for its referral since; the longest awaited first. One query."""
    rows = reports_due_rows(school, user, today).order_by("report_due", "pk")
    return [
        ReportDue(ref, on, due, agency, f"{name}, {job}" if name else who, pupil, f"{preferred or first} {last}",
                  klass or "", referral or "")
        for ref, on, due, agency, name, job, who, pupil, preferred, first, last, klass, referral in rows.values_list(
            "reference", "on", "report_due", "agency__name", "professional__name", "professional__job", "who_comes", *PUPIL,
            "referral__reference")
    ]  # fmt: skip


def told_of_visits(pupil: Pupil, *, besides: User | None = None) -> list[str]:
    """Addresses of those who are told of visits to the pupil: SENCo, class teachers, supporting TAs. One query."""
    staff = Membership.objects.current().filter(school=pupil.school_id)
    teachers = ClassTeacher.objects.filter(school_class=pupil.school_class_id).filter(
        user__in=staff.filter(role=Role.TEACHER).values("user")
    )
    support = PupilGrant.objects.filter(content_object=pupil, permission__codename=GrantKind.SUPPORT)
    support = support.in_force().filter(
        user__in=staff.filter(role__in=(Role.TA, Role.TEACHER)).values("user")
    )
    people = User.objects.filter(
        Q(pk__in=staff.filter(role=Role.SENCO).values("user"))
        | Q(pk__in=teachers.values("user"))
        | Q(pk__in=support.values("user")),
        is_active=True,
    )
    people = people.exclude(pk=besides.pk) if besides else people
    return list(people.order_by("pk").values_list("email", flat=True))


def services_for(pupil: Pupil) -> tuple[list[Referral], list[Agency], list[Professional]]:
    """What the form of a visit offers: the pupil's referrals that are not over, the agencies in use, and their people.
    Three queries."""
    referrals = Referral.objects.filter(pupil=pupil).exclude(state__in=OVER).select_related("agency", "pupil")
    agencies = Agency.objects.filter(school=pupil.school_id, retired_on=None).order_by("name")
    people = Professional.objects.filter(school=pupil.school_id, retired_on=None).select_related("agency")
    return list(referrals.order_by("-created_at")), list(agencies), list(people.order_by("name", "pk"))
