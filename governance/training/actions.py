"""Every write of training: topics, the programme, who came, training had elsewhere, needs. Each is one transaction."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from apdr.models import Intervention
from apdr.provision.actions import write_training
from core.accounts.enums import Permission
from core.accounts.models import Membership, User
from core.accounts.permissions import Denied, can, check_can
from core.schools.models import School
from core.ui.present import day
from ehcp.statute import months_on
from governance.enums import Audience, Competence, NeedSource
from governance.models import Topic, TrainingDay, TrainingNeed, TrainingRecord
from governance.training.ground import STAFF_ROLES
from governance.training.induction import INDUCTION
from register.edits import check_version

EARLIEST = dt.date(1970, 1, 1)  # training before it is a slip of the keyboard
ONE_DAY = dt.timedelta(days=1)


def _edits(by: User, school: School) -> None:
    """May they, and nobody else at the same time: two who add the same thing do not both find that it is new."""
    check_can(by, Permission.TRAINING_EDIT, school)
    School.objects.select_for_update(of=("self",), no_key=True).only("pk").get(pk=school.pk)


def _locked(model, held, school: School, version: int | None = None):
    found = model.objects.select_for_update(of=("self",)).get(pk=held.pk, school=school)
    check_version(found, version)
    return found


def _save(held):
    held.version += 1
    held.save()
    return held


def _works_here(school: School, people: Iterable[User]) -> None:
    asked = {person.pk: person for person in people}
    held = Membership.objects.current().filter(school=school, user__in=asked, role__in=STAFF_ROLES)
    for key in set(asked) - set(held.values_list("user", flat=True)):
        raise Denied(f"{asked[key].name} does not work at {school.name}: choose somebody who does.")


@transaction.atomic
def start_induction(*, school: School, by: User, at: dt.datetime) -> list[Topic]:
    """Begin with the induction topics of teachers and TAs (R-222); those that the school has already stay as they are.
    Returns what is new. Raises Denied."""
    _edits(by, school)
    have = set(Topic.objects.filter(school=school).exclude(key="").values_list("key", flat=True))
    new = [
        Topic(
            school_id=school.pk,
            key=one.key,
            name=one.name,
            audience=one.audience,
            about=one.about,
            induction=True,
        )
        for one in INDUCTION
        if one.key not in have
    ]
    return Topic.objects.bulk_create(new)


def induction_missing(topics: Iterable[Topic]) -> int:
    """How many induction topics are not among those."""
    return len({one.key for one in INDUCTION} - {topic.key for topic in topics})


@transaction.atomic
def write_topic(
    *, school: School, held: Topic | None, by: User, at: dt.datetime, version: int | None = None, name: str,
    audience: str = Audience.STAFF, about: str = "", renew_months: int | None = None,
    intervention: Intervention | None = None,
) -> Topic:  # fmt: skip
    """Write a topic of the school's own, or change one; an induction topic keeps for whom it is. `renew_months`: after so
    many it is to be renewed. `intervention`: whoever delivers that needs it. Raises Denied with what is wrong, or
    Overtaken."""
    _edits(by, school)
    held = _locked(Topic, held, school, version) if held else Topic(school_id=school.pk, version=0)
    if not name.strip():
        raise Denied("Give the topic a name.")
    audience = held.audience if held.key else audience
    same = (
        Topic.objects.filter(school=school, name__iexact=name.strip(), audience=audience)
        .exclude(pk=held.pk)
        .first()
    )
    if same:
        gone = ", though it is not used now: bring it back" if same.retired_on else ": change that one"
        raise Denied(f"“{same.name}” is a topic already{gone}, or choose another name.")
    if renew_months is not None and not 1 <= renew_months <= 120:
        raise Denied("Say after how many months it is renewed, from 1 to 120, or leave it empty.")
    if intervention and intervention.school_id != school.pk:
        raise Denied("That intervention is not in the school’s library: choose another.")
    held.name, held.audience, held.about = name.strip(), audience, about.strip()
    held.renew_months, held.intervention = renew_months, intervention
    return _save(held)


@transaction.atomic
def retire_topic(*, held: Topic, by: User, at: dt.datetime) -> Topic:
    """Nobody needs it any more; who was trained stays recorded. Done once more, it is in use again. Raises Denied."""
    _edits(by, held.school)
    held = _locked(Topic, held, held.school)
    held.retired_on = None if held.retired_on else timezone.localdate(at)
    return _save(held)


@transaction.atomic
def plan_day(
    *, school: School, held: TrainingDay | None, by: User, at: dt.datetime, version: int | None = None, topic: Topic,
    title: str, on: dt.date, hours: Decimal | None = None, led_by: str = "",
) -> TrainingDay:  # fmt: skip
    """Put a training day into the programme, or change one at which nobody's coming is recorded yet. A day of the past may
    be entered. Raises Denied with what is wrong, or Overtaken."""
    _edits(by, school)
    held = (
        _locked(TrainingDay, held, school, version)
        if held
        else TrainingDay(school_id=school.pk, version=0, planned_by=by)
    )
    _check_open(held)
    if held.held_at:
        raise Denied("Who came is recorded already, so the day stays as it was. Plan another one.")
    if not title.strip():
        raise Denied("Say what it is called, for example “INSET: behaviour”.")
    if topic.school_id != school.pk or topic.retired_on:
        raise Denied("That topic is not in use: choose another.")
    _check_hours(hours)
    if on < EARLIEST:
        raise Denied(f"{day(on)} is long ago: check the date.")
    held.topic, held.title, held.on, held.hours, held.led_by = topic, title.strip(), on, hours, led_by.strip()
    return _save(held)


def _check_open(held: TrainingDay) -> None:
    if held.cancelled_at:
        raise Denied("This day was called off and stays as it was. Plan another one.")


def _check_hours(hours: Decimal | None) -> None:
    if hours is not None and not 0 < hours <= 100:
        raise Denied("Check the hours: more than 0, and 100 at the most.")


@transaction.atomic
def cancel_day(*, held: TrainingDay, by: User, at: dt.datetime) -> TrainingDay:
    """Call a training day off before anybody's coming is recorded. Raises Denied."""
    _edits(by, held.school)
    held = _locked(TrainingDay, held, held.school)
    _check_open(held)
    if held.held_at:
        raise Denied("Who came is recorded already, so the day cannot be called off.")
    held.cancelled_at = at
    return _save(held)


