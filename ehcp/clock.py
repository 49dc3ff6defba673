"""The clocks of one plan and of one needs assessment: what is known, checked, and every date that follows."""

import datetime as dt
from dataclasses import dataclass

from core.calendar.dates import SchoolDays, academic_year
from ehcp.statute import Deadline, deadlines, phase_transfer, taught_year, under_five

FIRST, LAST = (
    dt.date(2014, 9, 1),
    dt.date(2100, 12, 31),
)  # Part 3 of the Act began; a year typed with a digit too many
YEAR_GROUPS = ("N1", "N2", "R", *(str(number) for number in range(1, 14)))


class UnlikelyDates(ValueError):
    """Days that cannot all be right; the words say which, and what to check."""


def _check_range(**days: dt.date | None) -> None:
    for name, day in days.items():
        if day is not None and not FIRST <= day <= LAST:
            raise UnlikelyDates(
                f"{name.replace('_', ' ')}: {day} is not between {FIRST} and {LAST}. Check the year."
            )


def _check_order(first: dt.date | None, then: dt.date | None, words: str) -> None:
    if first is not None and then is not None and then < first:
        raise UnlikelyDates(f"{words}: {then} is before {first}. Check both dates.")


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What is known of one plan. `meeting` is the review that is coming or going on; `last_meeting` and `last_decision`
    are those of the review before it; `year_group` is the taught one in the academic year `year`."""

    plan_made: dt.date
    last_decision: dt.date | None = None
    last_meeting: dt.date | None = None
    meeting: dt.date | None = None
    amendment_notice: dt.date | None = None
    born: dt.date | None = None
    year_group: str | None = None
    year: int | None = None
    top_year: str | None = None

    def check(self) -> None:
        """Raises UnlikelyDates: an impossible order, a year out of range, a year group that there is not."""
        _check_range(plan_made=self.plan_made, last_decision=self.last_decision, last_meeting=self.last_meeting,
                     meeting=self.meeting, amendment_notice=self.amendment_notice)  # fmt: skip
        _check_order(self.plan_made, self.last_meeting, "The last meeting cannot be earlier than the plan")
        _check_order(self.plan_made, self.meeting, "The meeting cannot be earlier than the plan")
        _check_order(self.plan_made, self.last_decision, "The last decision cannot be earlier than the plan")
        _check_order(self.last_meeting, self.last_decision, "The decision cannot be earlier than its meeting")
        _check_order(
            self.last_decision, self.meeting, "The next meeting cannot be earlier than the last decision"
        )
        _check_order(
            self.meeting, self.amendment_notice, "The amendment notice cannot be earlier than the meeting"
        )
        if self.born and self.born > self.plan_made:
            raise UnlikelyDates(
                f"The child cannot be born on {self.born}, after the plan was made. Check both dates."
            )
        if self.year_group is not None and self.year_group not in YEAR_GROUPS:
            raise UnlikelyDates(
                f"There is no year group {self.year_group}: write one of {', '.join(YEAR_GROUPS)}."
            )


def plan_clock(facts: PlanFacts, *, today: dt.date, days: SchoolDays | None = None) -> list[Deadline]:
    """Every date that follows for one plan, in the order of the rules. `days` are the school's own; without them the
    internal targets are working days. Raises UnlikelyDates."""
    facts.check()
    known = {
        "plan_made": facts.plan_made, "last_decision": facts.last_decision, "last_meeting": facts.last_meeting,
        "meeting": facts.meeting, "amendment_notice": facts.amendment_notice,
    }  # fmt: skip
    if facts.born and under_five(facts.born, today):
        known["under_five_base"] = facts.last_meeting or facts.plan_made
    found = list(deadlines(known, days=days))
    year = academic_year(today) if facts.year is None else facts.year
    group = facts.year_group or (taught_year(facts.born, year) if facts.born else None)
    transfer = phase_transfer(group, year, top_year=facts.top_year, days=days) if group else None
    return [*found, transfer] if transfer else found


def assessment_clock(
    *, requested: dt.date, advice_requested: dt.date | None = None, draft_served: dt.date | None = None,
    draft_received: dt.date | None = None, days: SchoolDays | None = None,
) -> list[Deadline]:  # fmt: skip
    """Every date of one needs assessment from the day the local authority received the request. Where it is not known
    when advice was asked for, the last day on which the authority must decide stands for it. Raises UnlikelyDates."""
    _check_range(requested=requested, advice_requested=advice_requested, draft_served=draft_served,
                 draft_received=draft_received)  # fmt: skip
    for day, what in (
        (advice_requested, "Advice"),
        (draft_served, "The draft"),
        (draft_received, "The draft"),
    ):
        _check_order(requested, day, f"{what} cannot come before the request")
    known = {
        "requested": requested, "draft_served": draft_served, "draft_received": draft_received,
        "advice_requested": advice_requested or requested + dt.timedelta(weeks=6),
    }  # fmt: skip
    return list(deadlines(known, days=days))


def as_json(found: list[Deadline]) -> dict[str, dict[str, str]]:
    """By the rule's name: the date, the internal target, the rule in a sentence, its citation, who owes it."""
    return {
        one.name: {"date": one.date.isoformat(), "target": one.target.isoformat(), "rule": one.says,
                   "citation": one.citation, "owner": str(one.owner), "counted_from": one.start.isoformat(),
                   "confidence": str(one.confidence)}
        for one in found
    }  # fmt: skip


def as_text(found: list[Deadline]) -> str:
    """A line for each date, for people at a terminal."""
    width = max((len(one.name) for one in found), default=0)
    lines = [
        f"{one.name:<{width}}  {one.date:%a %d %b %Y}  {one.owner}: {one.says} ({one.citation})"
        for one in found
    ]
    return "\n".join(lines)
