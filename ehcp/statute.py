"""The rules of EHC plans and needs assessments as data, and how a date follows from each. Pure: no clock, no database.

Each rule says what starts it, how long it runs, who owes it, where it is written, and how sure that is. A reform adds
rows with their first and last day in force; nothing else changes. Weekends, bank holidays and school holidays count, and
no legal date moves for them; the internal target beside a date is the last school day on or before it.

"The Regulations" are the Special Educational Needs and Disability Regulations 2014 (SI 2014/1530), "the Act" the Children
and Families Act 2014, "the Code" the SEND code of practice 0 to 25 (2015).
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from core.calendar.dates import ONE_DAY, SchoolDays, academic_year, bank_holidays, working_day_after


class Owner(StrEnum):
    """Who owes what a rule asks."""

    LA = "local authority"
    SCHOOL = "school"
    HEAD = "head teacher"
    ADVISER = "whoever was asked for advice"
    PARENT = "parent or young person"


class Confidence(StrEnum):
    """How sure a rule is: read at its source, told by a secondary source, or guidance until somebody has checked it."""

    VERIFIED = "V"
    SECONDARY = "S"
    GUIDANCE = "M"


class Bound(StrEnum):
    """What the date is: the last day for something, or the first on which a time that somebody has may end."""

    BY = "by"
    NOT_BEFORE = "not before"


def months_on(day: dt.date, months: int) -> dt.date:
    """The day of the same number so many calendar months later; the first of the next month where there is none, so that
    a year from 29 February ends with 28 February (B10)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return day.replace(year=year, month=month + 1)
    except ValueError:
        year, month = divmod(year * 12 + month + 1, 12)
        return dt.date(year, month + 1, 1)


def months_within(day: dt.date, months: int) -> dt.date:
    """The last day for what has to be done within so many calendar months of a day: the day of the same number, or the last
    of a month that has none (Dodds v Walker [1981] 1 WLR 1027, from memory)."""
    reached = months_on(day, months)
    return reached if reached.day == day.day else reached - ONE_DAY


def appeal_by_certificate(day: dt.date) -> dt.date:
    """The last day on which a mediation certificate of that day lets an appeal reach the Tribunal: one month later. Tribunal
    Procedure (First-tier Tribunal) (Health, Education and Social Care Chamber) Rules 2008, r.20 (from memory)."""
    return months_within(day, 1)


