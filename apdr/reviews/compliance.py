"""Whether parents are met termly and review dates are kept, by class and term (R-70, R-85, R-90, R-91)."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.utils import timezone

from apdr.enums import MeetingHow, MeetingState
from apdr.models import Plan, ReviewMeeting
from apdr.reviews.queries import year_place
from core.calendar.dates import ONE_DAY, Span, academic_year
from core.schools.models import School, Term
from register.models import Pupil

MET, PHONE, PACK, MISSED, BOOKED, NOT_YET = "met", "phone", "pack", "missed", "booked", "none"
CONTACTS = (MET, PHONE, PACK, MISSED, BOOKED, NOT_YET)  # the best that a term has seen stands first
ON_TIME, LATE, OVERDUE, TO_COME = "on_time", "late", "overdue", "to_come"


@dataclass(frozen=True, slots=True)
class Round:
    """One of the year's rounds of meetings: a term, or terms taken together. `span` runs up to the next round."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Child:
    """One pupil in one round: the best contact with the parents (CONTACTS) and its day; reviews of plans that were to
    be by a day of the round: (reference of the plan, how it stands)."""

    reference: str
    name: str
    contact: str
    on: dt.date | None
    reviews: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Cell:
    """The pupils of one class with a plan in force in one round."""

    children: list[Child] = field(default_factory=list)

    def met(self, contact: str) -> int:
        return sum(child.contact == contact for child in self.children)

    def reviewed(self, how: str) -> int:
        return sum(found == how for child in self.children for _, found in child.reviews)


@dataclass(frozen=True, slots=True)
class Compliance:
    """Rounds of the year that have begun, and class's name → a Cell for each of them."""

    rounds: list[Round]
    classes: dict[str, list[Cell]]


def rounds_of(terms: list[tuple[str, dt.date, dt.date]], meetings: int, year: int) -> list[Round]:
    """The year's rounds of meetings from its terms (name, first and last day, in order): a term each; where a school
    keeps more terms than meetings and they divide evenly, so many terms together. Without terms: autumn, spring and
    summer."""
    last = dt.date(year + 1, 8, 31)
    if not terms:
        starts = (
            ("Autumn", dt.date(year, 9, 1)),
            ("Spring", dt.date(year + 1, 1, 1)),
            ("Summer", dt.date(year + 1, 4, 8)),
        )
    else:
        size = len(terms) // meetings if meetings and len(terms) % meetings == 0 else 1
        groups = [terms[place : place + size] for place in range(0, len(terms), size)]
        starts = [(" and ".join(name for name, _, _ in group), group[0][1]) for group in groups]
    ends = [start - ONE_DAY for _, start in starts[1:]] + [max(last, starts[-1][1])]
    return [Round(name, Span(start, end)) for (name, start), end in zip(starts, ends, strict=True)]


def compliance(school: School, user, today: dt.date) -> Compliance:
    """The academic year of `today` up to it, of pupils in the user's sight who are at the school. Four queries."""
    year = academic_year(today)
    first, last = dt.date(year, 9, 1), dt.date(year + 1, 8, 31)
    terms = Term.objects.filter(school=school, start__range=(first, last)).values_list("name", "start", "end")
    rounds = [r for r in rounds_of(list(terms), school.meetings_a_year, year) if r.span.start <= today]
    pupils = list(
        Pupil.objects.filter(school=school, left_on=None, plans__agreed_at__isnull=False)
        .visible_to(user).select_related("school_class").distinct().order_by("school_class__name", "legal_last", "pk")
    )  # fmt: skip
    pupils.sort(key=lambda pupil: year_place(pupil.school_class.year_group if pupil.school_class else ""))
    plans, meetings = _plans(pupils, first), _meetings(pupils, first, last)
    classes: dict[str, list[Cell]] = {}
    for pupil in pupils:
        name = pupil.school_class.name if pupil.school_class else "No class"
        for place, one in enumerate(rounds):
            child = _child(pupil, one, plans[pupil.pk], meetings[pupil.pk], today)
            if child is not None:
                cells = classes.setdefault(name, [Cell() for _ in rounds])
                cells[place].children.append(child)
    return Compliance(rounds, classes)


@dataclass(frozen=True, slots=True)
class _Plan:
    reference: str
    agreed: dt.date
    closed: dt.date | None
    review_on: dt.date | None


def _plans(pupils: list[Pupil], first: dt.date) -> dict[int, list[_Plan]]:
    found: dict[int, list[_Plan]] = defaultdict(list)
    agreed = Plan.objects.filter(pupil__in=pupils, agreed_at__isnull=False)
    for pupil, reference, at, closed_at, review_on in agreed.values_list(
        "pupil", "reference", "agreed_at", "closed_at", "review_on"
    ):
        closed = timezone.localdate(closed_at) if closed_at else None
        if closed is None or closed >= first:
            found[pupil].append(_Plan(reference, timezone.localdate(at), closed, review_on))
    return found


def _meetings(pupils: list[Pupil], first: dt.date, last: dt.date) -> dict[int, list[tuple[dt.date, str]]]:
    found: dict[int, list[tuple[dt.date, str]]] = defaultdict(list)
    rows = ReviewMeeting.objects.filter(pupil__in=pupils, on__range=(first, last)).exclude(
        state=MeetingState.CANCELLED
    )
    for pupil, on, state, how in rows.order_by("on").values_list("pupil", "on", "state", "how"):
        found[pupil].append((on, contact_of(state, how)))
    return found


def contact_of(state: str, how: str) -> str:
    """What a meeting in that state, held in that way, counts as: papers sent home are no meeting (R-167)."""
    if state == MeetingState.HELD:
        return {MeetingHow.PHONE: PHONE, MeetingHow.PACK: PACK}.get(MeetingHow(how), MET)
    return MISSED if state == MeetingState.MISSED else BOOKED


def in_force_in(span: Span, agreed: dt.date, closed: dt.date | None, today: dt.date) -> bool:
    """Whether a plan that was agreed and closed on those days was in force on some day of the round, up to today: the
    children whose parents the round is for."""
    return agreed <= min(span.end, today) and (closed is None or closed >= span.start)


def _child(pupil: Pupil, one: Round, plans: list[_Plan], meetings, today: dt.date) -> Child | None:
    if not any(in_force_in(one.span, plan.agreed, plan.closed, today) for plan in plans):
        return None
    here = [(CONTACTS.index(contact), on) for on, contact in meetings if on in one.span]
    best = min(here, default=None)
    reviews = [
        (plan.reference, _kept(plan, today))
        for plan in plans
        if plan.review_on and plan.review_on in one.span
    ]
    return Child(
        pupil.reference,
        pupil.name,
        CONTACTS[best[0]] if best else NOT_YET,
        best[1] if best else None,
        tuple(reviews),
    )


def _kept(plan: _Plan, today: dt.date) -> str:
    """Whether the review date was kept: the cycle closed by then, later, not yet though it is past, or still to come."""
    if plan.closed is not None:
        return ON_TIME if plan.closed <= plan.review_on else LATE
    return OVERDUE if plan.review_on < today else TO_COME


def total(cells: list[Cell]) -> Cell:
    """All the children of some cells."""
    return Cell([child for cell in cells for child in cell.children])
