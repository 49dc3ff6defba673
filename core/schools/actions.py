"""Writes about schools, their terms and closures."""

import datetime as dt

from django.db import connection, transaction

from core.schools import scope
from core.schools.models import Closure, School, Term, Trust


def find_or_create_trust(*, name: str, slug: str) -> Trust:
    """The trust of that slug; it holds no person and is no tenant."""
    return Trust.objects.get_or_create(slug=slug, defaults={"name": name})[0]


# First parts of addresses that are not a school's.
RESERVED_SLUGS = {"account", "static", "schools", "invitation", "healthz", "dev", "information"}


@transaction.atomic
def create_school(*, name: str, slug: str, prefix: str, trust: Trust | None = None, **settings) -> School:
    """A new school. Its key is drawn first, so that the scope can be opened on it before its row is written.

    Raises ValueError for a slug that is an address already.
    """
    if slug in RESERVED_SLUGS:
        raise ValueError(f"“{slug}” is an address of the product: choose another short name.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('schools_school', 'id'))")
        (pk,) = cursor.fetchone()
    with scope.opened([pk], doing="create school"):
        return School.objects.create(pk=pk, name=name, slug=slug, prefix=prefix, trust=trust, **settings)


def add_term(*, school: School, name: str, start: dt.date, end: dt.date) -> Term:
    """A term from its first to its last school day. The database refuses one that overlaps another."""
    return Term.objects.create(school=school, name=name, start=start, end=end)


def add_closure(*, school: School, name: str, start: dt.date, end: dt.date) -> Closure:
    """Days inside a term when the school is closed to pupils."""
    return Closure.objects.create(school=school, name=name, start=start, end=end)


@transaction.atomic
def change_settings(*, school: School, by, changes: dict) -> School:
    """Change the school's own settings; the history keeps what they were."""
    school = School.objects.select_for_update().get(pk=school.pk)
    for name, value in changes.items():
        setattr(school, name, value)
    school.save(update_fields=list(changes))
    return school


@transaction.atomic
def remove_span(*, span: Term | Closure) -> None:
    """Take a term or closure away; the history keeps it."""
    span.delete()
