"""The demonstration's complaints and policies, whatever the day on which it is loaded."""

import datetime as dt
from types import SimpleNamespace

import pytest
import time_machine

from governance.models import Complaint, ComplaintStep, Policy, PolicyReading, PolicyVersion
from governance.policies.queries import policies_of
from sendsys.demo import complaints, policies
from sendsys.demo.dates import Diary
from sendsys.demo.people import Staff
from sendsys.demo.schools import OAKFIELD
from tests.cast import add_record
from tests.roles import seeing

pytestmark = pytest.mark.django_db
DAYS = [dt.date(2026, 11, 22), dt.date(2026, 12, 29), dt.date(2027, 4, 12), dt.date(2027, 8, 19)]


@pytest.fixture
def builder(cast):
    """What the two functions ask of the one that builds a school, with three children on the register."""
    with seeing(cast.oakfield, actor=cast.senco):
        for model in (Policy, Complaint):
            model.objects.all().delete()
        third = add_record(
            cast.oakfield, klass="4 Ash", first="Ada", last="Dunn", email="ada@x.test", senco=cast.senco
        )
        pupils = [cast.own.pupil, cast.other.pupil, third.pupil]

        def built(today: dt.date):
            diary = Diary(today)
            staff = Staff(
                cast.senco, cast.head, cast.office, cast.ta, dict.fromkeys(["4 Ash", "5 Elm"], cast.teacher)
            )
            return SimpleNamespace(
                spec=OAKFIELD, school=cast.oakfield, staff=staff, diary=diary,
                past=lambda days: diary.open_on_or_before(today - dt.timedelta(days=days)),
                on_register=lambda: [SimpleNamespace(pupil=pupil, hero=False) for pupil in pupils],
            )  # fmt: skip

        yield built


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_they_can_be_told_on_any_day(cast, builder, today):
    with time_machine.travel(dt.datetime.combine(today, dt.time(9), tzinfo=dt.UTC), tick=False):
        complaints.complain(builder(today))
        policies.keep(builder(today))
    states = Complaint.objects.order_by("raised_on", "pk").values_list(
        "state", "stage", "serious", "head_only"
    )
    assert list(states) == [
        ("resolved", "teacher", False, False),
        ("open", "head", True, False),
        ("open", "head", False, True),
    ]
    assert ComplaintStep.objects.filter(complaint__serious=True, kind="la_contacted").exists()
    assert Policy.objects.count() == 8 and PolicyVersion.objects.count() == 11
    held = {one.policy.kind: one for one in policies_of(cast.oakfield, cast.senco)}
    assert 0 < (held["send"].review_on - today).days <= 14
    assert not [kind for kind, one in held.items() if one.review_on < today]
    unread = {user.pk for user in builder(today).staff.everyone} - set(
        PolicyReading.objects.filter(policy_version=held["safeguarding"].version).values_list(
            "user", flat=True
        )
    )
    assert unread and PolicyReading.objects.filter(policy_version=held["send"].version).count() == 5
