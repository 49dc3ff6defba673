import datetime as dt
import random
from dataclasses import replace

import pytest
import time_machine
from django.contrib.auth.hashers import check_password
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import transaction

from apdr.models import Plan, Receipt
from core.accounts.models import User
from core.jobs.models import Job
from core.reminders.models import Mail
from core.schools import scope
from core.schools.models import School, Trust
from register import models
from register.enums import ON_REGISTER
from register.models import Pupil, StatusPeriod
from register.profiles.queries import readers_of
from register.response.queries import relapses
from sendsys.demo.accounts import keep_password, kept_password
from sendsys.demo.load import load, smaller
from sendsys.demo.schools import OAKFIELD
from tests import cast
from tests.roles import as_owner, lesser_role

TODAY = dt.date(2026, 11, 22)
SIZE = 4


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """A small demonstration, written for good while these tests run; the cast is built anew after them."""
    with django_db_blocker.unblock():
        with on(TODAY):
            told = len(mail.outbox)
            with lesser_role():
                schools = small_demonstration(TODAY, SIZE)
            assert len(mail.outbox) == told
            yield schools
        cast.build()  # at the real time: its people have just signed in


def on(day: dt.date):
    return time_machine.travel(dt.datetime.combine(day, dt.time(9), tzinfo=dt.UTC), tick=False)


def small_demonstration(today: dt.date, size: int, at: str = "the-test") -> list[School]:
    with as_owner():
        trust = Trust.objects.create(name="Greenway Trust", slug=f"greenway-of-{at}")
    spec = replace(smaller(OAKFIELD, size), slug=f"oakfield-of-{at}")
    return load(trust=trust, seed=1, today=today, password="a-b-c-d-100", specs=(spec,))


def test_small_demonstration_loads_end_to_end(db, loaded):
    (school,) = loaded
    with scope.opened([school.pk]), transaction.atomic():
        assert Pupil.objects.filter(school=school).here().count() == 14 * SIZE
        assert not Mail.objects.filter(school=school, state="waiting").exists()  # nobody is told of what was
        theo = Pupil.objects.get(school=school, legal_first="Theo", legal_last="Marsden")
        cycles = list(Plan.objects.filter(pupil=theo).order_by("cycle").values_list("cycle", "state"))
        assert cycles == [(1, "closed"), (2, "closed"), (3, "do")]
        levels = list(
            StatusPeriod.objects.filter(pupil=theo).order_by("start").values_list("level", flat=True)
        )
        assert levels == ["emerging_concern", "sen_recorded", "sen_support"]
        assert Receipt.objects.filter(plan__pupil=theo, plan__state="do", confirmed_at=None).count() == 0
        assert set(Job.objects.filter(school=school).values_list("state", flat=True)) == {"queued", "done"}
    assert check_password("a-b-c-d-100", User.objects.get(email="parent@oakfield.example").password)


# Rows that a school of 14 classes of four children has at the least; none of the rooms is empty.
LEAST = {
    "Concern": 8, "ExtraSupport": 4, "LifeEvent": 6, "Voice": 8, "Profile": 12, "ProfileReading": 6, "BankedAdjustment": 30,
    "Letter": 8, "WatchCheck": 3, "Assessment": 30, "Diagnosis": 1, "Summary": 12, "Conversation": 15, "PupilDocument": 40,
    "AccessArrangement": 1, "Adjustment": 3, "HealthcarePlan": 1, "TrainedAdult": 2, "PriorSchool": 4, "Transfer": 2,
    "SafeguardingFlag": 3, "SupplyPack": 1, "SupplyOpening": 2,
}  # fmt: skip


# What presses on the day, at the least: table, filter, rows.
PRESSING = (
    ("Concern", {"state": "raised"}, 3), ("Concern", {"state": "gathering"}, 1),
    ("Concern", {"state": "raised", "raised_by": "parent"}, 1), ("Concern", {"outcome": "signposted"}, 1),
    ("ExtraSupport", {"state": "running", "review_by__lt": TODAY}, 1),
    ("ExtraSupport", {"state": "running", "review_by__range": (TODAY, TODAY + dt.timedelta(days=6))}, 1),
    ("ExtraSupport", {"outcome": "monitor"}, 1), ("Letter", {"answer": "", "return_by__gte": TODAY}, 4),
    ("Letter", {"answer": "", "return_by__lt": TODAY}, 2), ("Letter", {"chases": 1}, 1), ("Letter", {"kind": "step_down"}, 2),
    ("WatchCheck", {"finding": "slipping"}, 2), ("Conversation", {"done_on": None, "next_by__lt": TODAY}, 2),
    ("PupilDocument", {"file": None, "issued": None}, 1),
    ("PupilDocument", {"kind": "year_report", "for_family": True}, 3), ("PupilDocument", {"kind": "year_report"}, 6),
    ("Profile", {"reviewed_on__lte": TODAY}, 2), ("SafeguardingFlag", {"state": "raised"}, 1),
    ("Voice", {"feels_supported": False}, 2),
    ("Transfer", {"sent_on": None}, 1), ("Transfer", {"received_on__lt": TODAY}, 1), ("SupplyPack", {"ended_at__date__lt": TODAY}, 1),
)  # fmt: skip
OUTCOMES = {"teaching", "signposted", "pastoral", "extra_support", "monitor", "record", "sen_support", ""}


