"""The demonstration's training and posts, whatever the day on which it is loaded."""

import datetime as dt
from types import SimpleNamespace

import pytest
import time_machine

from core.accounts.actions import give_role
from core.accounts.enums import Role
from core.accounts.models import User
from governance.enums import Post
from governance.models import PostHolder, Topic, TrainingDay, TrainingNeed, TrainingRecord
from governance.posts.rules import award_standing
from governance.training.queries import standing
from governance.training.standing import Stand
from sendsys.demo import training
from sendsys.demo.dates import Diary
from sendsys.demo.people import Staff
from sendsys.demo.schools import OAKFIELD
from tests.roles import seeing

pytestmark = pytest.mark.django_db
DAYS = [dt.date(2026, 11, 22), dt.date(2026, 12, 29), dt.date(2027, 4, 12), dt.date(2027, 8, 19)]


@pytest.fixture
def builder(cast):
    """What the function asks of the one that builds a school, with four more teachers."""
    with seeing(cast.oakfield, actor=cast.senco):
        for model in (TrainingRecord, TrainingNeed, TrainingDay, Topic, PostHolder):
            model.objects.all().delete()
        teachers = {"4 Ash": cast.teacher}
        for number in range(4):
            user = User.objects.create_user(f"t{number}@sendsys.test", None, name=f"Teacher {number}")
            give_role(
                school=cast.oakfield,
                user=user,
                role=Role.TEACHER,
                by=None,
                at=dt.datetime(2024, 9, 2, tzinfo=dt.UTC),
            )
            teachers[f"{number}"] = user

        def built(today: dt.date):
            diary = Diary(today)
            return SimpleNamespace(
                spec=OAKFIELD, school=cast.oakfield, diary=diary,
                staff=Staff(cast.senco, cast.head, cast.office, cast.ta, teachers),
                past=lambda days: diary.open_on_or_before(today - dt.timedelta(days=days)),
            )  # fmt: skip

        yield built


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_it_can_be_told_on_any_day(cast, builder, today):
    with time_machine.travel(dt.datetime.combine(today, dt.time(9), tzinfo=dt.UTC), tick=False):
        training.train(builder(today))
    known = standing(cast.oakfield, today)
    stands = [mark.stand for marks in known.marks.values() for mark in marks]
    assert {Stand.HAS, Stand.SOON, Stand.OUT, Stand.NEEDS} <= set(stands)
    done, of = known.inducted
    assert of == 6 and 4 <= done < of
    assert TrainingDay.objects.filter(title__startswith="INSET", held_at__isnull=False).count() >= 4
    assert TrainingDay.objects.filter(on__gt=today).count() == 2
    senco = PostHolder.objects.get(post=Post.SENCO, end=None)
    stand = award_standing(senco.start, senco.award, senco.award_begun_on, senco.award_done_on)
    assert not stand.met and stand.by > today
