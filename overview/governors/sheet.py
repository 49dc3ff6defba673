"""The report as governors read it: one JSON-able dict from which page and PDF are drawn, kept with what was issued.

Every number in it comes from `shown`, in which no child can be worked out; nothing here reads the exact figures.
"""

from core.schools.labels import inside
from core.schools.models import School
from overview.figures.disclosure import share_words, words
from overview.figures.shape import EAL, NEED, PREMIUM, SEX, YEAR
from overview.governors import tables
from overview.governors.parts import PART, QUESTIONS
from overview.governors.queries import texts_of
from overview.models import ReportState, TermReport

GROUPS = (SEX, PREMIUM, EAL)


def sheet_of(report: TermReport, before: list[TermReport], england: dict) -> dict:
    """The report with its earlier terms (`before`, the earliest first) and the figures for England beside it."""
    shown, texts = report.shown, texts_of(report)
    last = before[-1] if before else None
    return {
        "school": school_part(report.school),
        "report": head_part(report),
        "headline": headline(shown, last, england),
        "year": tables.by_year(shown["breakdowns"][YEAR], shown["total"]),
        "need": tables.by_need(shown["breakdowns"][NEED], shown["total"]),
        "levels": tables.levels(shown, (YEAR, NEED)),
        "groups": tables.levels(shown, GROUPS),
        "terms": tables.terms([*before, report], england),
        "sections": sections(shown, texts),
        "register_text": texts.get("register", ""),
        "next_text": texts.get("next", ""),
        "questions": [
            line.strip(" -•") for line in texts.get(QUESTIONS, "").splitlines() if line.strip(" -•")
        ],
        "england": england_line(england),
    }


def school_part(school: School) -> dict:
    """What a document says of the school."""
    return {"name": school.name, "senco_label": school.label("senco"), "address": school.address, "phone": school.phone,
            "email": school.email}  # fmt: skip


def head_part(report: TermReport) -> dict:
    """Which report it is."""
    roll = report.shown["total"]["roll"]
    return {
        "term": report.term_name, "on": report.on.isoformat(), "start": report.start.isoformat(),
        "end": report.end.isoformat(), "number": report.number, "reason": report.story.get("reason", ""),
        "roll": words(roll), "roll_about": "about" in roll, "running": report.on < report.end,
        "issued": report.state == ReportState.ISSUED,
        "issued_by": report.issued_by.called if report.issued_by else "",
    }  # fmt: skip


def headline(shown: dict, last: TermReport | None, england: dict) -> list[dict]:
    """The four figures at the head."""
    total = shown["total"]
    return [
        _level("SEN support", total["support"], total["roll"], england.get("support")),
        _level("EHC plans", total["ehc"], total["roll"], england.get("ehc")),
        _kept("Plans reviewed on time", shown["plans"], last.shown["plans"] if last else None, last),
        _kept("Annual reviews on time", shown["annual_reviews"], None, last, due="due so far this term"),
    ]


def _level(label: str, cell: dict, roll: dict, england: dict | None) -> dict:
    share, count = share_words(cell, roll), words(cell)
    beside = f"England {england['percent']:.1f} %" if england else ""
    told = "n" in cell or "about" in cell
    return {
        "label": label,
        "value": share if told else count,
        "note": f"{count} children" if told else "",
        "beside": beside,
    }


def _kept(label: str, kept: dict, was: dict | None, last: TermReport | None, *, due: str = "") -> dict:
    if kept["due"].get("n") == 0:
        return {"label": label, "value": "–", "note": "none was due this term", "beside": ""}
    if "few" in kept["due"]:
        return {"label": label, "value": words(kept["due"]), "note": "were due this term", "beside": ""}
    then = tables.on_time(was) if was and was["due"].get("n") else tables.NOT_SHOWN
    before = "" if then == tables.NOT_SHOWN else f"was {then} in {inside(last.term_name)}"
    note = before or due or f"of {words(kept['due'])} due"
    return {"label": label, "value": tables.on_time(kept), "note": note, "beside": ""}


def england_line(england: dict) -> str:
    """Where the figures for England come from, with their year."""
    return "; ".join(dict.fromkeys(_source(each["source"], each["year"]) for each in england.values()))


def _source(source: str, year: int) -> str:
    return source if str(year) in source else f"{source}, January {year}"


def sections(shown: dict, texts: dict[str, str]) -> list[dict]:
    """What follows the register: each with what the SENCo says, its figures and their table."""
    drawn = {
        "movement": tables.movement(shown), "plans": tables.plans(shown), "ehc": tables.annual_reviews(shown),
        "provision": tables.provision(shown["provision"]), "meetings": tables.meetings(shown["meetings"]),
        "training": tables.training(shown["training"]), "complaints": tables.complaints(shown["complaints"]),
    }  # fmt: skip
    return [
        {"key": key, "title": PART[key].title, "text": texts.get(key, "")} | part
        for key, part in drawn.items()
    ]
