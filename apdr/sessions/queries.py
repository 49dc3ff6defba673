"""Every read of sessions: a day's list, a week's, what nobody wrote down, one child's."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q

from apdr.dosage import WeeklyTime, plan_on
from apdr.models import Provision, ProvisionAdult, ProvisionPupil, Session, SessionMark, Slot
from apdr.sessions.named import Named, named_pupils
from core.calendar.dates import SchoolDays
from core.schools.models import School
from core.schools.prepared import prepared
from core.schools.queries import school_days
from register.models import Pupil

COUNTED = ("running", "ended")
BACK = dt.timedelta(days=14)  # how far back the list of a day reaches


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands of one child: minutes had; a rating of 1 to 4 or None; what was counted, or None."""

    came: str
    why: str = ""
    minutes: int = 0
    rating: int | None = None
    value: Decimal | None = None
    line: str = ""


@dataclass(frozen=True, slots=True)
class Child:
    """A child with a place that day. `target` are the words that the session works on; `aim` is its aim as a number,
    where it has one; `named` is whether the reader may know who the child is; `last` is "" unless the reader may open the
    child's record."""

    pk: int
    reference: str
    first: str
    last: str
    sex: str
    target: str = ""
    aim: Decimal | None = None
    named: bool = True
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What stands of a session: `held` or why not, the line, who wrote it down and when."""

    pk: int
    reference: str
    minutes: int
    held: bool
    why: str
    line: str
    by: str
    by_pk: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Occasion:
    """One session of a provision: planned by a weekly time, or recorded beside them (`planned` is 0 minutes)."""

    provision: int
    reference: str
    title: str
    on: dt.date
    at: dt.time
    planned: int
    slot: int | None
    adult: str
    mine: bool
    children: tuple[Child, ...] = ()
    recorded: Recorded | None = None

    @property
    def key(self) -> tuple[int, dt.date, dt.time]:
        return self.provision, self.on, self.at

    @property
    def complete(self) -> bool:
        """Recorded, for every child whom the reader may know of."""
        return bool(self.recorded) and (
            not self.recorded.held or all(child.mark for child in self.children if child.named)
        )


def mine(user, prefix: str = "") -> Q:
    """Weekly times of the user's own: theirs by name, or of a provision of theirs where no adult is named."""
    given = ProvisionAdult.objects.filter(user=user.pk, provision=OuterRef(f"{prefix}provision"))
    return Q(**{f"{prefix}adult": user.pk}) | Q(Exists(given), **{f"{prefix}adult": None})


def sessions_today(school: School, user, today: dt.date, *, everyone: bool = False) -> list[Occasion]:
    """The user's own sessions of that day in order of time, recorded or not; with `everyone`, those of every provision
    that the user may see. On a day on which the school is closed only what was recorded. Eight queries at
    most, whatever is found."""
    return sessions_between(school, user, today, today, everyone=everyone)


def sessions_between(
    school: School, user, start: dt.date, end: dt.date, *, everyone: bool = False, provision: Provision | None = None,
    days: SchoolDays | None = None,
) -> list[Occasion]:  # fmt: skip
    """The same from day to day, or of one provision alone (whose it is does not matter then)."""
    open_days = (days or school_days(school)).days(start, end)
    slots = _slots(school, user, start, end, everyone=everyone, provision=provision)
    held = _sessions(school, user, start, end, {slot["provision"] for slot in slots}, everyone, provision)
    runs = {slot["provision"] for slot in slots} | {one["provision"] for one in held}
    if not runs:
        return []
    places = _places(runs, start, end, user)
    marks = _marks(user, [one["pk"] for one in held])
    named = named_pupils(school, user, runs)
    found = _planned(slots, open_days) | {}
    for one in held:
        found[one["provision"], one["on"], one["at"]] = _of_session(
            one, found.get((one["provision"], one["on"], one["at"]))
        )
    occasions = [_with_children(row, places, marks, named) for row in found.values()]
    return sorted(
        (one for one in occasions if one.children or one.recorded),
        key=lambda one: (one.on, one.at, one.title),
    )


def occasion_at(run: Provision, user, on: dt.date, at: dt.time) -> Occasion:
    """One session of a provision on a day at a time: as planned or as recorded, and else as one beside the weekly times
    (planned for 0 minutes), with the children who have a place that day."""
    for one in sessions_between(run.school, user, on, on, provision=run):
        if one.at == at:
            return one
    bare = Occasion(run.pk, run.reference, run.title, on, at, 0, None, "", True)
    return _with_children(bare, _places([run.pk], on, on, user), {}, named_pupils(run.school, user, [run.pk]))


SLOT = {"title": F("provision__name"), "what": F("provision__intervention__name"), "run": F("provision__reference"),
        "first": F("provision__start"), "last": F("provision__end"), "who": F("adult__name"),
        "formal": F("adult__formal_name")}  # fmt: skip


