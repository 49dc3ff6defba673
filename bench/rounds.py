"""The daily round over 10 and over 100 schools, each of 80 pupils on the register and 20 EHC plans.

python -m bench.rounds [--write-docs] measures it by itself, on the servers of `make bench`. One school is made through the
actions and kept; the others are copies of its rows under other keys, made anew each time. Each round is rolled back, so
that the next run finds the same.
"""

import argparse
import datetime as dt
import os
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench import environment  # noqa: F401  sets Django up before the models below
from bench.caseload import _Maker
from bench.report import write_docs
from bench.school import Size, gather_statistics, subject_of, today
from bench.server import run_step
from core.reminders.rounds import run_round
from core.schools import scope
from core.schools.models import School
from core.schools.walls import is_history, tenant_key, tenant_models
from ehcp.models import EhcPlan
from sendsys.services.layout import PROJECT

ONE = Size(80, 420, ("R", "1", "2", "3", "4", "5", "6"), called="round")
PLANS = 20
STEPS = (10, 100)
FAR = 10_000_000  # keys of the copies lie so far apart


def in_order() -> list[type]:
    """Every tenant table but the schools and the histories, each after those that it points into."""
    left = {m for m in tenant_models() if not is_history(m) and tenant_key(m) != "id"}
    found: list[type] = []
    while left:
        ready = [m for m in left if not (_points_into(m) & left) - {m}]
        if not ready:
            raise RuntimeError(f"Tables that point in a circle: {left}")
        found += sorted(ready, key=lambda m: m._meta.db_table)
        left -= set(ready)
    return found


def _points_into(model) -> set[type]:
    return {field.related_model for field in model._meta.local_concrete_fields if field.is_relation}


def _copy(cursor, model, school: int, number: int) -> None:
    """The rows of one table of the school once more, for copy `number`."""
    moved = set(tenant_models())
    names, values = [], []
    for field in (field for field in model._meta.local_concrete_fields if not field.generated):
        far = field.primary_key or (field.is_relation and field.related_model in moved)
        names.append(f'"{field.column}"')
        values.append(f'"{field.column}" + {number * FAR}' if far else f'"{field.column}"')
    table = model._meta.db_table
    cursor.execute(
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)} FROM {table} WHERE school_id = {school}"  # noqa: S608
    )


@contextmanager
def at_rest(school: School, tables: list[type]) -> Iterator:
    """A cursor of the owner of the tables, with the copies in sight and the triggers of the histories at rest."""
    names = ["schools_school", *(model._meta.db_table for model in tables)]
    every = ",".join(str(school.pk + n * FAR) for n in range(max(STEPS)))
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner, owner.cursor() as cursor:
        cursor.execute(f"SELECT set_config('app.schools', '{{{every}}}', false)")
        for name in names:
            cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
        owner.commit()
        yield cursor
        owner.commit()
        for name in names:
            cursor.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")
    gather_statistics()


def copies(school: School, count: int, have: int) -> None:
    """So many schools in all like that one, of which `have` are there."""
    tables = in_order()
    with at_rest(school, tables) as cursor:
        for number in range(have, count):
            _copy_school(cursor, school, number)
            for model in tables:
                _copy(cursor, model, school.pk, number)


def _copy_school(cursor, school: School, number: int) -> None:
    columns = [field.column for field in School._meta.local_concrete_fields]
    own = {"id": f"id + {number * FAR}", "slug": f"slug || '-{number}'"}
    values = ", ".join(own.get(column, f'"{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    cursor.execute(
        f"INSERT INTO schools_school ({names}) SELECT {values} FROM schools_school WHERE id = {school.pk}"  # noqa: S608
    )


def forget_copies(school: School) -> None:
    """Throw the copies of an earlier run away."""
    tables = in_order()
    with at_rest(school, tables) as cursor:
        for model in [*reversed(tables), School]:
            cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE {tenant_key(model)} >= {FAR}")  # noqa: S608


@dataclass(frozen=True, slots=True)
class Taken:
    """One round of one school: seconds, queries, deadlines found, notices made."""

    seconds: float
    queries: int
    deadlines: int
    told: int


def one_round(pk: int, on: dt.date, *, count: bool) -> Taken:
    """The round of one school, rolled back."""
    with scope.opened([pk], doing="bench"), transaction.atomic():
        school = School.objects.get(pk=pk)
        began = time.perf_counter()
        if count:
            with CaptureQueriesContext(connection) as seen:
                done = run_round(school=school, today=on, at=timezone.now())
        else:
            done = run_round(school=school, today=on, at=timezone.now())
        seconds = time.perf_counter() - began
        transaction.set_rollback(True)
    return Taken(seconds, len(seen) if count else 0, done.deadlines, done.told)


def measured(school: School, on: dt.date) -> list[str]:
    """A line for each number of schools, and whether it grows as they do."""
    lines, each = [], {}
    have = 1
    for count in STEPS:
        copies(school, count, have)
        have = count
        keys = [school.pk + n * FAR for n in range(count)]
        queries = {one_round(pk, on, count=True).queries for pk in keys[:5]}
        taken = [one_round(pk, on, count=False) for pk in keys]
        each[count] = statistics.median(one.seconds for one in taken)
        total = sum(one.seconds for one in taken)
        some = taken[0]
        lines.append(
            f"{count:>4} schools: {total:6.1f} s in all, {each[count] * 1000:6.0f} ms a school (median), "
            f"{', '.join(map(str, sorted(queries)))} queries each, {some.deadlines} deadlines and {some.told} notices each"
        )
    few, many = STEPS
    lines.append(f"A school among {many} takes {each[many] / each[few]:.2f} times what it takes among {few}")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.rounds", description=__doc__)
    parser.add_argument("--write-docs", action="store_true", help="put the figures into docs/reminders.md")
    args = parser.parse_args()
    run_step("migrate", "--no-input", "-v", "0")
    on = today()
    while on.weekday() >= 5:
        on += dt.timedelta(days=1)
    subject = subject_of(ONE, today())
    with scope.opened([subject.school.pk], actor=subject.senco.pk, doing="bench"), transaction.atomic():
        if not EhcPlan.objects.filter(school=subject.school).exists():
            _Maker(subject, today()).make(PLANS)
    forget_copies(subject.school)
    lines = measured(subject.school, on)
    forget_copies(subject.school)
    print("\n".join(lines))
    if args.write_docs:
        write_docs(PROJECT / "docs" / "reminders.md", "\n".join(lines), "rounds")


if __name__ == "__main__":
    main()
