"""PostgreSQL as it comes: a throw-away cluster with the server's own defaults, every commit on the disk."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import psycopg

from bench.engines import FACTS, LOADING_ALONE, REFERENCE_INDEXES, Facts, counted, prepare, settle, typed_columns
from bench.orders import COLUMNS
from bench.running import Ran, checked, run
from tests.databases import throwaway_postgres
from tests.provision import find_or_install_postgres

SHOWN = (
    "server_version", "fsync", "synchronous_commit", "full_page_writes", "wal_level", "shared_buffers",
    "maintenance_work_mem", "work_mem", "max_wal_size",
)  # fmt: skip
_KEY = "ALTER TABLE reference ADD COLUMN id bigserial PRIMARY KEY"


class Postgres:
    name = "PostgreSQL"
    part = "postgres"
    reference_name = r"`psql \copy`"
    bound = 1.0

    def __init__(self, url: str, psql: Path, work: Path) -> None:
        self._base, self._psql, self._work = url.rsplit("/", 1)[0], psql, work
        self._made: set[str] = set()
        self._create("prepared", "template0")
        prepare(self._env("prepared"))

    def settings(self) -> list[tuple[str, str]]:
        with psycopg.connect(f"{self._base}/postgres") as server:
            shown = [(name, str(server.execute(f"SHOW {name}").fetchone()[0])) for name in SHOWN]
        return [(self.name, ", ".join(f"{name} {value}" for name, value in shown) + ", collation C")]

    def _env(self, name: str) -> dict[str, str]:
        where = {"DATABASE_URL": f"{self._base}/{name}", "DATA_DIR": str(self._work / f"data-{name}")}
        return where | LOADING_ALONE

    def _create(self, name: str, template: str) -> None:
        with psycopg.connect(f"{self._base}/postgres", autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {name}")
            server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
            server.execute("CHECKPOINT")
        settle()

    def fresh(self, name: str) -> dict[str, str]:
        self._create(name, "prepared")
        self._made.add(name)
        return self._env(name)

    def there(self, name: str) -> dict[str, str] | None:
        if name not in self._made:
            return None
        with psycopg.connect(f"{self._base}/postgres", autocommit=True) as server:
            server.execute("CHECKPOINT")
        settle()
        return self._env(name)

    def drop(self, name: str) -> None:
        self._made.discard(name)
        with psycopg.connect(f"{self._base}/postgres", autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {name}")

    def reference(self, file: Path) -> Ran:
        self._create("reference", "template0")
        self._tell(f"CREATE TABLE reference (id bigserial PRIMARY KEY, {typed_columns(COLUMNS)})", *REFERENCE_INDEXES)
        ran = self._run(self._copy(file))
        self.drop("reference")
        return ran

    def others(self, file: Path) -> list[tuple[str, Ran]]:
        self._create("reference", "template0")
        self._tell(f"CREATE TABLE reference ({typed_columns(COLUMNS)})")
        ran = self._run(self._copy(file), _KEY, *REFERENCE_INDEXES)
        self.drop("reference")
        return [(r"`\copy`, key and indexes after", ran)]

    def reading(self, name: str) -> dict[str, str]:
        """The environment of a server: a role that can do nothing but read."""
        address = self._base.rpartition("@")[2]
        with psycopg.connect(f"{self._base}/{name}", autocommit=True) as database:
            database.execute("CREATE ROLE reader LOGIN PASSWORD 'reader'")
            database.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
        return {**self._env(name), "READER_DATABASE_URL": f"postgresql://reader:reader@{address}/{name}"}

    def written(self, name: str, query: str, file: Path) -> Ran:
        r"""What a query gives, as CSV, by `\copy`."""
        command = rf"\copy ({query}) TO '{file}' WITH (FORMAT csv, HEADER)"
        return checked(run([self._psql, "-X", "-q", "-v", "ON_ERROR_STOP=1", f"{self._base}/{name}", "-c", command]))

    def facts(self, name: str) -> Facts:
        with psycopg.connect(f"{self._base}/{name}") as database:
            return counted(database.execute(FACTS))

    def _tell(self, *statements: str) -> None:
        with psycopg.connect(f"{self._base}/reference", autocommit=True) as database:
            for statement in statements:
                database.execute(statement)
            database.execute("CHECKPOINT")
        settle()

    def _copy(self, file: Path) -> str:
        return rf"\copy reference ({', '.join(COLUMNS)}) FROM '{file}' WITH (FORMAT csv, HEADER)"

    def _run(self, *commands: str) -> Ran:
        each = [word for command in commands for word in ("-c", command)]
        env = {"PGCLIENTENCODING": "UTF8"}
        return checked(run([self._psql, "-X", "-q", "-v", "ON_ERROR_STOP=1", f"{self._base}/reference", *each], env))


@contextlib.contextmanager
def postgres(work: Path) -> Iterator[Postgres]:
    """A cluster in the C collation, in which plain COPY is at its fastest."""
    found = find_or_install_postgres()
    if found is None:
        raise SystemExit("PostgreSQL is not on this machine and could not be installed; measure with --only sqlite.")
    with throwaway_postgres(found, settings=(), icu=False) as url:
        yield Postgres(url, found / "psql", work)
