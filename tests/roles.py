"""Two roles of the database: the owner builds, everything under test runs as the web's lesser role.

A test's connection logs in as the owner and takes the lesser role with SET ROLE, so that row-level security
binds every statement of the code under test and of the test itself.
"""

from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.signals import connection_created

from core.schools import guard, scope

_at_work = {"lesser": False}  # what threads and reconnections of the running test take


def take_role(to=connection) -> None:
    """SET ROLE to the web's, as the running test asks."""
    with to.cursor() as cursor:
        cursor.execute(f'SET ROLE "{settings.WEB_ROLE}"')


def give_up_role(to=connection) -> None:
    with to.cursor() as cursor:
        cursor.execute("RESET ROLE")


def _on_new_connection(connection, **kwargs) -> None:
    if _at_work["lesser"]:
        take_role(connection)


connection_created.connect(_on_new_connection, dispatch_uid="tests take the lesser role")


@contextmanager
def lesser_role():
    """Run a test as the web's role with the developers' guard on. A rollback undoes SET ROLE by itself."""
    _at_work["lesser"] = True
    token = guard._off.set(False)
    take_role()
    try:
        yield
    finally:
        guard._off.reset(token)
        _at_work["lesser"] = False
        if not connection.in_atomic_block:
            give_up_role()


@contextmanager
def as_owner():
    """Run a block as the owner of the tables, who sees every school: to build data and to look behind the wall."""
    was = _at_work["lesser"]
    _at_work["lesser"] = False
    give_up_role()
    try:
        with guard.off():
            yield
    finally:
        _at_work["lesser"] = was
        if was and not connection.needs_rollback:
            take_role()


@contextmanager
def seeing(*schools, actor=None, doing="test"):
    """Open the scope on schools, in a transaction, as a request or a task does. A savepoint inside a test."""
    keys = [school.pk for school in schools]
    with scope.opened(keys, actor=getattr(actor, "pk", actor), doing=doing), transaction.atomic():
        yield
