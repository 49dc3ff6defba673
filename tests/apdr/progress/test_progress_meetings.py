"""Pupil progress meetings: opened, decided child by child, closed; one refusal loses nothing of the others."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apdr.enums import Decision
from apdr.models import Plan, ProgressDecision, ProgressMeeting, ProvisionPupil
from apdr.progress import actions, queries
from apdr.progress.forms import RowForm
from core.accounts.permissions import Denied
from register import actions as register
from register.models import Concern, ProgressReview, Pupil, SchoolClass
from tests import cast as house
from tests.apdr import house as runs
from tests.overview.test_queries import UNCOUNTED
from tests.roles import seeing

pytestmark = pytest.mark.django_db
START, END = dt.date(2026, 9, 7), dt.date(2099, 1, 1)


@pytest.fixture
def at() -> dt.datetime:
    return timezone.now()


@pytest.fixture
def oakfield(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        yield cast.oakfield


@pytest.fixture
def klass(cast, oakfield):
    """A class that the teacher teaches and that has no meeting yet."""
    made = register.find_or_create_class(school=oakfield, name="4 Fir", academic_year=2026, year_group="4")
    register.add_teacher(school_class=made, user=cast.teacher)
    return made


@pytest.fixture
def add(cast, klass):
    """`add(3)`: so many children of the class, on the register with a plan, each in the same provision."""

    def added(count: int) -> list[Pupil]:
        made = [
            house.add_record(klass.school, klass="4 Fir", first=f"Child{n}", last=f"Fir{n}",
                             email=f"fir{n}@sendsys.test", senco=cast.senco).pupil
            for n in range(count)
        ]  # fmt: skip
        runs.provision(by=cast.senco, pupils=made, start=START, end=END, review_on=START)
        return made

    return added


@pytest.fixture
def meeting(cast, klass, at):
    return actions.open_meeting(school_class=klass, on=at.date(), people="Mrs Nair", by=cast.teacher, at=at)


def bare(cast, klass, first: str = "Ann") -> Pupil:
    """A child of the class who is not on the register."""
    row = {"legal_first": first, "legal_last": "Elder", "born": dt.date(2018, 3, 4), "school_class": klass}
    return register.add_pupils(school=klass.school, pupils=[row], by=cast.senco, at=house.AT)[0]


def test_meeting_is_opened_once_a_class_and_day(cast, klass, meeting, at):
    again = actions.open_meeting(school_class=klass, on=at.date(), by=cast.head, at=at)
    assert again == meeting and again.people == "Mrs Nair"


@pytest.mark.parametrize("who,days,says", [
    ("ta", 0, "Only the"), ("teacher", 1, "in the future"), ("senco", -400, "choose a day of that year"),
])  # fmt: skip
def test_meeting_that_cannot_be_is_refused(cast, klass, at, who, days, says):
    with pytest.raises(Denied, match=says):
        actions.open_meeting(
            school_class=klass, on=at.date() + dt.timedelta(days), by=cast.people[who], at=at
        )


def test_teacher_runs_no_meeting_of_another_class(cast, oakfield, at):
    other = SchoolClass.objects.get(school=oakfield, name="5 Elm")
    with pytest.raises(Denied, match="You do not teach 5 Elm"):
        actions.open_meeting(school_class=other, on=at.date(), by=cast.teacher, at=at)


def test_concern_is_raised_with_the_words_of_the_meeting(cast, klass, meeting, at):
    pupil = bare(cast, klass)
    held = actions.decide(meeting=meeting, pupil=pupil, decision=Decision.CONCERN, progress="less",
                          words="Loses the place when reading", by=cast.teacher, at=at)  # fmt: skip
    concern = Concern.objects.get(pupil=pupil)
    assert held.concern == concern and concern.raised_on == meeting.on
    assert concern.reasons.endswith("Less than expected progress. Loses the place when reading")
    assert ProgressReview.objects.get(pupil=pupil).progress == "less"


def test_plan_is_the_open_one_or_a_new_one(cast, klass, meeting, add, at):
    (child,) = add(1)
    draft = Plan.objects.filter(pupil=child).open().get()
    assert actions.decide(meeting=meeting, pupil=child, decision="plan", by=cast.teacher, at=at).plan == draft
    with pytest.raises(Denied, match="change the level first"):
        actions.decide(meeting=meeting, pupil=bare(cast, klass), decision="plan", by=cast.teacher, at=at)


def test_provision_is_joined_and_left(cast, klass, meeting, add, at):
    (child,) = add(1)
    run, pupil = ProvisionPupil.objects.get(pupil=child).provision, bare(cast, klass)
    held = actions.decide(
        meeting=meeting, pupil=pupil, decision="provision", provision=run, by=cast.senco, at=at
    )
    place = ProvisionPupil.objects.get(pupil=pupil)
    assert (held.provision, place.start, place.end) == (run, meeting.on, None)
    left = {"meeting": meeting, "pupil": child, "decision": "leave", "by": cast.senco, "at": at}
    with pytest.raises(Denied, match="why Child0 leaves"):
        actions.decide(**left, place=ProvisionPupil.objects.get(pupil=child))
    with pytest.raises(Denied, match="Choose the provision that Child0 leaves"):
        actions.decide(**left, place=place, words="Caught up")
    actions.decide(**left, place=ProvisionPupil.objects.get(pupil=child), words="Caught up")
    gone = ProvisionPupil.objects.get(pupil=child)
    assert (gone.end, gone.why_left) == (meeting.on, "Caught up")


def test_what_the_role_may_not_do_is_left_to_others(cast, klass, meeting, add, at):
    (child,) = add(1)
    with pytest.raises(Denied, match="somebody who may do it reads it here"):
        actions.decide(meeting=meeting, pupil=child, decision="plan", by=cast.head, at=at)
    held = actions.decide(
        meeting=meeting, pupil=child, decision="plan", words="New targets", by=cast.head, at=at
    )
    assert held.plan is None and not actions.is_done(held)
    assert actions.decide(
        meeting=meeting, pupil=child, decision="plan", words="New targets", by=cast.senco, at=at
    ).plan


def test_what_is_done_stays_done(cast, klass, meeting, at):
    pupil = bare(cast, klass)
    said = {"meeting": meeting, "pupil": pupil, "by": cast.teacher, "at": at}
    actions.decide(**said, decision="concern", words="Tires quickly")
    with pytest.raises(Denied, match="done already"):
        actions.decide(**said, decision="nothing")
    held = actions.decide(**said, words="Tires quickly, sleeps badly")
    assert (held.decision, held.words) == ("concern", "Tires quickly, sleeps badly")
    assert Concern.objects.filter(pupil=pupil).count() == 1


def test_same_look_is_recorded_once_a_day(cast, klass, meeting, at):
    pupil = bare(cast, klass)
    for progress in ("expected", "expected", "better"):
        actions.decide(meeting=meeting, pupil=pupil, progress=progress, by=cast.teacher, at=at)
    assert list(ProgressReview.objects.filter(pupil=pupil).values_list("progress", flat=True)) == [
        "better", "expected"]  # fmt: skip
    assert ProgressDecision.objects.get(pupil=pupil).decision == Decision.NOTHING


def test_child_of_another_class_or_who_left_is_refused(cast, klass, meeting, at):
    with pytest.raises(Denied, match="is not in 4 Fir"):
        actions.decide(meeting=meeting, pupil=cast.other.pupil, by=cast.senco, at=at)
    pupil = bare(cast, klass)
    register.mark_leaver(pupil=pupil, on=at.date(), by=cast.senco, at=at)
    with pytest.raises(Denied, match="has left"):
        actions.decide(meeting=meeting, pupil=pupil, by=cast.senco, at=at)


def test_closed_meeting_is_kept_as_it_was(cast, klass, meeting, at):
    pupil = bare(cast, klass)
    actions.close_meeting(meeting=meeting, notes="A settled class", by=cast.teacher, at=at)
    with pytest.raises(Denied, match="is closed"):
        actions.decide(meeting=meeting, pupil=pupil, by=cast.teacher, at=at)
    with pytest.raises(Denied, match="is closed"):
        actions.close_meeting(meeting=meeting, by=cast.teacher, at=at)


def typed(pupil, meeting, cast, **said) -> dict:
    """A row as a browser posts it, with what stood there when it was drawn."""
    (child,) = queries.children_of_class(meeting, cast.senco, meeting.on, only=pupil.reference)
    form = RowForm(None, child=child, provisions=[], user=cast.senco, school_id=meeting.school_id)
    words = {"progress": "", "decision": "", "line": ""} | form.initial | said | {"seen": form.standing}
    return {f"{pupil.reference}-{name}": value for name, value in words.items()}


def test_one_refused_row_loses_nothing_of_the_others(cast, klass, meeting):
    one, two, three = (bare(cast, klass, name) for name in ("Ann", "Ben", "Cat"))
    page = f"/oakfield/progress-meetings/{meeting.reference}/"
    answer = cast.client_for("teacher").post(page, {
        **typed(one, meeting, cast, progress="expected"),
        **typed(two, meeting, cast, progress="less", line=""),
        **typed(three, meeting, cast, decision="plan", line="Wants more help, says Cat"),
    })  # fmt: skip
    shown = answer.content.decode()
    assert answer.status_code == 200 and "1 saved." in shown and "2 things to put right" in shown
    assert "Say in a line what you see when Ben makes less progress" in shown
    assert "change the level first" in shown and "Wants more help, says Cat" in shown
    assert [row.pupil for row in ProgressDecision.objects.filter(meeting=meeting)] == [one]
    assert not ProgressReview.objects.filter(pupil=two).exists()


def test_row_that_somebody_else_has_saved_is_not_written_over(cast, klass, meeting, at):
    pupil = bare(cast, klass)
    mine = typed(pupil, meeting, cast, progress="better", line="Mine")
    actions.decide(meeting=meeting, pupil=pupil, progress="expected", words="Hers", by=cast.senco, at=at)
    row = f"/oakfield/progress-meetings/{meeting.reference}/{pupil.reference}/"
    shown = cast.client_for("teacher").post(row, mine).content.decode()
    assert "Helen Marsh has saved this row" in shown and 'value="Mine"' in shown
    assert ProgressDecision.objects.get(pupil=pupil).words == "Hers"
    again = mine | {f"{pupil.reference}-seen": typed(pupil, meeting, cast)[f"{pupil.reference}-seen"]}
    assert "Saved" in cast.client_for("teacher").post(row, again).content.decode()
    assert ProgressDecision.objects.get(pupil=pupil).words == "Mine"


def test_untouched_rows_write_nothing(cast, klass, meeting, add):
    made = add(2)
    page = f"/oakfield/progress-meetings/{meeting.reference}/"
    sent = {key: value for child in made for key, value in typed(child, meeting, cast).items()}
    assert cast.client_for("teacher").post(page, sent).status_code == 302
    assert not ProgressDecision.objects.filter(meeting=meeting).exists()


def test_page_shows_what_the_meeting_looks_at(cast, klass, meeting, add):
    add(1)
    bare(cast, klass)
    shown = cast.client_for("senco").get(f"/oakfield/progress-meetings/{meeting.reference}/").content.decode()
    words = ("Provision to look at now", "On the SEN register", "Child0 Fir0", "Support plan 2", "Talk for Learning",
             "Other children of the class", "Ann Elder", "0 of 2 children looked at")  # fmt: skip
    assert [word for word in words if word not in shown] == []


def test_pages_lead_from_opening_to_minutes(cast, klass, at):
    client, pupil = cast.client_for("teacher"), bare(cast, klass)
    data = {"school_class": klass.reference, "on": f"{at:%d %m %Y}", "people": "Mrs Nair, Mr Okoro"}
    wrong = client.post("/oakfield/progress-meetings/open/", data | {"on": "31 6 2027"}).content.decode()
    assert "June has 30 days" in wrong and "Mr Okoro" in wrong
    page = client.post("/oakfield/progress-meetings/open/", data).url
    meeting = ProgressMeeting.objects.get(school_class=klass)
    assert page == meeting.get_absolute_url()
    client.post(page, typed(pupil, meeting, cast, progress="less", decision="concern", line="Often tired"))
    assert client.post(f"{page}close/", {"notes": "A settled class", "people": "All"}).url == page
    minutes = client.get(page).content.decode()
    for words in ("A settled class", "Ann Elder", "Less than expected", "Often tired", "A concern is raised"):
        assert words in minutes
    assert "1 looked at, 1 with a decision" in client.get("/oakfield/progress-meetings/").content.decode()


def queries_of(client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    counted = [query["sql"] for query in captured if not query["sql"].startswith(UNCOUNTED)]
    return len(counted)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(cast, klass, meeting, add, at, count):
    made, client = add(count), cast.client_for("senco")
    for child in made:
        actions.decide(meeting=meeting, pupil=child, progress="expected", by=cast.senco, at=at)
    page = meeting.get_absolute_url()
    found = [queries_of(client, "/oakfield/progress-meetings/"), queries_of(client, page)]
    actions.close_meeting(meeting=meeting, by=cast.senco, at=at)
    assert [*found, queries_of(client, page)] == [4, 21, 6]


def test_closed_meeting_is_reopened_by_senco_and_head_alone(cast, klass, meeting, at):
    closed = actions.close_meeting(meeting=meeting, by=cast.teacher, at=at, notes="A good term")
    with pytest.raises(Denied, match="Only the SENCo or Head"):
        actions.reopen_meeting(meeting=closed, by=cast.teacher, at=at)
    opened = actions.reopen_meeting(meeting=closed, by=cast.head, at=at)
    assert (opened.closed_at, opened.closed_by, opened.notes) == (None, None, "A good term")
    with pytest.raises(Denied, match="cannot become"):
        actions.reopen_meeting(meeting=opened, by=cast.senco, at=at)
    assert actions.close_meeting(meeting=opened, by=cast.teacher, at=at).closed_by == cast.teacher
