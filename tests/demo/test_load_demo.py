import datetime as dt
import random
from dataclasses import replace

import pytest
from django.contrib.auth.hashers import check_password
from django.core.management import CommandError, call_command
from django.db import transaction

from apdr.models import Plan, Receipt
from core.accounts.models import User
from core.jobs.models import Job
from core.schools import scope
from core.schools.models import Trust
from register.models import Pupil, StatusPeriod
from sendsys.demo.accounts import keep_password, kept_password
from sendsys.demo.load import load, smaller
from sendsys.demo.schools import OAKFIELD
from tests.roles import as_owner

TODAY = dt.date(2026, 11, 22)
SIZE = 3


@pytest.fixture
def loaded(db):
    with as_owner():
        trust = Trust.objects.create(name="Greenway Trust", slug="greenway-of-the-test")
    spec = replace(smaller(OAKFIELD, SIZE), slug="oakfield-of-the-test")
    return load(trust=trust, seed=1, today=TODAY, password="a-b-c-d-100", specs=(spec,))


def test_small_demonstration_loads_end_to_end(loaded, mailoutbox):
    (school,) = loaded
    with scope.opened([school.pk]), transaction.atomic():
        assert Pupil.objects.filter(school=school).here().count() == 14 * SIZE
        theo = Pupil.objects.get(school=school, legal_first="Theo", legal_last="Marsden")
        cycles = list(Plan.objects.filter(pupil=theo).order_by("cycle").values_list("cycle", "state"))
        assert cycles == [(1, "reviewed"), (2, "reviewed"), (3, "shared")]
        levels = list(
            StatusPeriod.objects.filter(pupil=theo).order_by("start").values_list("level", flat=True)
        )
        assert levels == ["emerging_concern", "sen_recorded", "sen_support"]
        assert Receipt.objects.filter(plan__pupil=theo, plan__state="shared", confirmed_at=None).count() == 0
        assert set(Job.objects.filter(school=school).values_list("state", flat=True)) == {"queued"}
    assert mailoutbox == []
    assert check_password("a-b-c-d-100", User.objects.get(email="parent@oakfield.example").password)


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
