import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from core.schools.actions import add_closure, add_term
from ehcp.models import EhcPlan, LocalAuthority
from register import actions as register
from tests.roles import seeing

D = dt.date
MONDAY = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
TERMS = (("Spring", D(2027, 1, 4), D(2027, 3, 25)), ("Summer", D(2027, 4, 12), D(2027, 7, 21)))
MADE = D(2026, 3, 31)
CLOSED = ((D(2027, 2, 15), D(2027, 2, 19)), (D(2027, 5, 31), D(2027, 6, 4)))


@pytest.fixture(autouse=True)
def monday(request):
    """Mon 23 Nov 2026 for all that asks for the cast; the pure tests pass their own day."""
    if "cast" not in request.fixturenames:
        yield
        return
    with time_machine.travel(MONDAY, tick=True):
        yield


@pytest.fixture
def known_year(cast):
    """The terms of 2026/27 at Oakfield and Riverside; autumn stands in the cast."""
    for school in (cast.oakfield, cast.riverside):
        with seeing(school, actor=cast.senco):
            for name, start, end in TERMS:
                add_term(school=school, name=name, start=start, end=end)
            for start, end in CLOSED:
                add_closure(school=school, name="Half term", start=start, end=end)
            if school is cast.riverside:
                add_closure(school=school, name="Half term", start=D(2026, 10, 26), end=D(2026, 10, 30))
    return cast


@pytest.fixture
def planned(known_year):
    """`planned(3)`: so many pupils at Riverside with plans, whose reviews are due from the end of February on."""

    def make(count: int, *, group: str = "3", made: dt.date = MADE, **pupil) -> list[EhcPlan]:
        school, user = known_year.riverside, known_year.riverside_senco
        with seeing(school, actor=user):
            authority, _ = LocalAuthority.objects.get_or_create(school=school, name="Invented Council")
            pupils = register.add_pupils(
                school=school, by=user, at=timezone.now(),
                pupils=[{"legal_first": f"Child{n}", "legal_last": f"Name{n}", "born": D(2018, 3, 4),
                         "year_group": group} | pupil for n in range(count)],
            )  # fmt: skip
            return [
                EhcPlan.objects.create(school=school, pupil=one, authority=authority, made_on=made + n * dt.timedelta(days=3),
                                       created_at=timezone.now(), created_by=user)
                for n, one in enumerate(pupils)
            ]  # fmt: skip

    return make
