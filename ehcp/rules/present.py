"""Why a date is that date, as finished strings: the small "Why this date", the box on the whole clock, the page of rules."""

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from core.calendar.dates import ONE_DAY, SchoolDays, bank_holidays
from core.schools.models import School
from core.ui.present import DueState, day, day_in, due_state, state
from ehcp.rules import words
from ehcp.statute import Bound, Confidence, Deadline, Owner, PhaseTransfer, Rule

SATURDAY = 5
SURE_ICONS = {
    Confidence.VERIFIED: "check-circle-fill", Confidence.SECONDARY: "info-circle", Confidence.GUIDANCE: "question-circle",
}  # fmt: skip
OURS = (Owner.SCHOOL, Owner.HEAD, Owner.ADVISER)  # the school aims for its own dates, not for those of others
EASTER_AROUND = dt.timedelta(days=17)  # a school's Easter holiday lies within so many days of Good Friday


def explained(
    deadline: Deadline, today: dt.date, *, days: SchoolDays | None = None, slug: str = "", done: dt.date | None = None,
    soon_days: int = 10,
) -> dict:  # fmt: skip
    """Everything that statute/why.html and a row about the date draw, in words.

    `days` are the school's own, to say why the target is earlier; `slug` is the school's for a link to the rule (leave it
    out for families and on paper); `done` is the day on which what was owed was done.
    """
    aim, rule = _aim(deadline, today, days), words.rule_of(deadline)
    return {
        "name": deadline.name, "title": words.title_of(deadline.name), "state": due_of(deadline, today, done, soon_days),
        "open_until": deadline.bound == Bound.NOT_BEFORE,
        "bound": _("not before") if deadline.bound == Bound.NOT_BEFORE else _("by"),
        "date": day(deadline.date), "date_in": day_in(deadline.date, today), **aim,
        "counted": words.counted_words(deadline), "says": deadline.says, "citation": deadline.citation,
        "owner": str(words.OWNERS[deadline.owner]), **sure_of(deadline.confidence),
        "rule_url": _rule_url(slug, rule or words.phase_of(deadline)),
    }  # fmt: skip


def _rule_url(slug: str, rule: Rule | PhaseTransfer | None) -> str:
    return f"{reverse('statute:rules', args=[slug])}#{words.anchor_of(rule)}" if slug and rule else ""


def due_of(deadline: Deadline, today: dt.date, done: dt.date | None = None, soon_days: int = 10) -> DueState:
    """Where a date stands: done in time or late, late, soon (also when only the school's own target is past), or due. A
    time that somebody has is open until it is over."""
    if deadline.bound == Bound.NOT_BEFORE:
        return state("wait", _("Open")) if today <= deadline.date else state("done", _("Over"))
    if done is not None:
        late = (done - deadline.date).days
        return (
            state("done", _("Done %(day)s") % {"day": day(done)})
            if late <= 0
            else state("late", late_words(late))
        )
    if today > deadline.date:
        return due_state(deadline.date, today)
    aim = aim_of(deadline)
    if today > aim:
        return state("soon", _("Past our aim"))
    return due_state(aim, today, soon_days)


def aim_of(deadline: Deadline) -> dt.date:
    """The day that the school aims for: the target of what it owes itself; the legal date of what others owe."""
    return deadline.target if deadline.owner in OURS else deadline.date


def late_words(late: int) -> str:
    """ "Done 3 days late"."""
    return _("Done 1 day late") if late == 1 else _("Done %(n)d days late") % {"n": late}


def _aim(deadline: Deadline, today: dt.date, days: SchoolDays | None) -> dict:
    aim = aim_of(deadline)
    if aim == deadline.date:
        return {"target": "", "target_in": "", "target_why": ""}
    return {
        "target": day(aim),
        "target_in": day_in(aim, today),
        "target_why": why_earlier(deadline.date, aim, days),
    }


def why_earlier(legal: dt.date, target: dt.date, days: SchoolDays | None = None) -> str:
    """Why the school's own target lies before the legal date: "the last school day before the Christmas holiday"."""
    gap = [target + ONE_DAY * n for n in range(1, (legal - target).days + 1)]
    closed = [one for one in gap if one.weekday() < SATURDAY]
    bank = [bank_holidays()[one] for one in closed if one in bank_holidays()]
    if not closed:
        return _("the last school day before the weekend")
    if len(bank) == len(closed) and len(closed) == 1:
        return _("the last school day before %(holiday)s") % {"holiday": _bank(bank[0])}
    return _("the last school day before %(holiday)s") % {"holiday": _holiday(closed, days)}


