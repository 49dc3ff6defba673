"""Every read of the reports to governors."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.schools.models import School, Term
from overview.figures.national import England, national, phase_key
from overview.figures.shape import YEAR
from overview.governors.naming import Child
from overview.governors.parts import NAMES
from overview.models import ReportState, TermReport
from register.models import Pupil

LATELY = dt.timedelta(days=60)  # after its end a term's report is no longer drafted by itself


def in_sight(school: School, user):
    """The reports that the user may read: drafts are for those who write them (governors read what is issued)."""
    found = TermReport.objects.filter(school=school)
    return found if can(user, Permission.REPORT_WRITE, school) else found.filter(state=ReportState.ISSUED)


def find(school: School, user, **lookup) -> TermReport | None:
    """One report in sight with its document, school and people; None when there is none. One query."""
    joined = in_sight(school, user).select_related(
        "document__file", "school", "issued_by", "written_by", "job"
    )
    return joined.filter(**lookup).first()


def newest_issued(school: School, user) -> TermReport | None:
    """The report that governors read first: of the last day, and of that the highest number. One query."""
    issued = in_sight(school, user).filter(state=ReportState.ISSUED)
    joined = issued.select_related("document__file", "issued_by").defer("figures", "shown")
    return joined.order_by("-start", "-number").first()


@dataclass(frozen=True, slots=True)
class Row:
    """A report in the list."""

    reference: str
    term_name: str
    start: dt.date
    number: int
    on: dt.date
    state: str
    reason: str
    issued_at: dt.datetime | None
    issued_by: str
    drafted_at: dt.datetime
    written: bool


def rows(school: School, user) -> list[Row]:
    """All reports in sight, the newest term first and of each the highest number. One query."""
    found = (
        in_sight(school, user)
        .select_related("issued_by")
        .defer("figures", "shown")
        .order_by("-start", "-number")
    )
    return [
        Row(one.reference, one.term_name, one.start, one.number, one.on, one.state, one.story.get("reason", ""),
            one.issued_at, one.issued_by.called if one.issued_by else "", one.drafted_at, "written_at" in one.story)
        for one in found
    ]  # fmt: skip


def terms_without(school: School, today: dt.date) -> list[Term]:
    """Terms of the last year that have begun and have no report, the newest first. One query."""
    told = TermReport.objects.filter(school=school).values("start")
    recent = Term.objects.filter(school=school, start__lte=today, end__gt=today - dt.timedelta(days=365))
    return list(recent.exclude(start__in=told).order_by("-start"))


def to_draft(school: School, today: dt.date) -> list[dt.date]:
    """First days of the terms that ended lately and have no report, or a draft from before their last day. Two queries."""
    ended = Term.objects.filter(school=school, end__lt=today, end__gte=today - LATELY).order_by("start")
    ends = dict(ended.values_list("start", "end"))
    kept = TermReport.objects.filter(school=school, start__in=ends).values_list("start", "state", "on")
    early = {start for start, state, on in kept if state == ReportState.DRAFT and on < ends[start]}
    return [start for start in ends if start in early or start not in {start for start, _state, _on in kept}]


def term_of(school: School, start: dt.date) -> Term | None:
    """The term that begins on that day. One query."""
    return Term.objects.filter(school=school, start=start).first()


def newest_of_term(school: School, start: dt.date) -> TermReport | None:
    """The highest number of a term's reports. One query."""
    return TermReport.objects.filter(school=school, start=start).order_by("-number").first()


def texts_of(report: TermReport) -> dict[str, str]:
    """What is written, by part."""
    return dict(report.story.get("texts", {}))


def names_shown(report: TermReport) -> str:
    """What the school calls its interventions and topics of training, as the report prints them: a name a line."""
    things, topics = report.shown["provision"]["things"], report.shown["training"]["topics"]
    return "\n".join([*(thing["name"] for thing in things), *(name for name, _people in topics)])


def text_saved(report: TermReport) -> dict[str, str]:
    """The text of every field of the form as it is kept."""
    texts = texts_of(report)
    return {name: texts.get(name, "") for name in NAMES}


def written_at(report: TermReport) -> dt.datetime:
    """When the words were last saved; when it was drafted, where nobody has."""
    at = report.story.get("written_at")
    return dt.datetime.fromisoformat(at) if at else report.drafted_at


def shown_before(report: TermReport) -> list[dict]:
    """What governors of the school have been shown in every other report, the newest first. One query."""
    issued = TermReport.objects.filter(school=report.school_id, state=ReportState.ISSUED).exclude(
        pk=report.pk
    )
    return list(issued.order_by("-on", "-number", "-issued_at").values_list("shown", flat=True))


def before(report: TermReport, most: int = 3) -> list[TermReport]:
    """The last issued report of each of the `most` terms before this one, the earliest first. One query."""
    issued = TermReport.objects.filter(
        school=report.school_id, state=ReportState.ISSUED, start__lt=report.start
    )
    of_terms = issued.order_by("-start", "-number").distinct("start")
    return list(reversed(of_terms.defer("figures", "story")[:most]))


def national_of(school: School, shown: dict) -> dict[str, England]:
    """The figures for England that stand beside what a report shows, known on its day: "support", "ehc", and "sen" of
    schools that teach such year groups. One query."""
    known = national(school, dt.date.fromisoformat(shown["on"]))
    phase = phase_key({line["key"] for line in shown["breakdowns"][YEAR]["lines"]})
    return {
        key: known[name]
        for key, name in (("support", "support"), ("ehc", "ehc"), ("sen", phase))
        if name in known
    }


def children_of(school: School) -> list[Child]:
    """The names and numbers of everybody who is or was a pupil of the school. One query."""
    found = Pupil.objects.filter(school=school).filter(~Q(legal_last=""))
    return list(found.values_list("legal_first", "preferred_first", "legal_last", "reference"))


def subject_of(report: TermReport) -> str:
    """What the documents of a term's reports are kept by: their versions are the reports' numbers."""
    return f"T{report.start:%Y%m%d}"
