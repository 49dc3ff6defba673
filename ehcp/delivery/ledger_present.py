"""The ledger of Section F as finished strings: of one plan, and of all."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apdr.enums import Missed
from apdr.timetable.present import duration
from core.ui.present import DueState, day, state
from ehcp.delivery.ledger import LedgerLine, PlanLedger, PlanRow
from ehcp.delivery.present import asks, version_line
from ehcp.delivery.reckoning import Sum
from ehcp.enums import Per

LONG = (Per.HALF_TERM, Per.TERM, Per.YEAR)


def minutes_told(minutes: int | None) -> str:
    """ "3 h 15 min", "0 min"."""
    return duration(minutes) if minutes else _("0 min")


def missed_told(reasons) -> list[str]:
    """Minutes missed by reason, the most first: "45 min: away from school"."""
    rows = sorted(((minutes, why) for why, minutes in reasons.items() if minutes), reverse=True)
    return [f"{minutes_told(minutes)}: {_inside(str(Missed(why).label))}" for minutes, why in rows]


def _inside(words: str) -> str:
    return words[:1].lower() + words[1:]


def ledger_state(line: LedgerLine) -> DueState:
    """Whether the line was given in full, with its shape and word."""
    held = line.sum
    if held.specified is None:
        return state("due", _("The plan does not say how much"))
    if not held.specified:
        return state("due", _("Nothing due yet"))
    if not held.short:
        return state("done", _("In full"))
    return state("late", _("%(minutes)s short") % {"minutes": minutes_told(held.short)})


def ledger_row(line: LedgerLine) -> dict:
    """One line of the ledger in the terms of ehcdelivery/_lines.html."""
    held, one = line.sum, line.asked
    after = one.per in LONG and held.specified == 0
    reasons = missed_told(held.missed)
    reasons += (
        [_("%(minutes)s: nobody wrote down what became of it") % {"minutes": minutes_told(held.unrecorded)}]
        if held.unrecorded
        else []
    )
    reasons += (
        [_("%(minutes)s: on no timetable") % {"minutes": minutes_told(held.not_planned)}]
        if held.not_planned
        else []
    )
    return {
        "number": f"F{one.number}", "text": one.text, "asks": asks(one), "state": ledger_state(line),
        "specified": "–" if held.specified is None else minutes_told(held.specified),
        "delivered": minutes_told(held.delivered), "reasons": reasons, "here": one.here if not one.givers else "",
        "givers": ", ".join(giver.title for giver in one.givers),
        "note": _("Counts %(when)s") % {"when": _counts_when(one.per)} if after else "",
    }  # fmt: skip


def _counts_when(per: str) -> str:
    return {Per.HALF_TERM: _("once the half term is over"), Per.TERM: _("once the term is over")}.get(
        per, _("with the school year, on 31 August")
    )


def sum_figures(whole: Sum) -> list[dict]:
    """The figures over a ledger, in the terms of components/figures.html."""
    percent = "–" if whole.percent is None else _("%(n)d %%") % {"n": whole.percent}
    return [
        {"label": _("Of what was asked"), "value": percent, "note": _("was given")},
        {"label": _("Asked"), "value": minutes_told(whole.specified), "note": ""},
        {"label": _("Given"), "value": minutes_told(whole.delivered), "note": ""},
        {"label": _("Short by"), "value": minutes_told(whole.short), "note": ""},
    ]


def counted_line(held: PlanLedger) -> str:
    """Which days are counted, and by which version."""
    if held.version is None:
        return _("No plan that was checked against the authority’s document was in force in this time.")
    if held.counted is None:
        return _("No whole school week has passed since this plan holds: nothing is counted yet.")
    return _("Counted from %(start)s to %(end)s, by the %(version)s.") % {
        "start": day(held.counted.start), "end": day(held.counted.end), "version": _inside(version_line(held.version)),
    }  # fmt: skip


EXPORT_HEADINGS = [
    "Line", "Given through", "Minutes asked", "Minutes given", "Minutes short", "Minutes not written down",
    "Minutes on no timetable", *(f"Missed: {Missed(why).label}" for why in Missed.values),
]  # fmt: skip


def export_rows(held: PlanLedger) -> list[list]:
    """The ledger for a spreadsheet, without the plan's own words, so that it is no copy of the plan. The sum comes last."""
    rows = [
        [f"F{one.asked.number}", ", ".join(giver.title for giver in one.asked.givers) or one.asked.here,
         "" if one.sum.specified is None else one.sum.specified, one.sum.delivered,
         "" if one.sum.specified is None else one.sum.short, one.sum.unrecorded, one.sum.not_planned,
         *(one.sum.missed.get(why, 0) for why in Missed.values)]
        for one in held.lines
    ]  # fmt: skip
    whole = held.total
    return [*rows, ["All", "", whole.specified, whole.delivered, whole.short, whole.unrecorded, whole.not_planned,
                    *(whole.missed.get(why, 0) for why in Missed.values)]]  # fmt: skip


