"""Every read of visits and of the calendar on which they stand."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import BooleanField, Count, Exists, Max, OuterRef, Q, QuerySet, Value

from agencies.enums import OVER, AgencyKind, AgencyMeetingState, MeetingKind, VisitState
from agencies.models import Agency, AgencyMeeting, AgencyReport, Professional, Referral, Visit
from core.accounts.enums import Permission, Role
from core.accounts.models import Membership, User
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


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit or a meeting with agencies on the calendar. For who may not open the record (`opens`) it says what comes
    and where, and names neither child nor person. `meeting` is a meeting's, with `kind` a MeetingKind."""

    reference: str
    on: dt.date
    at: dt.time | None
    minutes: int
    state: str
    kind: str
    place: str
    opens: bool
    agency: str = ""
    who: str = ""
    pupil_reference: str = ""
    pupil_name: str = ""
    class_name: str = ""
    moved_from: dt.date | None = None
    meeting: bool = False

    @property
    def label(self) -> str:
        """What comes, in words."""
        return str((MeetingKind if self.meeting else AgencyKind)(self.kind).label)


FIELDS = ("reference", "on", "at", "minutes", "state", "agency__kind", "place", "opens", "agency__name",
          "professional__name", "professional__job", "who_comes", *PUPIL, "moved_from")  # fmt: skip


def visits_between(school: School, user, start: dt.date, end: dt.date) -> list[VisitLine]:
    """The school's visits from `start` to `end` that were not called off, in order of time: for who may see the calendar
    all of them, with the child's name only where they may open the record. One query."""
    if school.pk not in user.schools_where(Permission.CALENDAR_VIEW):
        return []
    rows = Visit.objects.filter(school=school, on__range=(start, end), state__in=SHOWN)
    rows = rows.annotate(opens=_opens(school, user, Permission.VISIT_VIEW)).order_by("on", "at", "pk")
    return [_line(*row) for row in rows.values_list(*FIELDS)]


def visits_ahead(school: School, user, until: dt.date) -> list[VisitLine]:
    """Visits to the pupils in the user's sight that are to come by `until`, and those that are past and of which nobody
    has said what happened. One query."""
    return [_line(*row) for row in _ahead(user, school=school.pk, until=until)]


@prepared
def _ahead(user, *, school: int, until: dt.date):
    rows = Visit.objects.filter(school=school, state=VisitState.ANNOUNCED, on__lte=until).visible_to(user)
    rows = rows.annotate(opens=Value(True, output_field=BooleanField())).order_by("on", "at", "pk")
    return rows.values_list(*FIELDS)


def _opens(school: School, user, permission: Permission):
    if school.pk not in user.schools_where(permission):
        return Value(False, output_field=BooleanField())
    return Exists(Pupil.objects.filter(pk=OuterRef("pupil")).visible_to(user))


def _line(
    reference, on, at, minutes, state, kind, place, opens, agency, name, job, who, ref, preferred, first, last, klass, moved,
) -> VisitLine:  # fmt: skip
    if not opens:
        return VisitLine("", on, at, minutes, state, kind, place, opens=False)
    return VisitLine(
        reference, on, at, minutes, state, kind, place, opens=True, agency=agency,
        who=f"{name}, {job}" if name else who, pupil_reference=ref, pupil_name=f"{preferred or first} {last}",
        class_name=klass or "", moved_from=moved,
    )  # fmt: skip


def meetings_between(school: School, user, start: dt.date, end: dt.date) -> list[VisitLine]:
    """Meetings with agencies from `start` to `end` that were not called off, as visits_between has visits. One query."""
    if school.pk not in user.schools_where(Permission.CALENDAR_VIEW):
        return []
    rows = AgencyMeeting.objects.filter(school=school, on__range=(start, end))
    rows = rows.exclude(state=AgencyMeetingState.CANCELLED).order_by("on", "at", "pk")
    rows = rows.annotate(opens=_opens(school, user, Permission.REFERRAL_VIEW))
    return [
        VisitLine(ref, on, at, 0, state, kind, place, True, pupil_reference=pupil, class_name=klass or "", meeting=True,
                  pupil_name=f"{preferred or first} {last}")
        if opens else VisitLine("", on, at, 0, state, kind, place, False, meeting=True)
        for ref, on, at, state, kind, place, opens, pupil, preferred, first, last, klass in rows.values_list(
            "reference", "on", "at", "state", "kind", "place", "opens", *PUPIL)
    ]  # fmt: skip


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
    (R-120). `met_on` is the last time; `last_on` the last visit that stands."""

    pupil_reference: str
    pupil_name: str
    class_name: str
    agency_reference: str
    agency: str
    done: int
    ahead: int
    met_on: dt.date | None
    last_on: dt.date

    def missed(self, today: dt.date) -> bool:
        """Whether the term's visits are over, or the last was today, without the teacher having been met."""
        return self.met_on is None and self.ahead == 0 and self.last_on <= today


def termly_meetings(school: School, user, term: Term, pupil: Pupil | None = None) -> list[TermlyMeeting]:
    """Where an agency sees a child several times in the term: whether it has met the class teacher, those first whom it
    has not met. Of the pupils in the user's sight, or of one. One query."""
    rows = Visit.objects.filter(school=school, on__range=(term.start, term.end)).visible_to(user)
    rows = rows.filter(state__in=(VisitState.ANNOUNCED, VisitState.DONE)).order_by()
    rows = rows.filter(pupil=pupil) if pupil else rows
    met = Q(teacher_met=True, teacher_met_on__range=(term.start, term.end))
    counted = rows.values_list(*PUPIL, "agency__reference", "agency__name").annotate(
        done=Count("pk", filter=Q(state=VisitState.DONE)), ahead=Count("pk", filter=Q(state=VisitState.ANNOUNCED)),
        met_on=Max("teacher_met_on", filter=met), last_on=Max("on"),
    )  # fmt: skip
    found = [
        TermlyMeeting(ref, f"{preferred or first} {last}", klass or "", agency_ref, agency, done, ahead, met_on, last_on)
        for ref, preferred, first, last, klass, agency_ref, agency, done, ahead, met_on, last_on in counted
        if done + ahead >= SEVERAL
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.met_on is not None, one.pupil_name, one.agency))


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


def reports_due_rows(school: School, user, today: dt.date) -> QuerySet[Visit]:
    """The visits of `reports_due`, to be counted."""
    came = AgencyReport.objects.filter(
        Q(visit=OuterRef("pk")) | Q(referral=OuterRef("referral"), received_on__gte=OuterRef("on"))
    )
    rows = Visit.objects.filter(school=school, state=VisitState.DONE, report_due__lte=today).visible_to(user)
    return rows.filter(~Exists(came))


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
