"""Every write of sessions: one recorded, one corrected, a week from paper. Each is one transaction.

A session is written once: school, provision, day and time are unique. The same words a second time are answered with
what stands; other words raise `Standing`, so that whoever comes second sees what stands and chooses.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from apdr.enums import CHILD_REASONS, NOT_HELD_REASONS, Came, ProvisionState, Rating
from apdr.models import Provision, ProvisionAdult, ProvisionPupil, Session, SessionMark, Slot
from apdr.sessions.queries import named_pupils
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.schools.queries import school_days
from core.ui.present import day
from register.models import Pupil

LONGEST = 480
MOST_COUNTED = Decimal(99999)


class Standing(Denied):
    """The session is recorded already, and not as now said. `session` is what stands."""

    def __init__(self, session: Session) -> None:
        who = session.recorded_by
        super().__init__(
            f"{who.formal_name or who.name} has recorded this session already: see both and choose."
        )
        self.session = session


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of a session, checked: the marks by pupil's primary key, each (came, why, minutes, rating, value,
    line)."""

    minutes: int
    held: bool
    why: str
    line: str
    marks: dict[int, tuple]


@transaction.atomic
def record_session(
    *, provision: Provision, on: dt.date, at_time: dt.time, by: User, at: dt.datetime, minutes: int | None = None,
    marks: Iterable[dict] = (), held: bool = True, not_held_why: str = "", line: str = "", adult: User | None = None,
    slot: Slot | None = None,
) -> Session:  # fmt: skip
    """Record one session (R-108, R-109). `marks` are dicts of pupil, came, and where they apply why, minutes, rating,
    value and line, one for each child with a place that day whom `by` may know of; none for a session not held.
    The weekly time gives the minutes planned; without one it is an extra session and `minutes` must be given. Somebody
    who was there in part and says no minutes had half of them.

    The same a second time is answered with what stands. Raises Standing for other words about a session that stands,
    and Denied with what is wrong and what to do.
    """
    check_can(by, Permission.SESSION_RECORD, provision)
    run = (
        Provision.objects.select_for_update(no_key=True, of=("self",))
        .select_related("school")
        .get(pk=provision.pk)
    )
    slot = slot or slot_at(run, on, at_time)
    check_when(run, on, at)
    words = _checked(run, on, by, slot, minutes, list(marks), held, not_held_why, line)
    stands = _standing(run, on, at_time)
    if stands is not None:
        if not same(stands, words, _in_hand(run, on, by)):
            raise Standing(stands)
        return stands
    session = Session.objects.create(
        school_id=run.school_id, provision=run, slot=slot, on=on, at=at_time, planned=slot.minutes if slot else 0,
        minutes=words.minutes, held=words.held, not_held_why=words.why, line=words.line,
        adult=adult or _adult(run, slot, by), recorded_at=at, recorded_by=by,
    )  # fmt: skip
    _write_marks(session, words)
    return session


@transaction.atomic
def correct_session(
    *, session: Session, by: User, at: dt.datetime, minutes: int | None = None, marks: Iterable[dict] = (),
    held: bool = True, not_held_why: str = "", line: str = "", version: int | None = None,
) -> Session:  # fmt: skip
    """Say a recorded session anew; the history keeps what stood. Marks of children whom `by` may not know of stay.
    By whoever recorded it, an adult who delivers it, or the SENCo; who may record it may add children that nobody
    marked. Raises Standing when it is no longer the `version` that the form began from, and Denied."""
    check_can(by, Permission.SESSION_RECORD, session)
    run = Provision.objects.select_for_update(no_key=True, of=("self",)).select_related("school").get(
        pk=session.provision_id
    )  # fmt: skip
    session = Session.objects.select_related("slot", "recorded_by").get(pk=session.pk)
    words = _checked(run, session.on, by, session.slot, minutes, list(marks), held, not_held_why, line,
                     planned=session.planned)  # fmt: skip
    hand = _in_hand(run, session.on, by)
    if same(session, words, hand):
        return session
    if version is not None and version != session.version:
        raise Standing(session)
    may = may_correct(by, session)
    if not may and not _adds_only(session, words):
        who = session.recorded_by.formal_name or session.recorded_by.name
        raise Denied(
            f"Only {who}, whoever delivers it or the {run.school.label('senco')} may change what stands."
        )
    if not words.held and session.marks.exclude(pupil__in=hand).exists():
        raise Denied("Other children are recorded as there: ask whoever delivers it to change this.")
    session.minutes, session.held, session.not_held_why = words.minutes, words.held, words.why
    session.line = words.line
    if may:  # who only adds a child does not become the one whose record it is
        session.recorded_at, session.recorded_by = at, by
    session.version += 1
    session.save()
    session.marks.filter(pupil__in=hand).delete()
    if not words.held:
        session.marks.all().delete()
    _write_marks(session, words)
    return session