@dataclass(frozen=True, slots=True)
class Span:
    """Calendar months and days from a starting day. `starting_with`: that day is the first of the months, so the last is
    the day before the same number ("in the period of 12 months starting with", s.44(1) of the Act)."""

    months: int = 0
    days: int = 0
    starting_with: bool = False

    def end(self, start: dt.date, *, at_latest: bool = False) -> dt.date:
        """The day on which the span that begins on `start` ends; before it for a span of negative days. `at_latest`: of
        what has to be done by then (`months_within`)."""
        reckon = months_within if at_latest and not self.starting_with else months_on
        reached = reckon(start, self.months) if self.months else start
        return reached - (ONE_DAY if self.starting_with else dt.timedelta()) + dt.timedelta(days=self.days)

    @property
    def words(self) -> str:
        """The span in words, for the explainer."""
        parts = [f"{self.months} months starting with that day"] if self.months else []
        if self.days:
            count = abs(self.days)
            whole, unit = (count // 7, "week") if count % 7 == 0 else (count, "day")
            side = "before" if self.days < 0 else "after" if not parts else "more"
            parts.append(f"{whole} {unit}{'s' if whole > 1 else ''} {side}")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `starts` names the fact that it runs from, the first that is known of several; `holds_from` and
    `holds_to` are the days on which that fact must lie for this row to be the law."""

    name: str
    starts: tuple[str, ...]
    span: Span
    owner: Owner
    says: str
    citation: str
    confidence: Confidence
    bound: Bound = Bound.BY
    working_days: int = 0  # instead of the span, where the Regulations count working days (reg 15)
    holds_from: dt.date = dt.date(2014, 9, 1)
    holds_to: dt.date | None = None

    def in_force(self, start: dt.date) -> bool:
        """Whether this row is the law for something that began on that day."""
        return self.holds_from <= start and (self.holds_to is None or start <= self.holds_to)

    def date(self, start: dt.date) -> dt.date:
        """The day that follows from the starting day."""
        return (
            working_day_after(start, self.working_days)
            if self.working_days
            else self.span.end(start, at_latest=self.bound == Bound.BY)
        )


V, S, M = Confidence.VERIFIED, Confidence.SECONDARY, Confidence.GUIDANCE
YEAR = Span(months=12, starting_with=True)

REVIEW: tuple[Rule, ...] = (
    Rule("review_complete_by", ("last_decision", "plan_made"), YEAR, Owner.LA,
         "The local authority reviews the plan within 12 months of making it, and then within 12 months of each review.",
         "Children and Families Act 2014, s.44(1)", S),
    Rule("review_complete_by_cautious", ("last_meeting",), YEAR, Owner.LA,
         "The same, counted from the last meeting instead of the decision: the cautious date.",
         "Children and Families Act 2014, s.44(1)", M),
    Rule("meeting_latest", ("last_decision", "plan_made"), Span(12, -28, starting_with=True), Owner.SCHOOL,
         "The whole review, with the decision, fits into the 12 months: the meeting leaves the local authority its four "
         "weeks.", "Code of practice 9.169; reg 20(10)", S),
    Rule("notice_by", ("meeting",), Span(days=-14), Owner.SCHOOL,
         "Everybody who is invited has at least two weeks' notice of the date.", "SI 2014/1530, reg 20(3)", V),
    Rule("advice_circulated_by", ("meeting",), Span(days=-14), Owner.SCHOOL,
         "Advice and information is obtained from those invited and sent to all of them at least two weeks before.",
         "SI 2014/1530, reg 20(4)", V),
    Rule("report_by", ("meeting",), Span(days=14), Owner.HEAD,
         "The report of the meeting, with what is recommended and where people differ, goes to all who were invited within "
         "two weeks.", "Code of practice 9.176; SI 2014/1530, reg 20", S),
    Rule("la_decision_by", ("meeting",), Span(days=28), Owner.LA,
         "The local authority decides whether to keep, amend or cease the plan, and tells the parents and the head, with "
         "the proposed amendments where it amends, within four weeks of the meeting.",
         "SI 2014/1530, reg 20(10); R (L, M and P) v Devon [2022] EWHC 493 (Admin)", V),
    Rule("parent_comments_until", ("amendment_notice",), Span(days=14), Owner.PARENT,
         "Parents have at least 15 days to comment, beginning with the day on which the notice is served.",
         "SI 2014/1530, reg 22(2)(c)", V, bound=Bound.NOT_BEFORE),
    Rule("final_plan_by", ("amendment_notice",), Span(days=56), Owner.LA,
         "The amended plan is issued within eight weeks of the amendment notice.", "SI 2014/1530, reg 22(3)", V),
    Rule("final_plan_cap", ("meeting",), Span(days=84), Owner.LA,
         "The amended plan is issued within twelve weeks of the meeting: four to decide, eight to issue.",
         "R (L, M and P) v Devon [2022] EWHC 493 (Admin)", V),
    Rule("no_amendment_by", ("amendment_notice",), Span(days=56), Owner.LA,
         "If the local authority decides not to amend after all, it says so with reasons within eight weeks.",
         "SI 2014/1530, reg 22(4)", V),
    Rule("under_five_review_by", ("under_five_base",), Span(months=6, starting_with=True), Owner.LA,
         "For a child under five, consider a review every three to six months, beside the annual one. This is guidance.",
         "Code of practice 9.178", S),
    Rule("reassessment_not_before", ("last_assessment",), Span(months=6), Owner.LA,
         "A request to assess again may be refused within six months of the last assessment.",
         "SI 2014/1530, reg 24", M, bound=Bound.NOT_BEFORE),
    Rule("reassessed_plan_by", ("reassessment_agreed",), Span(days=98), Owner.LA,
         "A plan after re-assessment is finished within 14 weeks of deciding to assess again.",
         "SI 2014/1530, reg 27(2)", V),
    Rule("transfer_by", ("move_known",), Span(), Owner.LA,
         "A plan goes to the new local authority on the day of the move, or within 15 working days of the old one knowing.",
         "SI 2014/1530, reg 15(2)", V, working_days=15),
    Rule("new_la_tells_by", ("transferred",), Span(days=42), Owner.LA,
         "The new local authority tells the parents within six weeks when it will review and whether it will re-assess.",
         "SI 2014/1530, reg 15(4)", V),
)  # fmt: skip

ASSESSMENT: tuple[Rule, ...] = (
    Rule("decide_by", ("requested",), Span(days=42), Owner.LA,
         "The local authority says whether it will assess within six weeks of the request.", "SI 2014/1530, reg 5(1)", V),
    Rule("advice_by", ("advice_requested",), Span(days=42), Owner.ADVISER,
         "Whoever is asked for advice gives it within six weeks of being asked.",
         "SI 2014/1530, reg 8; Code of practice 9.52", S),
    Rule("refuse_by", ("requested",), Span(days=112), Owner.LA,
         "A decision not to issue a plan is told within 16 weeks of the request.", "SI 2014/1530, reg 10(1)", V),
    Rule("final_by", ("requested",), Span(days=140), Owner.LA,
         "The final plan is issued within 20 weeks of the request.", "SI 2014/1530, reg 13(2)", V),
    Rule("draft_comments_until", ("draft_served",), Span(days=14), Owner.PARENT,
         "Parents have at least 15 days to comment on the draft, beginning with the day on which it is served.",
         "SI 2014/1530, reg 13(1)", V, bound=Bound.NOT_BEFORE),
    Rule("school_response_by", ("draft_received",), Span(days=15), Owner.SCHOOL,
         "A school that is consulted on a draft plan answers within 15 calendar days.", "Code of practice 9.83", S),
    Rule("appeal_by", ("decision_letter",), Span(months=2), Owner.PARENT,
         "An appeal reaches the Tribunal within two months of the decision, or one month of the mediation certificate if "
         "that is later.", "SI 2014/1530; Tribunal rules", S),
)  # fmt: skip


def _order(name: str, weeks: int, says: str, citation: str, confidence: Confidence) -> Rule:
    return Rule(name, ("tribunal_order",), Span(days=7 * weeks), Owner.LA, says, citation, confidence)


REG_44 = "SI 2014/1530, reg 44"
ORDERS: tuple[Rule, ...] = (
    _order(
        "order_assess_notify_by",
        2,
        "Ordered to assess: the parents are told within two weeks that it begins.",
        REG_44,
        V,
    ),
    _order(
        "order_assess_refuse_by",
        10,
        "Ordered to assess: a decision not to issue a plan within ten weeks.",
        REG_44,
        V,
    ),
    _order("order_assess_final_by", 14, "Ordered to assess: the final plan within 14 weeks.", REG_44, V),
    _order("order_make_draft_by", 5, "Ordered to make a plan: the draft within five weeks.", REG_44, V),
    _order("order_make_final_by", 11, "Ordered to make a plan: the final plan within 11 weeks.", REG_44, V),
    _order("order_amend_by", 5, "Ordered to amend: the amended plan within five weeks.", REG_44, M),
    _order("order_placement_by", 2, "Ordered to name another placement: within two weeks.", REG_44, M),
)

RULES = REVIEW + ASSESSMENT + ORDERS


@dataclass(frozen=True, slots=True)
class PhaseTransfer:
    """A move to another phase of education at the end of an academic year: the plan is reviewed and amended before a day
    of that calendar year, so the day before it is the last lawful one."""

    years: tuple[str, ...]
    move: str
    last_month: int
    last_day: int
    confidence: Confidence
    certain: bool  # every pupil of the year moves; otherwise those whose school ends with it

    citation = "SI 2014/1530, reg 18(1)"


PHASES: tuple[PhaseTransfer, ...] = (
    PhaseTransfer(("N2",), "from early years to school", 2, 14, M, certain=True),
    PhaseTransfer(("2",), "from infant to junior school", 2, 14, M, certain=False),
    PhaseTransfer(("4", "5"), "from first to middle school", 2, 14, M, certain=False),
    PhaseTransfer(("6",), "from primary to secondary school", 2, 14, V, certain=True),
    PhaseTransfer(("8", "9"), "from middle to secondary school", 2, 14, M, certain=False),
    PhaseTransfer(("11",), "from secondary school to a place after 16", 3, 30, V, certain=True),
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date that follows from a rule. `start` is what it was counted from, `target` the last school day on or before it
    (the same day where the date is the end of somebody's time, or no school day is known)."""

    name: str
    date: dt.date
    target: dt.date
    start: dt.date
    started_by: str
    says: str
    citation: str
    owner: Owner
    confidence: Confidence
    bound: Bound = Bound.BY


OpenDay = Callable[[dt.date], dt.date | None]


def last_working_day(day: dt.date) -> dt.date:
    """The last day on or before `day` that is Monday to Friday and no bank holiday: the target where terms are unknown."""
    while day.weekday() > 4 or day in bank_holidays():
        day -= ONE_DAY
    return day


SUMMER, LONGEST, LONGEST_SUMMER = (7, 8), 18, 50  # months; calendar days that a holiday lasts at most


def may_be_holiday(aim: dt.date, date: dt.date) -> bool:
    """Whether one holiday may lie between the last school day that is known and a date; further apart, the terms between
    are not known."""
    return (date - aim).days <= (LONGEST_SUMMER if aim.month in SUMMER else LONGEST)


def target_on(days: SchoolDays | None) -> OpenDay:
    """How the internal target of a school is found: by its own terms and closures; by working days without them, and
    where the terms around the date are not known."""
    if days is None or not days.terms:
        return last_working_day

    def target(day: dt.date) -> dt.date:
        aim = days.last_on_or_before(day)
        return aim if aim is not None and may_be_holiday(aim, day) else last_working_day(day)

    return target


def deadlines(facts: dict[str, dt.date | None], *, days: SchoolDays | None = None) -> Iterator[Deadline]:
    """Every date that follows from the facts (name → day) by the rules in force for them, in the order of the rules."""
    target = target_on(days)
    for rule in RULES:
        for started_by in rule.starts:
            if start := facts.get(started_by):
                break
        else:
            continue
        if not rule.in_force(start):
            continue
        date = rule.date(start)
        aim = (target(date) or last_working_day(date)) if rule.bound == Bound.BY else date
        yield Deadline(rule.name, date, aim, start, started_by, rule.says, rule.citation, rule.owner, rule.confidence,
                       rule.bound)  # fmt: skip


def phase_transfer(year_group: str, year: int, *, top_year: str | None = None,
                   days: SchoolDays | None = None) -> Deadline | None:  # fmt: skip
    """The last lawful day to review and amend for a pupil of that taught year group ("N2", "R", "1" to "13") in the
    academic year that begins in September of `year`; None where nobody moves. `top_year` is the last of the pupil's school:
    with it, moves that only some make (infant, first and middle schools) are told for that year alone."""
    for phase in PHASES:
        if year_group not in phase.years or (not phase.certain and top_year not in (None, year_group)):
            continue
        date = dt.date(year + 1, phase.last_month, phase.last_day)
        before = date + ONE_DAY
        says = f"Before a move {phase.move} the plan is reviewed and amended before {before.day} {before:%B} of that year."
        aim = target_on(days)(date) or last_working_day(date)
        return Deadline("phase_transfer_by", date, aim, dt.date(year, 9, 1), "taught year", says, phase.citation, Owner.LA,
                        phase.confidence)  # fmt: skip
    return None


def taught_year(born: dt.date, year: int) -> str | None:
    """The year group in which a child of that birthday is usually taught in the academic year `year`: Reception is the one
    in which a child turns five. None before nursery and after Year 13."""
    number = year - academic_year(born) - 5
    names = {-2: "N1", -1: "N2", 0: "R"}
    return names.get(number) if number < 1 else str(number) if number <= 13 else None


def under_five(born: dt.date, today: dt.date) -> bool:
    """Whether the child has not turned five by `today`."""
    return today < months_on(born, 60)
