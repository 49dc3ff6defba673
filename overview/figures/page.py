"""What the pages of figures hold: a school's own page, the head's first page, a trust's schools side by side."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from apdr.costs import pounds
from apdr.spans import year_span
from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.calendar.dates import Span, academic_year, academic_year_label
from core.schools.models import School
from core.ui.present import clock, day
from core.ui.templatetags.ui import icon
from governance.figures import LABELS
from overview.figures import measures, present, roll, timely
from overview.figures.classes import by_class
from overview.figures.lately import MINUTES, Lately, lately
from overview.figures.national import England, national
from overview.figures.shape import NEED, YEAR, Kept, Split
from overview.figures.terms import Told, terms_told

FOREMOST = 4  # interventions of the head's first page


def figures_page(school: School, user, today: dt.date, asked: str) -> dict:
    """The context of figures/head.html: the term asked for by its key, or the one that runs. 32 queries at most."""
    terms = terms_told(school, today)
    term = next((one for one in terms if one.key == asked), terms[0])
    known = measures.facts([school], term.span, term.on)
    (figures,) = measures.counted([school], known)
    classes = by_class(school, user, known)
    links = present.Links(school, user, None if term.on == today else term.on)
    told, costs = national(school, term.on), can(user, Permission.COST_VIEW, school)
    before = terms[terms.index(term) :]
    numbers = roll.totals([school.pk], [one.on for one in before])[school.pk]
    broken = {one.key: one for one in figures.breakdowns}
    here = reverse("figures:head", args=[school.slug])
    return {
        "title": "Figures", "line": _line(term, figures.total.roll), "school_name": school.name,
        "pills": [{"label": one.name, "url": f"{here}?term={one.key}", "current": one is term} for one in terms],
        "figures": [
            *present.level_figures(figures.total, told), present.kept_figure("Plans reviewed in time", figures.plans, ""),
            present.kept_figure("Annual reviews in time", figures.annual_reviews, ""),
        ],
        "over_time": present.over_time(before, numbers, told), "trend": present.trend_chart(before, numbers),
        "year": present.broken(broken[YEAR], links), "year_chart": present.year_chart(broken[YEAR]),
        "need": present.broken(broken[NEED], links), "need_chart": present.need_chart(broken[NEED]),
        "groups": present.groups(figures),
        "moves": present.moves(figures), "timely": present.timely(figures, links),
        "provision": present.provision_figures(figures.provision, costs), "sees_costs": costs,
        "things": present.thing_rows(figures.provision.things, costs), "impact_url": links.impact(),
        "classes": present.class_table(classes, links), "training": present.staff_facts(figures),
        "complaints": present.complaint_facts(figures), "england": present.england_rows(told),
        "national_url": links.to(Permission.SCHOOL_SETTINGS, "figures:national"),
    }  # fmt: skip


def _line(term: Told, on_roll: int) -> str:
    return f"{term.name}, as on {day(term.on)}. {on_roll:,} children on roll. Exact: not for governors."


def export_table(context: dict) -> tuple[list[str], list[list]]:
    """Classes side by side, as headings and rows."""
    table = context["classes"]
    return table["heads"], [[cell["text"] for cell in row] for row in table["rows"]]


def own_rows(found) -> list[dict]:
    """The school's own figures for England, each of which may be taken away."""
    return [
        {"pk": one.pk, "label": LABELS.get(one.key, one.key), "percent": f"{one.percent:.1f} %", "year": one.year,
         "source": one.source}
        for one in found
    ]  # fmt: skip


