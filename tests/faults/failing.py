"""`python -m tests.faults.failing PLAN words…`: `manage.py words…` whose database fails at its n-th call.

It stands below Django, at the two drivers, so it knows nothing of the loader: a call is an execute, an executemany, a
COPY, a write into one, or a commit. PLAN is JSON:

    at      number of the call that fails, from 1 (0: none fails)
    after   true: the call is done and only its answer is lost
    how     "error" (default): the driver's OperationalError; "full": SQLite's own, after its rollback of everything;
            "power": the power is cut (see `mounts.cut_power`; `mount` names the file system)
    away    true: from then on no new connection opens
    sql     a PRAGMA for SQLite, said before each transaction, so that it overrules the settings
    many    from how many rows on SQLite takes them by way of a file of their own (`bulk_sqlite`)
    log     file that gets what was called, as JSON: {"calls": […], "failed": n or null}
"""

import atexit
import json
import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from django.core.management import execute_from_command_line
from django.db.backends.sqlite3 import base

from procurement.loading import bulk_sqlite
from tests.faults.mounts import cut_power


class Saboteur:
    def __init__(self, plan: dict[str, Any]) -> None:
        self.plan, self.calls, self.failed = plan, [], None

    def step(self, label: str, call: Callable[[], Any], error: type[Exception], raw: Any = None) -> Any:
        if self.failed and label == "connect" and self.plan.get("away"):
            raise error("the database is away (injected)")
        self.calls.append(label)
        if len(self.calls) != self.plan.get("at"):
            return call()
        self.failed = len(self.calls)
        if self.plan.get("after"):
            call()
        match self.plan.get("how", "error"):
            case "power":
                cut_power(Path(self.plan["mount"]))
                os._exit(86)
            case "full":
                raw.rollback()
                raise error("database or disk is full")
        if isinstance(raw, psycopg.Connection):
            raw.pgconn.finish()  # an answer that is lost is a connection that is lost
        raise error("the answer is lost (injected)")

    def write_log(self) -> None:
        Path(self.plan["log"]).write_text(json.dumps({"calls": self.calls, "failed": self.failed}))


def label(query: Any) -> str:
    text = query if isinstance(query, str) else query.decode() if isinstance(query, bytes) else str(query)
    return " ".join(text.split()[:3]).upper()


def sabotage_sqlite(saboteur: Saboteur) -> None:
    plain_connect = sqlite3.connect

    class Connection(sqlite3.Connection):
        def commit(self) -> None:
            if self.in_transaction:
                saboteur.step("COMMIT", super().commit, sqlite3.OperationalError, self)

        def execute(self, query: str, *given: Any) -> Any:
            return saboteur.step(label(query), lambda: super(Connection, self).execute(query, *given), ERROR, self)

        def executemany(self, query: str, rows: Any) -> Any:
            return saboteur.step(label(query), lambda: super(Connection, self).executemany(query, rows), ERROR, self)

    ERROR = sqlite3.OperationalError

    def connect(*given: Any, **named: Any) -> Any:
        return saboteur.step("connect", lambda: plain_connect(*given, **named, factory=Connection), ERROR)

    base.Database.connect = connect
    wrapper = base.SQLiteCursorWrapper
    for name in ("execute", "executemany"):
        plain = getattr(wrapper, name)

        def called(self: Any, query: str, *given: Any, plain: Callable[..., Any] = plain) -> Any:
            if query.startswith("BEGIN") and (pragma := saboteur.plan.get("sql")):
                sqlite3.Connection.execute(self.connection, pragma)
            return saboteur.step(label(query), lambda: plain(self, query, *given), ERROR, self.connection)

        setattr(wrapper, name, called)


def sabotage_postgresql(saboteur: Saboteur) -> None:
    def watch(owner: type, name: str, raw: Callable[[Any], Any], word: str = "") -> None:
        plain = getattr(owner, name)

        def called(self: Any, *given: Any, **named: Any) -> Any:
            said = word or label(given[0])
            return saboteur.step(said, lambda: plain(self, *given, **named), psycopg.OperationalError, raw(self))

        setattr(owner, name, called)

    for name in ("execute", "executemany", "copy"):
        watch(psycopg.Cursor, name, lambda cursor: cursor.connection)
    watch(psycopg.Connection, "commit", lambda connection: connection, "COMMIT")
    for name in ("write", "write_row"):
        watch(psycopg.Copy, name, lambda copy: copy.connection, "copied")
    plain_connect = psycopg.Connection.connect
    psycopg.Connection.connect = lambda *given, **named: saboteur.step(  # type: ignore[method-assign]
        "connect", lambda: plain_connect(*given, **named), psycopg.OperationalError
    )
    psycopg.connect = psycopg.Connection.connect


def main() -> None:
    saboteur = Saboteur(json.loads(sys.argv[1]))
    atexit.register(saboteur.write_log)
    (sabotage_sqlite if os.environ["DATABASE_URL"].startswith("sqlite") else sabotage_postgresql)(saboteur)
    os.environ["DJANGO_SETTINGS_MODULE"] = "procurement.settings"
    bulk_sqlite.MANY = saboteur.plan.get("many", bulk_sqlite.MANY)
    execute_from_command_line(["manage.py", *sys.argv[2:]])


if __name__ == "__main__":
    main()
