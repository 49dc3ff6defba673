"""The writes of the roll-over: prepared, confirmed, done by a worker, undone."""

import datetime as dt
from collections import defaultdict

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.calendar.dates import academic_year_label
from core.jobs.actions import queue_job
from core.jobs.models import Job, JobState
from core.schools.models import School
from register.enums import YEAR_LABEL, RollState
from register.models import ClassTeacher, Pupil, RollOver, SchoolClass
from register.transition.moves import Move, Unplanned, all_moves
from register.transition.queries import MOVER, mover, to_move
from register.transition.years import years_open

UNDO_DAYS = 30


def is_open(held: RollOver | None) -> bool:
    """Whether the roll-over can still be changed and confirmed: not prepared yet, prepared, or stopped half-way, which
    changes nothing."""
    if held is None or held.state == RollState.PREVIEW:
        return True
    return held.state == RollState.QUEUED and held.job is not None and held.job.state == JobState.FAILED


def _check_open(held: RollOver) -> None:
    if is_open(held):
        return
    year = academic_year_label(held.academic_year)
    if held.state == RollState.QUEUED:
        raise Denied(f"The move into {year} is being done now: wait until it has ended.")
    done = timezone.localdate(held.done_at)
    raise Denied(
        f"The school was moved into {year} on {done:%-d %b %Y} by {held.done_by.called}. It is done once a year; undo it "
        "first if it was wrong."
    )


def _check_year(into: int, at: dt.datetime) -> None:
    offered = years_open(timezone.localdate(at))
    if into not in offered:
        when = f"from May {into}" if into > offered[0] else "only while that year runs"
        raise Denied(f"The move into {academic_year_label(into)} can be prepared {when}.")


@transaction.atomic
def write_roll_over(*, school: School, into: int, plan: dict, by: User, at: dt.datetime) -> RollOver:
    """Keep the plan of the roll-over into that academic year (see moves.py); nothing moves. Raises Denied: the role,
    a year that is not open, or a roll-over that is being done or is done (R-195)."""
    check_can(by, Permission.ROLL_OVER, school)
    _check_year(into, at)
    standing = RollOver.objects.exclude(state=RollState.UNDONE)
    held, created = standing.get_or_create(
        school=school, academic_year=into, defaults={"plan": plan, "made_by": by, "made_at": at}
    )
    held = _locked(held)
    _check_open(held)
    if not created:
        held.plan, held.made_by, held.made_at = plan, by, at
        held.state, held.version = RollState.PREVIEW, held.version + 1
        held.save(update_fields=["plan", "made_by", "made_at", "state", "version"])
    return held


def _locked(held: RollOver) -> RollOver:
    rows = RollOver.objects.select_for_update(of=("self",)).select_related("job", "done_by", "school")
    return rows.get(pk=held.pk)


@transaction.atomic
def confirm_roll_over(*, roll_over: RollOver, by: User, at: dt.datetime) -> Job:
    """Have a worker move the school as the plan says. Raises Denied: the role, done or being done already, before the
    summer term has ended, or a plan that leaves a class without a name."""
    check_can(by, Permission.ROLL_OVER, roll_over)
    held = _locked(roll_over)
    _check_open(held)
    _check_year(held.academic_year, at)
    check_term_over(held.plan, timezone.localdate(at))
    _moves(held)
    held.state, held.done_by = RollState.QUEUED, by
    held.job = queue_job(
        school=held.school, kind="roll_over", title=f"Moving into {academic_year_label(held.academic_year)}", by=by,
        at=at, payload={"roll_over": held.pk},
    )  # fmt: skip
    held.save(update_fields=["state", "done_by", "job"])
    return held.job


def check_term_over(plan: dict, today: dt.date) -> None:
    """Raises Denied until the day after the last day of the summer term: its teachers need their classes until then."""
    last = dt.date.fromisoformat(plan["last_day"])
    if today <= last:
        raise Denied(
            f"The summer term runs until {last:%-d %b %Y}, and its teachers need their classes until then. The preview is "
            f"kept: confirm it from {last + dt.timedelta(days=1):%-d %b %Y} on."
        )


def _moves(held: RollOver, *, lock: bool = False) -> list[Move]:
    pupils = to_move(held.school, held.academic_year).order_by("pk")
    if lock:
        list(pupils.select_for_update(of=("self",)).values_list("pk", flat=True))
    try:
        return all_moves([mover(row) for row in pupils.values_list(*MOVER)], held.plan)
    except Unplanned as unplanned:
        raise Denied(
            f"Class {unplanned} has no class to move into: look at the preview again, give it a name and confirm."
        ) from None


def carry_out_roll_over(*, roll_over: RollOver, by: User, at: dt.datetime, report) -> RollOver:
    """Worker: move everybody, in so many statements a class, however many pupils. Register, profiles, plans and who
    supports whom stay as they are; who sees a pupil by their class follows the class. Raises Denied when the classes
    have changed since the preview."""
    held = _locked(roll_over)
    moves = _moves(held, lock=True)
    before = _before(moves)
    classes, made = _make_classes(held, moves)
    groups = _groups(held, moves, classes)
    for done, ((klass, year, left), pks) in enumerate(groups.items(), 1):
        _put(pks, klass, year, left)
        report(done, len(groups))
    given = {pk: key for key, pks in groups.items() for pk in pks}
    held.before = {"made": made, "pupils": {pk: [*was, *_kept(given[pk])] for pk, was in before.items()}}
    held.state, held.done_at, held.done_by = RollState.DONE, at, by
    held.save(update_fields=["before", "state", "done_at", "done_by"])
    return held


