"""Differences to the school's list, and next September, as strings and as rows of a file."""

from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from core.accounts.enums import Permission as P
from core.calendar.dates import academic_year_label
from core.schools.models import School
from core.ui.charts import Bar, stacked
from core.ui.present import day, state
from overview.census.differences import MOST_SHOWN, Comparison, Difference
from overview.census.forecast import Forecast, YearLine
from register.enums import ON_REGISTER, YEAR_LABEL, NeedType

# Differences ------------------------------------------------------------------------------------------------------


def list_page(found: Comparison, *, school: School, may: frozenset[P]) -> dict:
    """The page of differences, in the terms of census/list.html: those of SEN by name only for who may open the record."""
    if found.run is None:
        import_url = reverse("importing:upload", args=[school.slug]) if P.PUPILS_IMPORT in may else ""
        return {"title": "Differences to your list", "run": None, "import_url": import_url}
    named = _named(found, may)
    hidden = [one for one in found.differences if one.sen and P.SEN_VIEW not in may]
    alone = len(found.only_there) + len(found.only_here)
    total = len(found.differences) + alone
    return {
        "title": "Differences to your list", "run": found.run.filename, "trouble": found.trouble,
        "when": day(timezone.localdate(found.run.confirmed_at)), "rows": found.rows, "unread": found.unread,
        "state": state("done", "Both agree") if not total else state("soon", f"{total} to look at"),
        "children": _by_child(named[:MOST_SHOWN], school, may), "more": max(len(named) - MOST_SHOWN, 0),
        "sen_hidden": len(hidden), "sen_children": len({one.reference for one in hidden}),
        "only_there": [{"row": row, "name": name} for row, name in found.only_there[:MOST_SHOWN]],
        "only_here": [{"name": name, "klass": klass, "url": reverse("overview:pupil", args=[school.slug, ref])}
                      for ref, name, klass in found.only_here[:MOST_SHOWN]],
        "again_url": reverse("importing:upload", args=[school.slug]) if P.PUPILS_IMPORT in may else "",
        "run_url": reverse("importing:preview", args=[school.slug, found.run.reference]) if P.PUPILS_IMPORT in may else "",
    }  # fmt: skip


def _named(found: Comparison, may: frozenset[P]) -> list[Difference]:
    return [one for one in found.differences if not one.sen or P.SEN_VIEW in may]


# What of the SEN record differs → what opens where it is put right here; names, birthdays and classes are the list's own.
MENDS = {"needs": ("needs:edit", P.NEEDS_EDIT), "sen_status": ("response:level", P.STATUS_CHANGE),
         "sen_start": ("response:level", P.STATUS_CHANGE)}  # fmt: skip


def _by_child(differences: list[Difference], school: School, may: frozenset[P]) -> list[dict]:
    return [
        {"name": name, "klass": klass, "url": reverse("overview:pupil", args=[school.slug, reference]),
         "rows": [_difference(one, school, may) for one in rows]}
        for (reference, name, klass), rows in groupby(differences, key=lambda one: (one.reference, one.name, one.klass))
    ]  # fmt: skip


def _difference(one: Difference, school: School, may: frozenset[P]) -> dict:
    url_name, needs = MENDS.get(one.key, ("", None))
    mend_url = reverse(url_name, args=[school.slug, one.reference]) if needs in may else ""
    return {"field": one.field, "here": one.here, "there": one.there, "mend_url": mend_url}


LIST_HEADINGS = ["Reference", "Name", "Class", "What", "Here", "In the list"]


def list_rows(found: Comparison, may: frozenset[P]) -> list[list]:
    """Every difference that the person may know of by name, and the children whom one of the two lacks."""
    rows = [
        [one.reference, one.name, one.klass, one.field, one.here, one.there] for one in _named(found, may)
    ]
    rows += [
        [ref, name, klass, "On the roll", "yes", "not in the list"] for ref, name, klass in found.only_here
    ]
    return rows + [["", name, "", "On the roll", "not here", f"row {row}"] for row, name in found.only_there]


# Next September ---------------------------------------------------------------------------------------------------


