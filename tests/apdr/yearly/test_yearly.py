"""Reports on the year: what the record says in plain words, written and issued, given to the family, constant queries."""

import datetime as dt
import io
import zipfile

import page as pdf_ua
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from apdr.dosage import Dosage
from apdr.enums import ReceiptHow
from apdr.models import Plan, ProvisionPupil, ReviewMeeting, Target
from apdr.yearly import actions, queries
from apdr.yearly.record import Said, targets_of, times_words, year_record
from apdr.yearly.years import span_of, year_to_report
from core.accounts.permissions import Denied
from core.calendar.dates import Span
from core.documents.pdf import YEAR_REPORT, render_pdf
from core.ui.models import Draft
from register.models import Assessment, Contact, Conversation, PupilDocument, StatusPeriod, Voice
from tests import cast as house
from tests.apdr import house as runs
from tests.overview.test_queries import UNCOUNTED, queries_of
from tests.permissions.rooms.yearly import YEAR
from tests.roles import seeing

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
SAID = Said(words="Maya has had a good year.", next_steps="Read 40 words\nAsk for help", home="Read together")
TODAY = dt.date(YEAR, 11, 22)


@pytest.fixture
def oakfield(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        yield cast.oakfield


@pytest.fixture
def at() -> dt.datetime:
    return timezone.now()


def report_of(pupil, said=SAID, today=TODAY) -> dict:
    return year_record(pupil, YEAR, said, today=today)["report"]


@pytest.mark.parametrize("today,year", [
    (dt.date(2026, 9, 1), 2025), (dt.date(2026, 12, 31), 2025), (dt.date(2027, 1, 1), 2026), (dt.date(2027, 8, 31), 2026),
])  # fmt: skip
def test_year_in_hand_is_the_one_that_ended_until_january(today, year):
    assert year_to_report(today) == year


def test_report_says_targets_in_the_words_of_families(cast, oakfield):
    report = report_of(cast.own.pupil)
    (target,) = report["targets"]  # cycle 1 was reviewed; cycle 2 is a draft and stays out
    assert (target["target"], target["word"], target["outcome"]) == (
        "Read 20 words",
        "Can do this now",
        "Reads 24 words",
    )
    assert report["summary"] == "1 thing was worked on. Can do this now: 1."


def test_target_that_was_carried_on_is_told_once_with_both_ends(cast, oakfield):
    plan = Plan.objects.get(pk=cast.own.shared.pk)
    first = plan.targets.get()
    first.baseline_value, first.aim_value, first.progress = 3, 20, "on_track"
    first.save()
    later = Plan.objects.create(
        school=oakfield, pupil=plan.pupil, cycle=9, area="semh", state="do", starts=plan.starts + DAY,
        created_at=house.AT, created_by=cast.senco, agreed_at=house.AT, agreed_by=cast.senco,
    )  # fmt: skip
    carried = Target.objects.create(
        school=oakfield, plan=later, number=1, target="Read 20 words aloud", carried_from=first, aim_value=20,
        achieved_on=plan.starts + 5 * DAY,
    )  # fmt: skip
    for rating, value, days, target in ((1, 3, 1, first), (4, 18, 4, carried)):
        on = plan.starts + days * DAY
        target.annotations.create(school=oakfield, plan=target.plan, on=on, rating=rating, value=value,
                                  written_at=house.AT, written_by=cast.senco)  # fmt: skip
    (told,) = targets_of([plan, later], Span(plan.starts, plan.starts + 60 * DAY))
    assert told["measure"] == "3 at the start, 18 at the end (we aimed for 20)"
    assert told["rating"] == "At first: not yet. By the end: on their own."
    assert (told["word"], told["target"]) == ("Can do this now", "Read 20 words aloud")


def test_what_was_judged_after_the_year_is_still_being_worked_on(cast, oakfield):
    plan = Plan.objects.get(pk=cast.own.shared.pk)
    (told,) = targets_of([plan], Span(plan.starts - 30 * DAY, timezone.localdate(plan.closed_at) - DAY))
    assert (told["word"], told["outcome"]) == ("Still being worked on", "")


def test_help_says_times_and_the_measure_before_and_after(cast, oakfield):
    pupil, start = cast.own.pupil, dt.date(YEAR, 9, 7)
    run = runs.provision(by=cast.senco, pupils=[pupil], start=start, end=dt.date(YEAR, 9, 25))
    ProvisionPupil.objects.filter(provision=run).update(
        entry_value=3, entry_on=start, exit_value=9, exit_on=dt.date(YEAR, 9, 25)
    )
    first = next(start + n * DAY for n in range(7) if (start + n * DAY).isoweekday() == 1)
    for weeks in range(3):
        if first + 7 * weeks * DAY <= dt.date(YEAR, 9, 25):
            runs.session(run, first + 7 * weeks * DAY, by=cast.senco)
    (row,) = [row for row in report_of(pupil)["help"] if row["what"] == "Talk for Learning"]
    assert (
        row["times"].endswith("times")
        and row["measure"] == "Story retelling: 3 points at the start, 9 points at the end"
    )


@pytest.mark.parametrize("dose,words", [
    (Dosage(sessions_planned=30, sessions_had=24), "24 of 30 times"),
    (Dosage(sessions_planned=30, sessions_had=24, unrecorded=15), "24 times"),  # not all was written down
    (Dosage(sessions_planned=30, sessions_had=0, unrecorded=450), ""),  # nothing is known: nothing is said
])  # fmt: skip
def test_times_say_no_more_than_is_known(dose, words):
    assert times_words(dose) == words


def test_parts_are_left_out_and_voice_meetings_and_tests_are_of_the_year_alone(cast, oakfield):
    pupil, span = cast.own.pupil, span_of(YEAR)
    Voice.objects.filter(pupil=pupil).delete()
    for on in (span.start - DAY, span.start + DAY):
        Assessment.objects.create(school=oakfield, pupil=pupil, kind="reading", instrument="Reading test", on=on,
                                  age_months=86, recorded_at=house.AT, recorded_by=cast.senco)  # fmt: skip
        ReviewMeeting.objects.create(
            school=oakfield, pupil=pupil, state="held", on=on, led_by=cast.senco, parents_came=True, who_came="Family Abara",
            created_at=house.AT, created_by=cast.senco, held_at=house.AT, held_by=cast.senco,
        )  # fmt: skip
    Voice.objects.create(
        school=oakfield, pupil=pupil, kind="interview", on=span.start + DAY, with_whom="Mrs Biggs", recorded_at=house.AT,
        recorded_by=cast.senco, answers=[{"ask": "What helps?", "said": "Time"}, {"ask": "Empty", "said": ""}],
    )  # fmt: skip
    report = report_of(pupil)
    (test,) = [test for test in report["tests"] if test["what"] == "Reading test"]
    assert (test["first"], test["last"]["score"]) == (None, "like a child of 7 years 2 months")
    assert report["voice"]["answers"] == [{"ask": "What helps?", "said": "Time"}]
    on = (span.start + DAY).isoformat()
    assert on in [meeting["on"] for meeting in report["meetings"]]
    assert (span.start - DAY).isoformat() not in [meeting["on"] for meeting in report["meetings"]]
    less = report_of(pupil, Said(leave_out=("voice", "tests", "targets")))
    assert (less["voice"], less["tests"], less["targets"], less["summary"], less["progress"]) == (
        None,
        [],
        [],
        "",
        "",
    )


@pytest.mark.parametrize("bare", [False, True])
def test_report_is_an_accessible_document_of_two_pages_at_most(cast, oakfield, bare):
    snapshot = year_record(cast.own.pupil, YEAR, Said() if bare else SAID, today=TODAY)
    data = render_pdf(
        YEAR_REPORT, snapshot | {"document": {"reference": "X", "version": 1, "issued_on": "2026-07-10"}}
    )
    report = pdf_ua.validate_pdf_bytes(data, profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert 1 <= len(PdfReader(io.BytesIO(data)).pages) <= 2


def test_issued_report_is_filed_and_a_correction_is_a_new_version(cast, oakfield, at):
    pupil = cast.other.pupil
    held = queries.newest_report(pupil, YEAR)
    filed = actions.issue_report(pupil=pupil, year=YEAR, said=SAID, version=1, by=cast.senco, at=at)
    assert (held.issued.number, filed.issued.number, filed.for_family, filed.kind) == (
        1,
        2,
        False,
        "year_report",
    )
    assert filed.issued.snapshot["report"]["written_by"] == cast.senco.called


@pytest.mark.parametrize("who,more,says", [
    ("head", {}, "Only the"), ("senco", {"year": YEAR - 5}, "this school year or the last"),
     ("senco", {"said": Said(next_steps="Read")}, "few sentences"),
    ("senco", {"version": 0}, "Somebody else has issued"),
])  # fmt: skip
def test_report_that_cannot_be_is_refused(cast, oakfield, at, who, more, says):
    with pytest.raises(Denied, match=says):
        actions.issue_report(
            **{"pupil": cast.own.pupil, "year": YEAR, "said": SAID, "by": cast.people[who], "at": at} | more
        )


def test_only_who_was_on_the_register_that_year_is_reported_on(cast, oakfield, at):
    pupil = cast.own.pupil
    StatusPeriod.objects.filter(pupil=pupil).update(start=span_of(YEAR).end + DAY)
    assert pupil not in queries.reported_on(oakfield, cast.senco, YEAR)
    with pytest.raises(Denied, match="was not on the"):
        actions.issue_report(pupil=pupil, year=YEAR, said=SAID, by=cast.senco, at=at)


def test_family_gets_the_newest_version_online_or_on_paper(
    cast, oakfield, at, mailoutbox, django_capture_on_commit_callbacks
):
    pupil, contact = cast.own.pupil, cast.own.contact
    first = queries.newest_report(pupil, YEAR)
    newer = actions.issue_report(pupil=pupil, year=YEAR, said=SAID, by=cast.teacher, at=at)
    with pytest.raises(Denied, match="newer version"):
        actions.share_report(document=first, contacts={contact: ReceiptHow.PAPER}, by=cast.senco, at=at)
    with pytest.raises(Denied, match="Only the"):
        actions.share_report(document=newer, contacts={contact: ReceiptHow.PAPER}, by=cast.teacher, at=at)
    with django_capture_on_commit_callbacks(execute=True):
        actions.share_report(document=newer, contacts={contact: ReceiptHow.ONLINE}, by=cast.senco, at=at)
    shared = PupilDocument.objects.filter(pupil=pupil, kind="year_report", for_family=True)
    assert list(shared) == [newer]
    assert [mail.to for mail in mailoutbox] == [[contact.email]] and pupil.first_name not in mailoutbox[
        0
    ].body
    actions.share_report(document=newer, contacts={contact: ReceiptHow.PAPER}, by=cast.senco, at=at)
    assert (
        Conversation.objects.filter(pupil=pupil, kind="letter", about__contains="given on paper").count() == 1
    )


def test_class_is_given_its_reports_online_and_on_paper(cast, oakfield, at):
    for record in (cast.own, cast.other):
        actions.issue_report(pupil=record.pupil, year=YEAR, said=SAID, by=cast.senco, at=at)
    Contact.objects.filter(pk=cast.other.contact.pk).update(user=None)
    lines = queries.year_lines(oakfield, cast.senco, YEAR)
    ready = queries.ready_to_share(lines)
    assert len(ready) == 2 and queries.families_online(ready) == {cast.own.pupil.pk}
    assert actions.share_many(documents=ready, paper=True, by=cast.senco, at=at) == (1, 1)
    assert queries.ready_to_share(queries.year_lines(oakfield, cast.senco, YEAR)) == []


def test_words_are_kept_looked_at_and_issued(cast):
    path = f"/oakfield/pupils/{cast.own.pupil.reference}/year/{YEAR}/"
    teacher = cast.client_for("teacher")
    page = teacher.get(f"{path}write/").content.decode()
    assert "A year of reading." in page and "Read 20 words" in page
    typed = {
        "words": "She reads with joy.",
        "next_steps": "Read more",
        "home": "",
        "leave_out": ["meetings"],
        "version": "1",
    }
    assert b"Saved at" in teacher.post(f"{path}write/", typed | {"autosave": "1", "words": "She rea"}).content
    refused = teacher.post(f"{path}write/", typed | {"words": ""})
    assert refused.status_code == 422 and "Read more" in refused.content.decode()
    assert teacher.post(f"{path}write/", typed).status_code == 302
    page = teacher.get(path).content.decode()
    assert "She reads with joy." in page and "Issue the report" in page
    assert "She reads with joy." not in cast.client_for("senco").get(path).content.decode()
    assert teacher.post(f"{path}issue/").status_code == 302
    with seeing(cast.oakfield, actor=cast.teacher):
        report = queries.newest_report(cast.own.pupil, YEAR).issued.snapshot["report"]
        assert (report["words"], report["meetings"], report["left_out"]) == (
            "She reads with joy.",
            [],
            ["meetings"],
        )
        assert not Draft.objects.filter(form="year_report", user=cast.teacher).exists()


def test_two_who_write_the_same_report_are_told(cast):
    path = f"/oakfield/pupils/{cast.own.pupil.reference}/year/{YEAR}/write/"
    teacher = cast.client_for("teacher")
    teacher.get(path)
    typed = {"words": "Mine", "next_steps": "", "home": "", "version": "1"}
    teacher.post(path, typed | {"autosave": "1"})
    with seeing(cast.oakfield, actor=cast.senco):
        actions.issue_report(pupil=cast.own.pupil, year=YEAR, said=SAID, by=cast.senco, at=timezone.now())
    answer = teacher.post(path, typed)
    assert answer.status_code == 409 and "Maya has had a good year." in answer.content.decode()
    assert teacher.post(path.replace("write", "issue")).url == path


def test_zip_holds_the_class(cast):
    path = f"/oakfield/year-reports/{YEAR}/{cast.own.pupil.school_class.reference}/zip/"
    data = b"".join(cast.client_for("senco").get(path).streaming_content)
    assert zipfile.ZipFile(io.BytesIO(data)).namelist() == ["Maya Abara.pdf"]


def test_family_reads_the_report(cast):
    parent = cast.client_for("parent")
    assert "How the year" in parent.get("/oakfield/").content.decode()
    page = parent.get(
        f"/oakfield/my-child/{cast.own.pupil.reference}/year/{cast.things['own']['year_report']}/"
    )
    assert "A year of reading." in page.content.decode() and "Download the report" in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_reports_queries(cast, count):
    with seeing(cast.oakfield):
        for n in range(count):
            record = house.add_record(cast.oakfield, klass=f"3 Fir{n}", first=f"Ann{n}", last="Fir", senco=cast.senco,
                                      email=f"fir{n}@sendsys.test")  # fmt: skip
            actions.issue_report(pupil=record.pupil, year=YEAR, said=SAID, by=cast.senco, at=timezone.now())
    assert queries_of(cast.client_for("senco"), f"/oakfield/year-reports/?year={YEAR}") == 5


@pytest.mark.parametrize("cycles", [0, 2])
def test_report_queries(cast, oakfield, cycles):
    pupil = cast.own.pupil
    cast.own.draft.delete()
    for _number in range(cycles):
        house.past_plan(pupil, cast.own.contact, cast.senco)
        runs.provision(by=cast.senco, pupils=[pupil])
    runs.provision(by=cast.senco, pupils=[pupil])
    with CaptureQueriesContext(connection) as captured:
        year_record(pupil, YEAR, SAID, today=TODAY)
    assert len([q for q in captured if not q["sql"].startswith(UNCOUNTED)]) == 18
