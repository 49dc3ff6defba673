"""The library: entries written, refused, retired; the starter; who is trained."""

import pytest

from apdr.models import Intervention, Training
from apdr.provision import actions
from apdr.provision.starter import STARTER
from core.accounts.permissions import Denied
from register.edits import Overtaken
from tests.apdr.provision.conftest import DAY, TODAY
from tests.cast import AT

pytestmark = pytest.mark.django_db


def write(cast, held=None, **fields) -> Intervention:
    return actions.write_intervention(school=cast.oakfield, held=held, by=cast.senco, at=AT, **fields)


def test_starter_is_taken_once_and_leaves_own_entries(cast, school):
    own = write(cast, name="talk GROUP", cost_hour=99)
    new = actions.take_starter(school=school, by=cast.senco, at=AT)
    assert len(new) == len(STARTER) - 1 >= 12
    assert actions.take_starter(school=school, by=cast.senco, at=AT) == []
    own.refresh_from_db()
    assert own.cost_hour == 99
    assert {e.cost_hour for e in new} == {school.hourly_cost}
    assert all(e.evidence and e.aims and e.measure and e.benefit for e in new)
    assert {e.kind for e in new} >= {
        "mentor_attendance",
        "mentor_behaviour",
        "mentor_social",
        "pre_teaching",
        "same_day",
    }


@pytest.mark.parametrize("wrong,words", [
    ({"name": " "}, "a name"), ({"name": "PAIRED tales"}, "in the library already"), ({"weeks": 0}, "length in weeks"),
    ({"minutes": 600}, "minutes of a session"), ({"cost_hour": -1}, "less than nothing"), ({"kind": "magic"}, "what kind"),
    ({"area": "moon"}, "area of need"),
])  # fmt: skip
def test_entry_refused_in_words(cast, school, wrong, words):
    write(cast, name="Paired tales")
    with pytest.raises(Denied, match=words):
        write(cast, **({"name": "Another"} | wrong))


def test_entry_over_somebody_elses_change_is_refused(cast, school):
    held = write(cast, name="Paired tales")
    write(cast, held, aims="Read more", version=1)
    with pytest.raises(Overtaken):
        write(cast, held, aims="Read", version=1)


def test_retired_entry_cannot_be_planned_and_one_in_use_not_retired(cast, make):
    run = make()
    with pytest.raises(Denied, match="planned or running"):
        actions.retire_intervention(held=run.intervention, by=cast.senco, at=AT)
    actions.drop_provision(provision=run, by=cast.senco, at=AT)
    gone = actions.retire_intervention(held=run.intervention, by=cast.senco, at=AT)
    with pytest.raises(Denied, match="not offered"):
        actions.plan_provision(intervention=gone, by=cast.senco, at=AT, start=TODAY, end=TODAY + DAY)
    back = actions.restore_intervention(held=gone, by=cast.senco, at=AT)
    assert actions.plan_provision(intervention=back, by=cast.senco, at=AT, start=TODAY, end=TODAY + DAY).pk


def test_only_the_senco_changes_the_library(cast, school):
    for who in ("head", "teacher", "ta", "parent"):
        with pytest.raises(Denied, match="change the library"):
            actions.write_intervention(school=school, held=None, by=cast.people[who], at=AT, name="X")


def test_training_is_of_staff_and_the_latest_counts(cast, school):
    held = write(cast, name="Paired tales")
    given = {"intervention": held, "by": cast.senco, "at": AT}
    with pytest.raises(Denied, match="no account"):
        actions.write_training(user=cast.stranger, trained_on=TODAY, **given)
    with pytest.raises(Denied, match="in the future"):
        actions.write_training(user=cast.ta, trained_on=TODAY + DAY, **given)
    with pytest.raises(Denied, match="run out before"):
        actions.write_training(user=cast.ta, trained_on=TODAY, valid_until=TODAY - DAY, **given)
    actions.write_training(user=cast.ta, trained_on=TODAY - 400 * DAY, **given)
    latest = actions.write_training(user=cast.ta, trained_on=TODAY, valid_until=TODAY + 365 * DAY, **given)
    assert [t.trained_on for t in Training.objects.filter(intervention=held)] == [TODAY]
    actions.end_training(training=latest, by=cast.senco, at=AT)
    assert not Training.objects.filter(intervention=held).exists()