def school_table(rows: list[PlanRow], slug: str) -> list[dict]:
    """One dict a plan: what nobody gives first, then by share given."""
    ordered = sorted(rows, key=lambda row: (-row.undelivered, _share(row), row.ledger.plan.pupil.legal_last))
    return [_school_row(row, slug) for row in ordered]


def _share(row: PlanRow) -> int:
    percent = row.ledger.total.percent
    return 101 if percent is None else percent


def _school_row(row: PlanRow, slug: str) -> dict:
    plan, whole = row.ledger.plan, row.ledger.total
    told = {"percent": "–" if whole.percent is None else _("%(n)d %%") % {"n": whole.percent}}
    if row.ledger.version is None:
        mark = state("soon", _("No checked version"))
    elif row.undelivered:
        mark = state(
            "late",
            ngettext("Nobody gives 1 line", "Nobody gives %(n)d lines", row.undelivered)
            % {"n": row.undelivered},
        )
    else:
        mark = (
            state("late", _("Short"))
            if whole.short
            else state("done", _("In full"))
            if whole.specified
            else state("due", _("Nothing due yet"))
        )
    return told | {
        "name": plan.pupil.name, "klass": plan.pupil.class_name, "state": mark,
        "url": reverse("ehcdelivery:ledger", args=[slug, plan.reference]),
        "specified": minutes_told(whole.specified), "delivered": minutes_told(whole.delivered),
        "short": minutes_told(whole.short), "unread": ", ".join(row.unread),
        "read": _("%(read)d of %(all)d") % {"read": row.readers - len(row.unread), "all": row.readers}
        if row.readers else "–",
    }  # fmt: skip


def school_line(rows: list[PlanRow]) -> str:
    """ "12 plans in force; nobody gives something of 2 of them"."""
    bare = sum(bool(row.undelivered) for row in rows)
    told = ngettext("%(n)d plan in force", "%(n)d plans in force", len(rows)) % {"n": len(rows)}
    return (
        _("%(told)s; in %(bare)d of them nobody gives a line of Section F") % {"told": told, "bare": bare}
        if bare
        else told
    )


SCHOOL_HEADINGS = [
    "Name", "Class", "Share given (%)", "Minutes asked", "Minutes given", "Minutes short", "Minutes not written down",
    "Minutes on no timetable", "Lines that nobody gives", "Not read by",
]  # fmt: skip


def school_export(rows: list[PlanRow]) -> list[list]:
    """The same for a spreadsheet, by name."""
    by_name = sorted(
        rows, key=lambda row: (row.ledger.plan.pupil.legal_last, row.ledger.plan.pupil.legal_first)
    )
    return [_export_row(row, row.ledger.plan.pupil, row.ledger.total) for row in by_name]


def _export_row(row: PlanRow, pupil, whole: Sum) -> list:
    return [pupil.name, pupil.class_name, "" if whole.percent is None else whole.percent, whole.specified, whole.delivered,
            whole.short, whole.unrecorded, whole.not_planned, row.undelivered, ", ".join(row.unread)]  # fmt: skip