def head_part(school: School, user, today: dt.date) -> dict:
    """What stands above that which is due on the head's first page: numbers and trends against the last terms' ends and
    England, what was due this term, dates set by law, provision in short. Seven queries where provision was counted
    within ten minutes."""
    terms = terms_told(school, today)
    now, keys = terms[0], [school.pk]
    numbers = roll.totals(keys, [one.on for one in terms])[school.pk]
    told = national(school, today)
    plans = timely.by_school(keys, timely.plan_reviews(keys, now.span, today))[school.pk]
    annual = timely.by_school(keys, timely.annual_reviews(keys, now.span, today))[school.pk]
    counted = lately([school], now.span, today)[school.pk]
    links, costs = present.Links(school, user), can(user, Permission.COST_VIEW, school)
    return {
        "figures": [
            *present.level_figures(numbers[0], told), present.kept_figure("Plans reviewed in time", plans, "this term"),
            present.kept_figure("Annual reviews in time", annual, "this term"),
            {"label": "Late by law", "value": counted.late, "note": "EHC plans and assessments with a late date"},
        ],
        "on_roll": numbers[0].roll, "over_time": present.over_time(terms, numbers, told),
        "trend": present.trend_chart(terms, numbers), "term": now.name,
        "provision": present.provision_figures(counted.provision, costs), "sees_costs": costs,
        "things": present.thing_rows(counted.provision.things[:FOREMOST], costs), "impact_url": links.impact(),
        "counted": f"Counted at {clock(timezone.localtime(counted.at).time())}, anew every {MINUTES} minutes.",
        "all_url": reverse("figures:head", args=[school.slug]),
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """One school of a trust: its roll, what was due this school year, what is counted every ten minutes."""

    school: School
    total: Split
    plans: Kept
    annual: Kept
    lately: Lately


SORTS = {
    "name": lambda row: row.school.name.lower(),
    "roll": lambda row: row.total.roll,
    "support": lambda row: _part(row.total.support, row.total.roll),
    "ehc": lambda row: _part(row.total.ehc, row.total.roll),
    "plans": lambda row: _part(row.plans.on_time, row.plans.due),
    "annual": lambda row: _part(row.annual.on_time, row.annual.due),
    "given": lambda row: _part(row.lately.provision.given, row.lately.provision.planned),
    "cost": lambda row: _part(row.lately.provision.spent, row.lately.provision.children),
    "late": lambda row: row.lately.late,
}
HEADS = (
    ("name", "School"), ("roll", "On roll"), ("support", "SEN support"), ("ehc", "EHC plans"),
    ("plans", "Plans reviewed in time"), ("annual", "Annual reviews in time"), ("given", "Planned time given"),
    ("cost", "Spent, a child"), ("late", "Late by law"),
)  # fmt: skip


def _part(count: int, of: int) -> float:
    return count / of if of else -1.0


def school_rows(schools: list[School], span: Span, today: dt.date) -> list[SchoolRow]:
    """The same measures of each school. Five queries where the rest was counted within ten minutes, seventeen otherwise,
    however many schools."""
    keys = [school.pk for school in schools]
    totals = roll.totals(keys, [today])
    plans = timely.by_school(keys, timely.plan_reviews(keys, span, today))
    annual = timely.by_school(keys, timely.annual_reviews(keys, span, today))
    counted = lately(schools, span, today)
    return [SchoolRow(s, totals[s.pk][0], plans[s.pk], annual[s.pk], counted[s.pk]) for s in schools]


def trust_page(schools: list[School], user, today: dt.date, query) -> dict:
    """The context of figures/trust.html: a trust lead's schools side by side, this school year so far. `query` are the
    parameters of the address: sort, down."""
    year = academic_year(today)
    sort, down = query.get("sort", "name"), query.get("down") == "1"
    sort = sort if sort in SORTS else "name"
    schools = list(
        School.objects.filter(pk__in=[school.pk for school in schools])
    )  # whole, with their settings
    rows = school_rows(schools, year_span(year), today)
    rows.sort(key=SORTS["name"])
    rows.sort(key=SORTS[sort], reverse=down)
    told = national(schools[0], today)
    at = min((row.lately.at for row in rows), default=timezone.now())
    return {
        "title": "Schools", "line": f"{day(today)}. School year {academic_year_label(year)} so far.",
        "columns": [_column(key, label, sort, down) for key, label in HEADS],
        "rows": [_school(row, user) for row in rows], "total": _all(rows), "england": _england(told),
        "counted": f"Provision, cost and dates set by law as counted at {clock(timezone.localtime(at).time())}, anew every "
                   f"{MINUTES} minutes.",
    }  # fmt: skip


def _column(key: str, label: str, sort: str, down: bool) -> dict:
    here = key == sort
    turned = "" if here and down else "&down=1" if here or key != "name" else ""
    return {"label": label, "url": f"?sort={key}{turned}", "num": key != "name",
            "direction": ("descending" if down else "ascending") if here else ""}  # fmt: skip


def _school(row: SchoolRow, user) -> dict:
    """One row, in the terms of figures/_school.html."""
    links, given = present.Links(row.school, user), row.lately.provision
    caseload, late = links.caseload(), row.lately.late
    return {
        "name": row.school.name, "url": reverse("overview:home", args=[row.school.slug]), "roll": f"{row.total.roll:,}",
        "support": _linked(present.share(row.total.support, row.total.roll), links.register()),
        "ehc": _linked(present.share(row.total.ehc, row.total.roll), caseload),
        "plans": _linked(present.of(row.plans.on_time, row.plans.due), links.plans()),
        "annual": _linked(present.of(row.annual.on_time, row.annual.due), caseload),
        "given": _linked(present.whole(given.given, given.planned), links.impact()),
        "cost": _linked(pounds(given.spent // given.children) if given.children else present.NOTHING, links.costs()),
        "late": _linked(str(late), links.caseload("late") if late else ""),
        "mark": icon("exclamation-octagon-fill") if late else "",
    }  # fmt: skip


def _linked(text: str, url: str) -> str:
    return format_html('<a href="{}">{}</a>', url, text) if url else text


def _labelled(cells: list[str]) -> list[dict[str, str]]:
    """The cells of a row with the headings of their columns, for where these are out of sight."""
    return [{"label": label, "text": text} for (_key, label), text in zip(HEADS[1:], cells, strict=True)]


def _all(rows: list[SchoolRow]) -> list[dict[str, str]]:
    """All the schools together."""
    sums = {name: sum(getattr(row.total, name) for row in rows) for name in ("roll", "support", "ehc")}
    plans, annual = ([getattr(row, name) for row in rows] for name in ("plans", "annual"))
    provisions = [row.lately.provision for row in rows]
    planned, given, spent, many = (
        sum(getattr(one, name) for one in provisions) for name in ("planned", "given", "spent", "children")
    )
    return _labelled([
        f"{sums['roll']:,}", present.share(sums["support"], sums["roll"]), present.share(sums["ehc"], sums["roll"]),
        present.of(sum(one.on_time for one in plans), sum(one.due for one in plans)),
        present.of(sum(one.on_time for one in annual), sum(one.due for one in annual)),
        present.whole(given, planned), pounds(spent // many) if many else present.NOTHING,
        str(sum(row.lately.late for row in rows)),
    ])  # fmt: skip


def _england(told: dict[str, England]) -> dict | None:
    if not {"support", "ehc"} <= told.keys():
        return None
    cells = ["", *(f"{told[key]['percent']:.1f} %" for key in ("support", "ehc")), *[""] * (len(HEADS) - 4)]
    return {
        "label": f"England, January {told['support']['year']}",
        "cells": _labelled(cells),
        "source": told["support"]["source"],
    }
