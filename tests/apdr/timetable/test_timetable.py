"""Duties of adults, their weeks on the page, and what is put right there."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from apdr.models import AdultDuty, Slot
from apdr.timetable import actions, queries
from core.accounts.permissions import Denied
from core.schools.models import School
from register.edits import Overtaken
from tests.apdr import house
from tests.cast import AT
from tests.overview.test_queries import queries_of
from tests.roles import seeing

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
TODAY = AT.date()
LATE, LATER = dt.time(16, 30), dt.time(16, 40)  # no other room's rows are held then


@pytest.fixture
def oakfield(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        yield cast.oakfield


def add(cast, **more) -> AdultDuty:
    usual = {"school": cast.oakfield, "adult": cast.ta, "kind": "preparing", "weekday": 1, "begins": dt.time(9),
             "minutes": 30, "start": TODAY, "by": cast.senco, "at": AT}  # fmt: skip
    return actions.add_duty(**usual | more)


def change(cast, duty, **more) -> AdultDuty:
    usual = {"kind": duty.kind, "weekday": duty.weekday, "begins": duty.at, "minutes": duty.minutes, "start": TODAY,
             "by": cast.senco, "at": AT}  # fmt: skip
    return actions.change_duty(duty=duty, **usual | more)


@pytest.mark.parametrize("more,words", [
    ({"end": TODAY - DAY}, "before it begins"),
    ({"start": TODAY - DAY}, "today or later"),
    ({"weekday": 6}, "Monday to Friday"),
    ({"minutes": 4}, "5 to 480"),
    ({"minutes": 481}, "5 to 480"),
    ({"minutes": 480, "begins": dt.time(15)}, "after 10 pm"),
    ({"begins": dt.time(3)}, "not a time of the school day"),
    ({"kind": "holiday"}, "what kind"),
])  # fmt: skip
def test_impossible_duty_is_refused(cast, oakfield, more, words):
    with pytest.raises(Denied, match=words):
        add(cast, **more)


def test_duty_over_another_is_refused_and_one_that_touches_it_is_not(cast, oakfield):
    add(cast)
    add(cast, begins=dt.time(9, 30))
    add(cast, weekday=2)
    with pytest.raises(Denied, match="on Monday at 9.00 am for 30 minutes"):
        add(cast, begins=dt.time(9, 15), kind="break")


@pytest.mark.parametrize("who", ["parent", "professional", "foreign_senco"])
def test_only_staff_of_the_school_are_deployed(cast, oakfield, who):
    with pytest.raises(Denied, match="does not work at"):
        add(cast, adult=cast.people[who])


@pytest.mark.parametrize("who", ["head", "teacher", "ta"])
def test_only_the_senco_deploys(cast, oakfield, who):
    with pytest.raises(Denied):
        add(cast, by=cast.people[who])


def test_change_ends_the_old_and_begins_anew(cast, oakfield):
    duty = add(cast)
    later = change(cast, duty, start=TODAY + 7 * DAY, minutes=45, words="Maths boxes")
    duty.refresh_from_db()
    assert (duty.end, duty.minutes) == (TODAY + 6 * DAY, 30)
    assert (later.start, later.minutes, later.pk != duty.pk) == (TODAY + 7 * DAY, 45, True)


def test_change_before_it_begins_replaces_it(cast, oakfield):
    duty = add(cast, start=TODAY + 7 * DAY)
    change(cast, duty, start=TODAY, minutes=60)
    assert list(AdultDuty.objects.filter(adult=cast.ta).values_list("minutes", "start")) == [(60, TODAY)]


def test_past_is_never_rewritten(cast, oakfield):
    duty = add(cast)
    later = AT + 20 * DAY
    with pytest.raises(Denied, match="What has been stays"):
        change(cast, duty, start=TODAY, at=later)
    with pytest.raises(Denied, match="What has been stays"):
        actions.end_duty(duty=duty, end=TODAY, by=cast.senco, at=later)
    ended = actions.end_duty(duty=duty, end=later.date() - DAY, by=cast.senco, at=later)
    assert ended.end == later.date() - DAY


def test_change_that_clashes_changes_nothing(cast, oakfield):
    add(cast, begins=dt.time(10))
    duty = add(cast)
    with pytest.raises(Denied, match="choose another time"):
        change(cast, duty, begins=dt.time(10, 15))
    duty.refresh_from_db()
    assert duty.end is None


def test_two_people_at_one_duty(cast, oakfield):
    duty = add(cast)
    actions.end_duty(duty=duty, version=1, end=TODAY + 30 * DAY, by=cast.senco, at=AT)
    with pytest.raises(Overtaken):
        change(cast, duty, version=1, start=TODAY + DAY)


def told(found, clashes) -> list[list[str]]:
    """Titles of what clashes, of the provisions and duties made here."""
    names = {entry.key: entry.title for entry in found.entries}
    pairs = [[names[held.key] for held in (clash.one, clash.other)] for clash in clashes]
    return [pair for pair in pairs if all(title.startswith(("House", "Boxes")) for title in pair)]


def test_clashes_of_adults_and_children_and_lessons_missed(cast, oakfield):
    own, other = cast.own.pupil, cast.other.pupil
    house.provision(
        by=cast.senco, pupils=[own], adults=[cast.ta], name="House one", slots=[(1, LATE), (3, LATE)]
    )
    two = house.provision(
        by=cast.senco, pupils=[own, other], adults=[cast.teacher], name="House two", slots=[(1, LATER)]
    )
    Slot.objects.filter(provision__name="House one").update(missed="Orchestra")
    Slot.objects.filter(provision=two).update(adult=cast.head)
    add(cast, begins=LATER, words="Boxes")
    found = queries.timetable(oakfield, cast.senco, TODAY)
    assert told(found, found.adult_clashes()[cast.ta.pk]) == [["House one", "Boxes"]]
    assert told(found, found.child_clashes()[own.pk]) == [["House one", "House two"]]
    assert told(found, found.child_clashes().get(other.pk, [])) == []
    assert "House two" in [entry.title for entry in found.misplaced()]
    (lesson,) = [lesson for lesson in found.lessons()[own.pk] if lesson.name == "Orchestra"]
    assert (lesson.minutes, lesson.times) == (30, 2)
    page = cast.client_for("senco").get(f"/oakfield/timetable/?week={TODAY}").content.decode()
    assert "Two provisions at once" in page and "Missed 2 times a week" in page and "Does not fit" in page


def test_time_that_has_ended_and_child_who_has_left_a_group_do_not_clash(cast, oakfield):
    own, usual = cast.own.pupil, {"by": cast.senco, "adults": [cast.ta], "slots": [(1, LATE)]}
    one = house.provision(pupils=[own], name="House one", **usual)
    house.provision(pupils=[own], name="House two", **usual)
    one.pupils.update(end=TODAY - DAY)
    found = queries.timetable(oakfield, cast.senco, TODAY)
    assert told(found, found.child_clashes().get(own.pk, [])) == []
    assert told(found, found.adult_clashes()[cast.ta.pk]) == [["House one", "House two"]]
    one.slots.update(end=TODAY - DAY)
    found = queries.timetable(oakfield, cast.senco, TODAY)
    assert told(found, found.adult_clashes().get(cast.ta.pk, [])) == []


@pytest.fixture
def now_running(cast, oakfield):
    """A provision of the TA that runs now, by the clock that stands."""
    today = timezone.localdate()
    monday = queries.monday_of(today)
    return house.provision(by=cast.senco, pupils=[cast.own.pupil, cast.other.pupil], adults=[cast.ta], name="Wordshark",
                           start=monday - 7 * DAY, end=monday + 30 * DAY, place="The den")  # fmt: skip


def test_ta_sees_their_own_week_and_nobody_elses(cast, now_running):
    page = cast.client_for("ta").get("/oakfield/timetable/mine/").content.decode()
    assert "Wordshark" in page and "The den" in page and "Maya and Leo" in page and "Brandt" not in page
    assert cast.client_for("ta").get(address(cast, "adult", "senco")).status_code == 403
    assert "Wordshark" not in cast.client_for("teacher").get("/oakfield/timetable/mine/").content.decode()


def address(cast, name: str, who: str) -> str:
    return reverse(f"timetable:{name}", args=["oakfield", cast.memberships[cast.people[who].pk]])


def typed(**more) -> dict[str, str]:
    today = timezone.localdate()
    return {"kind": "scaffolding", "weekday": "4", "begins": "9.15", "minutes": "45", "words": "Reading corner",
            "start": today.strftime("%d %m %Y")} | more  # fmt: skip


def test_duty_is_added_changed_and_ended_on_the_page(cast, oakfield):
    client, today = cast.client_for("senco"), timezone.localdate()
    assert client.post(address(cast, "duty-add", "ta"), typed()).status_code == 302
    duty = AdultDuty.objects.get(adult=cast.ta, words="Reading corner")
    here = reverse("timetable:duty", args=["oakfield", duty.reference])
    assert "Reading corner" in client.get(here).content.decode()
    assert client.post(here, typed(minutes="60", version="1")).status_code == 302
    duty = AdultDuty.objects.get(adult=cast.ta, words="Reading corner")
    assert duty.minutes == 60
    end = reverse("timetable:duty-end", args=["oakfield", duty.reference])
    assert (
        client.post(end, {"end": (today + 40 * DAY).strftime("%d %m %Y"), "version": "1"}).status_code == 302
    )
    page = client.get(f"{address(cast, 'adult', 'ta')}?week={today + 28 * DAY:%Y-%m-%d}").content.decode()
    assert "Reading corner" in page and "9.15 to 10.15 am" in page


@pytest.mark.parametrize("wrong,words", [
    ({"end": "01 01 2020"}, "before it begins"), ({"weekday": "6"}, "Choose a day from Monday to Friday"),
    ({"minutes": "2"}, "At least 5 minutes"), ({"minutes": "1,000"}, "Enter the minutes as a number"),
    ({"begins": "half nine"}, "Write a time such as"), ({"start": "30 02 2027"}, "February has 28 days"),
    ({"kind": ""}, "Say what it is"),
])  # fmt: skip
def test_wrong_duty_is_told_and_nothing_typed_is_lost(cast, oakfield, wrong, words):
    page = cast.client_for("senco").post(address(cast, "duty-add", "ta"), typed(**wrong)).content.decode()
    assert words in page and 'value="Reading corner"' in page


@pytest.mark.parametrize("count", [1, 3])
def test_queries(cast, oakfield, now_running, count):
    today = timezone.localdate()
    for number in range(count):
        house.provision(by=cast.senco, pupils=[cast.own.pupil], adults=[cast.ta], start=today - 7 * DAY, end=today + 30 * DAY,
                        slots=[(2, dt.time(9 + number))])  # fmt: skip
        AdultDuty.objects.create(school=School(pk=oakfield.pk), adult=cast.ta, kind="break", weekday=3,
                                 at=dt.time(9 + number), minutes=30, start=today)  # fmt: skip
    assert queries_of(cast.client_for("senco"), "/oakfield/timetable/") == 8
    assert queries_of(cast.client_for("ta"), "/oakfield/timetable/mine/") == 8
