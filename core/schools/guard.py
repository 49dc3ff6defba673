"""A guard for developers: reading a tenant table without a scope silently finds nothing, so it raises instead.

It is not a wall: the wall is row-level security (core/schools/walls.py).
"""

import re
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from django.apps import apps
from django.conf import settings

from core.schools import scope
from core.schools.walls import tenant_models

_off: ContextVar[bool] = ContextVar("sendsys_guard_off", default=settings.AS_OWNER and not settings.TESTING)
STATEMENTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")


class NoScope(RuntimeError):
    """A tenant table was touched with no school in sight, or outside a transaction."""


@contextmanager
def off():
    """Let a block touch tenant tables without a scope: for the owner of the tables."""
    token = _off.set(True)
    try:
        yield
    finally:
        _off.reset(token)


@cache
def tenant_table_pattern() -> re.Pattern[str]:
    """Matches a statement that names a tenant table (history tables included) in quotes, as the ORM does."""
    tables = sorted(model._meta.db_table for model in tenant_models())
    return re.compile('"(' + "|".join(map(re.escape, tables)) + ')"')


def refuse_unscoped(execute, sql, params, many, context):
    """Execute wrapper of the database backend. Raises NoScope."""
    unscoped = scope.current() is None or not context["connection"].in_atomic_block
    if unscoped and not _off.get() and apps.ready and isinstance(sql, str) and sql.startswith(STATEMENTS):
        found = tenant_table_pattern().search(sql)
        if found:
            raise NoScope(
                f"{found[1]} was read or written without a school in sight or outside a transaction: "
                "open one with core.schools.scope.opened(...) and transaction.atomic()."
            )
    return execute(sql, params, many, context)
