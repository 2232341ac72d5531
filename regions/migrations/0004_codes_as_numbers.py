"""The key of a government is kept as a number, in its own table and in every table that points to it.

What is there is rewritten once, a million rows of transactions too. SQLite makes the tables anew, which would lose the
triggers of the search by name and the last keys that were given.
"""

import re

from django.core.management import CommandError
from django.db import migrations

import regions.codes

CODE = re.compile(r"(?:1[1-9]|[2-9][0-9])(?:\.(?!00)[0-9]{2})?")
"""What was a code when this was written."""

TABLES = {
    "regions_region": "code",
    "regions_regionalias": "region_id",
    "procurement_agency": "region_id",
    "procurement_slice": "region_id",
    "procurement_total": "region_id",
    "procurement_monthtotal": "region_id",
    "procurement_transaction": "region_id",
    "procurement_withdrawnorder": "region_id",
    "awards_claim": "region_id",
}
"""Every table with the key -> its column."""


def only_digits(apps, schema_editor):
    """`35.73` -> `3573`, `35` -> `3500`, still as text."""
    _refuse_other_codes(schema_editor)
    for table, column in TABLES.items():
        digits = f"CASE LENGTH({column}) WHEN 2 THEN {column} || '00' ELSE REPLACE({column}, '.', '') END"
        schema_editor.execute(f"UPDATE {table} SET {column} = {digits}")
    _look_at_keys(schema_editor)


def _refuse_other_codes(schema_editor):
    """Until now any text was taken for a code; of some the number would be that of another government."""
    with schema_editor.connection.cursor() as cursor:
        for table, column in TABLES.items():
            cursor.execute(f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL ORDER BY 1")
            if others := [code for (code,) in cursor.fetchall() if not CODE.fullmatch(code)]:
                said = ", ".join(map(repr, others))
                raise CommandError(
                    f"{table}.{column} memuat yang bukan kode Kemendagri: {said}. Tidak ada yang diubah: perbaiki dahulu. "
                    f"/ {table}.{column} holds what is no code of Kemendagri: {said}. Nothing was changed: mend it first."
                )


def as_printed(apps, schema_editor):
    """Back again."""
    for table, column in TABLES.items():
        rest = f"CASE SUBSTR({column}, 3) WHEN '00' THEN '' ELSE '.' || SUBSTR({column}, 3) END"
        schema_editor.execute(f"UPDATE {table} SET {column} = SUBSTR({column}, 1, 2) || {rest}")
    _look_at_keys(schema_editor)


def _look_at_keys(schema_editor):
    """PostgreSQL looks at keys before it commits; a table that has some to look at still, it does not alter."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


class CodeAsNumber(migrations.AlterField):
    """Alters the key and all that point to it. On SQLite those tables keep their triggers and go on counting."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        is_sqlite = schema_editor.connection.vendor == "sqlite"
        triggers, counters = _kept(schema_editor) if is_sqlite else ([], [])
        for name, _statement in triggers:
            schema_editor.execute(f'DROP TRIGGER "{name}"')
        super().database_forwards(app_label, schema_editor, from_state, to_state)
        for _name, statement in triggers:
            schema_editor.execute(statement)
        for table, number in counters:
            schema_editor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            schema_editor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [table, number])


def _kept(schema_editor):
    """(name, statement) of each trigger of these tables; (table, the last key it gave) of each."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        triggers = [(name, statement) for name, statement, table in cursor.fetchall() if table in TABLES]
        cursor.execute("SELECT name, seq FROM sqlite_sequence")
        return triggers, [(table, number) for table, number in cursor.fetchall() if table in TABLES]


class Migration(migrations.Migration):
    dependencies = [
        ("regions", "0003_alias_operator"),
        ("procurement", "0012_withdrawn_orders_of_region"),
        ("awards", "0003_help_texts"),
    ]

    operations = [
        migrations.RunPython(only_digits, as_printed),
        CodeAsNumber(
            model_name="region",
            name="code",
            field=regions.codes.CodeField(
                help_text="35.73",
                primary_key=True,
                serialize=False,
                verbose_name="Kemendagri code",
            ),
        ),
    ]
