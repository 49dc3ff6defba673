"""The figures as pages show them: finished strings, tables and charts. Exact: for the SENCo, the head and a trust's lead."""

import datetime as dt
from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse

from apdr.costs import pounds
from apdr.impact.judge import Verdict
from apdr.impact.present import LOOK
from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.schools.models import School
from core.ui import charts
from core.ui.charts import Bar
from core.ui.present import DueState, month
from governance.enums import Stage
from governance.figures import LABELS
from overview.figures.classes import ClassFigures
from overview.figures.national import England
from overview.figures.shape import (
    EAL,
    NEED,
    PREMIUM,
    SEX,
    YEAR,
    Breakdown,
    Figures,
    Kept,
    Line,
    Provision,
    Split,
    Thing,
)
from overview.figures.terms import Told
from register.queries import MAIN, WITH_SEN

GROUPS = (SEX, PREMIUM, EAL)
NOTHING = "–"
MINUTES = 60
CLASS_HEADS = ["Class", "On roll", "SEN support", "EHC plans", "With SEN", "Plans reviewed in time", "Planned time given",
               "Targets met", "Progress less than expected"]  # fmt: skip
VERDICT = {verdict.value: DueState(*LOOK[verdict], str(verdict.label)) for verdict in Verdict}


def share(count: int, of: int) -> str:
    """ "14.0 %"; a dash of nothing."""
    return f"{100 * count / of:.1f} %" if of else NOTHING


def whole(count: int, of: int) -> str:
    """ "93 %"; a dash of nothing."""
    return f"{int(100 * count / of + 0.5)} %" if of else NOTHING


def hours(minutes: int) -> str:
    """ "1,240 h", or "45 min" under an hour."""
    return f"{minutes / MINUTES:,.0f} h" if minutes >= MINUTES else f"{minutes} min"


def of(count: int, out_of: int) -> str:
    """ "8 of 9"; a dash where nothing was due."""
    return f"{count} of {out_of}" if out_of else NOTHING


def england(told: dict[str, England], key: str) -> str:
    """ "England 14.8 %"; "" where it is not known."""
    return f"England\u00a0{told[key]['percent']:.1f}\u00a0%" if key in told else ""


def _cell(text, url: str = "") -> dict[str, str]:
    return {"text": str(text), "url": url}


def level_figures(total: Split, told: dict[str, England]) -> list[dict]:
    """SEN support and EHC plans at the top of a page."""
    return [
        {"label": label, "value": share(count, total.roll),
         "note": ", ".join(filter(None, [children(count), england(told, key)]))}
        for label, count, key in (("SEN support", total.support, "support"), ("EHC plans", total.ehc, "ehc"))
    ]  # fmt: skip


def children(count: int) -> str:
    """ "1 child", "12 children"."""
    return "1 child" if count == 1 else f"{count:,} children"


def kept_figure(label: str, kept: Kept, note: str) -> dict:
    """What was due in the term, at the top of a page: so many of so many in time."""
    left = [f"{kept.late} late" if kept.late else "", f"{kept.missing} not done" if kept.missing else ""]
    words = ", ".join(filter(None, left)) or ("all in time" if kept.due else "none was due")
    return {"label": label, "value": of(kept.on_time, kept.due), "note": f"{words} {note}".strip()}


def over_time(terms: list[Told], totals: list[Split], told: dict[str, England]) -> dict:
    """Numbers at the end of each term and today, the earliest first, with England beside them; a table."""
    rows = [
        [_cell("Today" if term.key == "now" else f"{term.name}, {month(term.on)}"), _cell(split.roll),
         _cell(_with_share(split.support, split.roll)), _cell(_with_share(split.ehc, split.roll)),
         _cell(share(split.sen, split.roll))]
        for term, split in reversed(list(zip(terms, totals, strict=True)))
    ]  # fmt: skip
    foot = None
    if {"support", "ehc"} <= told.keys():
        shares = [f"{told[key]['percent']:.1f} %" for key in ("support", "ehc")]
        foot = [f"England, January {told['support']['year']}", "", *shares, ""]
    return {"caption": "Numbers at the end of each term and today", "rows": rows, "foot": foot,
            "heads": ["At the end of", "On roll", "SEN support", "EHC plans", "With SEN"]}  # fmt: skip


def _with_share(count: int, of: int) -> str:
    return f"{count}, {share(count, of)}" if of else str(count)


def trend_chart(terms: list[Told], totals: list[Split]):
    """All with SEN, as a share of the roll, at the end of each term and today; nothing without an earlier term."""
    told = [(term, split) for term, split in reversed(list(zip(terms, totals, strict=True))) if split.roll]
    if len(told) < 2:
        return ""
    keys = ["SEN support", "EHC plans"]
    rows = [
        (_short(term), [Bar(key, count, share(count, split.roll))
                        for key, count in zip(keys, (split.support, split.ehc), strict=True)])
        for term, split in told
    ]  # fmt: skip
    return charts.stacked(
        "Children with SEN over time", rows, keys, about="At the end of each term and today."
    )


def _short(term: Told) -> str:
    return "Today" if term.key == "now" else f"End of {term.name}"


