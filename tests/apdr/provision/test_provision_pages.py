"""The pages of provision: setting up a group, what each reader sees of a mixed group, ending, queries counted."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apdr.models import Provision
from apdr.provision import actions, queries
from tests.apdr.house import session
from tests.apdr.provision.conftest import ANSWERS, DAY, TODAY
from tests.cast import AT
from tests.roles import seeing

pytestmark = pytest.mark.django_db
CHECKS = {f"check_{name}": "Written down" for name in ANSWERS}


def set_up(cast, entry, **more) -> dict:
    """What a browser sends to set up a group of one."""
    today = timezone.localdate()
    return {
        "start": today.isoformat(), "end": (today + 30 * DAY).isoformat(), "pupils": [cast.own.pupil.reference],
        "adults": [cast.ta.pk], "at_1": "9.15", "at_3": "1.30", "minutes": "20", "missed": "Reading", "then": "start",
        "cost_hour": "£1,234.50", **CHECKS,
    } | more  # fmt: skip


def library_entry(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        return actions.write_intervention(school=cast.oakfield, held=None, by=cast.senco, at=AT, name="Story group",
                                          weeks=6, per_week=2, minutes=20, aims="Retell stories")  # fmt: skip


def test_senco_sets_up_and_starts_a_group_in_one_post(cast, client_for):
    entry = library_entry(cast)
    client, here = client_for("senco"), f"/oakfield/provision/add/?of={entry.reference}"
    assert "Retell stories" in client.get(here).content.decode()
    answer = client.post(here, set_up(cast, entry))
    assert answer.status_code == 302, answer.context["form"].errors
    with seeing(cast.oakfield, actor=cast.senco):
        made = Provision.objects.get(intervention=entry)
        assert (made.state, made.cost_hour) == ("running", 123450)
        assert [(s.weekday, s.at, s.adult) for s in made.slots.order_by("weekday")] == [
            (1, dt.time(9, 15), cast.ta), (3, dt.time(13, 30), cast.ta),
        ]  # fmt: skip


@pytest.mark.parametrize("wrong,field,words", [
    ({"end": "1 1 2020"}, "end", "before it starts"), ({"pupils": []}, "pupils", "at least one child"),
    ({"pupils": ["nobody"]}, "pupils", "not in your care"), ({"adults": []}, "adults", "who takes it"),
    ({"at_1": "after lunch"}, "at_1", "such as 9.15"), ({"minutes": ""}, "minutes", "how many minutes"),
    ({"cost_hour": "12,5"}, "cost_hour", "such as 12.50"), ({"check_evidence": ""}, "check_evidence", "before it starts"),
    ({"end": "1 1 2099"}, "end", "school year"),
])  # fmt: skip
def test_bad_input_is_told_beside_its_field_and_nothing_lost(cast, client_for, wrong, field, words):
    entry = library_entry(cast)
    answer = client_for("senco").post(
        f"/oakfield/provision/add/?of={entry.reference}", set_up(cast, entry, name="Wrens", **wrong)
    )
    assert answer.status_code == 200
    assert words in " ".join(answer.context["form"].errors[field])
    assert answer.context["form"]["name"].value() == "Wrens" and "Wrens" in answer.content.decode()


def mixed(cast, make, **more) -> Provision:
    return make(pupils=[cast.own.pupil, cast.other.pupil], start_now=True, **more)


def test_who_does_not_see_a_child_reads_no_name_unless_they_deliver_it(cast, make, client_for):
    held = mixed(cast, make, adults=[cast.senco])
    page = client_for("ta").get(held.get_absolute_url()).content.decode()
    assert "Maya Abara" in page and "1 other child" in page and "Leo" not in page
    actions.add_adult(provision=held, user=cast.ta, by=cast.senco, at=AT)
    page = client_for("ta").get(held.get_absolute_url()).content.decode()
    assert "Leo" in page and "Brandt" not in page and cast.other.pupil.reference not in page
    assert "Leo Brandt" in client_for("senco").get(held.get_absolute_url()).content.decode()


def test_costs_are_only_for_those_who_may_see_them(cast, make, client_for):
    held = mixed(cast, make)
    for who, sees in (("senco", True), ("head", True), ("teacher", False), ("ta", False), ("dsl", False)):
        for path in (held.get_absolute_url(), "/oakfield/provision/", "/oakfield/interventions/",
                     f"/oakfield/interventions/{held.intervention.reference}/"):  # fmt: skip
            page = client_for(who).get(path).content.decode()
            assert ("£" in page or "Cost so far" in page or "run costs" in page) == sees, (who, path)


def test_teacher_may_not_change_a_mixed_group_and_reads_why(cast, make, client_for):
    held = mixed(cast, make)
    answer = client_for("teacher").post(f"{held.get_absolute_url()}times/", {})
    assert answer.status_code == 403 and "ask the SENCo to change it" in answer.content.decode()


def test_ending_asks_for_each_child_and_saves_once(cast, make, client_for):
    held = mixed(cast, make)
    own, other = (held.pupils.get(pupil=record.pupil).reference for record in (cast.own, cast.other))
    here, today = f"{held.get_absolute_url()}end/", timezone.localdate()
    given = {"end": today.isoformat(), "why": "Ran its time", f"entry_{own}": "1,012", f"exit_{own}": "1,020.5",
             f"found_{own}": "Tells stories", f"found_{other}": "Little change"}  # fmt: skip
    wrong = client_for("senco").post(here, given | {f"exit_{own}": "12,5"})
    assert wrong.context["form"].errors[f"exit_{own}"] == ["Write a number such as 12 or 12.5"]
    assert "Tells stories" in wrong.content.decode()
    assert client_for("senco").post(here, given).status_code == 302
    held.refresh_from_db()
    place = held.pupils.get(reference=own)
    assert (held.state, place.entry_value, place.exit_on) == ("ended", 1012, today)
    assert (float(place.exit_value), held.pupils.get(reference=other).found) == (1020.5, "Little change")


def test_start_says_what_is_missing(cast, make, client_for):
    held = make(adults=[], times=[])
    page = client_for("senco").post(f"{held.get_absolute_url()}start/", follow=True).content.decode()
    assert "say which adult takes it; set at least one weekly time" in page


def count(run) -> int:
    with CaptureQueriesContext(connection) as asked:
        run()
    return len(asked)


def test_queries_are_constant(cast, make):
    def asked() -> tuple[int, ...]:
        return (
            count(lambda: queries.runs_in_sight(cast.oakfield, cast.senco, TODAY, state="running")),
            count(lambda: queries.library(cast.oakfield)),
            count(lambda: queries.provision_of(cast.own.pupil, TODAY)),
            count(lambda: queries.choices_of_children(cast.oakfield, cast.senco)),
        )

    session(mixed(cast, make), TODAY, by=cast.ta)
    one = asked()
    for number in range(2):
        session(
            mixed(cast, make, called=f"Another {number}", adults=[cast.ta, cast.teacher]), TODAY, by=cast.ta
        )
    assert one == asked() == (11, 2, 10, 1)


def test_what_a_pupil_had(cast, make):
    held = mixed(cast, make)
    session(held, TODAY, by=cast.ta, minutes=20)
    (mine, *_) = queries.provision_of(cast.own.pupil, TODAY + 7 * DAY)
    assert (mine.provision, mine.adults, mine.dosage.delivered, mine.dosage.planned) == (
        held,
        ["Joan Biggs"],
        20,
        40,
    )
