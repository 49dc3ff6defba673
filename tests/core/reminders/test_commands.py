"""What the commands tell, by references and numbers alone."""

import datetime as dt
import io
import json

import pytest
from django.core.management import CommandError, call_command

from core.reminders.models import Notice, Round
from register.models import Pupil
from tests.core.reminders.conftest import MONDAY, SEVEN, one

pytestmark = pytest.mark.django_db


def said(*words: str) -> dict:
    out = io.StringIO()
    call_command(*words, "--json", stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture
def monday(time_machine):
    time_machine.move_to(SEVEN, tick=False)


def test_deadlines_between_two_days_with_their_rules(school, cast, due, monday):
    own = cast.own.pupil
    due += [
        one("law", MONDAY, cast.teacher, pupil=own.reference),
        one("plain", MONDAY + dt.timedelta(days=9)),
    ]
    found = said("deadlines", "--school=oakfield", "--from=2026-11-23", "--to=2026-11-30")
    (row,) = found["deadlines"]
    assert (row["kind"], row["due"], row["pupil"], row["owners"]) == (
        "law",
        "2026-11-23",
        own.reference,
        [cast.teacher.pk],
    )
    assert (row["statutory"], row["rule"], row["cites"]) == (True, "By a rule.", "reg 20(3)")
    assert found["failures"] == []


def test_deadlines_of_the_product_name_no_child(school, cast, monday):
    found = said("deadlines", "--school=oakfield", "--from=2025-11-23", "--to=2027-11-30")
    written = json.dumps(found, ensure_ascii=False)
    names = {part for p in Pupil.objects.filter(school=school) for part in (p.legal_first, p.legal_last)}
    assert len(found["deadlines"]) > 20 and found["failures"] == []
    assert not [name for name in names if name in written]


@pytest.mark.parametrize("words,why", [
    (("deadlines", "--school=nowhere", "--from=2026-11-23", "--to=2026-11-30"), "no school called"),
    (("deadlines", "--school=oakfield", "--from=2026-11-30", "--to=2026-11-23"), "before --from"),
    (("send_reminders", "--school=nowhere"), "no school called"),
    (("send_reminders", "--date=2026-11-24"), "lies ahead"),
])  # fmt: skip
def test_what_the_commands_refuse(school, monday, words, why):
    with pytest.raises(CommandError, match=why):
        call_command(*words)


def test_a_dry_run_tells_all_and_keeps_nothing(school, cast, due, monday):
    due.append(one("plain", MONDAY, cast.teacher))
    words = ("send_reminders", "--date=2026-11-23", "--school=oakfield")
    (told,) = said(*words, "--dry-run")["schools"]
    (notice,) = told["notices"]
    assert (notice["kind"], notice["rung"], notice["recipient"], notice["pace"]) == (
        "plain",
        "day",
        cast.teacher.pk,
        "daily",
    )
    assert not Notice.objects.filter(kind="plain").exists() and not Round.objects.filter(on=MONDAY).exists()
    assert said(*words)["schools"][0]["notices"] == told["notices"]
    assert said(*words)["schools"][0]["words"].startswith("done already")
