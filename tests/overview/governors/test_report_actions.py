"""The life of a report to governors: drafted, written, issued, corrected; what is issued never changes."""

import datetime as dt
from itertools import product
from unittest import mock

import pytest
from django.utils import timezone

from core.accounts.permissions import Denied
from core.jobs.models import Job, JobState
from overview.figures.disclosure import protected
from overview.figures.shape import Kept
from overview.governors import actions, queries
from overview.governors.record import frozen, thawed
from overview.governors.tasks import draft_reports_of
from overview.models import ReportState, TermReport
from register.edits import Overtaken
from register.enums import Level
from register.models import StatusPeriod
from tests.cast import AT
from tests.overview.governors import made

pytestmark = pytest.mark.django_db
AUTUMN, SUMMER = made.AUTUMN, made.SUMMER
TEXT = {"register": "Speech and language needs have grown.", "next": "Screen Year 1 in January."}


def test_figures_are_kept_and_read_again_as_they_were():
    assert thawed(frozen(made.figures())) == made.figures()


def test_a_draft_stands_for_today_while_the_term_runs_and_for_its_last_day_afterwards(cast, school, draft):
    assert (draft.on, draft.number, draft.state, draft.term_name) == (
        AT.date(),
        1,
        "draft",
        "Autumn term 2026",
    )
    again = actions.draft_report(
        school=school, start=AUTUMN.start, by=cast.senco, at=AT + dt.timedelta(days=90)
    )
    assert (again.pk, again.on) == (draft.pk, AUTUMN.end)


def test_taking_the_figures_again_leaves_the_words(cast, school, draft):
    actions.write_story(report=draft, texts=TEXT, version=draft.version, by=cast.senco, at=AT)
    again = actions.draft_report(school=school, start=AUTUMN.start, by=cast.senco, at=AT)
    assert queries.texts_of(again)["register"] == TEXT["register"]
    assert queries.texts_of(again)["questions"]


def asked_of(report: TermReport) -> str:
    return queries.texts_of(report)["questions"]


def test_questions_are_drafted_anew_with_the_figures_until_somebody_changes_them(cast, school, draft):
    version, late = draft.version, "More than one in ten plans"
    assert late not in asked_of(draft)

    def told(schools, span, on):
        return [made.figures(one.pk, span=span, on=on, plans=Kept(60, 12, 10)) for one in schools]

    with mock.patch("overview.governors.actions.figures", side_effect=told):
        again = actions.draft_report(school=school, start=AUTUMN.start, by=cast.senco, at=AT)
        assert late in asked_of(again) and again.version == version + 1
        same = actions.draft_report(school=school, start=AUTUMN.start, by=cast.senco, at=AT)
        assert same.version == again.version, "the same questions overtake nobody who writes"
    typed = asked_of(again).replace("\n", "\r\n")
    actions.write_story(report=again, texts={"questions": typed}, version=again.version, by=cast.senco, at=AT)
    calm = actions.draft_report(school=school, start=AUTUMN.start, by=cast.senco, at=AT)
    assert late not in asked_of(calm), "saved as they were drafted, they are still nobody’s own"
    own = {"questions": "Who reads to whom?"}
    actions.write_story(report=calm, texts=own, version=calm.version, by=cast.senco, at=AT)
    kept = actions.draft_report(school=school, start=AUTUMN.start, by=cast.senco, at=AT)
    assert asked_of(kept) == own["questions"]


def attempt(action: str, report: TermReport, cast) -> bool:
    """Whether the action is let through."""
    by = {"by": cast.head, "at": AT}
    try:
        match action:
            case "again":
                actions.draft_report(school=report.school, start=report.start, **by)
            case "write":
                actions.write_story(report=report, texts=TEXT, version=None, **by)
            case "issue":
                actions.issue_report(report=report, version=None, **by)
            case "correct":
                actions.correct_report(report=report, reason="A plan was entered late", **by)
    except Denied:
        return False
    return True


ALLOWED = {("draft", "again"), ("draft", "write"), ("draft", "issue"), ("issued", "correct")}


@pytest.mark.parametrize(
    "state,action", list(product(ReportState.values, ["again", "write", "issue", "correct"]))
)
def test_what_may_be_done_in_which_state(cast, draft, issue, state, action):
    report = issue(draft) if state == "issued" else draft
    assert attempt(action, report, cast) is ((state, action) in ALLOWED)


@pytest.mark.parametrize("who", ["governor", "trust_lead", "teacher", "office"])
def test_only_senco_and_head_write(cast, school, draft, who):
    with pytest.raises(Denied, match="Only the SENCo or Head"):
        actions.write_story(report=draft, texts=TEXT, version=None, by=cast.people[who], at=AT)
    with pytest.raises(Denied):
        actions.queue_draft(school=school, start=AUTUMN.start, by=cast.people[who], at=AT)