@transaction.atomic
def record_day(
    *, held: TrainingDay, by: User, at: dt.datetime, version: int | None = None, people: Iterable[User],
    hours: Decimal | None = None,
) -> TrainingDay:  # fmt: skip
    """Record who came: each has the topic from that day on, until it is to be renewed. Done again, it corrects the list;
    whoever is not on it any more has not been trained on that day. Raises Denied with what is wrong, or Overtaken."""
    _edits(by, held.school)
    held = _locked(TrainingDay, held, held.school, version)
    people = list(people)
    _check_open(held)
    if held.on > timezone.localdate(at):
        raise Denied(f"This day is on {day(held.on)}: record who came once it has been.")
    if not people:
        raise Denied("Tick at least one person, or call the day off.")
    _check_hours(hours)
    listed = dict(held.records.values_list("person", "pk"))
    _works_here(held.school, [person for person in people if person.pk not in listed])
    held.records.exclude(person__in=people).delete()
    held.hours, held.held_at = hours, at
    for person in people:
        _put(held.topic, person, held.on, by, at, day=held, hours=hours)
    return _save(held)


def _put(topic: Topic, person: User, on: dt.date, by: User, at: dt.datetime, **fields) -> TrainingRecord:
    """The record of that person, topic and day, made or changed; and the library's list of those trained, where the topic
    trains for an intervention and the person may change the library."""
    held = TrainingRecord.objects.filter(school=topic.school_id, topic=topic, person=person, on=on).first()
    held = held or TrainingRecord(
        school_id=topic.school_id,
        topic=topic,
        person=person,
        on=on,
        valid_until=_holds_until(topic, on),
        version=0,
    )
    for name, value in {"recorded_at": at, "recorded_by": by, **fields}.items():
        setattr(held, name, value)
    _save(held)
    entry = topic.intervention
    if entry and not entry.retired_on and can(by, Permission.INTERVENTION_EDIT, entry):
        later = entry.trained.filter(user=person, trained_on__gt=on).exists()
        if not later:
            write_training(
                intervention=entry, user=person, trained_on=on, valid_until=held.valid_until, by=by, at=at
            )
    return held


def _holds_until(topic: Topic, on: dt.date) -> dt.date | None:
    return months_on(on, topic.renew_months) - ONE_DAY if topic.renew_months else None


@transaction.atomic
def record_elsewhere(
    *, topic: Topic, person: User, by: User, at: dt.datetime, on: dt.date, hours: Decimal | None = None,
    valid_until: dt.date | None = None, provider: str = "", competence: str = Competence.ATTENDED, note: str = "",
) -> TrainingRecord:  # fmt: skip
    """Record training that somebody had outside the programme. Without `valid_until` it holds as long as the topic says.
    Raises Denied with what is wrong."""
    _edits(by, topic.school)
    _works_here(topic.school, [person])
    _check_record(on, valid_until, timezone.localdate(at))
    _check_hours(hours)
    if TrainingRecord.objects.filter(school=topic.school_id, topic=topic, person=person, on=on).exists():
        raise Denied(f"Training in “{topic.name}” on {day(on)} is recorded already: change that record.")
    more = {"valid_until": valid_until} if valid_until else {}
    return _put(topic, person, on, by, at, hours=hours, provider=provider.strip(), competence=competence,
                note=note.strip(), **more)  # fmt: skip


