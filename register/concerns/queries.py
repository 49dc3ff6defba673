"""Reads of concerns, extra support and events, as small frozen things that a template draws without asking again."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.calendar.dates import academic_year
from core.schools.models import School
from core.schools.prepared import prepared
from register.enums import ConcernState, Level, Outcome, SupportState
from register.models import Concern, ExtraSupport, LifeEvent, Pupil, StatusPeriod
from register.queries import open_period
from register.snapshots import school_part

OPEN = (ConcernState.RAISED, ConcernState.GATHERING)
GIST = 140  # characters of the reasons that a list shows


@dataclass(frozen=True, slots=True)
class ConcernLine:
    """One concern in a list. `unsupported`: extra support was decided and has not been planned yet."""

    reference: str
    pupil_reference: str
    pupil_name: str
    class_name: str
    kind: str
    raised_by: str
    referred_by: str
    state: str
    raised_on: dt.date
    gist: str
    parents_told: bool
    outcome: str
    decided_on: dt.date | None
    family_told: bool
    unsupported: bool
    left: bool


@dataclass(frozen=True, slots=True)
class SupportLine:
    """Extra support that runs: for whom, until when, who wrote it; the school's usual and latest weeks."""

    reference: str
    pupil_reference: str
    pupil_name: str
    class_name: str
    starts: dt.date
    review_by: dt.date
    difficulty: str
    written_by: str
    weeks: int
    latest: int


def gist(text: str) -> str:
    """The beginning of a text in one line."""
    line = " ".join(text.split())
    return line if len(line) <= GIST else f"{line[:GIST].rsplit(' ', 1)[0]} …"


def _line(concern: Concern, supported: set[int]) -> ConcernLine:
    pupil = concern.pupil
    return ConcernLine(
        concern.reference, pupil.reference, pupil.name, pupil.class_name, concern.kind, concern.raised_by,
        concern.referred_by, concern.state, concern.raised_on, gist(concern.reasons), bool(concern.parents_told_on),
        concern.outcome, concern.decided_on, bool(concern.family_told_on),
        concern.outcome == Outcome.EXTRA_SUPPORT and concern.pk not in supported, pupil.left_on is not None,
    )  # fmt: skip


def concern_lines(school: School, user, today: dt.date) -> list[ConcernLine]:
    """Concerns that the user may read: open ones by how long they wait, then those decided this academic year,
    the latest first. Two queries, however many; none where the user may read no concern."""
    if not can(user, Permission.CONCERN_VIEW, school):
        return []
    year_began = dt.date(academic_year(today), 9, 1)
    concerns = Concern.objects.filter(school=school).visible_to(user).select_related("pupil__school_class")
    found = list(concerns.filter(Q(state__in=OPEN) | Q(decided_on__gte=year_began)))
    planned = ExtraSupport.objects.filter(school=school, concern__in=found).values_list(
        "concern_id", flat=True
    )
    lines = [_line(concern, set(planned)) for concern in found]
    waiting = sorted(
        (one for one in lines if one.state in OPEN), key=lambda one: (one.raised_on, one.reference)
    )
    decided = [one for one in lines if one.state not in OPEN]
    return waiting + sorted(decided, key=lambda one: (one.decided_on, one.reference), reverse=True)


def waiting_concerns(school: School, user) -> list[ConcernLine]:
    """Concerns not decided yet about pupils who are here, those that wait longest first. One query."""
    if not can(user, Permission.CONCERN_VIEW, school):
        return []
    concerns = Concern.objects.filter(school=school, state__in=OPEN, pupil__left_on=None).visible_to(user)
    found = concerns.select_related("pupil__school_class").order_by("raised_on", "reference")
    return [_line(concern, set()) for concern in found]


def support_running(school: School, user) -> list[SupportLine]:
    """Extra support that runs for pupils who are here, the soonest review first. One query."""
    if not can(user, Permission.CONCERN_VIEW, school):
        return []
    return [
        SupportLine(ref, pupil, f"{preferred or legal} {last}", klass or "", starts, by, gist(difficulty),
                    formal or name, weeks, latest)
        for ref, pupil, preferred, legal, last, klass, starts, by, difficulty, formal, name, weeks, latest
        in _running(user, school)
    ]  # fmt: skip


@prepared
def _running(user, school: School):
    found = ExtraSupport.objects.filter(school=school, state=SupportState.RUNNING, pupil__left_on=None)
    return found.visible_to(user).order_by("review_by", "reference").values_list(
        "reference", "pupil__reference", "pupil__preferred_first", "pupil__legal_first", "pupil__legal_last",
        "pupil__school_class__name", "starts", "review_by", "difficulty", "written_by__formal_name", "written_by__name",
        "school__concern_weeks", "school__concern_weeks_latest",
    )  # fmt: skip


def concerns_of(pupil: Pupil) -> list[Concern]:
    """Every concern about the pupil, the latest first. One query."""
    found = Concern.objects.filter(pupil=pupil).select_related("school", "recorded_by", "decided_by")
    return list(found.order_by("-raised_on", "-raised_at"))


def support_of(pupil: Pupil) -> list[ExtraSupport]:
    """Every extra support of the pupil, the latest first. One query."""
    found = ExtraSupport.objects.filter(pupil=pupil).select_related("school", "written_by", "reviewed_by")
    return list(found.order_by("-starts", "-written_at"))


def events_of(pupil: Pupil) -> list[LifeEvent]:
    """What happened in the pupil's life, the latest first. One query."""
    return list(LifeEvent.objects.filter(pupil=pupil).select_related("recorded_by").order_by("-on", "-pk"))


def running_support(pupil: Pupil) -> ExtraSupport | None:
    """The extra support that the pupil has now."""
    return (
        ExtraSupport.objects.filter(pupil=pupil, state=SupportState.RUNNING).select_related("school").first()
    )


def other_open(concern: Concern) -> bool:
    """Whether another concern about the same pupil waits."""
    return Concern.objects.filter(pupil=concern.pupil_id, state__in=OPEN).exclude(pk=concern.pk).exists()


def level_of(pupil: Pupil) -> str:
    """The level that the pupil has now, Level.NONE without one."""
    period = open_period(pupil)
    return period.level if period else Level.NONE


def period_of_decision(concern: Concern) -> StatusPeriod | None:
    """The level that the decision on the concern began."""
    return StatusPeriod.objects.filter(
        pupil=concern.pupil_id, start=concern.decided_on, recorded_at=concern.decided_at
    ).first()


def last_saved(concern: Concern) -> dt.datetime:
    """When the concern was last written, from its history."""
    return concern.events.order_by("-pgh_created_at").values_list("pgh_created_at", flat=True)[0]


def request_snapshot(concern: Concern) -> dict:
    """The request for support as plain data: the document is drawn from this and nothing else (R-31)."""
    pupil, school = concern.pupil, concern.school
    return {
        "school": school_part(school),
        "pupil": {"name": pupil.name, "first_name": pupil.first_name, "born": pupil.born.isoformat(),
                  "class_name": pupil.class_name},
        "referral": {
            "kind": concern.kind, "carer": concern.carer, "date": concern.raised_on.isoformat(),
            "referred_by": concern.referred_by, "reasons": concern.reasons, "area": concern.area,
            "sensory_label": school.label("area_sp"), "interventions": concern.interventions,
            "reviewed_by": concern.decided_by.called if concern.decided_by else "",
            "reviewed_on": concern.decided_on.isoformat() if concern.decided_on else None,
            "outcome": str(concern.get_outcome_display()) if concern.outcome else "", "action": concern.decision,
        },
    }  # fmt: skip
