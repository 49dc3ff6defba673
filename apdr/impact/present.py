"""What provision achieves, as finished strings."""

import datetime as dt
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apdr.costs import pence, pounds
from apdr.dosage import Dosage
from apdr.enums import Progress
from apdr.impact.judge import ENOUGH, JUDGED, Verdict
from apdr.impact.queries import ForWhom, Result, Start
from apdr.spans import Chosen
from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.schools.models import School
from core.ui.present import DueState, day, month
from register.enums import YEAR_LABEL, Area

LOOK = {
    Verdict.WORKED: ("done", "check-circle-fill"), Verdict.MIXED: ("due", "arrow-right"),
    Verdict.DID_NOT: ("late", "arrow-down-right"), Verdict.NOT_DELIVERED: ("soon", "exclamation-triangle-fill"),
    Verdict.NOT_MEASURED: ("wait", "question-circle"), Verdict.TOO_FEW: ("due", "dash-circle"),
}  # fmt: skip
PROGRESS_LOOK = {
    Progress.MET: ("done", "check-circle-fill"), Progress.ON_TRACK: ("due", "arrow-up"),
    Progress.BEHIND: ("late", "arrow-down"),
}  # fmt: skip
EXPORT_HEADINGS = [
    "Intervention", "Area", "Verdict", "Why", "Runs", "Children", "Sessions had", "Sessions planned",
    "Planned time given (%)", "Measure", "Entry and exit known", "Mean progress", "Moved on", "Of children measured",
    "Targets met", "Targets on track", "Targets behind", "Rating, first third", "Rating, last third",
    "Spent (£)", "A child (£)", "A point of progress (£)",
]  # fmt: skip


def number(value, signed: bool = False) -> str:
    """A figure to one decimal place without needless noughts: "4.2", "4"; signed "+4.2"; a minus sign below 0."""
    tenths = int(abs(Fraction(value)) * 10 + Fraction(1, 2))
    text = f"{tenths / 10:,.1f}".removesuffix(".0")
    if signed and tenths:
        return f"{'+' if value > 0 else '−'}{text}"
    return f"−{text}" if value < 0 and tenths else text


def children_told(count: int) -> str:
    """ "1 child", "12 children"."""
    return ngettext("%(count)d child", "%(count)d children", count) % {"count": count}


def verdict_state(result: Result) -> DueState:
    """The verdict with its shape and word."""
    return DueState(*LOOK[result.verdict], str(result.verdict.label))


def why(result: Result) -> str:
    """What the verdict rests on, in a sentence."""
    seen, dose = result.seen, result.dosage
    if result.verdict in JUDGED:
        return _("%(moved)d of the %(measured)d children measured moved on") % {
            "moved": seen.moved,
            "measured": seen.measured,
        }
    if result.verdict == Verdict.TOO_FEW:
        if seen.children < seen.few:
            return _("only %(children)s: no trend") % {"children": children_told(seen.children)}
        return _("only %(measured)d of %(children)s measured: no trend") % {
            "measured": seen.measured,
            "children": children_told(seen.children),
        }
    if result.verdict == Verdict.NOT_DELIVERED:
        return _not_delivered(dose)
    entered = sum(start.entry is not None for start in result.starts)
    if entered:
        return _("%(entered)d have a measure on entry, none on leaving, and no target is judged") % {
            "entered": entered
        }
    return _("nobody has a measure on entry and on leaving, and no target is judged")


def _not_delivered(dose: Dosage) -> str:
    if not dose.planned:
        return _("nothing was planned so far: cannot be judged")
    if dose.unrecorded and Fraction(dose.delivered + dose.unrecorded, dose.planned) >= ENOUGH:
        return _("too few sessions are written down: cannot be judged")
    return _("too little of it was given: cannot be judged")


