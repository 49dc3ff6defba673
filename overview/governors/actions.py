"""The writes of the report to governors: drafted, written, drafted anew, issued, corrected (R-219). Each is one
transaction. What is issued never changes; a correction is a new number."""

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.calendar.dates import Span
from core.documents.actions import issue_document
from core.documents.pdf import GOVERNOR_REPORT
from core.jobs.actions import queue_job
from core.jobs.models import Job
from core.schools.models import School
from core.ui.present import day
from overview.figures.disclosure import protected
from overview.figures.measures import figures
from overview.figures.terms import called
from overview.governors import naming, queries
from overview.governors.parts import NAMES, PART, QUESTIONS
from overview.governors.questions import drafted
from overview.governors.record import frozen, thawed
from overview.governors.sheet import sheet_of
from overview.models import ReportState, TermReport
from register.edits import check_version

JOB, DOCUMENT = "term_report", "term_report"
LONGEST = 4000  # characters of one part
REASON = "reason"
TITLES = {QUESTIONS: "Questions governors may ask", REASON: "What is being corrected"}


def queue_draft(*, school: School, start: dt.date, by: User, at: dt.datetime) -> Job:
    """Have a worker draft the report on the term that begins on `start`, or take the figures of its draft again.
    Raises Denied: the role, no such term, one that has not begun, or a report that has been issued."""
    check_can(by, Permission.REPORT_WRITE, school)
    _term_to_draft(school, start, timezone.localdate(at))
    return queue_job(school=school, kind=JOB, title="Drafting the report to governors", by=by, at=at,
                     payload={"term": start.isoformat()})  # fmt: skip


def _term_to_draft(school: School, start: dt.date, today: dt.date) -> Span:
    """The term, if a report on it may be drafted. Raises Denied."""
    term = queries.term_of(school, start)
    if term is None:
        raise Denied("There is no such term: enter it under Settings, Terms and closures.")
    if term.start > today:
        raise Denied(f"This term begins on {day(term.start)}: its report is drafted from then on.")
    newest = queries.newest_of_term(school, start)
    if newest is not None and newest.state == ReportState.ISSUED:
        raise Denied("The report on this term has been issued and stays as it is: open it and correct it.")
    return Span(term.start, term.end)


@transaction.atomic
def draft_report(
    *, school: School, start: dt.date, by: User | None, at: dt.datetime, job: Job | None = None
) -> TermReport:
    """Draft the report on the term that begins on `start`, as the record stands on its last day, or today while it runs;
    of a draft, take the figures again and leave its words. Without `by` nobody asked: the term is over. Raises Denied."""
    if by is not None:
        check_can(by, Permission.REPORT_WRITE, school)
    School.objects.select_for_update(no_key=True).only("pk").get(pk=school.pk)
    term = _term_to_draft(school, start, timezone.localdate(at))
    held = (
        TermReport.objects.select_for_update(of=("self",))
        .filter(school=school, start=start, state=ReportState.DRAFT)
        .first()
    )
    if held is None:
        name = called(queries.term_of(school, start).name, term.end)
        held = TermReport(school=school, term_name=name, start=term.start, end=term.end, story={})
    return _take(held, term, at, job)


def _take(report: TermReport, term: Span, at: dt.datetime, job: Job | None) -> TermReport:
    """Take the figures of a draft, as on the last day of its term or today while it runs, and keep it."""
    on = min(term.end, timezone.localdate(at))
    (taken,) = figures([report.school], Span(term.start, on), on)
    untouched = _questions_untouched(report)
    report.on, report.figures, report.drafted_at, report.job = on, frozen(taken), at, job
    report.shown = protected(taken, queries.shown_before(report))
    texts = queries.texts_of(report)
    asked = texts | {QUESTIONS: "\n".join(_questions(report))} if untouched else texts
    if asked != texts:
        report.story = report.story | {"texts": asked}
        report.version += QUESTIONS in texts  # who is writing now holds the questions that were asked before
    report.save()
    return report


def _questions(report: TermReport) -> list[str]:
    return drafted(report.shown, queries.national_of(report.school, report.shown))


def _questions_untouched(report: TermReport) -> bool:
    """Whether nobody has changed the questions that the figures so far raise: with other figures others are asked."""
    held = queries.texts_of(report).get(QUESTIONS)
    return held is None or [line.strip() for line in held.splitlines()] == _questions(report)


