"""Django's Postgres backend, with the scope sent at the start of every transaction, and statements that are planned once.

Transaction-local settings survive a pooler in transaction mode; session settings would leak to the next request.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.postgresql.base import DatabaseWrapper as PostgresWrapper
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.postgresql.operations import DatabaseOperations

from core.schools import guard, scope

MOST_PLANNED = 256  # statements that a connection keeps, some 40 MB


class Operations(DatabaseOperations):
    def last_executed_query(self, cursor, sql, params) -> str:
        """The driver does not know the text of a statement that Postgres keeps: it is told without its values."""
        return super().last_executed_query(cursor, sql, params) or sql


class DatabaseWrapper(PostgresWrapper):
    ops_class = Operations

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(guard.refuse_unscoped)

    def set_autocommit(self, autocommit, force_begin_transaction_with_broken_autocommit=False) -> None:
        super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        if not autocommit and scope.current() is not None:
            scope.send(self)

    def get_new_connection(self, conn_params):
        connection = super().get_new_connection(conn_params)
        connection.prepared_max = MOST_PLANNED
        return connection

    @contextmanager
    def planned_once(self) -> Iterator[None]:
        """What the block asks goes to Postgres with its values beside it, and a statement asked before on the connection is
        not planned again (`DATABASE_PLANS_KEPT`). Row-level security looks at the scope when it is asked, not planned."""
        self.ensure_connection()
        usual = self.connection.cursor_factory
        self.connection.cursor_factory = ServerBindingCursor
        try:
            yield
        finally:
            if self.connection is not None:
                self.connection.cursor_factory = usual
