"""Topics, the programme, who came, training had elsewhere, needs: written, corrected, refused."""

import datetime as dt

import pytest

from apdr.models import Intervention, Training
from core.accounts.permissions import Denied
from governance.models import Topic, TrainingNeed, TrainingRecord
from governance.training import actions
from register.edits import Overtaken
from tests.governance.training.conftest import DAY

pytestmark = pytest.mark.django_db


def plan(topic, by, at, held=None, **fields):
    given = {"title": "Staff meeting", "on": at.date(), "topic": topic} | fields
    return actions.plan_day(school=topic.school, held=held, by=by, at=at, **given)


def had(topic, person, by, at, **fields):
    return actions.record_elsewhere(topic=topic, person=person, by=by, at=at, **({"on": at.date()} | fields))


def need(topic, person, by, at, **fields):
    return actions.raise_need(topic=topic, person=person, by=by, at=at, **({"source": "appraisal"} | fields))


def test_induction_topics_are_made_once_and_the_missing_ones_again(cast, school, at):
    Topic.objects.filter(school=school, key="ta_law").update(key="")
    made = actions.start_induction(school=school, by=cast.head, at=at)
    assert [topic.key for topic in made] == ["ta_law"]
    assert actions.start_induction(school=school, by=cast.head, at=at) == []


def test_who_came_have_the_topic_until_it_is_renewed(cast, school, at, today, topic):
    day = plan(topic, cast.senco, at, on=dt.date(2024, 2, 29))
    day = actions.record_day(held=day, by=cast.senco, at=at, people=[cast.ta, cast.teacher], hours=2)
    found = {record.person_id: (record.on, record.valid_until, record.hours) for record in day.records.all()}
    assert found == dict.fromkeys(
        (cast.ta.pk, cast.teacher.pk), (dt.date(2024, 2, 29), dt.date(2025, 2, 28), 2)
    )


def test_list_of_who_came_is_corrected_and_keeps_what_was_found(cast, school, at, topic):
    day = actions.record_day(
        held=plan(topic, cast.senco, at), by=cast.senco, at=at, people=[cast.ta, cast.teacher]
    )
    kept = TrainingRecord.objects.get(day=day, person=cast.ta)
    actions.judge_record(held=kept, by=cast.senco, at=at, competence="leads", note="Shows others")
    actions.record_day(held=day, by=cast.senco, at=at, people=[cast.ta, cast.head], version=day.version)
    assert set(TrainingRecord.objects.filter(day=day).values_list("person", "competence")) == {
        (cast.ta.pk, "leads"), (cast.head.pk, "attended"),
    }  # fmt: skip


@pytest.mark.parametrize("wrong,words", [
    ({"people": []}, "Tick at least one person"),
    ({"people": ["governor"]}, "does not work at Oakfield"),
    ({"people": ["parent"]}, "does not work at Oakfield"),
    ({"hours": 0}, "Check the hours"),
    ({"at": -2}, "once it has been"),
])  # fmt: skip
def test_who_came_is_refused_in_words(cast, school, at, topic, wrong, words):
    day = plan(topic, cast.senco, at)
    people = [cast.people[who] for who in wrong.get("people", ["ta"])]
    with pytest.raises(Denied, match=words):
        actions.record_day(
            held=day, by=cast.senco, at=at + wrong.get("at", 0) * DAY, people=people, hours=wrong.get("hours")
        )


def test_day_called_off_or_held_stays_as_it_was(cast, school, at, topic):
    off = actions.cancel_day(held=plan(topic, cast.senco, at), by=cast.senco, at=at)
    held = actions.record_day(held=plan(topic, cast.senco, at), by=cast.senco, at=at, people=[cast.ta])
    for act in (lambda: actions.record_day(held=off, by=cast.senco, at=at, people=[cast.ta]),
                lambda: actions.cancel_day(held=off, by=cast.senco, at=at), lambda: plan(topic, cast.senco, at, off),
                lambda: actions.cancel_day(held=held, by=cast.senco, at=at), lambda: plan(topic, cast.senco, at, held)):  # fmt: skip
        with pytest.raises(Denied, match="called off|recorded already"):
            act()


def test_change_over_somebody_elses_is_refused(cast, school, at, topic):
    day = plan(topic, cast.senco, at)
    plan(topic, cast.head, at, day, title="INSET", version=1)
    with pytest.raises(Overtaken):
        plan(topic, cast.senco, at, day, title="Course", version=1)


