"""The report to governors in words for pages."""

from django.urls import reverse
from django.utils import timezone

from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.documents.models import IssueState
from core.schools.models import School, Term
from core.ui.present import day, state
from overview.figures.present import children
from overview.figures.shape import Figures, Kept, Split, Thing
from overview.figures.terms import called
from overview.governors import naming, queries
from overview.governors.checks import PARTS
from overview.governors.parts import PART
from overview.governors.record import thawed
from overview.governors.sheet import sheet_of
from overview.governors.tables import TITLES
from overview.models import ReportState, TermReport


def drawn(report: TermReport) -> dict:
    """What page and PDF are drawn from: of an issued report what was kept with it, of a draft as it stands."""
    if report.state == ReportState.ISSUED:
        return report.document.snapshot
    return sheet_of(report, queries.before(report), queries.national_of(report.school, report.shown))


def report_page(report: TermReport, user) -> dict:
    """One report: as governors read it, and for who writes it what may be done next."""
    sheet, writes = drawn(report), can(user, Permission.REPORT_WRITE, report.school)
    return page_of(report, sheet) | (_may(report) if writes else {})


def home_page(school: School, user) -> tuple[str, dict]:
    """A governor's first page: the newest report that was issued, or what will stand here."""
    newest = queries.newest_issued(school, user)
    if newest is None:
        checks = reverse("governors:checks", args=[school.slug])
        return "governors/none.html", {"title": "SEN report to governors", "checks_url": checks}
    newest.school = school
    return "governors/report.html", page_of(newest, newest.document.snapshot)


def page_of(report: TermReport, sheet: dict) -> dict:
    """The context of templates/governors/report.html."""
    head, here = sheet["report"], [report.school.slug, report.reference]
    issued = report.state == ReportState.ISSUED
    ready = not issued or report.document.state == IssueState.READY
    return {
        "title": "SEN report to governors", "sheet": sheet, "line": line_of(report, head), "number": number_line(report),
        "pdf_url": reverse("governors:pdf", args=here) if ready else "", "draft": not issued,
        "list_url": reverse("governors:list", args=here[:1]), "checks_url": reverse("governors:checks", args=here[:1]),
    }  # fmt: skip


def line_of(report: TermReport, head: dict) -> str:
    """ "Autumn term 2026, figures as on Mon 23 Nov 2026. 420 children on roll." """
    roll = f"{head['roll'][:1].upper()}{head['roll'][1:]}"
    return f"{report.term_name}, figures as on {day(report.on)}. {roll} children on roll."


def number_line(report: TermReport) -> str:
    """Which number it is, where it is not the first."""
    if report.number == 1:
        return ""
    return f"This is number {report.number}. It corrects the one before it: {report.story.get('reason', '')}"


def checks_page(school: School) -> dict:
    """What the numbers of a report mean, where they come from and how no child can be worked out of them."""
    return {
        "title": "What we check", "line": "How the numbers in the termly report are made, and why some are not told.",
        "back_url": reverse("governors:list", args=[school.slug]), "back_label": "Reports",
        "parts": [
            {"title": title, "rows": [{"label": label, "words": said} for label, said in rows]} for title, rows in PARTS
        ],
    }  # fmt: skip


def _may(report: TermReport) -> dict:
    here = [report.school.slug, report.reference]
    if report.state == ReportState.ISSUED:
        at = timezone.localdate(report.issued_at)
        return {"issued_line": f"Issued {day(at)}, {report.issued_by.called}",
                "correct_url": reverse("governors:correct", args=here)}  # fmt: skip
    return {
        "write_url": reverse("governors:write", args=here), "issue_url": reverse("governors:issue", args=here),
        "again_url": reverse("governors:again", args=here), "warnings": warnings(report),
        "drafted_line": f"Figures taken {day(timezone.localdate(report.drafted_at))}",
    }  # fmt: skip


def warnings(report: TermReport) -> list[dict]:
    """What names a child, by part: `must` go before it is issued, or is to be looked at again, with `words` why."""
    found, children = [], queries.children_of(report.school)
    said = {"reason": report.story.get("reason", ""), "names": queries.names_shown(report)}
    for name, text in (queries.texts_of(report) | said).items():
        named = naming.named_in(text, children)
        part = (
            PART[name].title
            if name in PART
            else {"questions": "Questions", "names": "Interventions and topics"}.get(
                name, "What is being corrected"
            )
        )
        few = [f"“{one}”" for one in named.few]
        told = ((True, named.full, "{} is named. Take it out: the report is not issued with it."),
                (False, named.first, "{} may be a child’s first name. Look again."),
                (False, few, "{}: so few may be known by it. Look again."))  # fmt: skip
        found += [
            {"part": part, "must": must, "words": words.format(", ".join(names))}
            for must, names, words in told
            if names
        ]
    return sorted(found, key=lambda one: not one["must"])


def list_page(school: School, rows: list[queries.Row], waiting: list[Term], *, writes: bool) -> dict:
    """All reports in sight, and the terms that have none."""
    return {
        "title": "Reports to governors" if writes else "Past reports",
        "line": "Each term’s SEN report, drafted from the record and issued by the SENCo or the head."
        if writes else "Every report that was issued, as it was read then.",
        "rows": [_row(row, school) for row in rows],
        "waiting": [{"name": called(term.name, term.end), "start": term.start.isoformat(),
                     "until": day(term.end)} for term in waiting],
        "draft_url": reverse("governors:draft", args=[school.slug]), "writes": writes,
        "checks_url": reverse("governors:checks", args=[school.slug]),
    }  # fmt: skip


