"""PostgreSQL for who serves pages: no answer of the database is waited for without end (G05).

The kernel notices a network that drops packets (the options in environment.py). It does not where something on the way
or the server's own kernel acknowledges what nobody answers any more: a proxy that stands still, a stopped server.
"""

from collections.abc import Callable
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

from procurement.reader.patience import ALIVE, PATIENCE


class DatabaseWrapper(base.DatabaseWrapper):
    patience: float = PATIENCE

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        self.patience = PATIENCE
        connection = super().get_new_connection(conn_params)
        connection.wait = self._bounded(connection, connection.wait)
        return connection

    def is_usable(self) -> bool:
        before, self.patience = self.patience, ALIVE
        try:
            return super().is_usable()
        finally:
            self.patience = before

    def _bounded(self, connection: psycopg.Connection[Any], wait: Callable[..., Any]) -> Callable[..., Any]:
        def bounded(gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
            try:
                return wait(gen, interval=interval, timeout=self.patience if timeout is None else timeout)
            except psycopg.OperationalError:
                if connection.pgconn.transaction_status == TransactionStatus.ACTIVE:
                    connection.pgconn.finish()  # an answer is still owed: whatever is asked next would wait for it too
                raise

        return bounded
