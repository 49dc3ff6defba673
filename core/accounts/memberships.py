"""Who belongs to which school: asked on every request, before any school is in sight."""

import json

from django.db import connection

from core.accounts.enums import Role
from core.schools.models import School

# Columns of the school that pages need on every request; the rest is fetched when asked for.
SCHOOL_COLUMNS = (
    "id", "trust_id", "name", "slug", "prefix", "labels", "soon_days", "most_targets", "plan_review_weeks",
    "hide_recorded_tier", "idle_minutes",
)  # fmt: skip

# Runs as its owner, because no school is in sight yet; it tells one person's memberships and nothing else.
MEMBERSHIPS_FUNCTION = f"""
DROP FUNCTION IF EXISTS memberships_of(bigint);
CREATE FUNCTION memberships_of(person bigint)
RETURNS TABLE (role varchar, {", ".join(f"s_{c} schools_school.{c}%TYPE" for c in SCHOOL_COLUMNS)})
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT m.role, {", ".join(f"s.{c}" for c in SCHOOL_COLUMNS)}
    FROM accounts_membership m JOIN schools_school s ON s.id = m.school_id
    WHERE m.user_id = person AND m.ended_at IS NULL
    ORDER BY s.name, s.id, m.id
$$;
REVOKE ALL ON FUNCTION memberships_of(bigint) FROM PUBLIC;
"""  # noqa: S608  made of the names above alone


def memberships_of(user_id: int) -> list[tuple[School, Role]]:
    """The schools and roles of one person, by school name. One query; needs no scope."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM memberships_of(%s)", [user_id])
        rows = cursor.fetchall()
    schools: dict[int, School] = {}
    found = []
    for role, *columns in rows:
        school = schools.setdefault(columns[0], _school(columns))
        found.append((school, Role(role)))
    return found


def _school(columns: list) -> School:
    known = dict(zip(SCHOOL_COLUMNS, columns, strict=True))
    known["labels"] = json.loads(known["labels"])
    return School.from_db("default", list(known), list(known.values()))
