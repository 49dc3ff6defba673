"""Private appointments: a single one is authorised, regular ones are advised against (R-129)."""

import datetime as dt

import pytest

from agencies.meetings import appointments_present as present
from agencies.meetings.appointments import (
    appointments_of,
    others_before,
    remove_appointment,
    write_appointment,
)
from agencies.meetings.ground import MeetingRefused
from agencies.models import PrivateAppointment
from core.accounts.permissions import Denied
from core.schools.actions import add_closure
from register import actions as register

pytestmark = pytest.mark.django_db
FIRST = dt.date(2026, 11, 16)  # the one that the pupil of the cast has already


@pytest.fixture
def note(cast, pupil, at):
    def noted(held=None, **fields) -> PrivateAppointment:
        given = {"on": dt.date(2026, 12, 7), "with_whom": "Dr Finch"} | fields
        return write_appointment(pupil=pupil, held=held, by=cast.senco, at=at, **given)

    return noted


def test_single_one_is_authorised_by_default_a_regular_one_must_be_said(cast, pupil, note):
    assert PrivateAppointment.objects.get(pupil=pupil).authorised is True
    with pytest.raises(MeetingRefused, match="not the only one within 13 weeks") as refused:
        note()
    assert refused.value.field == "authorised"
    assert note(authorised=False).authorised is False


@pytest.mark.parametrize("days,regular", [(90, True), (91, True), (92, False)])
def test_regular_is_another_within_thirteen_weeks(pupil, days, regular):
    assert bool(others_before(pupil, FIRST + dt.timedelta(days=days))) is regular


def test_changing_one_does_not_count_itself(cast, pupil, note):
    held = PrivateAppointment.objects.get(pupil=pupil)
    changed = note(held, on=FIRST, with_whom="The same optician", leaves=dt.time(9), returns=dt.time(10))
    assert (changed.authorised, changed.version, present.hours(changed)) == (True, 2, "9.00 am to 10.00 am")


@pytest.mark.parametrize("fields,field,words", [
    ({"with_whom": " "}, "with_whom", "Say with whom"),
    ({"on": dt.date(2026, 10, 28)}, "on", "not a school day .Half term.: nothing is missed"),
    ({"on": dt.date(2026, 11, 22)}, "on", "not a school day .Sunday"),
    ({"on": dt.date(2028, 1, 1)}, "on", "check the year"),
    ({"leaves": dt.time(14), "returns": dt.time(14)}, "returns", "before they leave"),
    ({"on": FIRST, "with_whom": "a private OPTICIAN"}, "on", "noted already"),
])  # fmt: skip
def test_appointment_refused_beside_its_field(cast, pupil, note, fields, field, words):
    add_closure(school=pupil.school, name="Half term", start=dt.date(2026, 10, 26), end=dt.date(2026, 10, 30))
    with pytest.raises(MeetingRefused, match=words) as refused:
        note(authorised=True, **fields)
    assert refused.value.field == field and PrivateAppointment.objects.filter(pupil=pupil).count() == 1


def test_list_tells_which_follow_another(cast, pupil, note, today):
    note(authorised=False, words="Parents were told why")
    rows = present.rows(appointments_of(pupil, cast.senco), pupil.school, today, edits=True)
    assert [[chip.word for chip in row["states"]] for row in rows] == [
        ["Not authorised", "Another within 13 weeks"], ["Authorised"],
    ]  # fmt: skip
    assert appointments_of(pupil, cast.parent) == appointments_of(pupil, cast.office) == []


@pytest.mark.parametrize("who", ["head", "teacher", "ta", "dsl", "office", "parent"])
def test_only_the_senco_notes_them(cast, pupil, note, at, who):
    held = PrivateAppointment.objects.get(pupil=pupil)
    with pytest.raises(Denied, match="Only the SENCo may"):
        write_appointment(pupil=pupil, held=None, on=FIRST, with_whom="X", by=cast.people[who], at=at)
    with pytest.raises(Denied, match="Only the SENCo may"):
        remove_appointment(held=held, by=cast.people[who], at=at)


def test_nothing_is_noted_of_a_pupil_who_left(cast, pupil, note, at):
    register.mark_leaver(pupil=pupil, on=at.date(), by=cast.senco, at=at)
    pupil.refresh_from_db()
    with pytest.raises(Denied, match="has left"):
        note(authorised=True)