def _slots(school: School, user, start, end, *, everyone: bool, provision: Provision | None) -> list[dict]:
    weekday = start.isoweekday() if start == end else None
    return _slots_of(
        user, school, everyone, weekday, start=start, end=end, provision=provision and provision.pk
    )


@prepared
def _slots_of(
    user, school: School, everyone: bool, weekday: int | None, *, start, end, provision: int | None
):
    found = Slot.objects.filter(
        Q(end=None) | Q(end__gte=start), school=school, start__lte=end, provision__state__in=COUNTED,
        provision__start__lte=end, provision__end__gte=start,
    )  # fmt: skip
    if weekday is not None:
        found = found.filter(weekday=weekday)
    if provision is not None:
        found = found.filter(provision=provision)
    elif everyone:
        found = found.filter(provision__in=Provision.objects.visible_to(user))
    else:
        found = found.filter(mine(user))
    return found.values(
        "pk", "provision", "weekday", "at", "minutes", "start", "end", "adult", **SLOT
    ).order_by("pk")


def _sessions(school: School, user, start, end, runs: set[int], everyone: bool, provision) -> list[dict]:
    if provision is not None:
        return _sessions_in(user, school, False, start=start, end=end, provision=provision.pk, runs=None)
    runs = None if everyone else list(runs)
    return _sessions_in(user, school, everyone, start=start, end=end, provision=None, runs=runs)


@prepared
def _sessions_in(
    user, school: School, everyone: bool, *, start, end, provision: int | None, runs: list[int] | None
):
    found = Session.objects.filter(school=school, on__range=(start, end))
    if provision is not None:
        found = found.filter(provision=provision)
    elif everyone:
        found = found.filter(provision__in=Provision.objects.visible_to(user))
    else:
        found = found.filter(Q(provision__in=runs) | Q(adult=user.pk))
    return found.values(
        "pk", "reference", "provision", "on", "at", "planned", "minutes", "held", "not_held_why", "line", "slot", "adult",
        "recorded_at", "recorded_by", title=F("provision__name"), what=F("provision__intervention__name"),
        run=F("provision__reference"), who=F("adult__name"), formal=F("adult__formal_name"),
        writer=F("recorded_by__name"), writer_formal=F("recorded_by__formal_name"),
    )  # fmt: skip


def _planned(slots: list[dict], open_days: list[dt.date]) -> dict[tuple, Occasion]:
    found = {}
    for slot in slots:
        time = WeeklyTime(slot["weekday"], slot["at"], slot["minutes"], max(slot["start"], slot["first"]),
                          min(slot["end"] or slot["last"], slot["last"]))  # fmt: skip
        for (on, at), minutes in plan_on([time], open_days).items():
            before = found.get((slot["provision"], on, at))
            if before is None or before.planned < minutes:
                found[slot["provision"], on, at] = _occasion(slot, on, minutes, slot["pk"])
    return found


def _occasion(
    row: dict, on: dt.date, planned: int, slot: int | None, recorded: Recorded | None = None
) -> Occasion:
    return Occasion(row["provision"], row["run"], row["title"] or row["what"], on, row["at"], planned, slot,
                    row["formal"] or row["who"] or "", False, (), recorded)  # fmt: skip


def _of_session(one: dict, planned: Occasion | None) -> Occasion:
    stands = Recorded(one["pk"], one["reference"], one["minutes"], one["held"], one["not_held_why"], one["line"],
                      one["writer_formal"] or one["writer"], one["recorded_by"], one["recorded_at"])  # fmt: skip
    return _occasion(one, one["on"], one["planned"], planned.slot if planned else one["slot"], stands)


def _places(runs: Iterable[int], start: dt.date, end: dt.date, user) -> dict[int, list[dict]]:
    found: dict[int, list[dict]] = defaultdict(list)
    for row in _places_of(user, runs=list(runs), start=start, end=end):
        found[row["provision"]].append(row)
    return found


@prepared
def _places_of(user, *, runs: list[int], start: dt.date, end: dt.date):
    sight = Exists(Pupil.objects.visible_to(user).filter(pk=OuterRef("pupil")))
    rows = ProvisionPupil.objects.filter(
        Q(end=None) | Q(end__gte=start), Q(pupil__left_on=None) | Q(pupil__left_on__gte=start), provision__in=runs,
        start__lte=end,
    )  # fmt: skip
    return rows.values(
        "provision", "pupil", "start", "end", left=F("pupil__left_on"), ref=F("pupil__reference"),
        preferred=F("pupil__preferred_first"), first=F("pupil__legal_first"), last=F("pupil__legal_last"),
        sex=F("pupil__sex"), target_words=F("target__target"), aim=F("target__aim_value"),
        seen=sight,
    ).order_by("pupil__legal_first", "pupil__legal_last", "pk")  # fmt: skip


