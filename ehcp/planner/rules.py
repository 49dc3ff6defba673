"""What a meeting on a given day means for one plan: each rule of the year planner, kept or broken, in words. Pure.

Dates come from `ehcp.statute`; nothing is counted here but the distance between two of them. Three kinds of rule: the
law's own (`law`), the school's wish that what falls due does so on a school day, and the planner's (PEP, full weeks).
"""

import datetime as dt
from dataclasses import dataclass, field

from core.calendar.dates import SchoolDays, academic_year, academic_year_label
from core.ui.present import day as told
from ehcp.clock import FIRST, LAST
from ehcp.statute import REVIEW, target_on

NEAR_PEP = dt.timedelta(
    days=14
)  # code of practice 9.169: together with the care plan's review where that is possible
RULE = {rule.name: rule for rule in REVIEW}


@dataclass(frozen=True, slots=True)
class ToReview:
    """One plan that is to have its meeting. `meeting_latest`: the last day that leaves the local authority its four weeks;
    `not_before`: the last decision, or the day the plan was made; `transfer_by`: the last lawful day of the amended plan
    before a move to another phase; `pep`: the meeting on the personal education plan of a looked-after child; `fixed`: the
    meeting that is agreed already; `who`: the class, or whoever cannot be at two meetings at once."""

    key: str
    name: str
    meeting_latest: dt.date
    not_before: dt.date | None = None
    transfer_by: dt.date | None = None
    pep: dt.date | None = None
    fixed: dt.date | None = None
    who: str = ""


@dataclass(frozen=True, slots=True)
class MeetingDay:
    """A day for a meeting and the legal dates that follow from it; `closed` names those on which school is closed."""

    on: dt.date
    notice: dt.date
    report: dt.date
    decision: dt.date
    final: dt.date
    closed: frozenset[str]


def meeting_day(on: dt.date, days: SchoolDays) -> MeetingDay:
    """What follows from a meeting on that day (SI 2014/1530, reg 20; R (L, M and P) v Devon)."""
    notice, report, decision, final = (
        RULE[name].date(on) for name in ("notice_by", "report_by", "la_decision_by", "final_plan_cap")
    )
    dated = {"school_day": on, "notice_by": notice, "report_by": report, "la_decision_by": decision}
    closed = frozenset(name for name, date in dated.items() if not days.is_open(date))
    return MeetingDay(on, notice, report, decision, final, closed)


LAW = ("year", "order", "notice_given", "meeting_latest", "phase_transfer_by")
WEIGHT = {
    "final_plan_cap": 10,
    "pep": 5,
    "week": 4,
    "notice_by": 3,
    "report_by": 3,
    "la_decision_by": 3,
    "school_day": 50,
}


def broken(plan: ToReview, of: MeetingDay, today: dt.date) -> set[str]:
    """The rules that a meeting on that day would break for the plan; a full week is for the caller to know."""
    found = set(of.closed)
    if plan.not_before and of.on <= plan.not_before:
        found.add("order")
    if of.notice < today:
        found.add("notice_given")
    if of.on > plan.meeting_latest:
        found.add("meeting_latest")
    if plan.transfer_by and of.decision > plan.transfer_by:
        found.add("phase_transfer_by")
    if plan.transfer_by and of.final > plan.transfer_by:
        found.add("final_plan_cap")
    if plan.pep and abs(of.on - plan.pep) > NEAR_PEP:
        found.add("pep")
    return found


@dataclass(frozen=True, slots=True)
class Consequence:
    """One rule and what becomes of it. `law`: the law's own; otherwise a legal date that stays, or a wish of the planner.
    `date` is the one the rule gives, `target` the last school day on or before it."""

    rule: str
    kept: bool
    words: str
    law: bool = field(default=False)
    date: dt.date | None = None
    target: dt.date | None = None


def consequences(meeting: dt.date, plan: ToReview, days: SchoolDays, today: dt.date, *, others_in_week: int = 0,
                 most_a_week: int | None = None) -> list[Consequence]:  # fmt: skip
    """What follows from a meeting on any day that somebody types: each rule kept or broken, in the order of time. With
    `most_a_week`, whether its week is full with the `others_in_week`. A year out of range stands alone."""
    if not FIRST <= meeting <= LAST:
        words = f"{told(meeting)} is not between {told(FIRST)} and {told(LAST)}: check the year."
        return [Consequence("year", False, words, law=True)]
    of = meeting_day(meeting, days)
    fails = broken(plan, of, today)
    return [
        *_of_meeting(plan, of, fails, today),
        *_of_dates(of, fails, days),
        *_of_transfer(plan, of, fails),
        *_of_pep(plan, of, fails),
        *_of_week(others_in_week, most_a_week),
    ]


