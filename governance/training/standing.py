"""How each person stands with each topic, from what is recorded: has it, runs out, is due, needs it, and why. Pure."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from core.accounts.enums import Role
from governance.enums import Audience, Competence
from governance.training.ground import ROLES_OF, SOON


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works at the school: `pk` is the user's, `member` of the first of their memberships there."""

    pk: int
    member: int
    name: str
    roles: frozenset[Role]
    since: dt.date


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic in use. `intervention` is the key of the intervention it trains for, `trains` its name."""

    pk: int
    reference: str
    name: str
    audience: Audience
    induction: bool
    renew_months: int | None = None
    intervention: int | None = None
    trains: str = ""

    def is_for(self, person: Person) -> bool:
        return bool(ROLES_OF[self.audience] & person.roles)


@dataclass(frozen=True, slots=True)
class Known:
    """The latest training of a person in a topic."""

    on: dt.date
    until: dt.date | None
    competence: str = Competence.ATTENDED

    def holds(self, today: dt.date) -> bool:
        return self.until is None or self.until >= today


@dataclass(frozen=True, slots=True)
class Wish:
    """A need that was recorded and is still open."""

    reference: str
    source: str
    why: str
    since: dt.date
    by_day: dt.date | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A person delivers an intervention now; `tag` is its public reference. Others are trained for it; `trained`: so is
    this person."""

    intervention: int
    tag: str
    name: str
    trained: bool


class Stand(StrEnum):
    """How somebody stands with a topic."""

    HAS = "has"
    SOON = "soon"  # runs out within SOON days
    OUT = "out"  # ran out
    NEEDS = "needs"
    FREE = "free"  # neither has it nor needs it


class Cause(StrEnum):
    """Why somebody needs training."""

    WISH = "wish"  # recorded: appraisal, request, seen in lessons, a child's needs
    INDUCTION = "induction"
    AUDIENCE = "audience"
    DELIVERS = "delivers"
    MORE = "more"  # the SENCo finds that it needs more
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, with what it rests on."""

    cause: Cause
    wish: Wish | None = None
    delivery: Delivery | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """How a person stands with a topic (None: an intervention of the library for which there is no topic)."""

    person: Person
    subject: Subject | None
    stand: Stand
    known: Known | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def by_day(self) -> dt.date | None:
        """The earliest day by which it is to be done."""
        days = [r.wish.by_day for r in self.reasons if r.wish and r.wish.by_day]
        if self.known and self.known.until and self.stand in {Stand.SOON, Stand.OUT}:
            days.append(self.known.until)
        return min(days, default=None)

    @property
    def open(self) -> bool:
        """Whether there is something to do now."""
        return self.stand in {Stand.NEEDS, Stand.OUT}


@dataclass(frozen=True)
class Standing:
    """Everything that is known of a school's training on a day, without a further question."""

    today: dt.date
    people: tuple[Person, ...]
    subjects: tuple[Subject, ...]
    known: dict[tuple[int, int], Known]  # (person, topic) → latest
    wishes: dict[tuple[int, int], Wish] = field(default_factory=dict)
    deliveries: dict[int, tuple[Delivery, ...]] = field(default_factory=dict)  # person → what they deliver

    def mark(self, person: Person, subject: Subject) -> Mark:
        """How that person stands with that topic."""
        known = self.known.get((person.pk, subject.pk))
        reasons = tuple(self._reasons(person, subject, known))
        return Mark(person, subject, self._stand(known, reasons), known, reasons)

    def _reasons(self, person: Person, subject: Subject, known: Known | None) -> Iterable[Reason]:
        wish = self.wishes.get((person.pk, subject.pk))
        if wish and not (known and known.on >= wish.since):
            yield Reason(Cause.WISH, wish=wish)
        if known and known.competence == Competence.MORE:
            yield Reason(Cause.MORE)
        gone = known and not known.holds(self.today)
        delivery = next(
            (one for one in self.deliveries.get(person.pk, ())
             if one.intervention == subject.intervention and not one.trained), None,
        )  # fmt: skip
        if delivery and (known is None or gone):
            yield Reason(Cause.DELIVERS, delivery=delivery)
        if gone:
            yield Reason(Cause.OUT)
        elif known is None and subject.is_for(person):
            yield Reason(Cause.INDUCTION if subject.induction else Cause.AUDIENCE)

    def _stand(self, known: Known | None, reasons: tuple[Reason, ...]) -> Stand:
        if known and not known.holds(self.today):
            return Stand.OUT
        if reasons:
            return Stand.NEEDS
        if known is None:
            return Stand.FREE
        ends = known.until and known.until <= self.today + dt.timedelta(days=SOON)
        return Stand.SOON if ends else Stand.HAS

    @cached_property
    def marks(self) -> dict[int, tuple[Mark, ...]]:
        """Every person's marks by the order of topics, those without a topic last."""
        return {
            person.pk: (
                *(self.mark(person, subject) for subject in self.subjects),
                *self._without_topic(person),
            )
            for person in self.people
        }

    def _without_topic(self, person: Person) -> Iterable[Mark]:
        covered = {subject.intervention for subject in self.subjects}
        for one in self.deliveries.get(person.pk, ()):
            if not one.trained and one.intervention not in covered:
                yield Mark(person, None, Stand.NEEDS, None, (Reason(Cause.DELIVERS, delivery=one),))

    @property
    def needs(self) -> list[tuple[Person, list[Mark]]]:
        """Who needs what, those with the nearest day first; within a person the same."""
        found = [
            (person, sorted((m for m in self.marks[person.pk] if m.open), key=_urgent))
            for person in self.people
        ]
        return sorted((one for one in found if one[1]), key=lambda one: (_urgent(one[1][0]), one[0].name))

    @property
    def inducted(self) -> tuple[int, int]:
        """How many of those for whom there are induction topics have them all, and how many there are."""
        done: dict[int, list[bool]] = defaultdict(list)
        for person in self.people:
            for subject in self.subjects:
                if subject.induction and subject.is_for(person):
                    done[person.pk].append((person.pk, subject.pk) in self.known)
        return sum(all(each) for each in done.values()), len(done)


def _urgent(mark: Mark) -> tuple:
    return (mark.by_day is None, mark.by_day or dt.date.max)
