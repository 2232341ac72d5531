"""Names of agencies and suppliers can be searched by three letters and more, on each database in its own way.

PostgreSQL: GIN indexes of trigrams. SQLite: FTS5 tables of trigrams that hold no text of their own and follow the
tables by triggers. A later migration that makes one of the two tables anew on SQLite (altering a column does) must
drop and install its triggers again; tests/procurement/queries/test_name_index.py tells.
"""

from django.core.management import CommandError
from django.db import DatabaseError, migrations

TABLES = ("procurement_agency", "procurement_supplier")

# COLLATE "C": letters of ASCII are folded alike under every locale that a database may have.
POSTGRES = ('CREATE INDEX {table}_trigrams ON {table} USING gin ((name COLLATE "C") gin_trgm_ops)',)
POSTGRES_BACK = ("DROP INDEX IF EXISTS {table}_trigrams",)

SQLITE = (
    """
    CREATE VIRTUAL TABLE {table}_trigrams
    USING fts5(name, content='{table}', content_rowid='id', tokenize='trigram', columnsize=0)
    """,
    "INSERT INTO {table}_trigrams({table}_trigrams) VALUES ('rebuild')",
    """
    CREATE TRIGGER {table}_named AFTER INSERT ON {table} BEGIN
        INSERT INTO {table}_trigrams(rowid, name) VALUES (new.id, new.name);
    END
    """,
    """
    CREATE TRIGGER {table}_dropped AFTER DELETE ON {table} BEGIN
        INSERT INTO {table}_trigrams({table}_trigrams, rowid, name) VALUES ('delete', old.id, old.name);
    END
    """,
    """
    CREATE TRIGGER {table}_renamed AFTER UPDATE OF id, name ON {table}
    WHEN old.id <> new.id OR old.name <> new.name BEGIN
        INSERT INTO {table}_trigrams({table}_trigrams, rowid, name) VALUES ('delete', old.id, old.name);
        INSERT INTO {table}_trigrams(rowid, name) VALUES (new.id, new.name);
    END
    """,
)
SQLITE_BACK = (
    "DROP TRIGGER IF EXISTS {table}_named",
    "DROP TRIGGER IF EXISTS {table}_dropped",
    "DROP TRIGGER IF EXISTS {table}_renamed",
    "DROP TABLE IF EXISTS {table}_trigrams",
)


def install(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        _make_extension(schema_editor)
        _run(schema_editor, POSTGRES)
    else:
        _run(schema_editor, SQLITE)


def remove(apps, schema_editor):
    """The extension stays: something else in the database may use it."""
    _run(schema_editor, POSTGRES_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK)


def _make_extension(schema_editor):
    try:
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError as error:
        raise CommandError(
            "Search needs PostgreSQL's extension pg_trgm, which this user could not create. Let the database's owner"
            f' run "CREATE EXTENSION pg_trgm" in it (Debian: package postgresql), then migrate again. ({error})'
        ) from error


def _run(schema_editor, statements):
    for table in TABLES:
        for statement in statements:
            schema_editor.execute(statement.format(table=table))


class Migration(migrations.Migration):
    dependencies = [
        ("procurement", "0004_figures_for_pages"),
    ]

    operations = [migrations.RunPython(install, remove)]