def _check_record(on: dt.date, until: dt.date | None, today: dt.date) -> None:
    if on > today:
        raise Denied(f"{day(on)} is in the future: enter the day of the training.")
    if on < EARLIEST:
        raise Denied(f"{day(on)} is long ago: check the date.")
    if until and until < on:
        raise Denied("The training cannot run out before it was given: check the dates.")


@transaction.atomic
def judge_record(
    *, held: TrainingRecord, by: User, at: dt.datetime, version: int | None = None, competence: str, note: str = "",
    valid_until: dt.date | None = None,
) -> TrainingRecord:  # fmt: skip
    """Say what the SENCo finds of somebody's skill after training (R-223), and until when it holds. “Needs more” makes it
    something that they need again. Raises Denied with what is wrong, or Overtaken."""
    _edits(by, held.school)
    held = _locked(TrainingRecord, held, held.school, version)
    if competence not in Competence.values:
        raise Denied("Say what you find.")
    _check_record(held.on, valid_until, timezone.localdate(at))
    held.competence, held.note, held.valid_until = competence, note.strip(), valid_until
    held.recorded_at, held.recorded_by = at, by
    return _save(held)


@transaction.atomic
def remove_record(*, held: TrainingRecord, by: User, at: dt.datetime) -> None:
    """Take away a record that was a mistake; the history keeps it. Raises Denied."""
    _edits(by, held.school)
    _locked(TrainingRecord, held, held.school).delete()


@transaction.atomic
def raise_need(
    *,
    topic: Topic,
    person: User,
    by: User,
    at: dt.datetime,
    source: str,
    why: str = "",
    by_day: dt.date | None = None,
) -> TrainingNeed:
    """Record that somebody is to be trained in a topic: from appraisal, on request, for a child (R-222). Training from
    today on meets it. Raises Denied with what is wrong."""
    _edits(by, topic.school)
    if source not in NeedSource.values:
        raise Denied("Say where the need comes from.")
    if by_day and by_day < timezone.localdate(at):
        raise Denied(f"{day(by_day)} is past: enter a day by which it can be done.")
    return _raise(topic, person, by, at, source=source, why=why, by_day=by_day)


@transaction.atomic
def ask_for_training(*, topic: Topic, by: User, at: dt.datetime, why: str) -> TrainingNeed:
    """Ask for training for oneself: it stands among the needs that the SENCo sees, until it is met or taken away. Raises
    Denied with what is wrong."""
    if not why.strip():
        raise Denied("Say in a few words why you would like it.")
    School.objects.select_for_update(of=("self",), no_key=True).only("pk").get(pk=topic.school_id)
    return _raise(topic, by, by, at, source=NeedSource.REQUEST, why=why)


def _raise(
    topic: Topic, person: User, by: User, at: dt.datetime, *, source: str, why: str, by_day: dt.date | None = None
) -> TrainingNeed:  # fmt: skip
    _works_here(topic.school, [person])
    if topic.retired_on:
        raise Denied("That topic is not in use: choose another.")
    held = TrainingNeed.objects.filter(
        school=topic.school_id, topic=topic, person=person, dropped_at=None
    ).first()
    if held and not _met(held):
        who = "You are" if person == by else f"{person.name} is"
        raise Denied(f"{who} to be trained in “{topic.name}” already: that need is still open.")
    if held:  # met by training, so it makes room for the new one
        held.dropped_at = at
        _save(held)
    return TrainingNeed.objects.create(
        school_id=topic.school_id, topic=topic, person=person, source=source, why=why.strip(),
        raised_on=timezone.localdate(at),
        by_day=by_day, raised_by=by,
    )  # fmt: skip


def _met(need: TrainingNeed) -> bool:
    same = {"school": need.school_id, "topic": need.topic_id, "person": need.person_id}
    return TrainingRecord.objects.filter(**same, on__gte=need.raised_on).exists()


@transaction.atomic
def drop_need(*, held: TrainingNeed, by: User, at: dt.datetime) -> TrainingNeed:
    """It is not needed after all. Raises Denied."""
    _edits(by, held.school)
    held = _locked(TrainingNeed, held, held.school)
    held.dropped_at = held.dropped_at or at
    return _save(held)