def _bank(name: str) -> str:
    """A bank holiday's name inside a sentence: "the early May bank holiday", "Good Friday"."""
    return f"the {name[:1].lower()}{name[1:]}" if name.lower().endswith("holiday") else name


def _holiday(closed: list[dt.date], days: SchoolDays | None) -> str:
    """What a stretch of days without school is called, by the days themselves and by its length where terms are known."""
    first, last = closed[0], closed[-1]
    after = days.first_on_or_after(last) if days else None
    length = ((after or last + ONE_DAY) - first).days
    easter = [
        one for one, name in bank_holidays().items() if name == "Good Friday" and one.year == first.year
    ]
    if first.month == 12 or (first.month == 1 and first.day < 8):
        return _("the Christmas holiday")
    if first.month in (7, 8) or (first.month == 9 and first.day < 7):
        return _("the summer holiday")
    if easter and abs(first - easter[0]) <= EASTER_AROUND:
        return _("the Easter holiday")
    if length >= 4 and first.month in (2, 5, 6, 10, 11):
        return _("half term")
    return _("days on which school is closed") if length > 1 else _("a day on which school is closed")


def clock_box(found: Iterable[Deadline], *, la: str = "", slug: str = "") -> dict:
    """The box "How this clock is counted" (statute/counted.html) for all dates of one plan or one needs assessment:
    sentences in order, what they rest on, and where all rules stand. `la` is the local authority's name, "Herts"."""
    dates = {one.name: one for one in found}
    la = la or _("The local authority")
    told = [
        *_year_told(dates, la),
        *_meeting_told(dates, la),
        *_amending_told(dates, la),
        *_assessing_told(dates, la),
    ]
    cited = dict.fromkeys(one.citation for name in ORDER if (one := dates.get(name)))
    small = _("Weekends and holidays count.")
    rules_url = reverse("statute:rules", args=[slug]) if slug else ""
    return {"sentences": told, "small": f"{small} {'; '.join(cited)}.", "rules_url": rules_url}


ORDER = ("review_complete_by", "meeting_latest", "notice_by", "la_decision_by", "final_plan_by", "phase_transfer_by",
         "decide_by", "final_by")  # fmt: skip


def _days_of(dates: dict[str, Deadline], **names: str) -> dict[str, str] | None:
    """The dates of these rules in words by key, or None where one of them is not known."""
    if any(name not in dates for name in names.values()):
        return None
    return {key: day(dates[name].date) for key, name in names.items()}


def _year_told(dates: dict, la: str) -> list[str]:
    told, base = [], dates.get("review_complete_by")
    if base:
        first = base.started_by == "plan_made"
        shape = _("The plan was made on %(start)s, so its first review is complete by %(end)s.") if first else _(
            "%(la)s decided the last review on %(start)s, so this one is complete by %(end)s.")  # fmt: skip
        told.append(shape % {"la": la, "start": day(base.start), "end": day(base.date)})
    if known := _days_of(dates, latest="meeting_latest"):
        shape = _("%(la)s has four weeks to decide after the meeting, so it is no later than %(latest)s.")
        told.append(shape % {**known, "la": la})
    cautious = dates.get("review_complete_by_cautious")
    if cautious and base and cautious.date < base.date:
        shape = _("Some councils count from the last meeting instead: by that it is complete by %(day)s.")
        told.append(shape % {"day": day(cautious.date)})
    if transfer := dates.get("phase_transfer_by"):
        told.append(f"{transfer.says} {_('The last lawful day is %(day)s.') % {'day': day(transfer.date)}}")
    return told


def _meeting_told(dates: dict, la: str) -> list[str]:
    known = _days_of(
        dates, notice="notice_by", report="report_by", decision="la_decision_by", cap="final_plan_cap"
    )
    if not known:
        return []
    known |= {"meeting": day(dates["notice_by"].start), "la": la}
    return [
        _("The meeting is on %(meeting)s: notice and advice reach everybody by %(notice)s, the report by %(report)s.")
        % known,
        _("%(la)s decides by %(decision)s. If the plan is amended, the new one is issued by %(cap)s.") % known,
    ]  # fmt: skip