def rows(school: School, table: str):
    return getattr(models, table).objects.filter(school=school)


def test_every_room_has_something_and_something_presses_today(db, loaded):
    (school,) = loaded
    with scope.opened([school.pk]), transaction.atomic():
        assert {name: least for name, least in LEAST.items() if rows(school, name).count() < least} == {}
        pressing = [(name, where, rows(school, name).filter(**where).count()) for name, where, _ in PRESSING]
        assert [found for found, least in zip(pressing, PRESSING, strict=True) if found[2] < least[2]] == []
        assert set(rows(school, "Concern").values_list("outcome", flat=True)) == OUTCOMES
        assert Pupil.objects.filter(school=school).incoming().count() == 4
        assert sum(line.came_back for line in relapses(school, senco())) >= 1
        assert school.safeguarding_system == "CPOMS"


@pytest.mark.parametrize("today", [dt.date(2026, 9, 3), dt.date(2026, 12, 28), dt.date(2027, 8, 10)])
def test_demonstration_loads_in_any_season(db, today):
    with on(today):
        (school,) = small_demonstration(today, 2, at="any-season")
        with scope.opened([school.pk]), transaction.atomic():
            running = rows(school, "ExtraSupport").filter(state="running")
            assert running.filter(review_by__lt=today).count() == 1
            assert rows(school, "Concern").exclude(state="decided").count() == 4
            assert rows(school, "Letter").filter(answer="").count() >= 3
            assert Pupil.objects.filter(school=school).incoming().count() == 4


def test_children_were_asked_or_it_is_said_why_not_and_most_profiles_are_read(db, loaded):
    (school,) = loaded
    with scope.opened([school.pk]), transaction.atomic():
        profiles = rows(school, "Profile").exclude(pupil__left_on__isnull=False)
        asked = profiles.filter(pupil__voices__isnull=False).distinct().count()
        assert 0.5 <= asked / profiles.count() <= 0.95
        assert profiles.filter(pupil__voices=None, no_voice_why="").count() == 0
        on_register = {"pupil__periods__end": None, "pupil__periods__level__in": ON_REGISTER}
        readers = [reader.number == profile.version for profile in profiles.filter(**on_register) for reader in readers_of(profile)]  # fmt: skip
        assert 0.6 <= sum(readers) / len(readers) <= 0.95


def test_theos_story_is_the_fullest(db, loaded):
    (school,) = loaded
    with scope.opened([school.pk]), transaction.atomic():
        theo = Pupil.objects.get(school=school, legal_first="Theo", legal_last="Marsden")
        concerns = list(theo.concerns.order_by("raised_on").values_list("raised_by", "outcome"))
        assert concerns == [("staff", "extra_support"), ("staff", "record")]
        assert list(theo.extra_support.values_list("state", "outcome")) == [("reviewed", "tell_senco")]
        assert list(theo.letters.values_list("kind", "answer")) == [("on_register", "online")] * 2
        assert theo.voices.count() == 2
        assert sorted(reader.number is not None for reader in readers_of(theo.profile)) == [False, True, True]
        assert theo.assessments.filter(instrument="Greenway reading check").count() >= 5
        assert theo.conversations.count() == 4
        assert theo.conversations.filter(done_on=None).exclude(next_step="").count() == 1
        assert theo.documents.filter(issued=None).count() >= 2


def senco() -> User:
    return User.objects.get(email="senco@oakfield-of-the-test.example")


def test_demonstration_is_refused_where_there_are_schools(cast):
    with pytest.raises(CommandError, match="There are schools already"):
        call_command("load_demo")


def test_demonstration_leaves_a_school_alone_when_asked(cast, capsys, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    keep_password("otter-fern-plum-sail-123")
    call_command("load_demo", "--if-empty")
    assert "not loaded again" in capsys.readouterr().out


def test_demonstration_cut_short_says_how_to_begin_again(cast, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    with pytest.raises(CommandError, match="RESET=1"):
        call_command("load_demo", "--if-empty")


def test_demonstration_is_refused_in_production(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="not for production"):
        call_command("load_demo")


def test_password_is_kept_for_its_owner_alone(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    assert kept_password() is None
    keep_password("otter-fern-plum-sail-123")
    assert kept_password() == "otter-fern-plum-sail-123"
    assert (tmp_path / "demo-password").stat().st_mode & 0o777 == 0o600


def test_accounts_are_told_only_where_a_demonstration_is(settings, tmp_path, capsys):
    settings.DATA_DIR = tmp_path
    with pytest.raises(CommandError, match="run load_demo first"):
        call_command("demo_accounts")
    keep_password("otter-fern-plum-sail-123")
    call_command("demo_accounts")
    assert "senco@oakfield.example" in capsys.readouterr().out


def test_passwords_of_two_loads_differ():
    from sendsys.demo.accounts import new_password

    random.seed(1)
    first = new_password()
    random.seed(1)
    assert new_password() != first
