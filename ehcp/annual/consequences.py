"""What a day for the meeting implies, before anything is saved: every legal date and target that follows, and what to think
of. Days are counted by `ehcp.clock` alone; nothing here asks the database."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.accounts.permissions import Denied
from core.calendar.dates import ONE_DAY, SchoolDays, bank_holidays
from core.ui.present import day
from ehcp.clock import FIRST, LAST, PlanFacts, plan_clock
from ehcp.enums import ReviewKind
from ehcp.rules.present import why_earlier
from ehcp.statute import Deadline, may_be_holiday, under_five
from ehcp.steps import with_clear_weeks

SHOWN = ("notice_by", "advice_circulated_by", "report_by", "la_decision_by", "final_plan_cap")
IN_HOLIDAY = ("notice_by", "report_by", "la_decision_by")
SATURDAY = 5
WEEKEND = 3  # days from one school day to the next over a weekend
NOTICE_DAYS, DECIDING = 14, dt.timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Caution:
    """Something to think of before a day is saved or a paper sent: `key` "late" or "soon"."""

    key: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Follows:
    """What a day implies: its legal dates in the order of the rules, and cautions, the gravest first."""

    on: dt.date
    dates: list[Deadline]
    cautions: list[Caution]


def check_date(facts: PlanFacts, on: dt.date, kind: str, *, first_name: str) -> None:
    """Raises Denied when the meeting cannot be on that day: before the plan, before the last decision, a year out of
    range, or an extra review of somebody who is five."""
    if not FIRST <= on <= LAST:
        raise Denied(_("%(day)s cannot be right. Check the year.") % {"day": day(on)})
    if on < facts.plan_made:
        raise Denied(_("The plan was made on %(day)s: its review cannot meet before that. Check the date.")
                     % {"day": day(facts.plan_made)})  # fmt: skip
    if facts.last_decision and on < facts.last_decision:
        raise Denied(_("The last review was decided on %(day)s: the next meeting cannot be earlier. Check the date.")
                     % {"day": day(facts.last_decision)})  # fmt: skip
    if kind == ReviewKind.UNDER_FIVE and facts.born and not under_five(facts.born, on):
        raise Denied(_("%(name)s is five by then: choose another kind of review.") % {"name": first_name})


def law_of(
    facts: PlanFacts, *, today: dt.date, days: SchoolDays | None, clear_weeks: bool
) -> dict[str, Deadline]:
    """By the rule's name, every date that follows, with the school's own rule of two clear weeks. Raises UnlikelyDates."""
    found = plan_clock(facts, today=today, days=days)
    return with_clear_weeks(found, days) if clear_weeks else {one.name: one for one in found}


def follow(
    facts: PlanFacts, *, today: dt.date, days: SchoolDays, kind: str = ReviewKind.ANNUAL, clear_weeks: bool = False,
    authority: str = "", pep_on: dt.date | None = None,
) -> Follows:  # fmt: skip
    """What follows from `facts.meeting`. For an extra review of a child under five no rule on notice, advice or report
    holds (Code 9.178). Raises UnlikelyDates for days that cannot be right."""
    on, law = facts.meeting, law_of(facts, today=today, days=days, clear_weeks=clear_weeks)
    authority = authority or _("the local authority")
    extra = kind == ReviewKind.UNDER_FIVE
    found = [*_of_the_day(on, today, days), *_of_pep(on, pep_on)]
    if not extra:
        found = [*_of_year(on, law, authority), *_of_phase(on, law, authority), *_of_notice(on, law, today), *found,
                 *holidays(law, days, authority)]  # fmt: skip
    found += _of_terms(on, days)
    dates = [] if extra else [law[name] for name in SHOWN if name in law]
    return Follows(on, dates, sorted(found, key=lambda one: one.key != "late"))


def _of_year(on: dt.date, law: dict[str, Deadline], authority: str) -> list[Caution]:
    latest, complete = law.get("meeting_latest"), law.get("review_complete_by")
    if latest is None or complete is None:
        return []
    told = {"latest": day(latest.date), "complete": day(complete.date), "la": authority}
    if on > complete.date:
        return [Caution("late", _("This is after the twelve months."), _(
            "The whole review had to be complete by %(complete)s, with a meeting by %(latest)s. It can be saved: it is "
            "recorded as late.") % told)]  # fmt: skip
    if on > latest.date:
        return [Caution("late", _("This is too late for the twelve months."), _(
            "The last day that leaves %(la)s its four weeks is %(latest)s; the review has to be complete by %(complete)s.")
            % told)]  # fmt: skip
    return []


def _of_phase(on: dt.date, law: dict[str, Deadline], authority: str) -> list[Caution]:
    transfer, final = law.get("phase_transfer_by"), law.get("final_plan_cap")
    if transfer is None or final is None or final.date <= transfer.date:
        return []
    safe = transfer.date - (final.date - on)
    told = {"by": day(transfer.date), "la": authority, "safe": day(safe)}
    if on > transfer.date:
        return [Caution("late", _("This is after the last day for a change of phase."), _(
            "The plan had to be reviewed and amended by %(by)s.") % told)]  # fmt: skip
    return [Caution("soon", _("There is a change of phase."), _(
        "The plan has to be reviewed and amended by %(by)s. %(la)s may take twelve weeks: meet by %(safe)s to be sure.")
        % told)]  # fmt: skip


def _of_notice(on: dt.date, law: dict[str, Deadline], today: dt.date) -> list[Caution]:
    notice = law.get("notice_by")
    if notice is None or today <= notice.date or on <= today:
        return []
    left = (on - today).days
    words = ngettext("Given today it is %(n)d day before the meeting.", "Given today it is %(n)d days before the meeting.",
                     left) % {"n": left}  # fmt: skip
    return [Caution("late", _("It is too late for two weeks’ notice."), _(
        "It had to be given by %(day)s. %(words)s It is recorded as short, and stays so.")
        % {"day": day(notice.date), "words": words})]  # fmt: skip


def _of_the_day(on: dt.date, today: dt.date, days: SchoolDays) -> list[Caution]:
    if on < today:
        return [Caution("late", _("This day is over."), _("Save it only to record a meeting that was held."))]
    known = bool(days.terms) and days.terms[0].start <= on <= days.terms[-1].end
    if on.weekday() >= SATURDAY or on in bank_holidays() or (known and not days.is_open(on)):
        words = _("Staff and families may not be able to come.")
        return [Caution("soon", _("School is closed on this day."), words)]
    return []


def _of_pep(on: dt.date, pep_on: dt.date | None) -> list[Caution]:
    if pep_on is None or pep_on == on:
        return []
    apart = abs((pep_on - on).days)
    told = {"day": day(pep_on), "n": apart}
    if pep_on < on:
        return [Caution("soon", _("The personal education plan is due first."), ngettext(
            "It is due by %(day)s, %(n)d day before this meeting.", "It is due by %(day)s, %(n)d days before this meeting.",
            apart) % told)]  # fmt: skip
    return [Caution("soon", _("The personal education plan has another date."), ngettext(
        "It is due by %(day)s, %(n)d day after this meeting.", "It is due by %(day)s, %(n)d days after this meeting.",
        apart) % told)]  # fmt: skip


def _of_terms(on: dt.date, days: SchoolDays) -> list[Caution]:
    last = days.terms[-1].end if days.terms else None
    if last is not None and on + DECIDING <= last:
        return []
    words = (
        _("Terms are known until %(day)s: holidays after it cannot be seen here.") % {"day": day(last)}
        if last
        else _("No terms are known: holidays cannot be seen here.")
    )
    return [Caution("soon", _("Later terms are missing."), words)]


def holidays(law: dict[str, Deadline], days: SchoolDays, authority: str) -> list[Caution]:
    """A caution for notice, report and decision that fall due in a holiday: the legal date never moves."""
    titles = {"notice_by": _("Notice falls due"), "report_by": _("The report falls due"),
              "la_decision_by": _("The decision of %(la)s falls due") % {"la": authority}}  # fmt: skip
    found = []
    for name in IN_HOLIDAY:
        closed = closed_around(law[name].date, days) if name in law else None
        if closed is None:
            continue
        before, inside = closed
        told = {
            "aim": day(min(before, law[name].target)),
            "what": titles[name],
            "holiday": holiday_name(before, inside, days),
        }
        words = _("The legal date stays. Your target is the last school day, %(aim)s.")
        if name == "la_decision_by":
            words = _("The legal date stays. Your last school day before it is %(aim)s.")
        found.append(Caution("soon", _("%(what)s in %(holiday)s.") % told, words % told))
    return found


def holiday_name(before: dt.date, inside: dt.date, days: SchoolDays) -> str:
    """What the days without school after `before` are called: "the Christmas holiday"."""
    return why_earlier(inside, before, days).removeprefix(
        _("the last school day before %(holiday)s") % {"holiday": ""}
    )


def closed_around(date: dt.date, days: SchoolDays) -> tuple[dt.date, dt.date] | None:
    """Where a date falls in a holiday of more than a weekend: the last school day before it, and a day well inside. None
    where it does not, or where the terms around it are not known."""
    before = days.last_on_or_before(date)
    if before is None or before == date or not may_be_holiday(before, date):
        return None
    after = days.first_on_or_after(date)
    if after is None:
        return before, date + WEEKEND * ONE_DAY
    return (
        (before, min(after - ONE_DAY, date + WEEKEND * ONE_DAY)) if (after - before).days > WEEKEND else None
    )
