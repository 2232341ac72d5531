"""SQLite: the site's own database file beside what `sqlite3 .import` makes of the same export."""

import contextlib
import shutil
import sqlite3
from pathlib import Path

from bench.engines import FACTS, LOADING_ALONE, REFERENCE_INDEXES, Facts, counted, prepare, settle, typed_columns
from bench.orders import COLUMNS
from bench.running import Ran, checked, run


class Sqlite:
    name = "SQLite"
    part = "sqlite"
    reference_name = "`sqlite3 .import`"
    bound = 1.5

    def __init__(self, work: Path) -> None:
        self._work = work
        if not shutil.which("sqlite3"):
            raise SystemExit("The reference needs the sqlite3 command: apt-get install sqlite3.")
        prepare(self._env("prepared"))

    def settings(self) -> list[tuple[str, str]]:
        command_line = run(["sqlite3", "--version"]).output.split()[0]
        return [
            (self.name, f"{sqlite3.sqlite_version} in Python, {command_line} at the command line, its own defaults")
        ]

    def _file(self, name: str) -> Path:
        return self._work / f"{name}.sqlite3"

    def _env(self, name: str) -> dict[str, str]:
        return {
            "DATABASE_URL": f"sqlite:///{self._file(name)}",
            "DATA_DIR": str(self._work / f"data-{name}"),
            **LOADING_ALONE,
        }

    def fresh(self, name: str) -> dict[str, str]:
        self.drop(name)
        shutil.copy(self._file("prepared"), self._file(name))
        settle()
        return self._env(name)

    def there(self, name: str) -> dict[str, str] | None:
        settle()
        return self._env(name) if self._file(name).exists() else None

    def drop(self, name: str) -> None:
        for tail in ("", "-wal", "-shm"):
            Path(f"{self._file(name)}{tail}").unlink(missing_ok=True)

    def reference(self, file: Path) -> Ran:
        """The table's key is SQLite's own, the row id: a column of its own could not be left out of `.import`."""
        self.drop("reference")
        with contextlib.closing(sqlite3.connect(self._file("reference"))) as database:
            database.execute(f"CREATE TABLE reference ({typed_columns(COLUMNS)})")
            for statement in REFERENCE_INDEXES:
                database.execute(statement)
        settle()
        ran = checked(run(["sqlite3", "-bail", self._file("reference"), f'.import --csv --skip 1 "{file}" reference']))
        self.drop("reference")
        return ran

    def others(self, file: Path) -> list[tuple[str, Ran]]:
        return []

    def reading(self, name: str) -> dict[str, str]:
        """The environment of a server, which opens the file so that it cannot write."""
        return self._env(name)

    def written(self, name: str, query: str, file: Path) -> Ran:
        """What a query gives, as CSV, by the command line tool."""
        return checked(
            run(["sqlite3", "-bail", "-csv", "-header", "-cmd", f".output '{file}'", self._file(name), query])
        )

    def facts(self, name: str) -> Facts:
        with contextlib.closing(sqlite3.connect(self._file(name))) as database:
            return counted(database.execute(FACTS))