def may_correct(user, session: Session) -> bool:
    """Whether the user recorded the session, delivers it, or may change every session of the school."""
    if user.pk in {session.recorded_by_id, session.adult_id}:
        return True
    whole = Permission.PROVISION_VIEW_ALL
    if session.school_id in user.schools_where(whole) and session.school_id in user.schools_where(
        Permission.SESSION_RECORD
    ):
        return True
    return ProvisionAdult.objects.filter(provision=session.provision_id, user=user).exists()


def slot_at(provision: Provision, on: dt.date, at_time: dt.time) -> Slot | None:
    """The weekly time that holds on that day at that hour, the longest where there are two; None for an extra session."""
    found = Slot.objects.filter(
        Q(end=None) | Q(end__gte=on), provision=provision, weekday=on.isoweekday(), at=at_time, start__lte=on
    )
    return found.order_by("-minutes", "pk").first()


def check_when(provision: Provision, on: dt.date, at: dt.datetime) -> None:
    """Raises Denied where no session of the provision can have been held on that day."""
    if on > timezone.localdate(at):
        raise Denied(f"{day(on)} is in the future: record the session when it has been.")
    if provision.state not in {ProvisionState.RUNNING, ProvisionState.ENDED}:
        raise Denied(f"{provision.title} has not started: start it first, then record its sessions.")
    if on < provision.start:
        raise Denied(f"{provision.title} began on {day(provision.start)}: {day(on)} is before that.")
    if on > provision.end:
        raise Denied(f"{provision.title} ended on {day(provision.end)}: {day(on)} is after that.")
    if not school_days(provision.school).is_open(on):
        raise Denied(f"The school is closed on {day(on)}: check the day, or the school’s terms and closures.")


def _checked(run, on, by, slot, minutes, marks, held, why, line, planned: int | None = None) -> Words:
    planned = planned if planned is not None else (slot.minutes if slot else 0)
    line = line.strip()
    if not held:
        if why not in NOT_HELD_REASONS:
            raise Denied("Say why the session was not held.")
        return Words(0, False, why, line, {})
    whole = minutes if minutes is not None else planned
    if not 1 <= whole <= LONGEST:
        raise Denied(f"Say how many minutes the session lasted, from 1 to {LONGEST}.")
    _check_children(run, on, by, [mark["pupil"] for mark in marks])
    return Words(whole, True, "", line, {mark["pupil"].pk: _mark(mark, whole) for mark in marks})


def _check_children(run: Provision, on: dt.date, by: User, marked: list[Pupil]) -> None:
    if len({pupil.pk for pupil in marked}) < len(marked):
        raise Denied("A child stands there twice: say it once for each.")
    placed = _in_hand(run, on, by)
    for pupil in marked:
        if pupil.left_on and pupil.left_on < on:
            raise Denied(
                f"{pupil.first_name} left on {day(pupil.left_on)}: take {pupil.first_name} out of it."
            )
        if pupil.pk not in placed:
            raise Denied(
                f"{pupil.first_name} had no place in {run.title} on {day(on)}: check the day or the group."
            )
    if not marked:
        raise Denied("No child with a place that day is marked: say for each whether they came.")
    if placed - {pupil.pk for pupil in marked}:
        raise Denied("Say for every child whether they came.")


def _in_hand(run: Provision, on: dt.date, by: User) -> set[int]:
    """Primary keys of the children with a place that day whom `by` may know of."""
    places = ProvisionPupil.objects.filter(
        Q(end=None) | Q(end__gte=on),
        Q(pupil__left_on=None) | Q(pupil__left_on__gte=on),
        provision=run,
        start__lte=on,
    )
    named = named_pupils(run.school, by, [run.pk])
    return {pk for pk in places.values_list("pupil", flat=True) if named.knows(run.pk, pk)}


def _mark(mark: dict, whole: int) -> tuple:
    name, came, why = mark["pupil"].first_name, mark.get("came"), mark.get("why") or ""
    rating, value, line = mark.get("rating") or None, mark.get("value"), (mark.get("line") or "").strip()
    if came not in Came.values:
        raise Denied(f"Say whether {name} came.")
    if came == Came.ABSENT:
        if why not in CHILD_REASONS:
            raise Denied(f"Say why {name} did not come.")
        return came, why, 0, None, None, line
    if rating is not None and rating not in Rating.values:
        raise Denied(f"Say how {name} did with one of the four.")
    if value is not None and not 0 <= value <= MOST_COUNTED:
        raise Denied(f"What {name} got is counted from 0 to {MOST_COUNTED:,}.")
    if came == Came.CAME:
        return came, "", whole, rating, value, line
    if why and why not in CHILD_REASONS:
        raise Denied(f"Say why {name} came for part of it only.")
    had = mark.get("minutes") or (whole + 1) // 2
    if not 1 <= had <= whole:
        raise Denied(f"Part of it is from 1 to {whole} minutes: check {name}’s.")
    return came, why, had, rating, value, line


