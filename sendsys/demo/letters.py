"""Letters with slips to those who come onto the register and those who leave it, and how they were answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.calendar.dates import academic_year
from register.enums import ON_REGISTER, HowTold, LetterKind, Level, Pronouns, SlipAnswer
from register.letters.actions import answer_letter, chase_letter, send_letters
from register.models import Letter
from register.response.lifecycle import LETTER_FOLLOWS, RESPONSE
from sendsys.demo.clock import at
from sendsys.demo.journeys import Journey, Step
from sendsys.demo.words import files as said

if TYPE_CHECKING:
    from sendsys.demo.history import Event, History
    from sendsys.demo.load import Chosen, SchoolBuilder

FEWEST = 12  # children who get the letter even where few came onto the register this school year
SLIP_DAYS = 14
HOW_LATE = dt.timedelta(days=SLIP_DAYS + 4)
PRONOUNS = {"M": Pronouns.HE, "F": Pronouns.SHE}


@dataclass(frozen=True, slots=True)
class Slip:
    """The letter onto the register: the day it goes out, and whether its slip is "back", "out" or "chased"."""

    sent_on: dt.date
    state: str = "back"


def letter_steps(journey: Journey) -> list[Step]:
    """The steps that a letter onto the register follows, by the table of moves."""
    before = [Level.NONE, *(step.level for step in journey.steps)]
    moves = [
        (step, RESPONSE.find(last, step.level)) for step, last in zip(journey.steps, before, strict=False)
    ]
    return [step for step, move in moves if move and LETTER_FOLLOWS in move.follows]


def plan_slips(chosen: list[Chosen], builder: SchoolBuilder) -> None:
    """Say of each child who came onto the register, or up on it, this school year when the letter goes out and what comes of it: a
    few slips are still out, and of those some are late."""
    today, spec = builder.diary.today, builder.spec
    steps = [
        (found[-1].start, place, one)
        for place, one in enumerate(chosen)
        if (found := letter_steps(one.journey))
    ]
    newest = sorted(steps, key=lambda row: row[:2], reverse=True)
    year = academic_year(today)
    told = [row for n, row in enumerate(newest) if n < FEWEST or academic_year(row[0]) == year]
    for start, _, one in told:
        one.slip = Slip(builder.diary.open_on_or_before(min(start + dt.timedelta(days=2), today)))
        one.slip = one.slip if one.slip.sent_on >= start else Slip(start)
    still = [row for row in told if row[2].journey.steps[-1].level in ON_REGISTER]
    late = [row for row in still if row[0] <= today - HOW_LATE][: spec.letters_late]
    for place, (_, _, one) in enumerate(late):
        one.slip = Slip(today - HOW_LATE + dt.timedelta(days=place), "chased" if place == 1 else "out")
    rest = [row for row in still if row not in late][: spec.letters_out]
    for place, (start, _, one) in enumerate(rest):
        one.slip = Slip(max(start, today - dt.timedelta(days=2 + 3 * place)), "out")


def events(history: History) -> Iterator[Event]:
    """The letters of one child's story; of Theo's, after every step."""
    for step in letter_steps(history.journey)[:-1] if history.hero else ():
        first = Slip(step.start)
        yield step.start, 7, lambda first=first: _send(history, LetterKind.ON_REGISTER, first)
    if slip := history.slip:
        yield slip.sent_on, 7, lambda: _send(history, LetterKind.ON_REGISTER, slip)
    for step in history.journey.steps:
        if step.level == Level.EXITED:
            sent = min(step.start + dt.timedelta(days=1), history.planner.today)
            yield sent, 8, lambda sent=sent: _send(history, LetterKind.STEP_DOWN, Slip(sent))


def _send(history: History, kind: LetterKind, slip: Slip) -> None:
    contact = history.planner.contacts[0]
    how = HowTold.ONLINE if contact.email else HowTold.PAPERS
    (letter,) = send_letters(
        pupil=history.pupil, kind=kind, contacts={contact: how}, pronouns=PRONOUNS.get(history.pupil.sex, Pronouns.THEY),
        by=history.staff.senco, at=at(slip.sent_on, 15, 15),
    )  # fmt: skip
    if slip.state == "back":
        _answer(history, letter, slip)
    elif slip.state == "chased":
        chase_letter(
            letter=letter, by=history.staff.senco, at=at(history.planner.today - dt.timedelta(days=2), 9)
        )


def _answer(history: History, letter: Letter, slip: Slip) -> None:
    """Online by the parent, or by the SENCo from the paper slip or a telephone call."""
    rng, contact, senco = history.rng, history.planner.contacts[0], history.staff.senco
    on = min(slip.sent_on + dt.timedelta(days=rng.randint(1, 9)), history.planner.today)
    phone = not history.hero and rng.random() < 0.15
    answer = (
        SlipAnswer.PHONE if phone else SlipAnswer.ONLINE if letter.how == HowTold.ONLINE else SlipAnswer.SLIP
    )
    comment = said.ON_THE_PHONE if phone else rng.choice(
        said.STEPPED_DOWN if letter.kind == LetterKind.STEP_DOWN else said.ANSWERS
    )  # fmt: skip
    answer_letter(
        letter=letter, answer=answer, on=on, by=contact.user if answer == SlipAnswer.ONLINE else senco, name=contact.name,
        comment=comment, at=at(on, 18, 5),
    )  # fmt: skip