def _before(moves: list[Move]) -> dict[int, list]:
    pupils = Pupil.objects.filter(pk__in=[move.pupil.pk for move in moves])
    return {
        pk: [klass, year, left.isoformat() if left else None]
        for pk, klass, year, left in pupils.values_list("pk", "school_class_id", "year_group", "left_on")
    }


def _kept(key: tuple) -> list:
    klass, year, left = key
    return [klass, year, left.isoformat() if left else None]


def _make_classes(held: RollOver, moves: list[Move]) -> tuple[dict[str, int], list[int]]:
    """Key of each class of the new year by name, with its teachers; and the keys of those that were made now."""
    names = {move.to for move in moves if move.to}
    rows = {row["to"]: row for row in held.plan["classes"].values() if row["to"] in names}
    of_year = SchoolClass.objects.filter(school=held.school, academic_year=held.academic_year)
    known = set(of_year.values_list("name", flat=True))
    made = SchoolClass.objects.bulk_create([
        SchoolClass(school=held.school, academic_year=held.academic_year, name=name,
                    year_group=rows[name]["year"] if name in rows else "")
        for name in sorted(names - known)
    ])  # fmt: skip
    keys = dict(of_year.values_list("name", "pk"))
    pairs = {(keys[row["to"]], user) for row in held.plan["classes"].values() if row["to"] in names
             for user in row["teachers"]}  # fmt: skip
    ClassTeacher.objects.bulk_create(
        [
            ClassTeacher(school=held.school, school_class_id=klass, user_id=user)
            for klass, user in sorted(pairs)
        ],
        ignore_conflicts=True,
    )
    return keys, [klass.pk for klass in made]


def _groups(held: RollOver, moves: list[Move], classes: dict[str, int]) -> dict[tuple, set[int]]:
    """(class, year, last day) → keys of the pupils who get these; no last day for who stays. Nobody leaves before
    their first day."""
    last, groups = dt.date.fromisoformat(held.plan["last_day"]), defaultdict(set)
    leaving = [move.pupil.pk for move in moves if move.leaves]
    joined = dict(Pupil.objects.filter(pk__in=leaving, joined_on__gt=last).values_list("pk", "joined_on"))
    for move in moves:
        left = joined.get(move.pupil.pk, last) if move.leaves else None
        groups[(classes.get(move.to), move.year, left)].add(move.pupil.pk)
    return groups


def _put(pks: set[int], klass: int | None, year: str, left) -> None:
    Pupil.objects.filter(pk__in=pks).update(
        school_class=klass, year_group=year, left_on=left, version=F("version") + 1
    )


def can_undo_until(held: RollOver) -> dt.date | None:
    """The last day on which the roll-over can be undone; None while it is not done."""
    done = held.state == RollState.DONE and held.done_at
    return timezone.localdate(held.done_at) + dt.timedelta(days=UNDO_DAYS) if done else None


@transaction.atomic
def undo_roll_over(*, roll_over: RollOver, by: User, at: dt.datetime) -> list[str]:
    """Put back every pupil who is as the roll-over left them; whoever was changed by hand or by a list since stays.
    Returns words about each of those, and keeps them. Raises Denied: the role, not done, or 30 days have passed."""
    check_can(by, Permission.ROLL_OVER, roll_over)
    held = _locked(roll_over)
    until = can_undo_until(held)
    if until is None:
        raise Denied("There is nothing to undo: the move has not been done.")
    if timezone.localdate(at) > until:
        raise Denied(f"It could be undone until {until:%-d %b %Y}: change single pupils by hand now.")
    kept = {int(pk): row for pk, row in held.before["pupils"].items()}
    found = Pupil.objects.select_for_update(of=("self",)).select_related("school_class").filter(pk__in=kept)
    back, words = defaultdict(set), []
    for pupil in found.order_by("legal_last", "legal_first", "pk"):
        was, now = kept[pupil.pk][:3], kept[pupil.pk][3:]
        left = pupil.left_on.isoformat() if pupil.left_on else None
        if [pupil.school_class_id, pupil.year_group, left] == now:
            back[(was[0], was[1], was[2])].add(pupil.pk)
        else:
            words.append(_where(pupil))
    for (klass, year, left), pks in back.items():
        _put(pks, klass, year, dt.date.fromisoformat(left) if left else None)
    _remove_empty(held)
    held.before = held.before | {"stayed": words}
    held.state, held.undone_at, held.undone_by = RollState.UNDONE, at, by
    held.save(update_fields=["before", "state", "undone_at", "undone_by"])
    return words


def _where(pupil: Pupil) -> str:
    if pupil.left_on:
        return f"{pupil.name}: left on {pupil.left_on:%-d %b %Y}, changed since the move"
    year = YEAR_LABEL.get(pupil.year_group, "no year group")
    klass = pupil.class_name or "no class"
    return f"{pupil.name}: {klass}, {year}, changed since the move"


def _remove_empty(held: RollOver) -> None:
    """Take away the classes that the roll-over made and that nobody is in."""
    made = SchoolClass.objects.filter(pk__in=held.before["made"], pupils=None, supply_packs=None)
    for klass in made:
        klass.delete()
