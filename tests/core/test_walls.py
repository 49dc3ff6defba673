"""The two walls of tenancy, proved for every tenant table that the models have; none is named here."""

import json

import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, transaction

from core.schools.guard import NoScope
from core.schools.walls import crossing_keys, is_history, tenant_key, tenant_models
from tests.roles import as_owner, seeing

MODELS = sorted(tenant_models(), key=lambda model: model._meta.db_table)
HISTORY = [model for model in MODELS if is_history(model)]
APPEND_ONLY = ["audit_opening", "register_supplyopening"]  # the web may add, never change
WRITABLE = [m for m in MODELS if not is_history(m) and m._meta.db_table not in APPEND_ONLY]
CROSSING = [(model, key) for model in MODELS for key in crossing_keys(model)]

every_table = pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.db_table)
every_history = pytest.mark.parametrize("model", HISTORY, ids=lambda m: m._meta.db_table)
every_writable = pytest.mark.parametrize("model", WRITABLE, ids=lambda m: m._meta.db_table)
every_crossing = pytest.mark.parametrize(
    "model,key", CROSSING, ids=lambda x: getattr(x, "name", None) or x.__name__
)

pytestmark = pytest.mark.django_db


def sql(statement: str, *values):
    """Run raw SQL: its rows, or the number of rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def count(model) -> int:
    return sql(f"SELECT count(*) FROM {model._meta.db_table}")[0][0]  # unquoted: past the developers' guard


def foreign_row(model, school) -> str:
    """One row of that school as JSON, read behind the wall."""
    with as_owner():
        found = sql(f"SELECT row_to_json(t) FROM {model._meta.db_table} t WHERE {tenant_key(model)} = %s LIMIT 1",
                    school.pk)  # fmt: skip
    assert found, f"{model._meta.label} has no row to prove its wall with: give it one in tests/filler.py"
    return json.dumps(found[0][0])


@every_table
def test_wall_without_scope_shows_no_row(cast, model):
    foreign_row(model, cast.hillcrest)
    assert count(model) == 0


@every_table
def test_guard_refuses_orm_without_scope(cast, model):
    with pytest.raises(NoScope):
        model._base_manager.first()


@every_table
def test_wall_shows_only_schools_in_sight(cast, model):
    foreign_row(model, cast.hillcrest)
    foreign_row(model, cast.oakfield)
    key = tenant_key(model)
    with seeing(cast.oakfield):
        assert sql(f"SELECT DISTINCT {key} FROM {model._meta.db_table}") == [(cast.oakfield.pk,)]
        assert set(model._base_manager.values_list(key, flat=True)) == {cast.oakfield.pk}
        assert model._base_manager.filter(**{key: cast.hillcrest.pk}).count() == 0


@every_table
def test_wall_refuses_insert_for_another_school(cast, model):
    row = foreign_row(model, cast.hillcrest)
    table = model._meta.db_table
    columns = ", ".join(
        f'"{field.column}"' for field in model._meta.local_concrete_fields if not field.generated
    )
    with pytest.raises(ProgrammingError, match="row-level security|permission denied"), seeing(cast.oakfield):
        sql(
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_record(null::{table}, %s)",
            row,
        )


@every_writable
def test_wall_hides_rows_of_another_school_from_update_and_delete(cast, model):
    foreign_row(model, cast.hillcrest)
    table, key = model._meta.db_table, tenant_key(model)
    with seeing(cast.oakfield):
        assert sql(f"UPDATE {table} SET {key} = {key} WHERE {key} = %s", cast.hillcrest.pk) == 0
        assert sql(f"DELETE FROM {table} WHERE {key} = %s", cast.hillcrest.pk) == 0


@every_writable
def test_wall_refuses_handing_a_row_to_another_school(cast, model):
    foreign_row(model, cast.oakfield)
    table, key = model._meta.db_table, tenant_key(model)
    with pytest.raises(ProgrammingError, match="row-level security"), seeing(cast.oakfield):
        sql(f"UPDATE {table} SET {key} = %s WHERE {key} = %s", cast.hillcrest.pk, cast.oakfield.pk)


@pytest.mark.parametrize("table", [*(m._meta.db_table for m in HISTORY), *APPEND_ONLY])
@pytest.mark.parametrize("statement", ["UPDATE {} SET school_id = school_id", "DELETE FROM {}"])
def test_history_cannot_be_changed(cast, table, statement):
    statement = statement.replace("school_id", "id") if table == "schools_schoolevent" else statement
    with pytest.raises(ProgrammingError, match="permission denied"), seeing(cast.oakfield):
        sql(statement.format(table))


@every_history
def test_history_cannot_be_forged(cast, model):
    row, table = foreign_row(model, cast.oakfield), model._meta.db_table
    with pytest.raises(ProgrammingError, match="permission denied"), seeing(cast.oakfield):
        sql(f"INSERT INTO {table} SELECT * FROM json_populate_record(null::{table}, %s)", row)


def test_history_is_written_by_triggers_with_who_did_what(cast):
    pupil = cast.own.pupil
    with seeing(cast.oakfield, actor=cast.teacher, doing="profiles:edit"):
        sql("UPDATE register_pupil SET eal = true WHERE id = %s", pupil.pk)  # raw SQL is caught too
        event = pupil.events.order_by("-pgh_id").first()
    assert (event.pgh_label, event.eal, event.pgh_context) == (
        "update", True, {"user": cast.teacher.pk, "doing": "profiles:edit"},
    )  # fmt: skip


def test_policy_stands_on_every_tenant_table_and_on_no_other():
    found = sql(
        "SELECT tablename, policyname, roles::text, cmd, qual = with_check FROM pg_policies ORDER BY tablename"
    )
    tables = sorted(model._meta.db_table for model in MODELS)
    assert found == [(table, "schools_in_sight", "{sendsys_web}", "ALL", True) for table in tables]


def test_row_level_security_is_on_for_every_tenant_table():
    found = sql(
        "SELECT relname FROM pg_class WHERE relrowsecurity AND relkind IN ('r', 'p') ORDER BY relname"
    )
    assert found == [(model._meta.db_table,) for model in MODELS]


def test_every_table_with_a_school_is_a_tenant_table():
    found = sql("SELECT table_name FROM information_schema.columns WHERE column_name = 'school_id' "
                "AND table_schema = 'public' ORDER BY table_name")  # fmt: skip
    assert found == [(m._meta.db_table,) for m in MODELS if tenant_key(m) == "school_id"]


def test_every_model_that_points_at_a_tenant_row_has_a_school():
    tenants = set(MODELS)
    pointing = {
        model for model in apps.get_models(include_auto_created=True) for field in model._meta.local_fields
        if field.is_relation and field.related_model in tenants
    }  # fmt: skip
    assert sorted(m._meta.label for m in pointing - tenants) == []


def test_web_role_has_no_power_and_owns_nothing():
    assert sql("SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication FROM pg_roles "
               "WHERE rolname = 'sendsys_web'") == [(False, False, False, False, False)]  # fmt: skip
    assert sql("SELECT relname FROM pg_class WHERE relowner = 'sendsys_web'::regrole") == []
    assert sql("SELECT proname FROM pg_proc WHERE proowner = 'sendsys_web'::regrole") == []


@pytest.mark.parametrize("statement", [
    "CREATE TABLE mine (id int)",
    "ALTER TABLE register_pupil DISABLE ROW LEVEL SECURITY",
    "DROP POLICY schools_in_sight ON register_pupil",
    "TRUNCATE register_pupil CASCADE",
    "ALTER TABLE register_pupil DISABLE TRIGGER ALL",
])  # fmt: skip
def test_web_role_cannot_take_the_walls_down(cast, statement):
    with pytest.raises(ProgrammingError, match="permission denied|must be owner"), transaction.atomic():
        sql(statement)


@every_crossing
def test_composite_key_is_there_and_valid(model, key):
    found = sql("SELECT convalidated FROM pg_constraint WHERE conrelid = %s::regclass AND conname LIKE 'same_school%%' "
                "AND pg_get_constraintdef(oid) LIKE %s",
                model._meta.db_table, f"FOREIGN KEY (school_id, {key.column}) REFERENCES %")  # fmt: skip
    assert found == [(True,)]


@every_crossing
def test_composite_key_refuses_a_row_that_points_into_another_school(cast, model, key):
    table, target = model._meta.db_table, key.related_model._meta.db_table
    foreign_row(model, cast.oakfield)
    with as_owner(), pytest.raises(IntegrityError) as refused, transaction.atomic():
        sql(f"UPDATE {table} SET {key.column} = (SELECT max(id) FROM {target} WHERE school_id = %s) "
            f"WHERE id = (SELECT min(id) FROM {table} WHERE school_id = %s)", cast.hillcrest.pk, cast.oakfield.pk)  # fmt: skip
        sql("SET CONSTRAINTS ALL IMMEDIATE")
    name = refused.value.__cause__.diag.constraint_name
    assert name.startswith("same_school") or key.unique


def test_scope_ends_with_its_transaction(cast):
    other = connection.copy()
    with seeing(cast.oakfield):
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT current_user, current_setting('app.schools')")
            assert cursor.fetchone() == ("sendsys_web", "{%s}" % cast.oakfield.pk)
            other.commit()
            cursor.execute(
                "SELECT current_setting('app.schools', true), (SELECT count(*) FROM register_pupil)"
            )
            assert cursor.fetchone() == ("", 0)
    other.close()


def test_narrowing_hides_the_persons_other_schools(cast):
    from core.schools import scope
    from register.models import Pupil

    with seeing(cast.oakfield, cast.hillcrest):
        assert Pupil.objects.count() == 3
        scope.narrow(cast.oakfield.pk)
        assert Pupil.objects.count() == 2
        with pytest.raises(PermissionError):
            scope.narrow(cast.hillcrest.pk)


def test_memberships_of_tells_only_the_person_asked_about(cast):
    from core.accounts.memberships import memberships_of

    told = {who: [(s.slug, r.value) for s, r in memberships_of(cast.people[who].pk)] for who in ("senco", "parent", "stranger", "foreign_senco")}  # fmt: skip
    assert told == {"senco": [("oakfield", "senco")], "parent": [("oakfield", "parent")], "stranger": [],
                    "foreign_senco": [("hillcrest", "senco")]}  # fmt: skip


def test_all_school_ids_are_told_without_scope(cast):
    from core.schools.queries import all_school_ids

    assert all_school_ids() == sorted(school.pk for school in cast.schools.values())
