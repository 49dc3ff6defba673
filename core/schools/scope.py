"""Which schools' rows the current request, task or command may touch, and who is acting.

The scope is what row-level security enforces: the database backend sends it at the start of every transaction
(see core/schools/postgres), and without it a query on a tenant table sees no row.
"""

import json
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace

from django.db import connection


@dataclass(frozen=True, slots=True)
class Scope:
    """`schools`: primary keys of the schools in sight. `actor`: primary key of the user acting, None for the
    system itself. `doing`: what is being done, for the history (a route's name or a task's, never a value)."""

    schools: tuple[int, ...] = ()
    actor: int | None = None
    doing: str = ""
    id: uuid.UUID = field(default_factory=uuid.uuid4)


_scope: ContextVar[Scope | None] = ContextVar("sendsys_scope", default=None)

SET_SCOPE = (
    "SELECT set_config('app.schools', %s, true), set_config('pghistory.context_metadata', %s, true), "
    "set_config('pghistory.context_id', %s, true)"
)


def current() -> Scope | None:
    """The scope in force, or None outside any."""
    return _scope.get()


def send(to=None) -> None:
    """Tell Postgres the scope in force, for the rest of the transaction that `to` (a connection) is in."""
    scope, to = _scope.get(), to or connection
    values = ("", "", "")
    if scope:
        history = json.dumps({"user": scope.actor, "doing": scope.doing})
        values = ("{" + ",".join(map(str, scope.schools)) + "}", history, str(scope.id))
    with to.cursor() as cursor:
        cursor.execute(SET_SCOPE, values)


def _send_if_in_transaction() -> None:
    if connection.connection is not None and connection.in_atomic_block and not connection.needs_rollback:
        send()


def enter(scope: Scope | None):
    """Put `scope` in force; returns the token that `leave` takes. For middleware; elsewhere use `opened`."""
    token = _scope.set(scope)
    _send_if_in_transaction()
    return token


def leave(token) -> None:
    """Put back the scope that was in force before `enter`."""
    _scope.reset(token)
    _send_if_in_transaction()


@contextmanager
def opened(schools: Iterable[int], *, actor: int | None = None, doing: str = "") -> Iterator[Scope]:
    """Run a block with these schools in sight. The queries inside still need a transaction."""
    scope = Scope(tuple(schools), actor, doing)
    token = enter(scope)
    try:
        yield scope
    finally:
        leave(token)


def narrow(school: int, doing: str = "") -> None:
    """Keep only `school` of the scope in force (least privilege for a page of one school).

    Raises PermissionError when `school` was not in sight.
    """
    scope = _scope.get()
    if scope is None or school not in scope.schools:
        raise PermissionError("That school is not in sight.")
    _scope.set(replace(scope, schools=(school,), doing=doing))
    _send_if_in_transaction()
