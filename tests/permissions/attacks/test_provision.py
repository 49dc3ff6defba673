"""What curious people try with provision: each test was a way through once, or guards a wall that nothing else tests."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from apdr.models import (
    Annotation,
    Plan,
    Provision,
    ProvisionAdult,
    ProvisionPupil,
    ReviewAction,
    ReviewMeeting,
    Session,
    SessionMark,
    Target,
)
from apdr.plans.queries import plan_snapshot
from apdr.sessions.actions import correct_session
from apdr.sessions.queries import sessions_between
from apdr.sessions.sheets import sheet_snapshot
from core.accounts.permissions import Denied
from tests.apdr import house
from tests.cast import AT
from tests.permissions.attacks.asking import CARE_AT, CARE_COST, MARKUP, SECRET, page, status

pytestmark = pytest.mark.django_db


# provision of children of two classes: who delivers it knows first names, who teaches one child knows that one


LISTS = (
    "overview:home", "provision:list", "sessions:today", "sessions:missed", "sessions:week", "sessions:extra",
    "timetable:mine", "mapping:map", "plans:plans", "reviews:list", "progress:meetings", "bank:bank",
)  # fmt: skip
QUERIES = ("", "?all=1", "?span=term", "?by=need", "?by=term", "?state=running")


def everything(cast, who: str, run: Provision) -> str:
    """The text of all pages of provision that the person may open."""
    client, own, seen = cast.client_for(who), cast.own.pupil, []
    paths = [reverse(name, args=["oakfield"]) + query for name in LISTS for query in QUERIES]
    paths += [
        reverse(name, args=["oakfield", run.reference])
        for name in ("provision:provision", "provision:measures")
    ]
    paths += [reverse("provision:intervention", args=["oakfield", run.intervention.reference])]
    paths += [reverse("provision:add", args=["oakfield"]) + f"?of={run.intervention.reference}"]
    paths += [reverse("sessions:record", args=["oakfield", run.reference, "2026-11-16", "0900"])]
    paths += [
        reverse(name, args=["oakfield", own.reference]) for name in ("overview:pupil", "sessions:pupil")
    ]
    for path in paths:
        response = client.get(path)
        assert response.status_code in {200, 302, 403, 404}, (path, response.status_code)
        seen.append(response.content.decode() if response.status_code == 200 else "")
    return "\n".join(seen)


@pytest.mark.parametrize("who,no", [("teacher", "Leo"), ("teacher", "Brandt"), ("ta", "Leo"), ("governor", "Maya"),
                                    ("office", "=1+1"), ("parent", "Leo"), ("riverside_senco", "Maya")])  # fmt: skip
def test_child_of_another_class_in_the_group_is_on_no_page(cast, mixed, who, no):
    assert no not in everything(cast, who, mixed)


def test_who_delivers_a_group_knows_first_names_alone(cast, delivered):
    shown = everything(cast, "ta", delivered)
    assert "Leo" in shown
    assert "Brandt" not in shown
    assert "5 Elm" not in shown


def test_sheet_names_whom_one_delivers_to_by_the_first_name_alone(cast, delivered):
    with cast.acting("ta"):
        found = sessions_between(cast.oakfield, cast.ta, CARE_AT.date(), CARE_AT.date())
        said = str(sheet_snapshot(cast.oakfield, CARE_AT.date(), found, cast.ta, CARE_AT))
    assert "'Leo'" in said
    assert "Maya A" in said


@pytest.mark.parametrize("who", ["teacher", "ta", "dsl"])
def test_what_provision_costs_is_on_no_page_of_others(cast, delivered, who):
    assert "777.77" not in everything(cast, who, delivered)
    assert "777.77" in everything(cast, "senco", delivered)


def test_markup_and_formulas_in_the_name_of_a_group_are_words(cast, delivered):
    for who in ("senco", "ta"):
        assert MARKUP not in everything(cast, who, delivered)
    response = cast.client_for("senco").get(reverse("mapping:xlsx", args=["oakfield"]))
    cells = [
        cell.value for sheet in load_workbook(io.BytesIO(response.content)) for row in sheet for cell in row
    ]
    assert not [value for value in cells if str(value).startswith("=")]


def test_teacher_does_not_say_a_price_that_they_do_not_see(cast, mixed):
    with cast.acting("senco"):
        own = house.provision(
            by=cast.teacher, pupils=[cast.own.pupil], what=mixed.intervention, name="Robins"
        )
    post = {
        "name": "Larks",
        "cost_hour": "1",
        "materials": "1",
        "version": own.version,
        "review_on": "2026-12-18",
    }
    assert status(cast, "teacher", "provision:change", own.reference, post=post) in {200, 302}
    with cast.acting("senco"):
        own.refresh_from_db()
    assert (own.name, own.cost_hour, own.materials) == ("Larks", CARE_COST, CARE_COST)


@pytest.mark.parametrize("name,posted", [("provision:change", {"name": "x"}), ("provision:join", {"start": "16 11 2026"}),
                                         ("provision:end", {"why": "x"}), ("provision:drop", {})])  # fmt: skip
def test_teacher_of_one_child_does_not_change_the_group(cast, mixed, name, posted):
    assert status(cast, "teacher", name, mixed.reference, post=posted) == 403


@pytest.mark.parametrize("record", ["other", "foreign"])
def test_child_out_of_sight_is_put_into_nothing(cast, mixed, record):
    child, what = cast.records[record].pupil, mixed.intervention
    with cast.acting("senco"):
        own = house.provision(by=cast.teacher, pupils=[cast.own.pupil], what=what, name="Robins")
    post = {"pupils": [child.reference], "start": "16 11 2026"}
    status(cast, "teacher", "provision:join", own.reference, post=post)
    query = f"?of={what.reference}&pupil={child.reference}"
    shown = page(cast, "teacher", "provision:add", query=query)
    assert child.reference not in shown
    with cast.acting("senco"):
        assert list(own.pupils.values_list("pupil", flat=True)) == [cast.own.pupil.pk]


@pytest.mark.parametrize("who", ["parent", "governor", "foreign_senco", "professional"])
def test_people_who_do_not_work_here_take_nothing(cast, mixed, who):
    user = cast.people[who]
    status(cast, "senco", "provision:adults", mixed.reference, post={"user": user.pk})
    with cast.acting("senco"):
        assert not ProvisionAdult.objects.filter(provision=mixed, user=user).exists()


# a session is the record of who wrote it


@pytest.fixture
def written(cast, delivered) -> Session:
    """The session of this morning as the SENCo wrote it of Leo alone: nobody has said whether Maya came."""
    with cast.acting("senco"):
        marks = {cast.other.pupil: ("came", "", 15, None)}
        return house.session(delivered, CARE_AT.date(), by=cast.senco, marks=marks)


def correct(cast, session: Session, **words) -> Session:
    with cast.acting("teacher"):
        return correct_session(
            session=Session.objects.get(pk=session.pk), by=cast.teacher, at=CARE_AT, **words
        )


def test_adding_a_child_does_not_make_the_session_ones_own(cast, written):
    added = correct(cast, written, marks=[{"pupil": cast.own.pupil, "came": "came"}])
    assert added.recorded_by == cast.senco
    with pytest.raises(Denied, match="Only Helen Marsh"):
        correct(cast, written, held=False, not_held_why="no_adult")
    with cast.acting("senco"):
        assert SessionMark.objects.filter(session=written).count() == 2


def test_reason_of_a_session_not_held_is_changed_by_whose_it_is(cast, written):
    with cast.acting("senco"):
        written.marks.all().delete()
        Session.objects.filter(pk=written.pk).update(held=False, not_held_why="no_adult", minutes=0)
    with pytest.raises(Denied, match="Only Helen Marsh"):
        correct(cast, written, held=False, not_held_why="event")


def test_who_wrote_of_one_child_does_not_take_away_what_others_wrote(cast, written):
    with cast.acting("senco"):
        Session.objects.filter(pk=written.pk).update(recorded_by=cast.teacher)
    with pytest.raises(Denied, match="Other children"):
        correct(cast, written, held=False, not_held_why="no_adult")


# what families read


def test_family_reads_no_target_of_a_plan_that_is_not_shared(cast, mixed):
    with cast.acting("senco"):
        target = cast.own.draft.targets.get()
        Target.objects.filter(pk=target.pk).update(target=SECRET)
        ProvisionPupil.objects.filter(provision=mixed, pupil=cast.own.pupil).update(target=target)
    shown = page(cast, "parent", "overview:home")
    assert "Mixed group" in shown
    assert SECRET not in shown
    assert "Leo" not in shown


def test_family_reads_no_note_and_no_evaluation(cast, afternoon):
    with cast.acting("senco"):
        plan = cast.own.shared
        Annotation.objects.create(school=cast.oakfield, plan=plan, on=AT.date(), words=SECRET, written_at=AT,
                                  written_by=cast.senco)  # fmt: skip
        Plan.objects.filter(pk=plan.pk).update(evaluation=SECRET)
        assert SECRET not in str(plan_snapshot(Plan.objects.get(pk=plan.pk)))
    own = cast.own.pupil.reference
    assert SECRET not in page(cast, "parent", "overview:family-plan", own)
    assert SECRET not in page(cast, "parent", "overview:home")


def test_who_has_no_role_with_records_ends_no_promise(cast):
    with cast.acting("senco"):
        meeting = ReviewMeeting.objects.create(school=cast.oakfield, pupil=cast.own.pupil, on=AT.date(), led_by=cast.senco,
                                               created_at=AT, created_by=cast.senco)  # fmt: skip
        promise = ReviewAction.objects.create(school=cast.oakfield, meeting=meeting, number=1, what=SECRET,
                                              owner=cast.office)  # fmt: skip
    assert status(cast, "office", "reviews:action-done", promise.reference) == 403