def _standing(run: Provision, on: dt.date, at_time: dt.time) -> Session | None:
    found = Session.objects.filter(provision=run, on=on, at=at_time)
    return found.select_related("recorded_by", "slot", "provision").first()


def words_of(session: Session) -> Words:
    """What stands of a recorded session."""
    rows = session.marks.values_list("pupil", "came", "why", "minutes", "rating", "value", "line")
    return Words(session.minutes, session.held, session.not_held_why, session.line,
                 {pupil: tuple(mark) for pupil, *mark in rows})  # fmt: skip


def same(session: Session, words: Words, hand: set[int]) -> bool:
    """Whether what stands says the same, of the children `hand` that the writer may know of."""
    stands = words_of(session)
    marks = {pupil: mark for pupil, mark in stands.marks.items() if pupil in hand}
    return replace(stands, marks=marks) == words


def _adds_only(session: Session, words: Words) -> bool:
    stands = words_of(session)
    kept = {pupil: mark for pupil, mark in words.marks.items() if pupil in stands.marks}
    return (stands.minutes, stands.held, stands.why, stands.line, kept) == (
        words.minutes, words.held, words.why, words.line,
        {pk: mark for pk, mark in stands.marks.items() if pk in words.marks},
    )  # fmt: skip


def _adult(run: Provision, slot: Slot | None, by: User) -> User | None:
    if slot and slot.adult_id:
        return slot.adult
    adults = [
        one.user
        for one in ProvisionAdult.objects.filter(provision=run, user__isnull=False).select_related("user")
    ]
    if by in adults or not adults:
        return by
    return adults[0] if len(adults) == 1 else None


def _write_marks(session: Session, words: Words) -> None:
    targets = dict(
        ProvisionPupil.objects.filter(provision=session.provision_id, pupil__in=words.marks).values_list(
            "pupil", "target"
        )
    )
    SessionMark.objects.bulk_create(
        SessionMark(school_id=session.school_id, session=session, pupil_id=pupil, target_id=targets.get(pupil), came=came,
                    why=why, minutes=minutes, rating=rating, value=value, line=line)
        for pupil, (came, why, minutes, rating, value, line) in words.marks.items()
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One session of a week's paper: what its boxes say. `boxes` are the names of its boxes on the page."""

    provision: Provision
    on: dt.date
    at_time: dt.time
    marks: tuple[dict, ...] = ()
    not_held_why: str = ""
    boxes: tuple[str, ...] = ()


@dataclass(slots=True)
class Week:
    """What came of a week's paper: sessions written, those that stood the same, those that stand otherwise, and those
    that cannot be, with the reason."""

    saved: list[Session] = field(default_factory=list)
    stood: list[Session] = field(default_factory=list)
    otherwise: list[tuple[Entry, Session]] = field(default_factory=list)
    refused: list[tuple[Entry, str]] = field(default_factory=list)


@transaction.atomic
def record_week(*, entries: Iterable[Entry], by: User, at: dt.datetime) -> Week:
    """Record all the sessions of a paper in one go, those that can be. One that stands with the same codes is left as
    it is, with its lines and minutes. Raises nothing: what was refused is told."""
    week = Week()
    for entry in entries:
        try:
            with transaction.atomic():
                week.saved.append(_record_entry(entry, by, at))
        except Standing as standing:
            if _same_codes(standing.session, entry):
                week.stood.append(standing.session)
            else:
                week.otherwise.append((entry, standing.session))
        except Denied as denied:
            week.refused.append((entry, denied.reason))
    return week


def _record_entry(entry: Entry, by: User, at: dt.datetime) -> Session:
    stands = _standing(entry.provision, entry.on, entry.at_time)
    if stands is not None:
        check_can(by, Permission.SESSION_RECORD, entry.provision)
        raise Standing(stands)
    return record_session(
        provision=entry.provision, on=entry.on, at_time=entry.at_time, by=by, at=at, marks=entry.marks,
        held=not entry.not_held_why, not_held_why=entry.not_held_why,
    )  # fmt: skip


def _same_codes(session: Session, entry: Entry) -> bool:
    stands = words_of(session)
    if not stands.held or entry.not_held_why:
        return stands.why == entry.not_held_why
    codes = {pupil: (came, why, rating) for pupil, (came, why, _, rating, _, _) in stands.marks.items()}
    return all(
        codes.get(mark["pupil"].pk) == (mark["came"], mark.get("why") or "", mark.get("rating") or None)
        for mark in entry.marks
    )
