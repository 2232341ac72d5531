"""The key of a government is kept as a number, in its own table and in every table that points to it.

What is there is rewritten once, a million rows of transactions too. SQLite makes the tables anew, which would lose the
triggers of the search by name.
"""

from django.db import migrations

import regions.codes

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
    for table, column in TABLES.items():
        digits = f"CASE LENGTH({column}) WHEN 2 THEN {column} || '00' ELSE REPLACE({column}, '.', '') END"
        schema_editor.execute(f"UPDATE {table} SET {column} = {digits}")
    _look_at_keys(schema_editor)


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
    """Alters the key and all that point to it. On SQLite the triggers of those tables are made again."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        triggers = _triggers(schema_editor)
        for name, _statement in triggers:
            schema_editor.execute(f'DROP TRIGGER "{name}"')
        super().database_forwards(app_label, schema_editor, from_state, to_state)
        for _name, statement in triggers:
            schema_editor.execute(statement)


def _triggers(schema_editor):
    """(name, statement) of each trigger of these tables."""
    if schema_editor.connection.vendor != "sqlite":
        return []
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        return [(name, statement) for name, statement, table in cursor.fetchall() if table in TABLES]


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