def forecast_page(found: Forecast) -> dict:
    """Next September, in the terms of census/forecast.html."""
    if not found.lines:
        return {"title": f"Next September: {academic_year_label(found.into)}", "lines": False}
    support, ehc = (sum(line.coded(code) for line in found.lines) for code in ("K", "E"))
    roll = sum(line.roll for line in found.lines)
    return {
        "title": f"Next September: {academic_year_label(found.into)}", "lines": True,
        "figures": [
            {"label": "On the roll then", "value": roll, "note": _coming(found)},
            {"label": "SEN support", "value": support, "note": _share(support, roll)},
            {"label": "EHC plan", "value": ehc, "note": _share(ehc, roll)},
            {"label": "Have left by then", "value": found.leaving,
             "note": f"{found.leaving_support} with SEN support, {found.leaving_ehc} with a plan"},
        ],
        "chart": _chart(found), "levels": _levels(found), "needs": _needs(found), "phases": _phases(found),
        "without_year": found.without_year,
    }  # fmt: skip


def _share(count: int, total: int) -> str:
    return f"{100 * count / total:.1f} %" if total else ""


def _coming(found: Forecast) -> str:
    coming, told = (sum(getattr(line, name) for line in found.lines) for name in ("coming", "told"))
    if not coming:
        return "nobody entered yet who is to come"
    return f"{coming} of them to come, {told} known to have SEN"


def _year(line: YearLine) -> str:
    return YEAR_LABEL[line.year]


def _chart(found: Forecast) -> SafeString:
    rows = [
        (_year(line), [Bar(label, line.coded(code), str(line.coded(code))) for code, label in
                       (("K", "SEN support"), ("E", "EHC plan"))])
        for line in found.lines
    ]  # fmt: skip
    most = max(found.lines, key=lambda line: line.coded("K") + line.coded("E"))
    about = f"Most children with SEN will be in {_year(most)}: {most.coded('K') + most.coded('E')}."
    return stacked("Children with SEN by year group", rows, ["SEN support", "EHC plan"], about=about)


def _levels(found: Forecast) -> dict:
    heads = ["Year group", "On the roll", *(str(level.label) for level in ON_REGISTER)]
    rows = [[_year(line), line.roll, *(line.levels[level] for level in ON_REGISTER)] for line in found.lines]
    return {"caption": "By year group and level", "heads": heads, "rows": rows, "foot": _foot(rows)}


def _foot(rows: list[list]) -> list:
    return ["Together", *(sum(column) for column in list(zip(*rows, strict=True))[1:])] if rows else []


def _needs(found: Forecast) -> dict:
    codes = sorted({code for line in found.lines for code in line.needs}, key=_need_order)
    heads = ["Main need", *(_year(line) for line in found.lines), "Together"]
    rows = [[_need(code), *(line.needs.get(code, 0) for line in found.lines)] for code in codes]
    rows = [[*row, sum(row[1:])] for row in rows]
    return {"caption": "SEN support and EHC plans by main need and year group", "heads": heads, "rows": rows,
            "foot": _foot(rows)}  # fmt: skip


def _need_order(code: str) -> int:
    return NeedType.values.index(code) if code else len(NeedType.values)


def _need(code: str) -> str:
    return f"{code}, {NeedType(code).label}" if code else "No main need recorded"


def _phases(found: Forecast) -> list[str]:
    """Plans that change phase at the end of next year, in a sentence each."""
    return [
        f"{_year(line)}: {line.phase} with an EHC plan. Each is reviewed and amended by {day(line.review_by)}."
        for line in found.lines
        if line.phase
    ]


FORECAST_HEADINGS = [
    "Year group", "On the roll", "To come", "To come, told of SEN", *(str(level.label) for level in ON_REGISTER),
    "SEN support (K)", "EHC plan (E)", "Plans that change phase", *NeedType.values, "No main need",
]  # fmt: skip


def forecast_rows(found: Forecast) -> list[list]:
    """A row a year group, every number of the page; main needs of children with K or E."""
    return [
        [_year(line), line.roll, line.coming, line.told, *(line.levels[level] for level in ON_REGISTER), line.coded("K"),
         line.coded("E"), line.phase, *(line.needs.get(code, 0) for code in NeedType.values), line.needs.get("", 0)]
        for line in found.lines
    ]  # fmt: skip
