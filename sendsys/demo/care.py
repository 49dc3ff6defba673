"""Arrangements in tests, adjustments and aids, and healthcare plans with the adults trained for them."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

from register.arrangements.actions import write_access, write_adjustment, write_healthcare, write_trained
from register.models import Pupil
from sendsys.demo.clock import at
from sendsys.demo.words import care as said

if TYPE_CHECKING:
    from sendsys.demo.history import History
    from sendsys.demo.load import SchoolBuilder

IN_TESTS = {"2": "ks1", "6": "ks2"}  # year group with tests at its end, and their key stage
SHARE_ACCESS, SHARE_ADJUSTED = {"2": 0.35, "6": 0.8}, 0.4
PRESSING = (-2, 4)  # days from today on which the first adjustments are to be looked at again
MOST_PLANS = 8


def arrange(builder: SchoolBuilder) -> None:
    """Arrangements of those on the register, and the plans of those with a medical condition, SEN or not."""
    pressing = list(PRESSING)
    for history in builder.on_register():
        if history.rng.random() < SHARE_ACCESS.get(history.pupil.year_group, 0):
            _access(builder, history)
        if history.hero or history.rng.random() < SHARE_ADJUSTED:
            away = pressing.pop() if pressing and not history.hero else history.rng.randint(16, 150)
            _adjust(builder, history, builder.diary.today + dt.timedelta(days=away))
    rng = random.Random(builder.rng.random())
    medical = [pupil for pupil in builder.pupils.values() if pupil.medical][:MOST_PLANS]
    for place, pupil in enumerate(medical):
        _health(builder, pupil, place, rng)


def _access(builder: SchoolBuilder, history: History) -> None:
    pupil, rng, day = history.pupil, history.rng, builder.past(history.rng.randint(5, 45))
    for kind in said.ACCESS.get(history.needs[0], said.ANY_ACCESS)[: rng.randint(1, 2)]:
        write_access(
            pupil=pupil, held=None, kind=kind, key_stage=IN_TESTS[pupil.year_group], start=day, by=builder.staff.senco,
            evidence=history.words.speaker.one(said.EVIDENCE, rng), evidence_on=builder.past(60), at=at(day, 13, 30),
        )  # fmt: skip


def _adjust(builder: SchoolBuilder, history: History, review_on: dt.date) -> None:
    rng, day = history.rng, builder.past(history.rng.randint(20, 300))
    for kind, what in said.ADJUSTMENTS.get(history.needs[0], said.ANY_ADJUSTMENT)[: rng.randint(1, 2)]:
        write_adjustment(
            pupil=history.pupil, held=None, kind=kind, what=what, start=day, works=history.words.speaker.one(said.WORKS, rng),
            review_on=review_on, by=builder.staff.senco, at=at(day, 13),
        )  # fmt: skip


def _health(builder: SchoolBuilder, pupil: Pupil, place: int, rng: random.Random) -> None:
    health, today = said.HEALTH[place % len(said.HEALTH)], builder.diary.today
    day, senco, say = builder.past(30 + 25 * place), builder.staff.senco, builder.speaker_of(pupil).say
    plan = write_healthcare(
        pupil=pupil, held=None, condition=health.condition, daily=say(health.daily), medicines=say(health.medicines),
        emergency=health.emergency, learning=health.learning, start=day, review_on=_a_year_after(day),
        with_parents=True, with_child=pupil.year_group in "3456", with_whom="The school nurse", by=senco, at=at(day, 14),
    )  # fmt: skip
    adults = [
        builder.staff.teachers[pupil.school_class.name].called,
        builder.spec.tas[place % len(builder.spec.tas)],
    ]
    for number, name in enumerate(adults):
        ran_out = (place, number) == (1, 1)
        trained = builder.past(385) if ran_out else day
        write_trained(
            plan=plan, held=None, name=name, trained_for=health.trained_for, trained_on=trained,
            approved_by=rng.choice(said.APPROVED_BY), by=senco, at=at(day, 14, 20),
            valid_until=today - dt.timedelta(days=12) if ran_out else _a_year_after(day),
        )  # fmt: skip


def _a_year_after(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=364)
