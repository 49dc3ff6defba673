"""Tests build their database from the models, which takes seconds; here the migrations build one, and both are alike."""

import os
import subprocess
import sys
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from tests.roles import as_owner

OURS = ("schools", "accounts", "audit", "jobs", "documents", "ui", "register", "agencies", "apdr", "overview")
PREFIXES = (*(f"{app}_" for app in OURS), "memberships_of", "supply_school", "all_school")
SAID = {
    "columns": """SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default
        FROM information_schema.columns WHERE table_schema = 'public'""",
    "constraints": "SELECT conrelid::regclass::text, contype::text, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace",
    "indexes": """SELECT tablename, regexp_replace(indexdef, 'INDEX \\S+ ON', 'INDEX ON') FROM pg_indexes
        WHERE schemaname = 'public'""",
    "triggers": "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(t.oid), prosrc FROM pg_trigger t "
    "JOIN pg_proc p ON p.oid = tgfoid WHERE NOT tgisinternal",
    "policies": "SELECT tablename, policyname, cmd, qual, with_check FROM pg_policies",
    "functions": "SELECT proname, proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace "
    "AND prolang IN (SELECT oid FROM pg_language WHERE lanname IN ('sql', 'plpgsql'))",
}


@pytest.fixture
def migrated():
    """The address of a database that the migrations made, on the servers of this run."""
    name = f"migrated_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    owner = os.environ["DATABASE_OWNER_URL"]
    addresses = {key: urlsplit(os.environ[key])._replace(path=f"/{name}").geturl()
                 for key in ("DATABASE_OWNER_URL", "DATABASE_URL")}  # fmt: skip
    with psycopg.connect(owner, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        server.execute(f"CREATE DATABASE {name}")
    env = os.environ | addresses | {"DJANGO_ENV": "development", "SENDSYS_AS_OWNER": "1"}
    command = [sys.executable, "-W", "ignore", "manage.py", "migrate", "--no-input", "-v", "0"]
    subprocess.run(command, env=env, cwd=settings.BASE_DIR, check=True)
    yield addresses["DATABASE_OWNER_URL"]
    with psycopg.connect(owner, autocommit=True) as server:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def rows_of(cursor, sql: str) -> set[tuple]:
    cursor.execute(sql)
    return {row for row in cursor.fetchall() if row[0].startswith(PREFIXES)}


def test_migrations_lead_to_what_the_models_describe(db, migrated):
    with as_owner(), connection.cursor() as cursor:
        described = {what: rows_of(cursor, sql) for what, sql in SAID.items()}
    with psycopg.connect(migrated) as other, other.cursor() as cursor:
        made = {what: rows_of(cursor, sql) for what, sql in SAID.items()}
    assert len(described["triggers"]) > 200
    for what in SAID:
        assert made[what] == described[what], what