@pytest.mark.parametrize("wrong,words", [
    ({"on": 1}, "in the future"), ({"until": -1}, "cannot run out before"), ({"who": "governor"}, "does not work"),
])  # fmt: skip
def test_training_had_elsewhere_is_refused_in_words(cast, school, at, today, topic, wrong, words):
    on = today + wrong.get("on", 0) * DAY
    until = {"valid_until": on + wrong["until"] * DAY} if "until" in wrong else {}
    with pytest.raises(Denied, match=words):
        had(topic, cast.people[wrong.get("who", "ta")], cast.senco, at, on=on, **until)
    had(topic, cast.ta, cast.senco, at, on=today)
    with pytest.raises(Denied, match="recorded already"):
        had(topic, cast.ta, cast.senco, at, on=today)


@pytest.mark.parametrize("who,listed", [("senco", True), ("head", False)])
def test_training_for_an_intervention_puts_on_the_librarys_list_who_may(cast, school, at, today, who, listed):
    entry = Intervention.objects.filter(school=school, retired_on=None).first()
    Training.objects.filter(intervention=entry, user=cast.ta).delete()
    topic = actions.write_topic(
        school=school, held=None, by=cast.senco, at=at, name="For it", intervention=entry, renew_months=6
    )
    record = had(topic, cast.ta, cast.people[who], at, on=today)
    found = list(
        Training.objects.filter(intervention=entry, user=cast.ta).values_list("trained_on", "valid_until")
    )
    assert found == ([(today, record.valid_until)] if listed else [])
    if listed:  # an older course does not take the place of the later one
        had(topic, cast.ta, cast.senco, at, on=today - DAY)
        assert Training.objects.get(intervention=entry, user=cast.ta).trained_on == today


def test_need_is_met_by_training_from_its_day_on_and_may_come_back(cast, school, at, today, topic):
    first = need(topic, cast.ta, cast.senco, at, by_day=today + DAY)
    with pytest.raises(Denied, match="still open"):
        need(topic, cast.ta, cast.senco, at)
    had(topic, cast.ta, cast.senco, at, on=today - DAY)
    with pytest.raises(Denied, match="still open"):
        need(topic, cast.ta, cast.senco, at)
    had(topic, cast.ta, cast.senco, at, on=today)
    need(topic, cast.ta, cast.senco, at + DAY)
    first.refresh_from_db()
    assert (
        first.dropped_at
        and TrainingNeed.objects.filter(topic=topic, person=cast.ta, dropped_at=None).count() == 1
    )


@pytest.mark.parametrize(
    "wrong,words", [({"by_day": -1}, "is past"), ({"source": "x"}, "where the need comes from")]
)
def test_need_is_refused_in_words(cast, school, at, today, topic, wrong, words):
    fields = {"by_day": today + wrong["by_day"] * DAY} if "by_day" in wrong else wrong
    with pytest.raises(Denied, match=words):
        need(topic, cast.ta, cast.senco, at, **fields)


def test_topic_that_is_not_used_takes_no_need_and_no_day(cast, school, at, topic):
    gone = actions.retire_topic(held=topic, by=cast.senco, at=at)
    for act in (need, lambda t, p, by, at: plan(t, by, at)):
        with pytest.raises(Denied, match="not in use"):
            act(gone, cast.ta, cast.senco, at)
    assert actions.retire_topic(held=gone, by=cast.senco, at=at).retired_on is None


@pytest.mark.parametrize("wrong,words", [
    ({"name": " "}, "Give the topic a name"), ({"name": "EPILEPSY"}, "is a topic already"), ({"renew_months": 0}, "1 to 120"),
])  # fmt: skip
def test_topic_is_refused_in_words(cast, school, at, topic, wrong, words):
    with pytest.raises(Denied, match=words):
        actions.write_topic(
            school=school, held=None, by=cast.senco, at=at, **({"name": "New", "audience": "some"} | wrong)
        )


def test_induction_topic_is_renamed_and_keeps_for_whom_it_is(cast, school, at):
    held = Topic.objects.get(school=school, key="ta_chaining")
    saved = actions.write_topic(
        school=school, held=held, by=cast.senco, at=at, name="Step by step", audience="staff"
    )
    assert (saved.name, saved.audience, saved.induction) == ("Step by step", "tas", True)


@pytest.mark.parametrize("who", ["teacher", "ta", "trust_lead", "governor", "office"])
def test_others_change_nothing(cast, school, at, topic, who):
    for act in (lambda by: need(topic, cast.ta, by, at), lambda by: had(topic, cast.ta, by, at),
                lambda by: plan(topic, by, at), lambda by: actions.retire_topic(held=topic, by=by, at=at),
                lambda by: actions.start_induction(school=school, by=by, at=at)):  # fmt: skip
        with pytest.raises(Denied, match="may plan and record training"):
            act(cast.people[who])
