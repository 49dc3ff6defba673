"""The provision map as on any day: what stands on it, for whom, on screen, as a workbook and on paper."""

import datetime as dt
import io

import page
import pytest
from django.utils import timezone
from openpyxl import load_workbook

from apdr.mapping import paper, present, queries
from apdr.mapping.queries import Asked
from apdr.models import Slot
from core.audit.models import Opening
from core.calendar.dates import Span
from core.documents import pdf
from core.documents.models import PrivateFile
from core.jobs.models import Job
from register.models import SchoolClass
from tests.apdr import house
from tests.cast import AT
from tests.overview.test_queries import queries_of
from tests.roles import seeing

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
TODAY = AT.date()
THREE = ((1, dt.time(9)), (3, dt.time(9)), (5, dt.time(9)))


@pytest.fixture
def oakfield(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        yield cast.oakfield


def on(day: dt.date, by: str = "class") -> Asked:
    return Asked(Span(day, day), by)


def titles(cast, who: str, asked: Asked, today=TODAY) -> list[str]:
    rows = queries.provision_map(cast.oakfield, cast.people[who], asked, today)
    return [row.title for row in rows if row.title.startswith("House")]


def make(cast, name: str, **more):
    usual = {"by": cast.senco, "pupils": [cast.own.pupil], "adults": [cast.ta], "name": f"House {name}"}
    return house.provision(**usual | more)


def test_columns_are_the_policys(cast, oakfield):
    make(cast, "words", slots=THREE, agency="Speech and language therapy")
    (row,) = [
        row
        for row in queries.provision_map(oakfield, cast.senco, on(TODAY), TODAY)
        if row.title == "House words"
    ]
    assert present.HEADINGS == [
        "Intervention", "Date commenced", "Time allocated", "Frequency", "Outside-agency involvement",
    ]  # fmt: skip
    assert present.columns(row) == [
        "Talk for Learning: House words", "Mon 7 Sep 2026", "15 minutes, 45 a week", "3 times a week: Mon, Wed, Fri",
        "Speech and language therapy",
    ]  # fmt: skip


@pytest.mark.parametrize("day,there", [
    (house.START - DAY, False), (house.START, True), (house.END, True), (house.END + DAY, False),
])  # fmt: skip
def test_it_stands_on_the_map_from_its_first_day_to_its_last(cast, oakfield, day, there):
    make(cast, "one")
    assert titles(cast, "senco", on(day)) == (["House one"] if there else [])


def test_only_what_runs_or_ran_stands_there(cast, oakfield):
    for state in ("planned", "running", "ended", "dropped"):
        stamps = {"dropped_at": AT, "dropped_by": cast.senco} if state == "dropped" else {}
        make(cast, state, state=state, **stamps)
    assert titles(cast, "senco", on(TODAY)) == ["House ended", "House running"]


def test_times_and_places_are_those_of_the_day(cast, oakfield):
    held = make(cast, "one", pupils=[cast.own.pupil, cast.other.pupil])
    held.slots.update(end=TODAY - DAY)
    Slot.objects.create(school=oakfield, provision=held, weekday=2, at=dt.time(10), minutes=30, start=TODAY)
    held.pupils.filter(pupil=cast.other.pupil).update(end=TODAY - DAY)

    def then(day):
        (row,) = [
            row
            for row in queries.provision_map(oakfield, cast.senco, on(day), TODAY)
            if row.title == "House one"
        ]
        return [time.minutes for time in row.times], [child.name for child in row.children]

    assert then(TODAY - DAY) == ([15], ["Maya Abara", "Leo Brandt"])
    assert then(TODAY) == ([30], ["Maya Abara"])


def test_class_is_that_of_the_day(cast, oakfield):
    make(cast, "one", start=TODAY - 5 * DAY, end=TODAY + 60 * DAY)
    pupil, tomorrow = cast.own.pupil, timezone.localdate() + DAY
    pupil.school_class = SchoolClass.objects.create(
        school=oakfield, name="4 Yew", academic_year=2026, year_group="4"
    )
    pupil.save()

    def klass(day, today):
        rows = queries.provision_map(oakfield, cast.senco, on(day), today)
        return next(row.children[0].klass for row in rows if row.title == "House one")

    assert klass(TODAY, TODAY) == "4 Yew"
    assert klass(timezone.localdate() - DAY, tomorrow) in {"4 Ash", "4 Yew"}  # by when the history begins


@pytest.mark.parametrize("who,names,others", [
    ("senco", ["Maya Abara", "Leo Brandt"], 0), ("head", ["Maya Abara", "Leo Brandt"], 0), ("teacher", ["Maya Abara"], 1),
    ("ta", ["Maya Abara"], 1),
])  # fmt: skip
def test_children_out_of_sight_are_a_number(cast, oakfield, who, names, others):
    make(cast, "one", pupils=[cast.own.pupil, cast.other.pupil])
    rows = queries.provision_map(oakfield, cast.people[who], on(TODAY), TODAY)
    (row,) = [row for row in rows if row.title == "House one"]
    assert ([child.name for child in row.children], row.others) == (names, others)


def test_teacher_and_ta_see_their_pupils_and_what_they_deliver(cast, oakfield):
    make(cast, "own")
    make(cast, "other", pupils=[cast.other.pupil], adults=[cast.ta])
    make(cast, "neither", pupils=[cast.other.pupil], adults=[])
    assert titles(cast, "senco", on(TODAY)) == ["House neither", "House other", "House own"]
    assert titles(cast, "teacher", on(TODAY)) == ["House own"]
    assert titles(cast, "ta", on(TODAY)) == ["House other", "House own"]
    assert titles(cast, "governor", on(TODAY)) == []


def groups(cast, by: str) -> dict[str, list[str]]:
    rows = queries.provision_map(cast.oakfield, cast.senco, on(TODAY), TODAY)
    found = queries.grouped(rows, on(TODAY, by), queries.terms_of(cast.oakfield), present.Names())
    mine = {
        group.title: [row.title for row in group.rows if row.title.startswith("House")] for group in found
    }
    return {title: held for title, held in mine.items() if held}


def test_groups_by_class_need_and_term_with_the_mentor_apart(cast, oakfield):
    sums = house.intervention(oakfield, "Sums", area="cognition")
    anything = house.intervention(oakfield, "Anything", area="")
    mentor = house.intervention(oakfield, "Club", kind="mentor_attendance")
    whole = house.intervention(oakfield, "Fonts", area="", wave="universal")
    make(cast, "sums", what=sums, pupils=[cast.own.pupil, cast.other.pupil])
    make(cast, "any", what=anything)
    make(cast, "mentor", what=mentor)
    universal = make(cast, "whole", what=whole, slots=())
    universal.pupils.all().delete()
    assert groups(cast, "class") == {
        "4 Ash": ["House any", "House sums"], "5 Elm": ["House sums"], "No named child: whole classes": ["House whole"],
    }  # fmt: skip
    assert groups(cast, "need") == {
        "Communication and interaction": ["House any"], "Cognition and learning": ["House sums"],
        "No area of need named": ["House whole"],
    }  # fmt: skip
    assert groups(cast, "term") == {"Commenced in Autumn 2026": ["House any", "House sums", "House whole"]}
    rows = queries.provision_map(oakfield, cast.senco, on(TODAY), TODAY)
    (club,) = [
        group for group in present.mentor_groups(rows) if "House mentor" in [row.title for row in group.rows]
    ]
    assert club.title == "Learning mentor: attendance"


def book_of(cast, who: str, query: str = "?on=2026-11-16"):
    answer = cast.client_for(who).get(f"/oakfield/provision-map/xlsx/{query}")
    return load_workbook(io.BytesIO(answer.content))


def test_workbook_has_five_columns_and_children_only_for_who_may(cast, oakfield):
    make(cast, "one", agency="=1+1")
    book = book_of(cast, "senco")
    assert book.sheetnames == ["Provision map", "Children", "Learning mentor"]
    first, *rows = book["Provision map"].values
    assert list(first) == present.HEADINGS
    assert rows and all(len(row) == 5 for row in rows) and "'=1+1" in [row[4] for row in rows]
    assert "Maya Abara" in [row[1] for row in book["Children"].values]
    assert book_of(cast, "teacher").sheetnames == ["Provision map", "Learning mentor"]
    assert Opening.objects.filter(
        user=cast.senco, kind="export", what__startswith="the provision map"
    ).exists()


@pytest.mark.parametrize("query,words", [
    ("?on=31+02+2026", "February has 28 days"), ("?on=%00", "Today is shown"), ("?on=soon", "Enter a date like"),
    ("?term=1999-01-01", "As on"), ("?by=colour", "As on"), ("?term=2026-09-02", "Autumn, Wed 2 Sep 2026 to Fri 18 Dec 2026"),
])  # fmt: skip
def test_whatever_is_asked_is_answered(cast, query, words):
    answer = cast.client_for("senco").get(f"/oakfield/provision-map/{query}")
    assert (answer.status_code, words in answer.content.decode()) == (200, True)


def test_paper_is_made_by_a_worker_and_names_no_child(cast, oakfield, client_for, run_on_commit):
    make(cast, "one")
    with run_on_commit():
        progress = client_for("senco").post("/oakfield/provision-map/?on=2026-11-16&by=need")
    job = Job.objects.filter(kind=paper.KIND).latest("pk")
    assert (job.state, progress.url) == ("done", f"/oakfield/jobs/{job.reference}/")
    answer = client_for("senco").get(job.next_url)
    assert b"".join(answer).startswith(b"%PDF") and answer["Cache-Control"] == "private, no-store"
    assert client_for("head").get(job.next_url).status_code == 404
    drawn = str(paper.map_snapshot(oakfield, cast.senco, paper.asked_of(job.payload), AT))
    assert "House one" in drawn and "Maya" not in drawn and "Communication and interaction" in drawn
    Job.objects.filter(pk=job.pk).update(ended_at=AT - 40 * DAY)
    assert paper.forget_maps(school=oakfield, before=AT - 30 * DAY) == 1
    assert not PrivateFile.objects.filter(pk=job.result["file"]).exists()


@pytest.mark.parametrize("groups", [0, 1, 40])
def test_print_is_accessible_and_holds_what_people_type(groups):
    row = ["<b>{{ x }}</b> " + "W" * 200, "Mon 7 Sep 2026", "15 minutes", "Every day", "None"]
    parts = [{"title": f"Class {number}", "rows": [row] * 3} for number in range(groups)]
    data = pdf.render_pdf(pdf.PROVISION_MAP, {
        "school": {"name": "Oakfield", "senco_label": "SENCo"}, "document": {"issued_on": "2026-11-23"},
        "map": {"title": "Provision map", "told": "As on Mon 23 Nov 2026", "line": "All", "note": "",
                "headings": present.HEADINGS, "groups": parts, "mentor": parts[:1]},
    })  # fmt: skip
    report = page.validate_pdf_bytes(data, profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


@pytest.mark.parametrize("count", [1, 3])
def test_queries(cast, oakfield, count):
    for number in range(count):
        make(cast, f"{number}", pupils=[cast.own.pupil, cast.other.pupil], slots=THREE)
    assert queries_of(cast.client_for("senco"), "/oakfield/provision-map/?on=2026-11-16") == 10
    assert queries_of(cast.client_for("teacher"), "/oakfield/provision-map/?term=2026-09-02&by=need") == 8