def _marks(user, sessions: list[int]) -> dict[int, dict[int, Mark]]:
    found: dict[int, dict[int, Mark]] = defaultdict(dict)
    for session, pupil, *mark in _marks_of(user, sessions=sessions):
        found[session][pupil] = Mark(*mark)
    return found


@prepared
def _marks_of(_user, *, sessions: list[int]):
    return SessionMark.objects.filter(session__in=sessions).values_list(
        "session", "pupil", "came", "why", "minutes", "rating", "value", "line"
    )


def _with_children(row: Occasion, places: dict, marks: dict, named: Named) -> Occasion:
    had = marks.get(row.recorded.pk, {}) if row.recorded else {}
    children = tuple(
        Child(one["pupil"], one["ref"], one["preferred"] or one["first"], one["last"] if one["seen"] else "", one["sex"],
              one["target_words"] or "", one["aim"], named.knows(row.provision, one["pupil"]), had.get(one["pupil"]))
        for one in places.get(row.provision, ())
        if _has_place(one, row.on)
    )  # fmt: skip
    return Occasion(row.provision, row.reference, row.title, row.on, row.at, row.planned, row.slot, row.adult,
                    row.provision in named.runs, children, row.recorded)  # fmt: skip


def _has_place(place: dict, on: dt.date) -> bool:
    last = min((day for day in (place["end"], place["left"]) if day), default=on)
    return place["start"] <= on <= last


@dataclass(frozen=True, slots=True)
class Unrecorded:
    """A session that was planned and that nobody wrote down. It names no child."""

    reference: str
    title: str
    on: dt.date
    at: dt.time
    minutes: int
    adult: str


def unrecorded(
    school: School, user, today: dt.date, *, since: dt.date | None = None, everyone: bool = False,
    days: SchoolDays | None = None,
) -> list[Unrecorded]:  # fmt: skip
    """Planned sessions before `today` that nobody recorded, the oldest first: the user's own, or with `everyone` those
    of every provision that the user may see; of the last fourteen days, or since the day given. Five queries, three
    where `days` is given."""
    start, end = since or today - BACK, today - dt.timedelta(days=1)
    if end < start:
        return []
    slots = _slots(school, user, start, end, everyone=everyone, provision=None)
    planned = _planned(slots, (days or school_days(school)).days(start, end))
    runs = {slot["provision"] for slot in slots}
    done = set(
        Session.objects.filter(provision__in=runs, on__range=(start, end)).values_list(
            "provision", "on", "at"
        )
    )
    places = _places(runs, start, end, user)
    missing = [
        one for one in planned.values()
        if one.key not in done and any(_has_place(place, one.on) for place in places.get(one.provision, ()))
    ]  # fmt: skip
    missing.sort(key=lambda one: (one.on, one.at, one.title))
    return [Unrecorded(one.reference, one.title, one.on, one.at, one.planned, one.adult) for one in missing]


@dataclass(frozen=True, slots=True)
class PupilSession:
    """One session of one child as recorded, or one that was not held (`mark` is None)."""

    title: str
    provision: str
    on: dt.date
    at: dt.time
    planned: int
    not_held: str
    mark: Mark | None
    target: str
    adult: str
    line: str = field(default="")


def sessions_of(pupil: Pupil, most: int = 200) -> list[PupilSession]:
    """The child's sessions, the newest first, `most` of them: those with a mark, and those not held while the child had
    a place. Two queries."""
    rows = SessionMark.objects.filter(school_id=pupil.school_id, pupil=pupil).order_by(
        "-session__on", "-session__at"
    )
    found = [
        PupilSession(name or what, run, on, at, planned, "", Mark(*mark), target or "", formal or adult or "")
        for name, what, run, on, at, planned, target, adult, formal, *mark in rows.values_list(
            "session__provision__name", "session__provision__intervention__name", "session__provision__reference",
            "session__on", "session__at", "session__planned", "target__target", "session__adult__name",
            "session__adult__formal_name", "came", "why", "minutes", "rating", "value", "line",
        )[:most]
    ]  # fmt: skip
    place = ProvisionPupil.objects.filter(Q(end=None) | Q(end__gte=OuterRef("on")), pupil=pupil,
                                          provision=OuterRef("provision"), start__lte=OuterRef("on"))  # fmt: skip
    off = Session.objects.filter(Exists(place), school_id=pupil.school_id, held=False).order_by("-on", "-at")
    found += [
        PupilSession(name or what, run, on, at, planned, why, None, "", formal or adult or "", line)
        for name, what, run, on, at, planned, why, adult, formal, line in off.values_list(
            "provision__name", "provision__intervention__name", "provision__reference", "on", "at", "planned",
            "not_held_why", "adult__name", "adult__formal_name", "line",
        )[:most]
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.on, one.at), reverse=True)[:most]
