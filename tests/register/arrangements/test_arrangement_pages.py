"""The pages of arrangements as people meet them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from register.models import AccessArrangement, HealthcarePlan, TrainedAdult
from tests.overview.test_queries import queries_of
from tests.register.arrangements.test_arrangement_actions import DAY, access, adjust, health, train
from tests.roles import seeing

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(cast):
    return lambda name, thing=None: reverse(
        f"arrangements:{name}", args=["oakfield", thing or cast.own.pupil.reference]
    )


def written(day) -> str:
    return day.strftime("%d %m %Y")


def test_arrangement_is_added_changed_and_ended(cast, url):
    client, today = cast.client_for("senco"), timezone.localdate()
    typed = {"kind": "scribe", "key_stage": "ks2", "start": written(today), "evidence": "Writes slowly"}
    assert client.post(url("access-add"), typed).status_code == 302
    with seeing(cast.oakfield):
        held = AccessArrangement.objects.get(kind="scribe")
    answer = client.post(url("access", held.reference), typed | {"end": written(today), "version": "1"})
    assert answer.status_code == 302
    page = client.get(url("list")).content.decode()
    assert "Scribe" in page and "until " in page
    with seeing(cast.oakfield):
        held.refresh_from_db()
    assert held.end == today


@pytest.mark.parametrize("fields,words", [
    ({"kind": ""}, "Say which arrangement it is"),
    ({"evidence": ""}, "Say what the evidence is"),
    ({"kind": "extra_time"}, "recorded already"),
    ({"start": "31 02 2026"}, "February has 28 days"),
    ({"start": "01 01 2001"}, "before Maya was born"),
    ({"end": "01 01 2026"}, "before it begins"),
    ({"document": "NOSUCHPAPER"}, "not in the child’s file"),
])  # fmt: skip
def test_wrong_arrangement_is_told_and_nothing_typed_is_lost(cast, url, fields, words):
    typed = {"kind": "scribe", "key_stage": "ks2", "start": written(timezone.localdate()), "evidence": "Writes slowly",
             "detail": "In maths only"} | fields  # fmt: skip
    page = cast.client_for("senco").post(url("access-add"), typed).content.decode()
    assert words in page and 'value="In maths only"' in page


def test_healthcare_plan_and_who_is_trained(cast, url):
    client, today = cast.client_for("senco"), timezone.localdate()
    typed = {"condition": "Diabetes", "emergency": "Glucose, then 999", "start": written(today),
             "review_on": written(today + 90 * DAY), "with_parents": "on"}  # fmt: skip
    assert client.post(url("healthcare-add"), typed).status_code == 302
    with seeing(cast.oakfield):
        plan = HealthcarePlan.objects.get(condition="Diabetes")
    adult = {"name": "Sue Lane", "trained_for": "Insulin", "trained_on": written(today), "approved_by": "Nurse Hay",
             "valid_until": written(today + 5 * DAY)}  # fmt: skip
    assert client.post(url("trained-add", plan.reference), adult).status_code == 302
    page = client.get(url("list")).content.decode()
    assert "Sue Lane, Insulin" in page and "Runs out soon" in page
    with seeing(cast.oakfield):
        held = TrainedAdult.objects.get(name="Sue Lane")
    assert client.get(url("trained-remove", held.reference)).status_code == 200
    assert client.post(url("trained-remove", held.reference)).status_code == 302
    assert "Sue Lane" not in cast.client_for("ta").get(url("list")).content.decode()


def test_page_says_what_is_missing(cast, url, pupil, at):
    plan = health(pupil, cast.senco, at)
    pupil.year_group = "10"
    pupil.save()
    access(pupil, cast.senco, at, key_stage="ks4")
    page = cast.client_for("teacher").get(url("list")).content.decode()
    assert "Not yet written with the parents" in page
    assert "Nobody yet" in page and "Formal assessment wanted" in page
    assert reverse("arrangements:healthcare", args=["oakfield", plan.reference]) not in page


def test_restricted_paper_is_not_named_to_others(cast, url, pupil, at):
    paper = cast.own.private
    paper.sensitivity = "restricted"
    paper.save()
    health(pupil, cast.senco, at, document=paper)
    assert paper.title in cast.client_for("senco").get(url("list")).content.decode()
    assert paper.title not in cast.client_for("ta").get(url("list")).content.decode()


@pytest.mark.parametrize("who,sees_other", [("senco", True), ("teacher", False), ("ta", False)])
def test_school_list_is_of_the_pupils_in_sight(cast, who, sees_other):
    page = cast.client_for(who).get("/oakfield/arrangements/").content.decode()
    assert "Maya Abara" in page and "Blue inhaler" in page
    assert ("Leo Brandt" in page) is sees_other
    narrowed = cast.client_for(who).get("/oakfield/arrangements/?year=4").content.decode()
    assert "Maya Abara" in narrowed and "Leo Brandt" not in narrowed


@pytest.mark.parametrize("count", [1, 3])
def test_queries(cast, url, pupil, at, count):
    for number in range(count):
        access(pupil, cast.senco, at, kind="other", detail=f"Aid {number}", document=cast.own.private)
        adjust(pupil, cast.senco, at, what=f"Change {number}")
        train(health(pupil, cast.senco, at, condition=f"Condition {number}"), cast.senco, at)
    assert queries_of(cast.client_for("senco"), url("list")) == 11
    assert queries_of(cast.client_for("senco"), "/oakfield/arrangements/") == 5