def _amending_told(dates: dict, la: str) -> list[str]:
    known = _days_of(dates, comments="parent_comments_until", final="final_plan_by")
    if not known:
        return []
    known |= {"served": day(dates["final_plan_by"].start)}
    return [_("The amendment notice was served on %(served)s: parents may comment until %(comments)s at least, and the "
              "amended plan is issued by %(final)s.") % known]  # fmt: skip


def _assessing_told(dates: dict, la: str) -> list[str]:
    known = _days_of(dates, decide="decide_by", refuse="refuse_by", final="final_by")
    if not known:
        return []
    known |= {"asked": day(dates["decide_by"].start), "la": la}
    told = [
        _("The request was received on %(asked)s. %(la)s says by %(decide)s whether it will assess.") % known,
        _(
            "If there will be no plan it says so by %(refuse)s; otherwise the final plan is issued by %(final)s."
        )
        % known,
    ]
    if answer := dates.get("school_response_by"):
        shape = _("The draft reached the school on %(start)s: it answers by %(end)s.")
        told.append(shape % {"start": day(answer.start), "end": day(answer.date)})
    return told


def rule_entry(rule: Rule | PhaseTransfer) -> dict:
    """One rule for the page of all rules."""
    common = {"anchor": words.anchor_of(rule), "citation": rule.citation, **sure_of(rule.confidence)}
    if isinstance(rule, PhaseTransfer):
        return common | {"title": _phase_title(rule), "says": phase_says(rule), "span": _phase_span(rule),
                         "owner": str(words.OWNERS[Owner.LA]), "force": ""}  # fmt: skip
    return common | {"title": words.title_of(rule.name), "says": rule.says, "span": words.span_words(rule),
                     "owner": str(words.OWNERS[rule.owner]), "force": force_words(rule)}  # fmt: skip


def sure_of(confidence: Confidence) -> dict:
    """How sure a rule is: "Fairly sure", and what that means."""
    short, _colon, means = str(words.SURE[confidence]).partition(": ")
    return {"sure": short, "sure_icon": SURE_ICONS[confidence], "sure_means": means}


def force_words(rule: Rule) -> str:
    """From when, and until when, the row is the law."""
    if rule.holds_to is None:
        return _("in force since %(start)s") % {"start": day(rule.holds_from)}
    return _("in force from %(start)s until %(end)s") % {
        "start": day(rule.holds_from),
        "end": day(rule.holds_to),
    }


def _phase_title(phase: PhaseTransfer) -> str:
    years = [_("Nursery") if year == "N2" else _("Year %(year)s") % {"year": year} for year in phase.years]
    return f"{_(' or ').join(years)}, {phase.move}"


def _phase_span(phase: PhaseTransfer) -> str:
    last = dt.date(
        2001, phase.last_month, phase.last_day
    )  # any year without a leap day: only the day is told
    return _("The last lawful day is %(day)s of the year of the move") % {"day": f"{last.day} {last:%B}"}


def phase_says(phase: PhaseTransfer) -> str:
    """The rule on a change of phase in a sentence."""
    before = dt.date(2001, phase.last_month, phase.last_day) + ONE_DAY
    told = _("Before a move %(move)s the plan is reviewed and amended before %(day)s.") % {
        "move": phase.move, "day": f"{before.day} {before:%B}"}  # fmt: skip
    return told if phase.certain else f"{told} {words.only_if(phase)}"


def all_rules() -> list[dict]:
    """The topics of the page of all rules: {key, title, line, rules (rule_entry)}."""
    return [
        {"key": topic.key, "title": topic.title, "line": topic.line, "rules": [rule_entry(rule) for rule in topic.rules]}
        for topic in words.topics()
    ]  # fmt: skip


def clock_pills(chosen: str, slug: str) -> list[dict]:
    """The kinds of clock that the page "Work out dates" offers."""
    here = reverse("statute:dates", args=[slug])
    kinds = (
        ("plan", _("An EHC plan")),
        ("assessment", _("A needs assessment")),
        ("event", _("Something else")),
    )
    return [{"label": label, "url": f"{here}?clock={key}", "current": key == chosen} for key, label in kinds]


def worked_out(found: list[Deadline], today: dt.date, days: SchoolDays, school: School) -> list[dict]:
    """The dates that were worked out, in the order of the calendar. Nobody said what is done, so none is called late."""
    return [
        explained(one, today, days=days, slug=school.slug, soon_days=school.soon_days)
        | ({"state": state("due", _("Past"))} if one.date < today else {})
        for one in sorted(found, key=lambda one: one.date)
    ]  # fmt: skip
