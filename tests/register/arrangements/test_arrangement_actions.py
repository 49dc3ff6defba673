"""Access arrangements, adjustments, healthcare plans, training: written, ended, refused."""

import datetime as dt

import pytest

from core.accounts.permissions import Denied
from register import actions as register
from register.arrangements import actions
from register.arrangements.dates import key_stage_ends, latest_review
from register.edits import Overtaken
from register.models import AccessArrangement, Adjustment, HealthcarePlan, Pupil, TrainedAdult

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def access(pupil, by, at, held=None, **fields) -> AccessArrangement:
    given = {
        "kind": "reader",
        "key_stage": "ks2",
        "start": at.date(),
        "evidence": "Reads with help in class",
    } | fields
    return actions.write_access(pupil=pupil, held=held, by=by, at=at, **given)


def adjust(pupil, by, at, held=None, **fields) -> Adjustment:
    given = {"kind": "adjustment", "what": "Quiet table", "start": at.date()} | fields
    return actions.write_adjustment(pupil=pupil, held=held, by=by, at=at, **given)


def health(pupil, by, at, held=None, **fields) -> HealthcarePlan:
    given = {"condition": "Epilepsy", "emergency": "Time it, call 999 after 5 minutes", "start": at.date(),
             "review_on": at.date() + 90 * DAY} | fields  # fmt: skip
    return actions.write_healthcare(pupil=pupil, held=held, by=by, at=at, **given)


def train(plan, by, at, held=None, **fields) -> TrainedAdult:
    given = {
        "name": "Joan Biggs",
        "trained_for": "Rescue medicine",
        "trained_on": at.date(),
        "approved_by": "Nurse",
    }
    return actions.write_trained(plan=plan, held=held, by=by, at=at, **(given | fields))


def test_access_arrangement_ends_with_its_key_stage(cast, pupil, at, today):
    held = access(pupil, cast.senco, at)
    assert held.end == key_stage_ends("ks2", "4", today)


def test_year_6_arrangement_does_not_carry_into_year_7(cast, pupil, at, today):
    with pytest.raises(Denied, match="does not carry over"):
        access(pupil, cast.senco, at, end=key_stage_ends("ks2", "4", today) + DAY)
    Pupil.objects.filter(pk=pupil.pk).update(year_group="7")
    pupil.refresh_from_db()
    with pytest.raises(Denied, match="choose the key stage"):
        access(pupil, cast.senco, at)
    assert access(pupil, cast.senco, at, key_stage="ks3").end == key_stage_ends("ks3", "7", today)


def test_unknown_year_group_asks_for_an_end(cast, pupil, at):
    pupil.year_group = ""
    with pytest.raises(Denied, match="year group is not known"):
        access(pupil, cast.senco, at)
    assert access(pupil, cast.senco, at, end=at.date() + DAY).end == at.date() + DAY


@pytest.mark.parametrize("wrong,words", [
    ({"evidence": " "}, "what the evidence is"),
    ({"kind": "other"}, "which arrangement"),
    ({"kind": "extra_time"}, "recorded already"),
    ({"start": dt.date(2000, 1, 1)}, "before Maya was born"),
    ({"end": dt.date(2026, 1, 1)}, "before it begins"),
    ({"evidence_on": dt.date(2100, 1, 1)}, "in the future"),
])  # fmt: skip
def test_access_arrangement_refused_in_words(cast, pupil, at, wrong, words):
    before = AccessArrangement.objects.count()
    with pytest.raises(Denied, match=words):
        access(pupil, cast.senco, at, **wrong)
    assert AccessArrangement.objects.count() == before


def test_other_arrangements_may_stand_side_by_side_when_they_differ(cast, pupil, at):
    access(pupil, cast.senco, at, kind="other", detail="Own pencil grip")
    assert access(pupil, cast.senco, at, kind="other", detail="Lamp").pk
    with pytest.raises(Denied, match="recorded already"):
        access(pupil, cast.senco, at, kind="other", detail="lamp")


def test_the_same_may_follow_when_the_first_has_ended(cast, pupil, at):
    first = access(pupil, cast.senco, at, start=at.date() - 10 * DAY, end=at.date() - DAY)
    second = access(pupil, cast.senco, at)
    with pytest.raises(Denied, match="recorded already"):
        access(pupil, cast.senco, at, first, start=first.start, end=at.date())
    assert second.start == at.date()


