"""Reads whose SQL is kept: they find what the plain queryset finds, for whoever asks, and refuse what would go stale."""

import datetime as dt

import pytest
from django.db import connection
from django.db.models import Value
from django.utils import timezone

from core.schools import guard
from core.schools.prepared import NotPrepared, prepared
from register.models import Pupil
from register.queries import asked_once
from tests.roles import as_owner, seeing

pytestmark = pytest.mark.django_db


@prepared
def _born(user, *, keys: list[int], since: dt.date):
    return (
        Pupil.objects.visible_to(user)
        .filter(pk__in=keys, born__gte=since)
        .order_by("pk")
        .values_list("pk", "born")
    )


@pytest.mark.parametrize("who", ["senco", "teacher", "ta", "office", "parent", "riverside_senco"])
def test_prepared_read_finds_what_each_person_may_see(cast, who):
    user, since = cast.people[who], dt.date(2000, 1, 1)
    with seeing(cast.oakfield):
        keys = list(Pupil.objects.values_list("pk", flat=True))
        plain = Pupil.objects.visible_to(user).order_by("pk").values_list("pk", "born")
        assert _born(user, keys=keys, since=since) == list(plain)
        assert _born(user, keys=keys[:1], since=since) == list(plain.filter(pk__in=keys[:1]))
        assert _born(user, keys=[], since=since) == []
        assert _born(user, keys=keys, since=dt.date(2099, 1, 1)) == []


def test_asked_once_means_the_same_pupils_and_ends_with_its_block(cast):
    with seeing(cast.oakfield):
        plain = set(Pupil.objects.visible_to(cast.teacher).values_list("pk", flat=True))
        with asked_once(cast.teacher):
            assert set(Pupil.objects.visible_to(cast.teacher).values_list("pk", flat=True)) == plain
            keys, since = sorted(plain), dt.date(2000, 1, 1)
            assert [pk for pk, _born_on in _born(cast.teacher, keys=keys, since=since)] == keys
        assert cast.teacher.pupils_in_sight is None


def test_prepared_read_refuses_what_would_stand_in_it_for_good(cast):
    yesterday = timezone.localdate() - dt.timedelta(days=1)

    @prepared
    def stale(_user):
        return Pupil.objects.filter(born=yesterday).values_list("pk")

    @prepared
    def lost(_user, *, key: int):
        return Pupil.objects.values_list("pk")

    with seeing(cast.oakfield):
        with pytest.raises(NotPrepared, match="for good"):
            stale(None)
        with pytest.raises(NotPrepared, match="key"):
            lost(None, key=1)


def _planned() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%register_pupil%'")
        return cursor.fetchone()[0]


@prepared
def _anybody(_user, *, keys: list[int]):
    """Nothing but row-level security keeps the schools apart: one text, one plan for all."""
    return Pupil.objects.filter(pk__in=keys).order_by("pk").values_list("pk", flat=True)


def test_plan_that_is_kept_shows_each_school_only_its_own(cast):
    """Ten times each, in turns: from the sixth on Postgres no longer looks at the values when it plans."""
    before = _planned()
    with as_owner():
        everybody = list(Pupil.objects.values_list("pk", flat=True))
        own = {school: _keys(school) for school in (cast.oakfield, cast.hillcrest)}
    for _turn in range(10):
        for school, keys in own.items():
            with seeing(school):
                assert _anybody(None, keys=everybody) == keys != []
    assert _planned() > before


def _keys(school) -> list[int]:
    return list(Pupil.objects.filter(school=school).order_by("pk").values_list("pk", flat=True))


def test_without_a_scope_a_kept_plan_finds_nobody(cast):
    keys = [cast.own.pupil.pk]
    with seeing(cast.oakfield):
        for _turn in range(10):
            assert _anybody(None, keys=keys) == keys
    with guard.off(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.schools', '', true)")
        assert _anybody(None, keys=keys) == []


def test_words_of_a_prepared_read_are_never_sql(cast):
    odd = '50% of O\'Neil \\ "x" %s'

    @prepared
    def named(_user, *, first: str):
        return (
            Pupil.objects.filter(legal_first=first)
            .annotate(said=Value(odd))
            .values_list("legal_first", "said")
        )

    with seeing(cast.oakfield):
        Pupil.objects.filter(pk=cast.own.pupil.pk).update(legal_first=odd)
        assert named(None, first=odd) == [(odd, odd)]
        assert named(None, first="' OR true --") == []