def _of_meeting(plan: ToReview, of: MeetingDay, fails: set[str], today: dt.date) -> list[Consequence]:
    found, latest = [], told(plan.meeting_latest)
    if "order" in fails:
        words = f"The plan was made, or last decided on, on {told(plan.not_before)}: the meeting comes after that day."
        found.append(Consequence("order", False, words, law=True))
    if "school_day" in fails:
        found.append(Consequence("school_day", False, f"School is closed on {told(of.on)}.", date=of.on))
    if "notice_given" in fails:
        words = (
            f"{told(of.on)} has passed."
            if of.on < today
            else f"Notice was due by {told(of.notice)}: it would be late."
        )
        found.append(Consequence("notice_given", False, words, law=True, date=of.notice))
    late = (of.on - plan.meeting_latest).days
    words = (
        f"{count(late, 'day')} too late: the last day that leaves the local authority its four weeks is {latest}."
        if late > 0
        else f"In time: {latest} is the last day that leaves the local authority its four weeks."
    )
    found.append(Consequence("meeting_latest", late <= 0, words, law=True, date=plan.meeting_latest))
    return found


FALLS = {
    "notice_by": "Notice and advice: by",
    "report_by": "Report: by",
    "la_decision_by": "Decision of the local authority: by",
}


def _of_dates(of: MeetingDay, fails: set[str], days: SchoolDays) -> list[Consequence]:
    dated = {"notice_by": of.notice, "report_by": of.report, "la_decision_by": of.decision}
    return [_dated(name, date, name in fails, target_on(days)(date)) for name, date in dated.items()]


def _dated(name: str, date: dt.date, closed: bool, target: dt.date | None) -> Consequence:
    words = f"{FALLS[name]} {told(date)}"
    if closed:
        aim = f" Aim for {told(target)}, the last school day before it." if target else ""
        words = f"{words}, when school is closed. The legal date stays.{aim}"
    return Consequence(name, not closed, words if closed else f"{words}.", date=date, target=target)


def _of_transfer(plan: ToReview, of: MeetingDay, fails: set[str]) -> list[Consequence]:
    if not plan.transfer_by:
        return []
    by = told(plan.transfer_by)
    if "phase_transfer_by" in fails:
        words = (
            f"Too late for the move: the decision may come on {told(of.decision)}, after its last day, {by}."
        )
        return [Consequence("phase_transfer_by", False, words, law=True, date=plan.transfer_by)]
    held = Consequence("phase_transfer_by", True, f"The decision comes before the move’s last day, {by}.", law=True,
                       date=plan.transfer_by)  # fmt: skip
    if "final_plan_cap" in fails:
        words = (
            f"Before {by}, the move’s last day, there is time for the decision, but not for all eight weeks of the amended "
            f"plan, which could take until {told(of.final)}. Ask the local authority to issue it sooner."
        )
        return [held, Consequence("final_plan_cap", False, words, date=of.final)]
    words = f"The amended plan comes by {told(of.final)}: in time for the move, {by} at the latest."
    return [Consequence("final_plan_cap", True, words, date=of.final)]


def _of_pep(plan: ToReview, of: MeetingDay, fails: set[str]) -> list[Consequence]:
    if not plan.pep:
        return []
    apart = (of.on - plan.pep).days
    side = "after" if apart > 0 else "before"
    words = f"{count(abs(apart), 'day')} {side} the PEP meeting on {told(plan.pep)}"
    if "pep" in fails:
        words += ": too far apart to hold together. Ask whether the PEP can move."
    return [Consequence("pep", "pep" not in fails, f"{words.rstrip('.')}." if apart else "Together with the PEP meeting.",
                        date=plan.pep)]  # fmt: skip


def _of_week(others: int, most: int | None) -> list[Consequence]:
    if most is None or others < most:
        return []
    words = f"The week is full: {count(others, 'other meeting')}, and you allow {most}."
    return [Consequence("week", False, words)]


def outside(meeting: dt.date, year: int) -> str:
    """A sentence where the meeting does not lie in the academic year that is planned, otherwise nothing."""
    there = academic_year(meeting)
    return (
        "" if there == year else f"{told(meeting)} is in {academic_year_label(there)}, another school year."
    )


def count(number: int, noun: str) -> str:
    """ "1 day", "3 days"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
