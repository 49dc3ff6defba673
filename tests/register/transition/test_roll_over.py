"""The September move: previewed, done once, access follows the class, undone."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.accounts.permissions import Denied
from core.jobs.models import Job
from core.jobs.tasks import run_job
from register import actions as register
from register.enums import ArrangementKind, KeyStage, RollState
from register.models import (
    AccessArrangement,
    Need,
    Profile,
    Pupil,
    PupilGrant,
    RollOver,
    SchoolClass,
    StatusPeriod,
)
from register.transition import queries
from register.transition.moves import Mover, Unplanned, all_moves, first_plan
from register.transition.roll_page import read_preview, warnings
from register.transition.rolling import confirm_roll_over, undo_roll_over, write_roll_over
from tests import cast as house
from tests.register.transition.conftest import SUMMER, add_pupil, add_teacher
from tests.roles import seeing

pytestmark = pytest.mark.django_db
PAGE = "/oakfield/roll-over/"
LAST_DAY = dt.date(2027, 7, 21)


def plan_of(school, **changes) -> dict:
    """The guess, with the last day of term; `changes` are its parts."""
    movers = [row.mover for row in queries.standings(school, 2027)]
    return first_plan(movers, queries.classes_now(school, 2027), LAST_DAY.isoformat()) | changes


def prepare(school, by, at=SUMMER, **changes) -> RollOver:
    return write_roll_over(school=school, into=2027, plan=plan_of(school, **changes), by=by, at=at)


def move_up(cast, at=SUMMER, **changes) -> RollOver:
    """Prepare, confirm and let the worker do it."""
    held = prepare(cast.oakfield, cast.senco, **changes)
    job = confirm_roll_over(roll_over=held, by=cast.senco, at=at)
    run_job(job.pk, job.school_id)
    return RollOver.objects.get(pk=held.pk)


def of(pupil) -> tuple:
    """Class, year group and last day of a pupil as they stand."""
    found = Pupil.objects.select_related("school_class").get(pk=pupil.pk)
    klass = found.school_class
    return (klass.name, klass.academic_year) if klass else None, found.year_group, found.left_on


def test_class_moves_up_and_the_top_year_leaves(cast, oakfield):
    held = move_up(cast)
    assert held.state == RollState.DONE
    assert of(cast.own.pupil) == (("5 Ash", 2027), "5", None)
    assert of(cast.other.pupil) == (None, "5", LAST_DAY)


def test_access_follows_the_class(cast, oakfield):
    new = add_teacher(oakfield, "New Teacher", "new@sendsys.test")
    plan = plan_of(oakfield)
    klass = cast.own.pupil.school_class
    plan["classes"][klass.reference]["teachers"] = [new.pk]
    assert [list(Pupil.objects.visible_to(user)) for user in (cast.teacher, new)] == [[cast.own.pupil], []]
    move_up(cast, **plan)
    assert [list(Pupil.objects.visible_to(user)) for user in (cast.teacher, new)] == [[], [cast.own.pupil]]


def test_register_profile_support_and_family_stay(cast, oakfield):
    pupil = cast.own.pupil
    Profile.objects.get_or_create(pupil=pupil, school=oakfield,
                                  defaults={"written_at": house.AT, "written_by": cast.senco})  # fmt: skip
    kept = (StatusPeriod, Need, Profile)
    before = [list(model.objects.filter(pupil=pupil).order_by("pk").values()) for model in kept]
    grants = list(PupilGrant.objects.filter(content_object=pupil).order_by("pk").values())
    move_up(cast)
    assert [list(model.objects.filter(pupil=pupil).order_by("pk").values()) for model in kept] == before
    assert list(PupilGrant.objects.filter(content_object=pupil).order_by("pk").values()) == grants
    assert list(Pupil.objects.visible_to(cast.ta)) == [pupil]


def test_single_children_stay_down_or_leave_or_do_not_leave(cast, oakfield):
    stays, goes = (add_pupil(oakfield, "4 Ash", first, by=cast.senco) for first in ("Ann", "Ben"))
    alone = {stays.reference: "4 Elm", goes.reference: "", cast.other.pupil.reference: "5 Ash"}
    add_pupil(oakfield, "3 Elm", "Cat", by=cast.senco)  # whose class becomes 4 Elm
    move_up(cast, alone=alone)
    assert of(stays) == (("4 Elm", 2027), "4", None)
    assert of(goes) == (None, "4", LAST_DAY)
    assert of(cast.other.pupil) == (("5 Ash", 2027), "5", None)


def test_who_came_after_the_last_day_does_not_leave_before_coming(cast, oakfield):
    late = dt.date(2020, 1, 6)
    came = add_pupil(oakfield, "5 Elm", "Ann", by=cast.senco, joined_on=late)
    move_up(cast, last_day="2019-07-19")
    assert of(came)[2] == late


def test_child_without_class_goes_up_a_year(cast, oakfield):
    (pupil,) = register.add_pupils(school=oakfield, by=cast.senco, at=house.AT, pupils=[
        {"legal_first": "Ann", "legal_last": "Low", "born": dt.date(2019, 1, 1), "year_group": "2"}])  # fmt: skip
    move_up(cast)
    assert of(pupil) == (None, "3", None)


def test_child_in_a_class_of_the_new_year_is_left_alone(cast, oakfield):
    new = register.find_or_create_class(school=oakfield, name="5 Ash", academic_year=2027, year_group="5")
    pupil = add_pupil(oakfield, "5 Ash", "Ann", by=cast.senco, school_class=new)
    held = move_up(cast)
    assert of(pupil) == (("5 Ash", 2027), "5", None)
    assert str(pupil.pk) not in held.before["pupils"]


def test_list_imported_afterwards_finds_the_classes_made(cast, oakfield):
    move_up(cast)
    found = register.find_or_create_class(school=oakfield, name="5 Ash", academic_year=2027, year_group="5")
    assert found == Pupil.objects.get(pk=cast.own.pupil.pk).school_class


def test_two_classes_may_become_one(cast, oakfield):
    other = add_pupil(oakfield, "4 Oak", "Ann", by=cast.senco)
    plan = plan_of(oakfield)
    plan["classes"][other.school_class.reference]["to"] = "5 Ash"
    move_up(cast, **plan)
    assert of(other)[0] == of(cast.own.pupil)[0] == ("5 Ash", 2027)


def test_run_twice_is_refused_with_words(cast, oakfield):
    held = move_up(cast)
    with pytest.raises(Denied, match="was moved into 2027/28 on .* by Helen Marsh. It is done once a year"):
        confirm_roll_over(roll_over=held, by=cast.senco, at=SUMMER)
    with pytest.raises(Denied, match="once a year"):
        prepare(oakfield, cast.senco)
    assert of(cast.own.pupil)[1] == "5"


def test_confirmed_by_two_at_once_is_queued_once(cast, oakfield):
    held = prepare(oakfield, cast.senco)
    confirm_roll_over(roll_over=held, by=cast.senco, at=SUMMER)
    with pytest.raises(Denied, match="is being done now"):
        confirm_roll_over(roll_over=held, by=cast.head, at=SUMMER)  # as read before the other one confirmed
    assert Job.objects.filter(kind="roll_over").count() == 1


def test_job_that_comes_twice_moves_once(cast, oakfield):
    held = prepare(oakfield, cast.senco)
    job = confirm_roll_over(roll_over=held, by=cast.senco, at=SUMMER)
    for _ in range(2):
        run_job(job.pk, job.school_id)
    assert of(cast.own.pupil)[1] == "5"


def test_second_roll_over_of_a_year_is_refused_by_the_database(cast, oakfield):
    held = prepare(oakfield, cast.senco)
    assert prepare(oakfield, cast.head).pk == held.pk
    assert RollOver.objects.filter(academic_year=2027).count() == 1


@pytest.mark.parametrize("at,says", [
    (dt.datetime(2027, 7, 21, 9, tzinfo=dt.UTC), "runs until 21 Jul 2027, .* confirm it from 22 Jul 2027"),
    (dt.datetime(2027, 4, 30, 9, tzinfo=dt.UTC), "can be prepared from May 2027"),
    (dt.datetime(2028, 9, 1, 9, tzinfo=dt.UTC), "only while that year runs"),
])  # fmt: skip
def test_wrong_time_is_refused_with_words(cast, oakfield, at, says):
    held = prepare(oakfield, cast.senco)
    with pytest.raises(Denied, match=says):
        confirm_roll_over(roll_over=held, by=cast.senco, at=at)


@pytest.mark.parametrize("who", ["teacher", "ta", "dsl", "governor", "trust_lead", "parent"])
def test_others_may_not_move_the_school(cast, oakfield, who):
    with pytest.raises(Denied, match="SENCo, Head teacher or Office"):
        prepare(oakfield, cast.people[who])


def test_class_that_came_after_the_preview_stops_it_and_opens_it_again(cast, oakfield):
    held = prepare(oakfield, cast.senco)
    job = confirm_roll_over(roll_over=held, by=cast.senco, at=SUMMER)
    add_pupil(oakfield, "3 New", "Ann", by=cast.senco)
    run_job(job.pk, job.school_id)
    job.refresh_from_db()
    assert (job.state, RollOver.objects.get(pk=held.pk).state) == ("failed", RollState.PREVIEW)
    assert "Class 3 New has no class to move into" in job.message
    assert of(cast.own.pupil) == (("4 Ash", 2026), "4", None)


def test_roll_over_whose_worker_failed_can_be_confirmed_again(cast, oakfield):
    held = prepare(oakfield, cast.senco)
    job = confirm_roll_over(roll_over=held, by=cast.senco, at=SUMMER)
    Job.objects.filter(pk=job.pk).update(state="failed")
    again = confirm_roll_over(roll_over=held, by=cast.senco, at=SUMMER)
    run_job(again.pk, again.school_id)
    assert of(cast.own.pupil)[1] == "5"


def test_undo_puts_everybody_back(cast, oakfield):
    pupils = (cast.own.pupil, cast.other.pupil)
    before = [of(pupil) for pupil in pupils]
    held = move_up(cast)
    assert undo_roll_over(roll_over=held, by=cast.senco, at=SUMMER) == []
    assert [of(pupil) for pupil in pupils] == before
    assert not SchoolClass.objects.filter(academic_year=2027).exists()
    assert list(Pupil.objects.visible_to(cast.teacher)) == [cast.own.pupil]


def test_undone_roll_over_can_be_done_again(cast, oakfield):
    undo_roll_over(roll_over=move_up(cast), by=cast.senco, at=SUMMER)
    move_up(cast)
    assert of(cast.own.pupil)[1] == "5"


def test_undo_leaves_whom_somebody_moved_since(cast, oakfield):
    held = move_up(cast)
    hand = register.find_or_create_class(school=oakfield, name="5 Oak", academic_year=2027)
    register.change_pupil(pupil=Pupil.objects.get(pk=cast.own.pupil.pk), changes={"school_class": hand}, by=cast.senco,
                          at=SUMMER)  # fmt: skip
    words = undo_roll_over(roll_over=held, by=cast.senco, at=SUMMER)
    assert words == ["Maya Abara: 5 Oak, Year 5, changed since the move"]
    assert of(cast.own.pupil)[0] == ("5 Oak", 2027)
    assert of(cast.other.pupil) == (("5 Elm", 2026), "5", None)


def test_undo_is_refused_after_thirty_days_and_twice(cast, oakfield):
    held = move_up(cast)
    done = RollOver.objects.get(pk=held.pk).done_at
    with pytest.raises(Denied, match="It could be undone until"):
        undo_roll_over(roll_over=held, by=cast.senco, at=done + dt.timedelta(days=31))
    undo_roll_over(roll_over=held, by=cast.senco, at=done + dt.timedelta(days=30))
    with pytest.raises(Denied, match="nothing to undo"):
        undo_roll_over(roll_over=held, by=cast.senco, at=done)


def writes_of(cast, pupils: int) -> int:
    for number in range(pupils):
        add_pupil(cast.oakfield, "3 Fir", f"Child{number}", by=cast.senco)
    job = confirm_roll_over(roll_over=prepare(cast.oakfield, cast.senco), by=cast.senco, at=SUMMER)
    with CaptureQueriesContext(connection) as captured:
        run_job(job.pk, job.school_id)
    return len(captured)


def test_statements_do_not_grow_with_the_pupils(cast, oakfield):
    few = writes_of(cast, 1)
    undo_roll_over(roll_over=RollOver.objects.get(state="done"), by=cast.senco, at=SUMMER)
    assert writes_of(cast, 20) == few


def test_moves_of_a_plan_that_lacks_a_class():
    pupil = Mover(1, "X-1", "Ann", "gone", "3 Fir", "3")
    with pytest.raises(Unplanned, match="3 Fir"):
        all_moves([pupil], {"classes": {}, "alone": {}, "top": "6", "last_day": "2027-07-21"})


def typed(school, **changes) -> dict:
    """What the page posts when nothing is changed but `changes`."""
    plan = plan_of(school)
    rows = {f"to-{ref}": row["to"] for ref, row in plan["classes"].items()}
    return {"last_day": "21 7 2027", "top": plan["top"], "do": "save", **rows} | changes


@pytest.fixture
def page(cast, in_summer):
    """Post to the page as the SENCo and get the answer's words."""
    client = cast.client_for("senco")

    def post(follow=False, **changes):
        with seeing(cast.oakfield):
            data = typed(cast.oakfield, **changes)
        answer = client.post(f"{PAGE}?into=2027", data, follow=follow)
        return answer, answer.content.decode()

    return post