def given(dose: Dosage) -> dict:
    """How much of what was planned was given: stands beside every verdict."""
    if dose.percent is None:
        return {"percent": "–", "sessions": _("nothing planned yet")}
    return {
        "percent": _("%(percent)d %%") % {"percent": dose.percent},
        "sessions": _("%(had)d of %(planned)d sessions")
        % {"had": dose.sessions_had, "planned": dose.sessions_planned},
    }


def runs_told(result: Result) -> str:
    """ "3 runs, 14 children"."""
    runs = ngettext("%(count)d run", "%(count)d runs", result.runs) % {"count": result.runs}
    return f"{runs}, {children_told(result.children)}"


def progress_told(result: Result) -> dict | None:
    """The mean progress on the measure, and of how many; nothing without a measure or with few children."""
    if result.mean_progress is None:
        return None
    count = len({start.pupil for start in result.measured})
    of = children_told(count)
    if count < result.few:
        return {"mean": "", "note": _("measured: only %(children)s") % {"children": of}}
    unit = f" {result.thing.unit}" if result.thing.unit else ""
    return {
        "mean": f"{number(result.mean_progress, signed=True)}{unit}",
        "note": _("each on average, %(measure)s, %(children)s")
        % {"measure": result.thing.measure or _("measure not named"), "children": of},
    }


def targets_told(result: Result) -> str:
    """ "6 met, 2 on track, 1 behind"."""
    found = result.targets
    words = {Progress.MET: _("met"), Progress.ON_TRACK: _("on track"), Progress.BEHIND: _("behind")}
    return ", ".join(f"{found[one]} {word}" for one, word in words.items() if found[one])


def ratings_told(result: Result) -> dict | None:
    """Ratings of the first third of the sessions and of the last, 1 to 4; nothing with few children."""
    if result.ratings is None or result.children < result.few:
        return None
    first, last = result.ratings
    return {"first": number(first), "last": number(last)}


def cost_told(result: Result) -> dict:
    """What it cost a child, and a point of progress."""
    each, point = result.cost_a_child, result.cost_a_point
    few = len({start.pupil for start in result.measured}) < result.few
    return {
        "child": pounds(each) if each is not None else "–",
        "point": _("%(cost)s for each +1") % {"cost": pounds(point)} if point is not None and not few else "",
    }  # fmt: skip


def rows(found: list[Result], school: School, chosen: Chosen) -> list[dict]:
    """Bands of the school's page: what was judged, and what cannot be; each {title, rows, fold}."""
    bands = (
        (_("What can be judged"), JUDGED, False),
        (_("To put right before it can be judged"), (Verdict.NOT_DELIVERED, Verdict.NOT_MEASURED), False),
        (_("Too few children to say"), (Verdict.TOO_FEW,), True),
    )
    sorted_out = [(title, [one for one in found if one.verdict in told], fold) for title, told, fold in bands]
    return [
        {"title": title, "rows": [row(one, school, chosen) for one in many], "fold": fold}
        for title, many, fold in sorted_out
        if many
    ]


def row(one: Result, school: School, chosen: Chosen) -> dict:
    """One intervention in the school's table."""
    url = reverse("impact:intervention", args=[school.slug, one.thing.reference])
    area = Area(one.thing.area).label if one.thing.area and one.thing.area != Area.NONE else ""
    return {
        "name": one.thing.name, "url": f"{url}?span={chosen.key}", "area": area, "runs": runs_told(one),
        "state": verdict_state(one), "why": why(one), "given": given(one.dosage), "progress": progress_told(one),
        "targets": targets_told(one), "ratings": ratings_told(one), "cost": cost_told(one),
    }  # fmt: skip


def headline(found: list[Result]) -> list[dict]:
    """The answer at a glance: how many interventions there are of each verdict."""
    count = {verdict: sum(one.verdict == verdict for one in found) for verdict in Verdict}
    beyond = [v for v in Verdict if v not in JUDGED]
    note = ", ".join(f"{count[v]} {str(v.label).lower()}" for v in beyond if count[v])
    total = sum((one.dosage for one in found), Dosage())
    return [
        *({"label": v.label, "value": count[v], "note": _names(found, v)} for v in JUDGED),
        {"label": _("Cannot be judged"), "value": sum(count[v] for v in beyond), "note": note},
        {
            "label": _("Planned time given"),
            "value": given(total)["percent"],
            "note": given(total)["sessions"],
        },
    ]


