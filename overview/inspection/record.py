"""The inspection pack as plain data: the PDF is drawn from it and nothing else.

Every count of children went through `overview/figures/disclosure.py`, against what governors and readers of earlier packs
have been told, so that the pack may be handed on. What a study says was read and confirmed by who made the pack.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

from django.conf import settings
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from apdr.enums import Wave
from apdr.mapping.queries import Asked, MapRow, provision_map
from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.calendar.dates import Span
from core.schools.models import School
from governance.complaints.queries import counts
from governance.enums import Award, Post, Stage
from governance.information.queries import public_report
from governance.models import Complaint, PostHolder
from governance.policies.queries import policies_of
from overview.figures.disclosure import HIDDEN, protected, words
from overview.figures.measures import figures
from overview.figures.shape import EAL, NEED, PREMIUM, SEX, YEAR, Complaints
from overview.figures.terms import Told, terms_told
from overview.governors import tables
from overview.governors.queries import national_of
from overview.governors.sheet import england_line, headline, school_part
from overview.inspection.queries import shown_before
from overview.models import ReportState, TermReport

STEPS = 5
MOST_TERMS = 3
TITLES = {
    "plans": "Reviews of plans", "annual": "Annual reviews of EHC plans", "meetings": "Meetings with parents",
    "impact": "Provision and its impact", "training": "Training", "complaints": "Complaints",
    "movement": "Movement on and off the register",
}  # fmt: skip
KEEP = "No child can be worked out from it."


def pack_record(
    school: School,
    by,
    studies: list[dict],
    *,
    at: dt.datetime,
    report: Callable[[int, int], None] | None = None,
) -> dict:
    """Everything in the pack, as of the day of `at`, as `by` may know it. About forty-five queries, however many children
    there are; `report(done, total)` is told on the way."""
    tell, today = report or (lambda done, total: None), timezone.localdate(at)
    tell(0, STEPS)
    term = terms_told(school, today)[0]
    shown, head_only = _shown(school, by, term)
    tell(1, STEPS)
    reports = _reports(school)
    england = national_of(school, shown)
    register = _register(shown, reports, england, term)
    tell(2, STEPS)
    drawn_map = _map(school, by, term, shown, today)
    tell(3, STEPS)
    answers = {
        "posts": _posts(school, today),
        "policies": _policies(school, by, today),
        "information": _information(school),
    }
    tell(4, STEPS)
    record = {
        "school": school_part(school) | {"urn": school.urn, "head_name": school.head_name, "senco_name": school.senco_name},
        "made": {"on": today.isoformat(), "by": by.called, "term": term.name, "start": term.span.start.isoformat(),
                 "until": term.on.isoformat()},
        "shown": shown, "head_only": head_only, "register": register, "map": drawn_map, **answers,
        **{key: {"title": TITLES[key], **part} for key, part in _parts(shown).items()},
        "studies": [_study(study) for study in studies], "keep": KEEP,
    }  # fmt: skip
    tell(STEPS, STEPS)
    return record


def _parts(shown: dict) -> dict[str, dict]:
    """The parts that the report to governors has too."""
    return {
        "plans": tables.plans(shown), "annual": tables.annual_reviews(shown), "meetings": tables.meetings(shown["meetings"]),
        "impact": tables.provision(shown["provision"]), "training": tables.training(shown["training"]),
        "complaints": _complaints(shown["complaints"]), "movement": tables.movement(shown),
    }  # fmt: skip


def _shown(school: School, by, term: Told) -> tuple[dict, bool]:
    """The figures as anybody may read them, and whether complaints for the head alone are counted in them."""
    (taken,) = figures([school], term.span, term.on)
    found = counts(school, by, term.span.start, term.on)
    stages = tuple((stage, found.stages.get(stage, 0)) for stage in Stage.values)
    taken = replace(taken, complaints=Complaints(found.raised, found.closed, found.open, stages))
    issued = TermReport.objects.filter(school=school, state=ReportState.ISSUED).order_by("-on", "-number")
    before = [*shown_before(school), *issued.values_list("shown", flat=True)]
    before.sort(key=lambda shown: shown["on"], reverse=True)
    alone = can(by, Permission.COMPLAINT_HEAD, school)
    return protected(taken, before), alone and Complaint.objects.filter(
        school=school, head_only=True
    ).exists()


def _complaints(told: dict) -> dict:
    """The table of complaints with the stages as they are called."""
    drawn, labels = tables.complaints(told), dict(Stage.choices)
    for row in (drawn["table"] or {"rows": []})["rows"]:
        row[0] = str(labels.get(row[0], row[0]))
    return drawn


def _reports(school: School) -> list[TermReport]:
    """The last issued report of each of the latest terms, the earliest first. One query."""
    issued = TermReport.objects.filter(school=school, state=ReportState.ISSUED).order_by("-start", "-number")
    return list(reversed(issued.distinct("start").defer("figures", "story")[:MOST_TERMS]))


def _register(shown: dict, reports: list[TermReport], england: dict, term: Told) -> dict:
    before = [report for report in reports if report.start < term.span.start]
    now = SimpleNamespace(term_name=f"{term.name}, today", shown=shown)
    return {
        "headline": headline(shown, before[-1] if before else None, england),
        "year": tables.by_year(shown["breakdowns"][YEAR], shown["total"]),
        "need": tables.by_need(shown["breakdowns"][NEED], shown["total"]),
        "levels": tables.levels(shown, (YEAR, NEED)), "groups": tables.levels(shown, (SEX, PREMIUM, EAL)),
        "terms": tables.terms([*before, now], england), "england": england_line(england),
    }  # fmt: skip


MAP_HEADS = ["Intervention", "Groups", "Minutes a week, planned", "Children"]


def _map(school: School, by, term: Told, shown: dict, today: dt.date) -> list[dict]:
    """What provision there is, by wave: how many children only where the figures tell it, and nobody's name."""
    asked = Asked(_so_far(term), "need", term.name)
    known = {thing["name"]: thing["children"] for thing in shown["provision"]["things"]}
    found: dict[str, dict[str, list[MapRow]]] = defaultdict(lambda: defaultdict(list))
    for row in provision_map(school, by, asked, today):
        found[row.wave][row.intervention].append(row)
    return [
        {"title": str(wave.label), "heads": MAP_HEADS,
         "rows": [_offered(name, rows, known.get(name, HIDDEN)) for name, rows in sorted(found[wave].items())]}
        for wave in Wave
        if found[wave]
    ]  # fmt: skip


