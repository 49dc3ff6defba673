"""Every read of the year planner: the plans of a school, their reviews, the school's days."""

import datetime as dt
from dataclasses import dataclass, replace

from core.calendar.dates import SchoolDays, academic_year
from core.schools.models import School
from core.schools.queries import school_days
from ehcp.clock import UnlikelyDates, plan_clock
from ehcp.enums import AFTER_MEETING, BEFORE_MEETING, ReviewKind, ReviewState
from ehcp.facts import facts_of, top_year
from ehcp.models import AnnualReview, EhcPlan
from ehcp.planner.propose import due_in, next_begins, span_of
from ehcp.planner.rules import ToReview
from register.enums import YEAR_GROUPS

PLACE = {year: place for place, year in enumerate(YEAR_GROUPS)}
DECIDED = (ReviewState.DECIDED, ReviewState.COMPARED, ReviewState.CLOSED)


@dataclass(frozen=True, slots=True)
class Line:
    """One plan whose meeting belongs into the year: what the clock says of it, and the review that is dated already."""

    plan: EhcPlan
    review: AnnualReview | None
    asked: ToReview

    @property
    def key(self) -> str:
        return self.plan.reference

    @property
    def movable(self) -> bool:
        """Whether the date may still be set here: there is none yet, or nobody has had notice of it."""
        return self.review is None or self.review.state == ReviewState.DATED

    @property
    def looked_after(self) -> bool:
        return self.plan.pupil.looked_after

    @property
    def asks_pep(self) -> bool:
        """Whether the date of the PEP is asked for here: once the review is begun it is kept there."""
        return self.looked_after and self.review is None


@dataclass(frozen=True, slots=True)
class Aside:
    """A plan that is not to be planned in this year: its meeting was held, or comes later, or its dates cannot be right."""

    plan: EhcPlan
    review: AnnualReview | None = None
    latest: dt.date | None = None
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Year:
    """An academic year of a school: the meetings to plan, the last lawful day first; those held in it; those of later."""

    year: int
    today: dt.date
    days: SchoolDays
    lines: list[Line]
    held: list[Aside]
    later: list[Aside]

    @property
    def has_terms(self) -> bool:
        """Whether any school day of the year is known."""
        start, end = span_of(self.year)
        return self.days.first_on_or_after(start) is not None and bool(self.days.between(start, end))


def years_open(today: dt.date) -> tuple[int, int]:
    """The academic years that may be planned: the one that runs and the next."""
    this = academic_year(today)
    return this, this + 1


def planned_year(school: School, user, year: int, today: dt.date) -> Year:
    """The year as it stands: every plan in force of the pupils in the user's sight. Five queries."""
    plans = (
        EhcPlan.objects.filter(school=school)
        .visible_to(user)
        .in_force()
        .select_related("pupil__school_class")
    )
    plans, days, top = list(plans), school_days(school), top_year(school)
    reviews: dict[int, list[AnnualReview]] = {}
    kept = AnnualReview.objects.filter(school=school, plan__in=plans).exclude(state=ReviewState.CANCELLED)
    for review in kept.only(
        "pk", "school", "reference", "plan", "kind", "state", "on", "decided_on", "pep_on"
    ).order_by("on"):
        review.school = school
        reviews.setdefault(review.plan_id, []).append(review)
    found = Year(year, today, days, [], [], [])
    starts = (next_begins(year - 1, days), next_begins(year, days))
    for plan in plans:
        plan.school = plan.pupil.school = school  # known already: addresses and rules ask for it
        _sort(found, plan, reviews.get(plan.pk, []), top, starts)
    found.lines.sort(key=lambda line: (line.asked.meeting_latest, line.asked.name))
    found.held.sort(key=lambda aside: aside.review.on)
    found.later.sort(key=lambda aside: (aside.latest or dt.date.min, aside.plan.pupil.name))
    return found


def _sort(
    year: Year, plan: EhcPlan, reviews: list[AnnualReview], top: str | None, starts: tuple[dt.date, dt.date]
) -> None:
    """Put one plan where it belongs. `starts`: the first good days of this year and of the next."""
    start, end = span_of(year.year)
    met = [one for one in reviews if one.state not in BEFORE_MEETING]
    year.held.extend(Aside(plan, one) for one in met if start <= one.on <= end)
    group = group_in(plan.pupil.year_group, year.year, year.today)
    if group and top and PLACE[group] > PLACE[top]:
        return  # they will have left
    waiting = next((one for one in met if one.state in AFTER_MEETING and one.state not in DECIDED), None)
    if waiting:
        if not start <= waiting.on <= end:
            year.later.append(Aside(plan, waiting))
        return
    dated = next((one for one in reviews if one.state in BEFORE_MEETING), None)
    try:
        asked = to_review(plan, dated, met, group, year, top)
    except UnlikelyDates as wrong:
        year.later.append(Aside(plan, wrong=str(wrong)))
        return
    before = not asked.fixed and asked.meeting_latest < starts[0] and year.year > academic_year(year.today)
    if due_in(asked, year.year, starts[1]) and not before:
        year.lines.append(Line(plan, dated, asked))
    else:
        year.later.append(Aside(plan, dated, asked.meeting_latest))


def group_in(group: str, year: int, today: dt.date) -> str:
    """The year group in the academic year `year` of somebody who is now in `group`; "" where it is not known, the group
    after the last one being the last."""
    if group not in PLACE:
        return ""
    return YEAR_GROUPS[min(PLACE[group] + year - academic_year(today), len(YEAR_GROUPS) - 1)]


def to_review(plan: EhcPlan, dated: AnnualReview | None, met: list[AnnualReview], group: str, year: Year,
              top: str | None) -> ToReview:  # fmt: skip
    """What the clock says of one plan's next meeting. Raises UnlikelyDates where its dates cannot all be right."""
    facts = replace(facts_of(plan, met, year=year.year, top_year=top), year_group=group or None)
    clock = {one.name: one.date for one in plan_clock(facts, today=year.today, days=year.days)}
    pupil = plan.pupil
    return ToReview(
        plan.reference, pupil.name, clock["meeting_latest"], not_before=facts.last_decision or plan.made_on,
        transfer_by=None if _moved_on(met, year.year) else clock.get("phase_transfer_by"),
        pep=dated.pep_on if dated else None, fixed=dated.on if dated else None,
        who=pupil.school_class.name if pupil.school_class else "",
    )  # fmt: skip


def _moved_on(met: list[AnnualReview], year: int) -> bool:
    """Whether the review before the move to another phase has been decided: in this academic year, or as such in the
    calendar year that it begins in."""
    return any(
        one.decided_on
        and (
            one.decided_on >= dt.date(year, 9, 1)
            or (one.kind == ReviewKind.TRANSFER and one.decided_on >= dt.date(year, 1, 1))
        )
        for one in met
    )