def _row(row: queries.Row, school: School) -> dict:
    issued = row.state == ReportState.ISSUED
    if issued:
        said, told = state("done", "Issued"), f"{day(timezone.localdate(row.issued_at))}, {row.issued_by}"
    else:
        said = state("soon", "Draft")
        told = "Written, to be issued" if row.written else "Figures taken, to be written"
    return {
        "name": row.term_name + (f", number {row.number}" if row.number > 1 else ""), "state": said, "told": told,
        "on": day(row.on), "reason": row.reason, "url": reverse("governors:report", args=[school.slug, row.reference]),
    }  # fmt: skip


def write_page(report: TermReport, form) -> dict:
    """Writing the parts, each with its exact figures beside, for SENCo and head alone."""
    figures, here = thawed(report.figures), [report.school.slug, report.reference]
    beside = exact(figures)
    return {
        "title": f"Write the report on the {report.term_name}", "fields": [
            {"field": form[name], "facts": beside.get(name, [])} for name in form.fields
        ],
        "line": "", "back_url": reverse("governors:report", args=here), "back_label": "Back to the report",
        "on": day(report.on),
    }  # fmt: skip


def exact(figures: Figures) -> dict[str, list[dict]]:
    """The exact figures beside each part, for who writes it."""
    moved, given, ended = figures.movement, figures.provision, figures.step_downs
    return {
        "register": [
            _split("SEN support", figures.total.support, figures.total),
            _split("EHC plans", figures.total.ehc, figures.total),
            _fact("Known before they came", figures.known_before),
            *(_fact(TITLES[one.key], _top(one.lines)) for one in figures.breakdowns),
        ],
        "movement": [
            _fact("Newly with SEN", moved.on), _fact("Came with SEN", moved.came), _fact("No longer", moved.off),
            _fact("Left", moved.went), _fact("To an EHC plan", moved.raised),
            _fact("Support ended in a year", f"{ended.ended}, held for {ended.held}"),
        ],
        "plans": _kept(figures.plans), "ehc": _kept(figures.annual_reviews),
        "provision": [
            _fact("Children", given.children), _fact("Hours given", f"{given.given / 60:,.0f} of {given.planned / 60:,.0f}"),
            _fact("Spent", f"£{given.spent / 100:,.0f}"),
            *(_fact(one.name, f"{children(one.children)}, {_moved(one)}") for one in given.things),
        ],
        "meetings": [
            _fact("Met", figures.meetings.met), _fact("By telephone", figures.meetings.phone),
            _fact("Papers sent", figures.meetings.pack), _fact("No contact", figures.meetings.none),
        ],
        "training": [
            _fact("Inducted", f"{figures.training.inducted} of {figures.training.staff}"),
            _fact("Hours", f"{figures.training.hours:g}"), _fact("Open needs", figures.training.needs),
        ],
        "complaints": [
            _fact("Raised", figures.complaints.raised), _fact("Closed", figures.complaints.closed),
            _fact("Open", figures.complaints.open),
        ],
    }  # fmt: skip


def _moved(thing: Thing) -> str:
    return f"{thing.moved} of {thing.measured} measured moved on" if thing.measured else "none measured"


def _fact(label: str, value) -> dict:
    return {"label": label, "value": str(value), "url": ""}


def _split(label: str, count: int, total: Split) -> dict:
    return _fact(label, f"{count} ({100 * count / total.roll:.1f} %)" if total.roll else count)


def _top(lines: tuple) -> str:
    return ", ".join(f"{line.label} {line.split.sen}" for line in lines if line.split.sen)


def _kept(kept: Kept) -> list[dict]:
    return [
        _fact("Due", kept.due),
        _fact("On time", kept.on_time),
        _fact("Late", kept.late),
        _fact("Not done", kept.missing),
    ]


def issue_page(report: TermReport) -> dict:
    """Asked once more before governors read it."""
    here = [report.school.slug, report.reference]
    early = f"The term runs until {day(report.end)}: the figures stand for {day(report.on)}."
    empty = [part.title for key, part in PART.items() if not queries.texts_of(report).get(key)]
    return {
        "title": f"Issue the report on the {report.term_name}",
        "line": "Governors and the trust read it at once. It is never changed after that: a correction is a new number.",
        "warnings": warnings(report), "empty": empty, "version": report.version, "drafted": report.drafted_at.isoformat(),
        "early": early if report.on < report.end else "",
        "submit_label": "Issue the report", "back_url": reverse("governors:report", args=here),
        "back_label": "Back to the draft", "write_url": reverse("governors:write", args=here),
    }  # fmt: skip


def correct_page(report: TermReport) -> dict:
    """Beginning a correction."""
    here = [report.school.slug, report.reference]
    return {
        "title": f"Correct the report on the {report.term_name}",
        "line": f"Number {report.number} stays as governors read it. The correction begins from its words and figures.",
        "submit_label": "Begin the correction", "back_url": reverse("governors:report", args=here),
        "back_label": "Back to the report", "note": "",
    }  # fmt: skip
