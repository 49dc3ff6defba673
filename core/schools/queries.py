from django.db import connection

from core.calendar.dates import SchoolDays, Span
from core.schools.models import Closure, School, Term
from core.schools.prepared import prepared

# Runs as its owner: the daily rounds must find every school before any is in sight.
ALL_SCHOOLS_FUNCTION = """
CREATE OR REPLACE FUNCTION all_school_ids() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
'SELECT id FROM schools_school ORDER BY id';
REVOKE ALL ON FUNCTION all_school_ids() FROM PUBLIC;
"""


def all_school_ids() -> list[int]:
    """Primary keys of every school of the installation, for work that no person asked for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT all_school_ids()")
        return [pk for (pk,) in cursor.fetchall()]


def school_days(school: School) -> SchoolDays:
    """The days on which the school is open, from its terms and closures. Two queries."""
    closures = _spans(None, Closure, school=school.pk)
    return SchoolDays(terms_of(school), [Span(*closure) for closure in closures])


def terms_of(school: School) -> list[Span]:
    """The terms that are known, from the first. One query."""
    return [Span(*term) for term in _spans(None, Term, school=school.pk)]


@prepared
def _spans(_user, model: type, *, school: int):
    return model.objects.filter(school=school).values_list("start", "end")