@transaction.atomic
def write_story(
    *, report: TermReport, texts: dict[str, str], version: int | None, by: User, at: dt.datetime
) -> TermReport:
    """Keep what is written in a draft, by part. A child who is named does not stop it: it is said, and the report is not
    issued so. Raises Denied, or Overtaken when somebody has saved since `version`."""
    check_can(by, Permission.REPORT_WRITE, report)
    report = _locked(report)
    check_version(report, version)
    for name, text in texts.items():
        if name in NAMES and len(text) > LONGEST:
            raise Denied(f"“{_titled(name)}” is longer than {LONGEST} characters: shorten it.")
    kept = {name: texts[name].strip() for name in NAMES if name in texts}
    report.story = report.story | {"texts": queries.texts_of(report) | kept, "written_at": at.isoformat()}
    report.written_by, report.version = by, report.version + 1
    report.save(update_fields=["story", "written_by", "version"])
    return report


def _titled(name: str) -> str:
    return PART[name].title if name in PART else TITLES[name]


def _locked(report: TermReport) -> TermReport:
    """The draft, locked. Raises Denied for one that has been issued."""
    held = TermReport.objects.select_for_update(of=("self",)).select_related("school").get(pk=report.pk)
    if held.state != ReportState.DRAFT:
        raise Denied(
            "This report has been issued and stays as it is. Correct it: the correction is a new number."
        )
    return held


@transaction.atomic
def issue_report(
    *, report: TermReport, version: int | None, drafted_at: str = "", by: User, at: dt.datetime
) -> TermReport:
    """Issue a draft to governors: what they may see is worked out anew against all that has been issued meanwhile, and
    from then on nothing of it changes; a worker makes the PDF. `version` and `drafted_at` are those of the page that was
    looked at. Raises Denied: issued already, a child is named, or it has changed since."""
    check_can(by, Permission.REPORT_WRITE, report)
    # Two who issue at once wait for each other, so that the later one is protected against the earlier too.
    School.objects.select_for_update(no_key=True).only("pk").get(pk=report.school_id)
    report = _locked(report)
    check_version(report, version)
    if drafted_at and drafted_at != report.drafted_at.isoformat():
        raise Denied("The figures have been taken again since you opened this: look at them, then issue.")
    _refuse_names(report)
    report.shown = protected(thawed(report.figures), queries.shown_before(report))
    report.state, report.issued_at, report.issued_by = ReportState.ISSUED, at, by
    snapshot = sheet_of(report, queries.before(report), queries.national_of(report.school, report.shown))
    report.document = issue_document(
        school=report.school, kind=DOCUMENT, subject=queries.subject_of(report), template=GOVERNOR_REPORT, by=by, at=at,
        title=f"SEN report to governors, {report.term_name}", snapshot=snapshot,
    )  # fmt: skip
    report.version += 1
    report.save()
    return report


def _refuse_names(report: TermReport) -> None:
    children = queries.children_of(report.school)
    said = queries.texts_of(report) | {REASON: report.story.get("reason", "")}
    for name, text in said.items():
        if found := naming.named_in(text, children).full:
            raise Denied(
                f"“{_titled(name)}” names {', '.join(found)}: take the name out. Governors read of no child."
            )
    if found := naming.named_in(queries.names_shown(report), children).full:
        raise Denied(
            f"An intervention or a topic of training is called after {', '.join(found)}: call it otherwise, then take "
            "the figures again. Governors read of no child."
        )


@transaction.atomic
def correct_report(*, report: TermReport, reason: str, by: User, at: dt.datetime) -> TermReport:
    """Begin the next number of an issued report, with its words and figures, to be changed or taken again; the earlier
    number stays readable as it was. Raises Denied: no reason, not issued, or a correction is in hand already."""
    check_can(by, Permission.REPORT_WRITE, report)
    School.objects.select_for_update(no_key=True).only("pk").get(pk=report.school_id)
    report = TermReport.objects.select_related("school").get(pk=report.pk)
    if not reason.strip():
        raise Denied("Say what is being corrected: governors read it.")
    if report.state != ReportState.ISSUED:
        raise Denied("This is a draft still: change it as it is.")
    of_term = TermReport.objects.filter(school=report.school_id, start=report.start)
    if of_term.filter(state=ReportState.DRAFT).exists():
        raise Denied("A correction of this report is in hand already: go on with that one.")
    number = of_term.aggregate(Max("number"))["number__max"] + 1
    story = {"texts": queries.texts_of(report), "reason": reason.strip()[:500]}
    return TermReport.objects.create(
        school=report.school, term_name=report.term_name, start=report.start, end=report.end, on=report.on, number=number,
        figures=report.figures, shown=report.shown, story=story, written_by=by, drafted_at=at,
    )  # fmt: skip


def draft_ended(*, school: School, at: dt.datetime) -> int:
    """Draft the report on a term that has ended lately, where nobody has, and bring a draft that was begun before its last
    day up to it. Returns how many were drafted."""
    return sum(
        bool(draft_report(school=school, start=start, by=None, at=at))
        for start in queries.to_draft(school, timezone.localdate(at))
    )