def test_page_guesses_names_teachers_and_who_leaves(cast, in_summer):
    shown = cast.client_for("senco").get(PAGE).content.decode()
    assert 'value="5 Ash"' in shown
    assert "Leo Brandt" in shown and "Who leaves" in shown
    assert "Move into 2027/28" in shown


def test_page_moves_the_school(cast, page):
    answer, _ = page(do="confirm")
    assert answer.status_code == 302 and "/jobs/" in answer.url
    with seeing(cast.oakfield):
        held = RollOver.objects.get(academic_year=2027)
        run_job(held.job_id, held.school_id)
        assert of(cast.own.pupil) == (("5 Ash", 2027), "5", None)
    shown = cast.client_for("senco").get(f"{PAGE}?into=2027").content.decode()
    assert "Moved up" in shown and "Undo the move" in shown
    assert "It is done once a year" in page(follow=True, do="confirm")[1]


@pytest.mark.parametrize("changes,says", [
    ({"last_day": "21 10 2027"}, "It lies in June, July or August 2027: check the date"),
    ({"last_day": ""}, "Enter the last day of the summer term"),
    ({"do": "alone"}, "Choose the child"),
    ({"top": "12"}, "Select a valid choice"),
])  # fmt: skip
def test_bad_input_says_what_to_do_and_keeps_what_was_typed(cast, page, changes, says):
    answer, shown = page(**changes)
    assert answer.status_code == 200 and says in shown
    assert 'value="5 Ash"' in shown