class Links:
    """Where a number leads, for who may go there; "" for everybody else. `on` is None for today."""

    def __init__(self, school: School, user, on: dt.date | None = None) -> None:
        self.school, self.user, self.on = school, user, on
        self._may: dict[Permission, bool] = {}

    def to(self, permission: Permission, name: str, **query: str) -> str:
        """The page of that name, with what the address asks for."""
        if permission not in self._may:
            self._may[permission] = can(self.user, permission, self.school)
        if not self._may[permission]:
            return ""
        words = urlencode({key: value for key, value in query.items() if value})
        return reverse(name, args=[self.school.slug]) + (f"?{words}" if words else "")

    def register(self, **query: str) -> str:
        """The register of those with SEN, narrowed, as on the day."""
        then, asked = self.on.isoformat() if self.on else "", {"level": WITH_SEN} | query
        return self.to(Permission.REGISTER_VIEW, "register:register", **asked, as_on=then)

    def register_of_class(self, klass: str) -> str:
        """Of a year group or a class, while they are today's: of an earlier day the register does not narrow by them."""
        return "" if self.on else self.register(**{"class": klass})

    def plans(self) -> str:
        return self.to(Permission.PROGRESS_REVIEW, "reviews:compliance")

    def caseload(self, show: str = "") -> str:
        return self.to(Permission.CASELOAD_VIEW, "caseload:list", show=show)

    def impact(self) -> str:
        return self.to(Permission.IMPACT_VIEW, "impact:school", span="term")

    def costs(self) -> str:
        return self.to(Permission.COST_VIEW, "money:costs")


def broken(one: Breakdown, links: Links) -> dict:
    """A breakdown's table: year groups with the whole roll, needs with their share of all with SEN."""
    if one.key == NEED:
        return _by_need(one, links)
    lines = [line for line in one.lines if line.split.roll or (one.key == YEAR and line.key)]
    rows = [
        [_cell(line.label, links.register_of_class(line.key) if one.key == YEAR and line.key else ""),
         _cell(line.split.support), _cell(line.split.ehc), _cell(line.split.roll),
         _cell(share(line.split.sen, line.split.roll))]
        for line in lines
    ]  # fmt: skip
    return {"caption": f"Children by {one.title}", "heads": [one.title, "SEN support", "EHC plans", "On roll", "With SEN"],
            "rows": rows, "foot": _foot(lines)}  # fmt: skip


def _foot(lines: Iterable[Line]) -> list[str]:
    support, ehc, roll = (
        sum(getattr(line.split, name) for line in lines) for name in ("support", "ehc", "roll")
    )
    return ["All", str(support), str(ehc), str(roll), share(support + ehc, roll)]


def _by_need(one: Breakdown, links: Links) -> dict:
    lines = sorted(
        (line for line in one.lines if line.split.sen), key=lambda line: (line.key == "", -line.split.sen)
    )
    with_sen = sum(line.split.sen for line in lines)
    rows = [
        [_cell(line.label, links.register(need=f"{MAIN}{line.key}") if line.key else ""), _cell(line.split.support),
         _cell(line.split.ehc), _cell(line.split.sen), _cell(whole(line.split.sen, with_sen))]
        for line in lines
    ]  # fmt: skip
    return {"caption": "Children with SEN by main need", "heads": ["Main need", "SEN support", "EHC plans", "Both", "Share"],
            "rows": rows, "foot": ["All", *(str(sum(getattr(line.split, name) for line in lines))
                                            for name in ("support", "ehc", "sen")), ""]}  # fmt: skip


def groups(figures: Figures) -> dict:
    """Sex, Pupil Premium and EAL in one table."""
    parts = [one for one in figures.breakdowns if one.key in GROUPS]
    rows = [
        [_cell(line.label if part.key != SEX or line.key != "U" else "Sex not known"), _cell(line.split.support),
         _cell(line.split.ehc), _cell(line.split.roll), _cell(share(line.split.sen, line.split.roll))]
        for part in parts for line in part.lines if line.split.roll
    ]  # fmt: skip
    return {"caption": "Children by sex, Pupil Premium and EAL", "rows": rows, "foot": None,
            "heads": ["Children", "SEN support", "EHC plans", "On roll", "With SEN"]}  # fmt: skip


def year_chart(one: Breakdown):
    """Children with SEN in each year group."""
    bars = [Bar(line.key, line.split.sen, str(line.split.sen)) for line in one.lines if line.key]
    return (
        charts.columns("Children with SEN, by year", bars, about="SEN support and EHC plans together.")
        if bars
        else ""
    )


def need_chart(one: Breakdown):
    """Children with SEN by main need, the most common first."""
    lines = sorted(
        (line for line in one.lines if line.split.sen), key=lambda line: (line.key == "", -line.split.sen)
    )
    bars = [Bar(line.label, line.split.sen, str(line.split.sen)) for line in lines]
    return charts.rows("Children with SEN, by main need", bars, about="Each child once.") if bars else ""


