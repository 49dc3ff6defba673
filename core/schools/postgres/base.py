"""Django's Postgres backend, with the scope sent at the start of every transaction.

Transaction-local settings survive a pooler in transaction mode; session settings would leak to the next request.
"""

from django.db.backends.postgresql.base import DatabaseWrapper as PostgresWrapper

from core.schools import guard, scope


class DatabaseWrapper(PostgresWrapper):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(guard.refuse_unscoped)

    def set_autocommit(self, autocommit, force_begin_transaction_with_broken_autocommit=False) -> None:
        super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        if not autocommit and scope.current() is not None:
            scope.send(self)