def test_issued_stays_as_it_was_when_the_record_changes(cast, draft, issue):
    report = TermReport.objects.get(pk=issue(draft).pk)
    kept = (report.figures, report.shown, report.document.snapshot)
    StatusPeriod.objects.filter(pupil=cast.own.pupil).update(level=Level.EHC_PLAN)
    with mock.patch(
        "overview.governors.actions.figures", return_value=[made.figures(total=made.Split(300, 90, 30))]
    ):
        assert not attempt("again", report, cast)
        assert draft_reports_of(report.school_id) == 0
    report = TermReport.objects.select_related("document").get(pk=report.pk)
    assert (report.figures, report.shown, report.document.snapshot) == kept


def test_issuing_looks_at_what_was_issued_meanwhile(cast, school, draft, issue):
    summer = actions.draft_report(school=school, start=SUMMER.start, by=cast.senco, at=AT)
    before = protected(thawed(draft.figures), [])
    assert draft.shown == before
    summer, report = issue(summer), issue(draft)
    assert report.shown == protected(thawed(report.figures), [summer.shown]) != before


def test_a_report_that_has_changed_since_it_was_looked_at_is_not_issued(cast, draft, issue):
    actions.write_story(report=draft, texts=TEXT, version=draft.version, by=cast.senco, at=AT)
    with pytest.raises(Overtaken):
        issue(draft, version=1)
    with pytest.raises(Denied, match="taken again"):
        actions.issue_report(report=draft, version=2, drafted_at="2026-01-01", by=cast.head, at=AT)
    assert TermReport.objects.get(pk=draft.pk).state == "draft"


def test_two_who_write_are_told(cast, draft):
    actions.write_story(report=draft, texts=TEXT, version=1, by=cast.senco, at=AT)
    with pytest.raises(Overtaken):
        actions.write_story(report=draft, texts={"next": "Nothing"}, version=1, by=cast.head, at=AT)


@pytest.mark.parametrize("part", ["register", "questions"])
def test_a_child_who_is_named_keeps_it_from_being_issued(cast, draft, issue, part):
    report = actions.write_story(
        report=draft, texts={part: "We met with Abara, Maya."}, version=1, by=cast.senco, at=AT
    )
    with pytest.raises(Denied, match="names Maya Abara: take the name out"):
        issue(report)
    report = actions.write_story(
        report=report, texts={part: "We met with Maya."}, version=2, by=cast.senco, at=AT
    )
    assert issue(report).state == "issued"


def test_a_correction_is_a_new_number_and_the_earlier_one_stays(cast, draft, issue):
    first = issue(actions.write_story(report=draft, texts=TEXT, version=1, by=cast.senco, at=AT))
    with pytest.raises(Denied, match="Say what is being corrected"):
        actions.correct_report(report=first, reason=" ", by=cast.head, at=AT)
    second = actions.correct_report(report=first, reason="A need was wrong", by=cast.head, at=AT)
    with pytest.raises(Denied, match="in hand already"):
        actions.correct_report(report=first, reason="Once more", by=cast.head, at=AT)
    second = issue(second)
    first.refresh_from_db()
    assert (first.state, first.number, second.number) == ("issued", 1, 2)
    assert (first.document.number, second.document.number, second.document.subject) == (
        1,
        2,
        first.document.subject,
    )
    assert second.document.snapshot["report"]["reason"] == "A need was wrong"
    assert queries.newest_issued(first.school, cast.governor) == second


def test_a_worker_drafts_it(cast, school, run_on_commit):
    with run_on_commit():
        job = actions.queue_draft(school=school, start=SUMMER.start, by=cast.senco, at=timezone.now())
    job = Job.objects.get(pk=job.pk)
    assert (job.state, job.message) == (JobState.DONE, "The report on the Summer term 2026 is drafted.")
    assert job.next_url == f"/oakfield/governors/{TermReport.objects.get(start=SUMMER.start).reference}/"


@pytest.mark.parametrize("start,words", [
    (dt.date(2026, 1, 1), "no such term"), (dt.date(2030, 1, 7), "begins on"),
])  # fmt: skip
def test_a_term_that_cannot_be_reported_on_is_told(cast, school, start, words):
    with pytest.raises(Denied, match=words):
        if start.year == 2030:
            queries.Term.objects.create(school=school, name="Far", start=start, end=start)
        actions.queue_draft(school=school, start=start, by=cast.senco, at=AT)


def test_terms_that_are_over_are_drafted_by_themselves_once(cast, school, draft):
    after = dt.datetime(2026, 12, 19, 3, 0, tzinfo=dt.UTC)
    assert queries.to_draft(school, AUTUMN.end) == []
    assert actions.draft_ended(school=school, at=after) == 1
    draft.refresh_from_db()
    assert (draft.on, draft.written_by) == (AUTUMN.end, None)
    assert actions.draft_ended(school=school, at=after) == 0
