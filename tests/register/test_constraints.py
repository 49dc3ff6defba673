"""What the database itself refuses, whoever writes."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apdr.models import Plan, Target
from core.accounts.models import Membership
from core.schools.actions import add_closure, add_term
from register.enums import Level
from register.models import Contact, Need, Profile, Pupil, StatusPeriod
from tests.cast import AT
from tests.roles import seeing

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 1, 1)


@pytest.fixture
def school(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        yield cast.oakfield


@pytest.fixture
def refused():
    """The next block breaks the constraint of that name."""
    return _Refused


class _Refused:
    def __init__(self, name: str) -> None:
        self.name, self.point = name, transaction.atomic()

    def __enter__(self) -> None:
        self.point.__enter__()

    def __exit__(self, kind, error, trace) -> bool:
        if kind is None:
            try:
                with connection.cursor() as cursor:
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            except IntegrityError as late:
                kind, error, trace = type(late), late, late.__traceback__
        self.point.__exit__(kind or IntegrityError, error, trace)
        assert kind is not None, f"{self.name} refused nothing"
        assert issubclass(kind, IntegrityError), error
        assert error.__cause__.diag.constraint_name == self.name
        return True


def period(pupil, start, end=None, level=Level.SEN_SUPPORT) -> StatusPeriod:
    return StatusPeriod(school_id=pupil.school_id, pupil=pupil, level=level, start=start, end=end, reason="x",
                        recorded_at=AT)  # fmt: skip


def test_pupil_has_one_open_period(cast, school, refused):
    pupil = cast.own.pupil
    with refused("status_no_overlap"):  # two that run on share every day to come
        period(pupil, dt.date(2030, 9, 2)).save()


def test_periods_of_a_pupil_share_no_day(cast, school, refused):
    pupil = cast.other.pupil
    start = StatusPeriod.objects.get(pupil=pupil).start
    with refused("status_no_overlap"):
        period(pupil, start - dt.timedelta(days=9), start).save()


def test_periods_that_touch_do_not_overlap(cast, school):
    pupil = cast.other.pupil
    start = StatusPeriod.objects.get(pupil=pupil).start
    period(pupil, start - dt.timedelta(days=9), start - dt.timedelta(days=1)).save()
    assert StatusPeriod.objects.filter(pupil=pupil).count() == 2


spans = st.lists(
    st.tuples(st.integers(0, 60), st.one_of(st.none(), st.integers(0, 20))), min_size=2, max_size=5
)


@given(spans)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_periods_are_taken_only_when_no_day_is_in_two(cast, offsets):
    far = 10_000
    taken = [set(range(start, far if length is None else start + length + 1)) for start, length in offsets]
    clash = any(a & b for i, a in enumerate(taken) for b in taken[:i])
    rows = [
        period(
            cast.own.pupil, DAY + dt.timedelta(days=s), None if n is None else DAY + dt.timedelta(days=s + n)
        )
        for s, n in offsets
    ]
    with seeing(cast.oakfield):
        StatusPeriod.objects.filter(pupil=cast.own.pupil).delete()
        try:
            with transaction.atomic():
                StatusPeriod.objects.bulk_create(rows)
        except IntegrityError:
            assert clash
        else:
            assert not clash


def test_pupil_has_one_open_plan(cast, school, refused):
    with refused("plan_one_open_an_area"):
        Plan.objects.create(school=school, pupil=cast.own.pupil, cycle=9, starts=DAY, created_at=AT,
                            created_by=cast.senco)  # fmt: skip


@pytest.mark.parametrize("move", ["proposed", "agreed", "shared", "closed", "evaluated"])
@pytest.mark.parametrize("half", ["at", "by"])
def test_plan_keeps_when_with_who(cast, school, refused, move, half):
    Plan.objects.filter(pk=cast.own.draft.pk).update(**{f"{move}_at": None, f"{move}_by": None})
    value = AT if half == "at" else cast.senco
    with refused(f"plan_{move}_at_with_by"):
        Plan.objects.filter(pk=cast.own.draft.pk).update(**{f"{move}_{half}": value})


@pytest.mark.parametrize("change,name", [
    ({"state": "lost"}, "plan_state_known"),
    ({"review_on": DAY}, "plan_review_after_start"),
])  # fmt: skip
def test_plan_refuses(cast, school, refused, change, name):
    with refused(name):
        Plan.objects.filter(pk=cast.own.draft.pk).update(**change)


def test_target_number_is_used_once_in_a_plan(cast, school, refused):
    with refused("target_number_once"):
        Target.objects.create(school=school, plan=cast.own.draft, number=1, target="Again")


def test_terms_of_a_school_do_not_overlap(cast, school, refused):
    with refused("term_no_overlap"):
        add_term(school=school, name="Again", start=dt.date(2026, 12, 18), end=dt.date(2027, 1, 9))


def test_terms_of_two_schools_may(cast):
    with seeing(cast.oakfield, cast.riverside):
        add_term(school=cast.riverside, name="Spring", start=dt.date(2027, 1, 4), end=dt.date(2027, 3, 26))
        add_term(school=cast.oakfield, name="Spring", start=dt.date(2027, 1, 4), end=dt.date(2027, 3, 26))


@pytest.mark.parametrize(
    "add,name", [(add_term, "term_ends_after_start"), (add_closure, "closure_ends_after_start")]
)
def test_span_of_a_school_ends_after_it_starts(cast, school, refused, add, name):
    with refused(name):
        add(school=school, name="Wrong", start=dt.date(2030, 1, 2), end=dt.date(2030, 1, 1))


@pytest.mark.parametrize("row,name", [
    ({"rank": 0, "code": "ASD"}, "need_rank_from_one"),
    ({"rank": 1, "code": "ASD"}, "need_rank_once"),
    ({"rank": 2, "code": "SLCN"}, "need_code_once"),
    ({"rank": 3, "code": "MLD", "end": dt.date(2020, 1, 1)}, "need_ends_after_start"),
])  # fmt: skip
def test_need_refuses(cast, school, refused, row, name):
    with refused(name):
        Need.objects.create(school=school, pupil=cast.own.pupil, start=DAY, **row)


def test_status_is_a_known_level(cast, school, refused):
    with refused("status_level_known"):
        StatusPeriod.objects.filter(pupil=cast.own.pupil).update(level="unheard")


def test_upn_is_used_once_in_a_school_and_may_be_missing_twice(cast, school, refused):
    Pupil.objects.filter(pk=cast.own.pupil.pk).update(upn="A123456789012")
    with refused("pupil_upn_once"):
        Pupil.objects.filter(pk=cast.other.pupil.pk).update(upn="A123456789012")
    assert Pupil.objects.filter(upn="").count() == 1


def test_pupil_leaves_after_joining(cast, school, refused):
    with refused("pupil_left_after_joining"):
        Pupil.objects.filter(pk=cast.own.pupil.pk).update(joined_on=DAY, left_on=DAY - dt.timedelta(days=1))


def test_pupil_has_one_profile(cast, school, refused):
    with refused("register_profile_pupil_id_key"):
        Profile.objects.create(school=school, pupil=cast.other.pupil, written_at=AT, written_by=cast.senco)


def test_contacts_have_different_places(cast, school, refused):
    with refused("contact_priority_once"):
        Contact.objects.create(school=school, pupil=cast.own.pupil, priority=1, name="Again")


@pytest.mark.parametrize("row,name", [
    ({"role": "teacher"}, "membership_once"),
    ({"role": "magician"}, "membership_role_known"),
])  # fmt: skip
def test_membership_refuses(cast, school, refused, row, name):
    with refused(name):
        Membership.objects.create(school=school, user=cast.teacher, **row)


def test_membership_is_not_ended_by_somebody_at_no_time(cast, school, refused):
    with refused("membership_ended_at_with_by"):
        Membership.objects.filter(user=cast.teacher).update(ended_by=cast.senco)