def moves(figures: Figures) -> list[dict]:
    """Coming and going of the term, and step-downs, as facts."""
    move, down = figures.movement, figures.step_downs
    return [
        {"label": "Newly with SEN", "value": move.on}, {"label": "Came with SEN", "value": move.came},
        {"label": "No longer with SEN", "value": move.off}, {"label": "Left the school", "value": move.went},
        {"label": "From SEN support to an EHC plan", "value": move.raised},
        {"label": "Support ended in twelve months", "value": f"{down.ended}, of whom {down.back} needed it again"},
        {"label": "Need known before they came", "value": f"{figures.known_before} of {figures.total.sen}"},
    ]  # fmt: skip


def timely(figures: Figures, links: Links) -> dict:
    """Plans, annual reviews and meetings with parents: a table of what was in time."""
    met = figures.meetings
    parents = met.met + met.phone + met.pack + met.none
    rows = [
        [_cell("Reviews of plans", links.plans()), *_kept(figures.plans)],
        [_cell("Annual reviews of EHC plans", links.caseload()), *_kept(figures.annual_reviews)],
    ]
    facts = [
        {"label": "Parents met", "value": of(met.met, parents)}, {"label": "Spoken to by telephone", "value": met.phone},
        {"label": "Sent papers", "value": met.pack}, {"label": "No contact yet", "value": met.none},
    ]  # fmt: skip
    return {"caption": "What was due in the term",
            "heads": ["Due in the term", "In time", "Late", "Not done", "Share in time"],
            "rows": rows, "foot": None, "facts": facts}  # fmt: skip


def _kept(kept: Kept) -> list[dict]:
    return [
        _cell(of(kept.on_time, kept.due)),
        _cell(kept.late),
        _cell(kept.missing),
        _cell(whole(kept.on_time, kept.due)),
    ]


def provision_figures(provision: Provision, sees_costs: bool) -> list[dict]:
    """What was given of what was planned, and what it cost."""
    found = [
        {"label": "Planned time given", "value": whole(provision.given, provision.planned),
         "note": f"{hours(provision.given)} of {hours(provision.planned)}"},
        {"label": "Children", "value": provision.children, "note": "in some provision"},
    ]  # fmt: skip
    if not sees_costs:
        return found
    each = pounds(provision.spent // provision.children) if provision.children else NOTHING
    return [*found, {"label": "Cost so far", "value": pounds(provision.spent),
                     "note": f"{each} a child, {pounds(provision.expected)} by the end"}]  # fmt: skip


def thing_rows(things: Iterable[Thing], sees_costs: bool) -> list[dict]:
    """Interventions of the term with what can be said of each."""
    return [
        {"name": thing.name, "children": thing.children, "given": whole(thing.given, thing.planned),
         "moved": of(thing.moved, thing.measured), "state": VERDICT[thing.verdict],
         "cost": pounds(thing.spent // thing.children) if sees_costs and thing.children else ""}
        for thing in things
    ]  # fmt: skip


def class_table(found: list[ClassFigures], links: Links) -> dict:
    """Classes side by side."""
    rows = [
        [_cell(one.name, links.register_of_class(f"c:{one.reference}") if one.reference else ""), _cell(one.split.roll),
         _cell(one.split.support), _cell(one.split.ehc), _cell(share(one.split.sen, one.split.roll)),
         _cell(of(one.plans.on_time, one.plans.due)), _cell(whole(one.dosage.delivered, one.dosage.planned)),
         _cell(of(one.met, one.judged)), _cell(of(one.below, one.looked_at))]
        for one in found
    ]  # fmt: skip
    labelled = [[cell | {"label": head} for head, cell in zip(CLASS_HEADS, row, strict=True)] for row in rows]
    return {"caption": "Classes side by side", "rows": labelled, "foot": None, "heads": CLASS_HEADS}


def staff_facts(figures: Figures) -> list[dict]:
    """Training of the term."""
    held = figures.training
    return [
        {"label": "Teachers and TAs", "value": held.staff},
        {"label": "With every induction topic", "value": of(held.inducted, held.staff)},
        {"label": "Trained this term", "value": f"{held.records} times, {held.hours:g} hours"},
        {"label": "Training asked for, still to come", "value": held.needs},
        *(
            {"label": name, "value": "1 person" if people == 1 else f"{people} people"}
            for name, people in held.topics
        ),
    ]


def complaint_facts(figures: Figures) -> list[dict]:
    """Complaints of the term."""
    held = figures.complaints
    reached = ", ".join(f"{many} {Stage(stage).label}" for stage, many in held.stages if many)
    return [
        {"label": "Raised", "value": f"{held.raised} ({reached})" if reached else held.raised},
        {"label": "Closed", "value": held.closed}, {"label": "Open", "value": held.open},
    ]  # fmt: skip


def england_rows(told: dict[str, England]) -> list[list[dict]]:
    """Every figure for England with its year and source."""
    return [
        [
            _cell(LABELS[key]),
            _cell(f"{one['percent']:.1f} %"),
            _cell(f"January {one['year']}"),
            _cell(one["source"]),
        ]
        for key, one in sorted(told.items(), key=lambda item: list(LABELS).index(item[0]))
    ]