def test_class_without_a_new_name_is_asked_for(cast, page):
    answer, shown = page(**{f"to-{cast.own.pupil.school_class.reference}": ""})
    assert "Say what 4 Ash becomes: children move with it" in shown


def test_child_who_goes_alone_is_kept_and_taken_out_again(cast, page):
    who = cast.own.pupil.reference
    page(do="alone", pupil=who, what="leave")
    with seeing(cast.oakfield):
        assert RollOver.objects.get(academic_year=2027).plan["alone"] == {who: ""}
    page(do=f"drop:{who}")
    with seeing(cast.oakfield):
        assert RollOver.objects.get(academic_year=2027).plan["alone"] == {}


def test_child_who_goes_to_a_class_that_nothing_becomes_is_asked_about(cast, page):
    who, klass = cast.other.pupil.reference, cast.own.pupil.school_class.reference
    page(do="alone", pupil=who, what="to:5 Ash")
    _, shown = page(**{f"to-{klass}": "5 Yew"})
    assert "was to go to 5 Ash, which no class becomes now" in shown


def test_warnings_name_what_to_look_at(cast, oakfield):
    AccessArrangement.objects.create(
        school=oakfield, pupil=cast.own.pupil, kind=ArrangementKind.READER, key_stage=KeyStage.KS2, evidence="x",
        start=dt.date(2026, 9, 1), end=dt.date(2027, 7, 1), recorded_at=house.AT, recorded_by=cast.senco,
    )  # fmt: skip
    StatusPeriod.objects.filter(pupil=cast.own.pupil, end=None).update(level="ehc_plan")
    Profile.objects.filter(pupil=cast.other.pupil).delete()
    found = {
        w["title"]: [item["label"] for item in w["items"]]
        for w in warnings(read_preview(oakfield, 2027, None), SUMMER.date())
    }
    assert found["EHC plans that move"] == ["Maya Abara"]
    assert found["Access arrangements that end"] == ["Maya Abara"]
    assert "Leo Brandt" in found["On the register without a pupil profile"]


@pytest.mark.parametrize("who,sees", [("senco", True), ("head", True), ("office", False)])
def test_office_moves_classes_and_sees_nothing_of_sen(cast, in_summer, who, sees):
    with seeing(cast.oakfield):
        StatusPeriod.objects.filter(pupil=cast.own.pupil, end=None).update(level="ehc_plan")
    shown = cast.client_for(who).get(PAGE).content.decode()
    assert "5 Ash" in shown
    assert ("EHC plans that move" in shown) is sees


def test_arrangement_of_key_stage_two_does_not_carry_into_year_seven(cast, oakfield):
    pupil = add_pupil(oakfield, "6 Fir", "Ann", by=cast.senco)
    AccessArrangement.objects.create(
        school=oakfield, pupil=pupil, kind=ArrangementKind.READER, key_stage=KeyStage.KS2, evidence="x",
        start=dt.date(2026, 9, 1), recorded_at=house.AT, recorded_by=cast.senco,
    )  # fmt: skip
    (row,) = [row for row in queries.ending_arrangements(oakfield, 2027) if row[0] == pupil.reference]
    assert row[2] == "Reader, Key stage 2, Year 6 tests"
