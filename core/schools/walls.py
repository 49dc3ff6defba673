"""The second wall of tenancy, laid in the database from the models after every migration.

For each tenant table (any model with a `school`, history tables included, and the schools table itself):
row-level security by the scope in force; rights for the web's role, which owns nothing; and for each foreign
key between two tenant tables a composite one over (school, key), because a plain foreign key accepts a row
that its writer cannot see. History can be read and never written by hand: its triggers run as the owner.
"""

import hashlib

from django.apps import apps
from django.conf import settings
from django.db import models

# The inner SELECT is evaluated once a statement, not once a row; the setting is '' after a transaction.
IN_SIGHT = "ANY ((SELECT NULLIF(current_setting('app.schools', true), '')::bigint[])::bigint[])"
# Global tables that the web may read only: what people may do is decided in code and by the owner.
READ_ONLY = {"django_migrations", "django_content_type", "auth_permission", "django_site"}
# Who opened what is written once: the web can add to it and read it, and change none of it.
APPEND_ONLY = {"audit_opening", "register_supplyopening"}
EVERY_RIGHT = "SELECT, INSERT, UPDATE, DELETE"


def tenant_key(model: type[models.Model]) -> str | None:
    """Column that says which school a row belongs to, or None when the model is not a tenant's."""
    if model._meta.label == "schools.School":
        return "id"
    if is_history(model) and model.pgh_tracked_model._meta.label == "schools.School":
        return "pgh_obj_id"
    field = next((field for field in model._meta.local_fields if field.name == "school"), None)
    belongs = field is not None and field.is_relation and field.related_model._meta.label == "schools.School"
    return field.column if belongs else None


def tenant_models() -> list[type[models.Model]]:
    """Every managed concrete model whose rows belong to a school, history and through tables included."""
    found = apps.get_models(include_auto_created=True)
    return [m for m in found if m._meta.managed and not m._meta.proxy and tenant_key(m)]


def is_history(model: type[models.Model]) -> bool:
    """Whether the model holds the history that triggers write."""
    return hasattr(model, "pgh_tracked_model")


def crossing_keys(model: type[models.Model]) -> list[models.ForeignKey]:
    """Foreign keys from one tenant table to another, which must not cross from school to school."""
    if is_history(model) or tenant_key(model) == "id":
        return []
    return [
        field
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
        and field.name != "school"
        and tenant_key(field.related_model) == "school_id"
    ]


def install(cursor) -> None:
    """Lay every wall; run as the owner of the tables, any number of times."""
    role = settings.WEB_ROLE
    cursor.execute(f'GRANT USAGE ON SCHEMA public TO "{role}"')
    cursor.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    cursor.execute(f'GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO "{role}"')
    tenant_tables = {model._meta.db_table: model for model in tenant_models()}
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    for (table,) in cursor.fetchall():
        _grant(cursor, table, role, tenant_tables.get(table))
    for table, model in tenant_tables.items():
        _isolate(cursor, table, tenant_key(model), role)
    for model in tenant_tables.values():
        for field in crossing_keys(model):
            _bind(cursor, model, field)
    _protect_history(cursor)


def _grant(cursor, table: str, role: str, tenant: type[models.Model] | None) -> None:
    read_only = table in READ_ONLY or (tenant is not None and is_history(tenant))
    rights = "SELECT" if read_only else "SELECT, INSERT" if table in APPEND_ONLY else EVERY_RIGHT
    cursor.execute(f'REVOKE ALL ON "{table}" FROM "{role}"')
    cursor.execute(f'GRANT {rights} ON "{table}" TO "{role}"')


def _isolate(cursor, table: str, column: str, role: str) -> None:
    condition = f"{column} = {IN_SIGHT}"
    cursor.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
    cursor.execute(f'DROP POLICY IF EXISTS schools_in_sight ON "{table}"')
    cursor.execute(
        f'CREATE POLICY schools_in_sight ON "{table}" TO "{role}" USING ({condition}) WITH CHECK ({condition})'
    )


def _name(prefix: str, *parts: str) -> str:
    digest = hashlib.sha256("|".join(parts).encode()).hexdigest()[:12]
    return f"{prefix}_{parts[0][:40]}_{digest}"


def _add_constraint(cursor, table: str, name: str, definition: str) -> None:
    cursor.execute("SELECT 1 FROM pg_constraint WHERE conname = %s", [name])
    if cursor.fetchone() is None:
        cursor.execute(f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {definition}')


def _bind(cursor, model: type[models.Model], field: models.ForeignKey) -> None:
    table, target = model._meta.db_table, field.related_model._meta.db_table
    _add_constraint(cursor, target, _name("own", target), "UNIQUE (school_id, id)")
    name = _name("same_school", table, field.column)
    reference = f'FOREIGN KEY (school_id, "{field.column}") REFERENCES "{target}" (school_id, id)'
    _add_constraint(cursor, table, name, f"{reference} DEFERRABLE INITIALLY DEFERRED NOT VALID")
    cursor.execute("SELECT convalidated FROM pg_constraint WHERE conname = %s", [name])
    if not cursor.fetchone()[0]:
        cursor.execute(f'ALTER TABLE "{table}" VALIDATE CONSTRAINT "{name}"')


def _protect_history(cursor) -> None:
    cursor.execute("SELECT p.oid::regprocedure FROM pg_proc p WHERE p.proname LIKE 'pgtrigger_%%'")
    for (function,) in cursor.fetchall():
        cursor.execute(f"ALTER FUNCTION {function} SECURITY DEFINER SET search_path = public, pg_temp")