def _so_far(term: Told) -> Span:
    """The days of the term up to the day of which the figures tell."""
    return replace(term.span, end=max(term.span.start, min(term.span.end, term.on)))


def _offered(name: str, rows: list[MapRow], children: dict) -> list[str]:
    """Where few children have it, neither groups nor minutes are told: they would say how few."""
    if tables.value(children) is None:
        return [name, words(HIDDEN), words(HIDDEN), words(children)]
    return [name, str(len(rows)), str(sum(row.minutes for row in rows)), words(children)]


def _posts(school: School, today: dt.date) -> list[list[str]]:
    """Who holds the posts that concern SEN: adults in office. One query."""
    held = PostHolder.objects.filter(
        Q(end=None) | Q(end__gte=today), school=school, start__lte=today
    ).order_by("start", "pk")
    rows = [[str(one.get_post_display()), one.name, one.start.isoformat(), _award(one)] for one in held]
    return sorted(rows, key=lambda row: [str(label) for label in Post.labels].index(row[0]))


def _award(one: PostHolder) -> str:
    if one.post == Post.GOVERNOR:
        return ""
    told = ["Qualified teacher"] if one.qualified_teacher else []
    if one.award != Award.NONE:
        told.append(
            str(one.get_award_display())
            + ("" if one.award_done_on or one.award == Award.EXEMPT else ", begun")
        )
    return "; ".join(told)


def _policies(school: School, by, today: dt.date) -> list[dict]:
    rows = [
        one
        for one in policies_of(school, by)
        if one.policy.retired_on is None or one.policy.retired_on > today
    ]
    return [
        {"name": one.policy.name, "adopted_on": one.version.adopted_on.isoformat() if one.version else "",
         "review_on": one.review_on.isoformat() if one.review_on else "",
         "late": bool(one.review_on and one.review_on < today), "address": one.policy.web_address}
        for one in rows
    ]  # fmt: skip


def _information(school: School) -> dict:
    """Where the SEN information report stands, and of when it is. One query."""
    report = public_report(school.pk)
    if report is None:
        return {"address": "", "approved_on": ""}
    try:
        path = reverse("information:public", args=[school.slug])
    except NoReverseMatch:
        return {"address": "", "approved_on": report.approved_on.isoformat()}
    return {"address": settings.SITE_URL + path, "approved_on": report.approved_on.isoformat()}


def _study(study: dict) -> dict:
    """A study under its headings, in the order of its passages."""
    parts: dict[str, list[dict]] = {}
    for row in study["rows"]:
        parts.setdefault(row["part"], []).append({"label": row["label"], "text": row["text"]})
    return {
        "letter": study["letter"],
        "parts": [{"title": part, "rows": rows} for part, rows in parts.items()],
    }