def _names(found: list[Result], verdict: Verdict) -> str:
    names = [one.thing.name for one in found if one.verdict == verdict]
    more = _(" and %(count)d more") % {"count": len(names) - 3} if len(names) > 3 else ""
    return ", ".join(names[:3]) + more


def whom_table(found: list[ForWhom], by: str, few: int) -> dict:
    """For whom: by area of need or by year group, in the terms of components/count_table.html. With few children
    only their number is said."""
    heads = [_("Area of need") if by == "area" else _("Year group"), _("Children"), _("Given"), _("Moved on")]
    return {
        "caption": _("For whom, by area of need") if by == "area" else _("For whom, by year group"),
        "heads": heads, "rows": [_whom_row(one, by, few) for one in found], "foot": None,
    }  # fmt: skip


def _whom_row(one: ForWhom, by: str, few: int) -> list[str]:
    names = dict(Area.choices) if by == "area" else YEAR_LABEL
    name = str(names.get(one.key) or _("Not known"))
    if one.children < few:
        return [name, _("only %(count)d") % {"count": one.children}, "–", _("too few to say")]
    moved = (
        _("%(moved)d of %(measured)d")
        % {
            "moved": one.moved,
            "measured": one.measured,
        }
        if one.measured
        else _("not measured")
    )
    if one.dosage.share is None or one.dosage.share < ENOUGH:
        moved = _("too little given")
    elif 0 < one.measured < few:
        moved = _("too few to say")
    return [name, str(one.children), given(one.dosage)["percent"], moved]


# One intervention


def child_rows(result: Result, school: School) -> list[dict]:
    """Every place of an intervention: what was given, entry and exit as figures and as a line."""
    values = [float(v) for start in result.starts for v in (start.entry, start.leaving) if v is not None]
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    return [_child_row(start, result, school, low, high) for start in result.starts]


def _child_row(start: Start, result: Result, school: School, low: float, high: float) -> dict:
    said = DueState(*PROGRESS_LOOK[start.target], str(Progress(start.target).label)) if start.target else None
    return {
        "name": start.name, "run": start.run_title, "when": f"{month(start.run_start)} – {month(start.run_end)}",
        "url": reverse("provision:provision", args=[school.slug, start.run]), "given": given(start.dosage),
        "entry": _measure(start.entry, start.entry_on), "exit": _measure(start.leaving, start.leaving_on),
        "gained": number(start.gained, signed=True) if start.gained is not None else "",
        "line": measure_line(start, low, high), "target": said, "closed": start.target_closed, "found": start.found,
        "cost": pounds(start.cost.spent),
    }  # fmt: skip


def _measure(value, on: dt.date | None) -> dict:
    return {"value": number(value) if value is not None else "–", "on": day(on) if value is not None else ""}


def measure_line(start: Start, low: float, high: float) -> dict | None:
    """Places of entry and exit on a line of 160, from the lowest measure of all to the highest."""
    if start.gained is None:
        return None
    wide = (high - low) or 1.0
    entry, leaving = (8 + 144 * (float(v) - low) / wide for v in (start.entry, start.leaving))
    left, right = sorted((entry, leaving))
    found = {"entry": entry, "exit": leaving, "x": left, "width": right - left}
    return {name: f"{value:.0f}" for name, value in found.items()}


