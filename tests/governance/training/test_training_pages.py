"""The pages of training as people meet them."""

import pytest
from django.urls import reverse

from apdr.models import Provision, ProvisionAdult, Training
from core.accounts.actions import give_role
from core.accounts.enums import Role
from core.accounts.models import User
from core.accounts.permissions import Denied
from governance.models import Topic, TrainingDay, TrainingNeed, TrainingRecord
from governance.training import actions, queries
from register.arrangements.actions import remove_trained
from register.models import TrainedAdult
from tests.cast import AT
from tests.governance.training.conftest import DAY
from tests.governance.training.test_training_actions import had, need, plan
from tests.overview.test_queries import queries_of

pytestmark = pytest.mark.django_db


def url(name: str, *args) -> str:
    return reverse(f"training:{name}", args=["oakfield", *args])


def page(cast, who: str, name: str, *args, query: str = "") -> str:
    answer = cast.client_for(who).get(url(name, *args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def written(day) -> str:
    return day.strftime("%d %m %Y")


def member(cast, who: str) -> int:
    return cast.memberships[cast.people[who].pk]


def test_day_is_planned_held_and_shown_to_everybody(cast, today):
    client = cast.client_for("head")
    with cast.acting("senco"):
        topic = Topic.objects.get(school=cast.oakfield, key="ta_law")
    typed = {
        "title": "INSET: the law",
        "topic": topic.reference,
        "on": written(today),
        "hours": "1.5",
        "led_by": "Mr Ilves",
    }
    assert client.post(url("day-add"), typed).status_code == 302
    assert "INSET: the law" in page(cast, "ta", "mine")
    with cast.acting("senco"):
        day = TrainingDay.objects.get(title="INSET: the law")
    assert "Joan Biggs (needs it)" in page(cast, "senco", "day", day.reference)
    ticked = {"people": [cast.ta.pk, cast.teacher.pk], "hours": "2", "version": "1"}
    assert client.post(url("day", day.reference), ticked).status_code == 302
    assert "2 people came" in page(cast, "trust_lead", "programme")
    own = page(cast, "ta", "mine")
    assert "INSET: the law, 2 hours" in own and "Helping in lessons" in own
    with cast.acting("senco"):
        assert TrainingRecord.objects.filter(day=day).count() == 2


@pytest.mark.parametrize("fields,words", [
    ({"title": ""}, "Say what it is called"), ({"topic": ""}, "Choose a topic"), ({"on": "31 02 2026"}, "February has 28 days"),
    ({"topic": "NOSUCHTOPIC"}, "not in use"),
])  # fmt: skip
def test_wrong_day_is_told_and_nothing_typed_is_lost(cast, today, fields, words):
    typed = {"title": "INSET", "topic": "", "on": written(today), "led_by": "Mr Ilves"} | fields
    answer = cast.client_for("senco").post(url("day-add"), typed).content.decode()
    assert words in answer and 'value="Mr Ilves"' in answer


def test_matrix_says_each_mark_in_words(cast, school, at, today, topic):
    had(topic, cast.ta, cast.senco, at, on=today, valid_until=today + 3 * DAY)
    had(topic, cast.teacher, cast.senco, at, on=today - 40 * DAY, valid_until=today - DAY)
    had(topic, cast.head, cast.senco, at, on=today - 40 * DAY)
    need(topic, cast.office, cast.senco, at)
    shown = page(cast, "trust_lead", "matrix", query="?of=staff")
    assert all(word in shown for word in ("Runs out", "Ran out", "Has", "Needs", "not asked for"))
    assert "Joan Biggs" in page(cast, "senco", "matrix", query="?of=tas")
    assert "Priya Nair" not in page(cast, "senco", "matrix", query="?of=tas")


def test_lists_are_saved_as_files_with_what_the_page_shows(cast):
    answer = cast.client_for("senco").get(url("matrix") + "?of=tas&as=csv")
    assert answer["Content-Type"].startswith("text/csv") and "Joan Biggs,TA" in answer.content.decode()
    assert cast.client_for("trust_lead").get(url("needs") + "?as=csv").status_code == 403


def test_adult_who_delivers_what_others_are_trained_for_needs_it(cast, school, at, today):
    run = Provision.objects.filter(school=school).first()
    Provision.objects.filter(pk=run.pk).update(state="running", start=today - DAY, end=today + DAY, running_at=at,
                                               running_by=cast.senco)  # fmt: skip
    ProvisionAdult.objects.filter(provision=run, user=cast.ta).delete()
    ProvisionAdult.objects.create(school=school, provision=run, user=cast.ta)
    Training.objects.filter(intervention=run.intervention).delete()
    words = f"Delivers {run.intervention.name}"
    assert words not in page(cast, "senco", "needs")
    Training.objects.create(school=school, intervention=run.intervention, user=cast.teacher, trained_on=today, recorded_at=at,
                            recorded_by=cast.senco)  # fmt: skip
    assert words in page(cast, "senco", "needs") and words in page(cast, "ta", "mine")
    Training.objects.filter(intervention=run.intervention).update(user=cast.ta)
    assert words not in page(cast, "senco", "needs")


@pytest.mark.parametrize("who,named", [("senco", True), ("head", True), ("trust_lead", False)])
def test_healthcare_plan_without_anybody_trained_names_the_child_only_to_who_may(
    cast, school, at, who, named
):
    adult = TrainedAdult.objects.get(plan__pupil=cast.own.pupil)
    assert "Nobody is trained" not in page(cast, who, "needs")
    remove_trained(held=adult, by=cast.senco, at=at)
    shown = page(cast, who, "needs")
    assert "Nobody is trained for a child" in shown
    assert ("Maya Abara" in shown) is named is ("Asthma" in shown)


def test_what_was_typed_about_a_need_is_not_shown_to_the_trust(cast, school, at, topic):
    need(topic, cast.ta, cast.senco, at, source="pupil", why="Joins Maya in the new year")
    assert "Joins Maya" in page(cast, "senco", "needs") and "Joins Maya" in page(cast, "ta", "mine")
    for name, args in (("needs", ()), ("topic", (topic.reference,)), ("person", (member(cast, "ta"),))):
        shown = page(cast, "trust_lead", name, *args)
        assert "A child’s needs" in shown and "Joins Maya" not in shown


def test_person_is_judged_asked_to_train_and_relieved_of_it(cast, school, at, today, topic):
    client, ta = cast.client_for("senco"), member(cast, "ta")
    typed = {"topic": topic.reference, "on": written(today), "provider": "County", "competence": "attended"}
    assert client.post(url("had", ta), typed).status_code == 302
    record = TrainingRecord.objects.get(topic=topic, person=cast.ta)
    answer = client.post(
        url("record", record.reference), {"competence": "more", "note": "Try again in pairs", "version": "1"}
    )
    assert answer.status_code == 302
    shown = page(cast, "senco", "person", ta)
    assert "Needs more" in shown and "Try again in pairs" in shown and "More is needed" in shown
    assert client.post(url("record-remove", record.reference)).status_code == 302
    typed = {"topic": topic.reference, "source": "appraisal", "by_day": written(today + DAY)}
    assert client.post(url("need-add", ta), typed).status_code == 302
    assert "Appraisal" in page(cast, "senco", "person", ta)
    (mine,) = [
        wish
        for (who, _), wish in queries.standing(school, today).wishes.items()
        if who == cast.ta.pk and wish.by_day == today + DAY
    ]
    assert client.post(url("need-drop", mine.reference)).status_code == 302
    assert "Epilepsy" not in page(cast, "senco", "person", ta)


def test_own_page_is_where_a_reminder_leads_and_others_are_not(cast):
    client = cast.client_for("ta")
    assert client.get(url("person", member(cast, "ta"))).url == url("mine")
    assert client.get(url("person", member(cast, "senco"))).status_code == 403


def test_newcomer_has_their_induction_in_one_line(cast, school, at):
    person = User.objects.create_user("new@sendsys.test", None, name="Nora Young")
    give_role(school=school, user=person, role=Role.TEACHER, by=None, at=at)
    shown = page(cast, "senco", "needs")
    assert "10 topics of induction" in shown and "Nora Young" in shown


def test_side_bar_offers_ones_own_training_to_who_works_here(cast):
    for who, offered in (
        ("ta", True),
        ("office", True),
        ("parent", False),
        ("governor", False),
        ("trust_lead", False),
    ):
        home = cast.client_for(who).get(reverse("overview:home", args=["oakfield"])).content.decode()
        assert (url("mine") in home) is offered, who


def test_school_that_begins_is_offered_the_induction_topics(cast):
    client, here = cast.client_for("riverside_senco"), reverse("training:matrix", args=["riverside"])
    assert "Start with the induction topics" in client.get(here).content.decode()
    assert client.post(reverse("training:induction", args=["riverside"])).status_code == 302
    shown = client.get(reverse("training:topics", args=["riverside"])).content.decode()
    assert "Working with TAs" in shown and "Chaining steps" in shown


@pytest.mark.parametrize("count", [1, 3])
def test_queries(cast, school, at, today, count):
    for number in range(count):
        person = User.objects.create_user(f"new{number}@sendsys.test", None, name=f"New {number}")
        give_role(school=school, user=person, role=Role.TEACHER, by=None, at=at)
        topic = actions.write_topic(
            school=school, held=None, by=cast.senco, at=at, name=f"Own {number}", renew_months=1
        )
        day = actions.record_day(
            held=plan(topic, cast.senco, at), by=cast.senco, at=at, people=[person, cast.ta]
        )
        need(topic, person, cast.senco, at + DAY)
        plan(topic, cast.senco, at, on=today + 9 * DAY)
    client = cast.client_for("senco")
    assert {name: queries_of(client, url(name, *args)) for name, *args in (
        ("matrix",), ("needs",), ("programme",), ("topics",), ("topic", topic.reference), ("day", day.reference),
        ("person", member(cast, "ta")), ("mine",),
    )} == {"matrix": 8, "needs": 9, "programme": 4, "topics": 9, "topic": 12, "day": 11, "person": 11, "mine": 12}  # fmt: skip


def test_a_ta_asks_for_training_and_the_senco_sees_it(cast, today):
    client = cast.client_for("ta")
    assert url("ask") in page(cast, "ta", "mine")
    with cast.acting("senco"):
        topic = Topic.objects.get(school=cast.oakfield, key="ta_law")
    assert "Say in a few words why" in client.post(url("ask"), {"topic": topic.reference}).content.decode()
    typed = {"topic": topic.reference, "why": "I would like to know the law"}
    assert client.post(url("ask"), typed).status_code == 302
    assert "I would like to know the law" in page(cast, "ta", "mine")
    assert "I would like to know the law" in page(cast, "senco", "needs")
    assert "You are to be trained in" in client.post(url("ask"), typed).content.decode()
    with cast.acting("senco"):
        (held,) = TrainingNeed.objects.filter(school=cast.oakfield, topic=topic)
    assert (held.person, held.raised_by, held.source) == (cast.ta, cast.ta, "request")


def test_nobody_asks_for_training_who_does_not_work_at_the_school(cast):
    with cast.acting("senco"):
        topic = Topic.objects.filter(school=cast.oakfield, retired_on=None).first()
    for who in ("governor", "parent", "trust_lead", "foreign_senco"):
        answer = cast.client_for(who).post(url("ask"), {"topic": topic.reference, "why": "Please"})
        assert answer.status_code in (403, 404), who
        with cast.acting("senco"), pytest.raises(Denied, match="does not work at"):
            actions.ask_for_training(topic=topic, by=cast.people[who], at=AT, why="Please")


def test_everybody_a_day_is_for_is_ticked_with_one_click(cast, today, at):
    with cast.acting("senco"):
        topic, some = (
            actions.write_topic(
                school=cast.oakfield, held=None, name=name, audience=audience, by=cast.senco, at=at
            )
            for name, audience in (("Fire drill", "staff"), ("Gastrostomy", "some"))
        )
        day, other = (plan(one, cast.senco, at, on=today) for one in (topic, some))
    plain = page(cast, "senco", "day", day.reference)
    assert "Tick everybody it is for" in plain and " checked" not in plain
    ticked = page(cast, "senco", "day", day.reference, query="?all")
    assert ticked.count(" checked") == ticked.count('name="people"') > 3
    assert "Tick everybody" not in page(cast, "senco", "day", other.reference)
    with cast.acting("senco"):
        actions.record_day(held=day, people=[cast.ta], by=cast.senco, at=at)
    after = page(cast, "senco", "day", day.reference, query="?all")
    assert "Tick everybody" not in after and after.count(" checked") == 1