def test_paper_of_another_pupil_is_refused(cast, pupil, at):
    with pytest.raises(Denied, match="not in this pupil’s file"):
        access(pupil, cast.senco, at, document=cast.other.private)
    assert access(pupil, cast.senco, at, document=cast.own.private).document == cast.own.private


@pytest.mark.parametrize("who", ["head", "teacher", "ta", "dsl", "office", "parent"])
def test_only_the_senco_writes(cast, pupil, at, who):
    for act in (access, adjust, health):
        with pytest.raises(Denied, match="Only the SENCo may"):
            act(pupil, cast.people[who], at)


def test_nothing_is_written_of_a_pupil_who_left(cast, pupil, at):
    plan = health(pupil, cast.senco, at)
    register.mark_leaver(pupil=pupil, on=at.date(), by=cast.senco, at=at)
    for act in (access, adjust, health):
        with pytest.raises(Denied, match="left on"):
            act(pupil, cast.senco, at)
    plan.refresh_from_db()
    with pytest.raises(Denied, match="left on"):
        train(plan, cast.senco, at)


@pytest.mark.parametrize("wrong,words", [
    ({"what": ""}, "does or provides"),
    ({"what": "writing SLOPE"}, "recorded already"),
    ({"review_on": dt.date(2020, 1, 1)}, "before it begins"),
    ({"end": dt.date(2020, 1, 1)}, "before it begins"),
    ({"end": dt.date(2090, 1, 1), "review_on": dt.date(2091, 1, 1)}, "before it is to be looked at again"),
])  # fmt: skip
def test_adjustment_refused_in_words(cast, pupil, at, wrong, words):
    with pytest.raises(Denied, match=words):
        adjust(pupil, cast.senco, at, **wrong)


@pytest.mark.parametrize("wrong,words", [
    ({"condition": ""}, "what the condition is"),
    ({"emergency": " "}, "in an emergency"),
    ({"condition": "asthma"}, "recorded already"),
    ({"review_on": dt.date(2090, 1, 1)}, "at least once a year"),
    ({"review_on": dt.date(2020, 1, 1)}, "before the plan begins"),
])  # fmt: skip
def test_healthcare_plan_refused_in_words(cast, pupil, at, wrong, words):
    with pytest.raises(Denied, match=words):
        health(pupil, cast.senco, at, **wrong)


def test_healthcare_plan_may_be_reviewed_a_year_from_now_and_no_later(cast, pupil, at, today):
    last = latest_review(today, today)
    held = health(pupil, cast.senco, at, review_on=last)
    with pytest.raises(Denied, match="at least once a year"):
        health(pupil, cast.senco, at, held, review_on=last + DAY)


def test_healthcare_plan_leaves_the_flag_of_the_schools_system(cast, pupil, at):
    health(pupil, cast.senco, at)
    pupil.refresh_from_db()
    assert pupil.medical is False


@pytest.mark.parametrize("wrong,words", [
    ({"name": ""}, "who is trained"),
    ({"approved_by": " "}, "approved them as competent"),
    ({"trained_on": dt.date(2100, 1, 1)}, "in the future"),
    ({"valid_until": dt.date(2020, 1, 1)}, "cannot run out before"),
])  # fmt: skip
def test_training_refused_in_words(cast, pupil, at, wrong, words):
    plan = health(pupil, cast.senco, at)
    with pytest.raises(Denied, match=words):
        train(plan, cast.senco, at, **wrong)


def test_trained_adult_is_taken_away_and_history_keeps_them(cast, pupil, at):
    adult = train(health(pupil, cast.senco, at), cast.senco, at)
    key = adult.pk
    actions.remove_trained(held=adult, by=cast.senco, at=at)
    assert not TrainedAdult.objects.filter(pk=key).exists()
    assert TrainedAdult.pgh_event_model.objects.filter(pgh_obj_id=key, pgh_label="delete").exists()


def test_change_over_somebody_elses_is_refused(cast, pupil, at):
    held = adjust(pupil, cast.senco, at)
    adjust(pupil, cast.senco, at, held, what="Quiet table by the door", version=1)
    with pytest.raises(Overtaken):
        adjust(pupil, cast.senco, at, held, what="Quiet corner", version=1)