def result_figures(result: Result, sees_costs: bool) -> list[dict]:
    """The figures of one intervention, the delivered share first."""
    told, ratings, cost = progress_told(result), ratings_told(result), cost_told(result)
    dose = given(result.dosage)
    figures = [
        {"label": _("Planned time given"), "value": dose["percent"], "note": dose["sessions"]},
        {"label": _("Children"), "value": result.children, "note": runs_told(result).split(", ")[0]},
    ]
    if told and told["mean"]:
        figures.append({"label": _("Progress"), "value": told["mean"], "note": told["note"]})
    if ratings:
        figures.append({
            "label": _("Ratings, 1 to 4"), "value": _("%(first)s to %(last)s") % ratings,
            "note": _("mean of the first third of sessions, and of the last"),
        })  # fmt: skip
    if sees_costs:
        figures.append({"label": _("A child"), "value": cost["child"], "note": cost["point"]})
    return figures


def missed_told(dose: Dosage, names: dict) -> list[str]:
    """Why planned time was not given, the most first, in hours."""
    told = [(minutes, str(names[reason])) for reason, minutes in dose.missed.items()]
    if dose.unrecorded:
        told.append((dose.unrecorded, _("Not written down")))
    return [
        _("%(why)s: %(hours)s hours") % {"why": why, "hours": number(Fraction(minutes, 60))}
        for minutes, why in sorted(told, reverse=True)
    ]


def next_steps(result: Result, user, school: School) -> list[dict]:
    """Adapt or replace (R-100): what can follow from the verdict, for those who may do it."""
    if result.thing.retired:
        return []
    here = [school.slug, result.thing.reference]
    again = f"{reverse('provision:add', args=here[:1])}?of={result.thing.reference}"
    runs, entries = Permission.PROVISION_EDIT, Permission.INTERVENTION_EDIT
    steps = [
        (runs, {"label": _("Start another run"), "url": again}),
        (entries, {"label": _("Adapt it"), "url": reverse("provision:intervention-change", args=here)}),
        (entries, {"label": _("Do not offer it any more"), "post": True,
                   "url": reverse("provision:intervention-retire", args=here)}),
    ]  # fmt: skip
    return [button for permission, button in steps if can(user, permission, school)]


ADVICE = {
    Verdict.WORKED: lambda: _("Go on with it, for children of the same sort."),
    Verdict.MIXED: lambda: _("See below for whom it worked; adapt it for the others, or try something else for them."),
    Verdict.DID_NOT: lambda: _("Adapt it or replace it: most children did not move on although it was given."),
    Verdict.NOT_DELIVERED: lambda: _("See first that it is given as planned, and written down, before it is judged."),
    Verdict.NOT_MEASURED: lambda: _("Record the measure of each child on entry and on leaving."),
    Verdict.TOO_FEW: lambda: _("Judge it child by child; with so few there is no trend."),
}  # fmt: skip


def export_rows(found: list[Result], sees_costs: bool) -> list[list]:
    """The school's page for a spreadsheet."""
    return [_export_row(one, sees_costs) for one in found]


def _export_row(one: Result, sees_costs: bool) -> list:
    seen, dose, targets = one.seen, one.dosage, one.targets
    told, ratings = progress_told(one), ratings_told(one)
    enough = seen.measured >= one.few
    money = [one.cost.spent, one.cost_a_child, one.cost_a_point if told and told["mean"] else None]
    return [
        one.thing.name, Area(one.thing.area).label if one.thing.area else "", str(one.verdict.label), why(one), one.runs,
        one.children, dose.sessions_had, dose.sessions_planned, "" if dose.percent is None else dose.percent,
        one.thing.measure, len(one.measured), number(one.mean_progress) if told and told["mean"] else "",
        seen.moved if enough else "", seen.measured, *(targets[p] for p in Progress.values),
        *((ratings["first"], ratings["last"]) if ratings else ("", "")),
        *(plain(amount) if sees_costs else "" for amount in money),
    ]  # fmt: skip


def plain(amount: Fraction | None) -> str:
    """Pounds and pence without sign or commas; "" for nothing known."""
    return "" if amount is None else f"{pence(amount) / 100:.2f}"
