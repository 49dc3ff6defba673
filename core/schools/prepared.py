"""Reads whose SQL Django writes once a process: building a query of several tables and putting it into SQL costs more
than Postgres takes to answer it. A prepared read is built once for people of the same roles at the same schools, with
marks in place of its values; from then on the values take the places of the marks. Postgres is spared likewise: the text of
a read stays the same, so that it is planned once a connection and not at every request.

    @prepared
    def _rows(user, *, until):
        return Plan.objects.visible_to(user).filter(review_on__lte=until).values_list("reference", "review_on")

    for reference, review_on in _rows(user, until=day): ...

It gives a list at once. What decides the form of the query (a school, a bool) goes before the `*` and is part of what the
SQL is kept by; what follows it are values: whole numbers that are keys, days, moments, texts, or lists of keys. Of the
user only the key and the roles may stand in the query, of a school only the key. A value that does not reach the SQL, or a
day in it that is neither a value nor today, is refused when the read is first asked: it would stand there for good.
"""

import datetime as dt
from collections.abc import Callable
from copy import copy
from functools import lru_cache, wraps

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from psycopg.sql import Literal

MOST_KEPT = 512  # queries, of all functions together
APART = dt.timedelta(days=10_007, seconds=1)  # between marks: a day reckoned from one is never another
_USER, _SIGHT = "user", "pupils in sight"  # values that every read has at hand, used or not


class NotPrepared(ValueError):
    """The query cannot be kept: a value did not arrive in it, or something else did."""


def prepared(build: Callable[..., QuerySet]) -> Callable[..., list]:
    """`build(user, *form, **values)`, a queryset, as a function of the same arguments that gives its rows, dicts or
    instances. The user may be None where the query asks nothing of them. Raises NotPrepared when it cannot be kept."""

    @wraps(build)
    def rows(user, *form, **values) -> list:
        held = ()
        if user is not None:
            held = tuple((school.pk, role) for school, role in user.memberships)
            values[_USER] = user.pk
            if user.pupils_in_sight is not None:
                values[_SIGHT] = user.pupils_in_sight
        kinds = tuple((name, type(value)) for name, value in values.items())
        return _kept(build, held, form, kinds, timezone.localdate(), _Asker(user)).ask(values)

    return rows


class _Asker:
    """A user of whom only the roles matter: the SQL is kept by those, so all askers are alike here."""

    def __init__(self, user) -> None:
        self.user = user

    def __eq__(self, other) -> bool:
        return isinstance(other, _Asker)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=MOST_KEPT)
def _kept(build, held: tuple, form: tuple, kinds: tuple, today: dt.date, asker: _Asker) -> "_Kept | _Nothing":
    marks = {name: _mark(kind, place) for place, (name, kind) in enumerate(kinds, 1)}
    someone = copy(asker.user)
    if someone is not None:
        someone.pk, someone.pupils_in_sight = marks[_USER], marks.get(_SIGHT)
    values = {name: mark for name, mark in marks.items() if name not in {_USER, _SIGHT}}
    try:
        return _Kept(
            build(someone, *form, **values), {n: m for n, m in marks.items() if m is not None}, today
        )
    except EmptyResultSet:
        return _Nothing()


def _mark(kind: type, place: int):
    """A value of that type which no row has. Raises NotPrepared for a type that has none."""
    if kind is type(None):
        return None
    if kind is list:
        return [_mark(int, place)]
    made = {
        int: lambda: -(2**40) - place,
        str: lambda: f"\x02{place}",
        dt.date: lambda: dt.date(1, 1, 1) + place * APART,
        dt.datetime: lambda: dt.datetime(1, 1, 1, tzinfo=dt.UTC) + place * APART,
    }
    if kind not in made:
        raise NotPrepared(f"A value of a prepared read cannot be a {kind.__name__}.")
    return made[kind]()


class _Nothing:
    """A query that finds nothing for people of these roles, whatever its values."""

    def ask(self, _values: dict) -> list:
        return []


class _Kept:
    """A query with its SQL, and which of its parameters is which value."""

    def __init__(self, queryset: QuerySet, marks: dict, today: dt.date) -> None:
        self.queryset, self.compiler = queryset, queryset.query.get_compiler(connection=connection)
        self.sql, params = self.compiler.as_sql()
        names = {mark[0] if isinstance(mark, list) else mark: name for name, mark in marks.items()}
        self.params = [
            (None if isinstance(value, list | dict) else names.get(value), value) for value in params
        ]
        self._check(set(marks) - {_USER, _SIGHT}, today)
        self._widen({name for name, mark in marks.items() if isinstance(mark, list)})
        self._write_in()

    def _check(self, wanted: set[str], today: dt.date) -> None:
        lost = wanted - {name for name, _ in self.params}
        days = [v for name, v in self.params if name is None and isinstance(v, dt.date) and v != today]
        if lost or days:
            raise NotPrepared(f"Not in the SQL: {sorted(lost)}. Kept in it for good: {days}.")

    def _widen(self, lists: set[str]) -> None:
        """`IN (%s)` of a list becomes `= ANY(%s)`, which takes one of any length."""
        parts = self.sql.split("%s")
        for place, (name, _value) in enumerate(self.params):
            if name in lists:
                if not (parts[place].endswith(" IN (") and parts[place + 1].startswith(")")):
                    raise NotPrepared(f"{name} is a list: ask with __in.")
                parts[place] = f"{parts[place].removesuffix(' IN (')} = ANY("
        self.sql = "%s".join(parts)

    def _write_in(self) -> None:
        """What is the same for every asker becomes part of the text, where Postgres can see its type and plan with it."""
        connection.ensure_connection()
        texts = self.sql.split("%s")
        self.names = [name for name, _value in self.params if name is not None]
        written = ["%s" if name is not None else _literal(value) for name, value in self.params]
        self.sql = texts[0] + "".join(one + text for one, text in zip(written, texts[1:], strict=True))

    def ask(self, values: dict) -> list:
        """What the queryset would give, with what it prefetches. Django reads the rows as it reads any: only the
        writing of the SQL is left out."""
        params = tuple(values[name] for name in self.names)
        compiler, query, queryset = _twin(self.compiler), _twin(self.queryset.query), _twin(self.queryset)
        compiler.as_sql = lambda *args, **kwargs: (self.sql, params)
        query.get_compiler = lambda *args, **kwargs: compiler
        queryset._query = query
        with connection.planned_once():
            queryset._result_cache = list(queryset._iterable_class(queryset))
        if queryset._prefetch_related_lookups:
            queryset._prefetch_related_objects()
        return queryset._result_cache


def _literal(value) -> str:
    return Literal(value).as_string(connection.connection).replace("%", "%%")


def _twin(one):
    """Another with the same attributes: a queryset's own copy would ask the database."""
    other = object.__new__(type(one))
    other.__dict__.update(one.__dict__)
    return other
