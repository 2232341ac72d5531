"""SQLite takes many rows by way of a file of their own: the same rows, and nothing is left of the file."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from procurement.loading import bulk_sqlite
from procurement.loading.table_rows import table_rows
from procurement.models import Transaction
from tests.procurement.loading.conftest import published
from tests.procurement.loading.exports import newer

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]

ODD = (
    {"order_desc": 'Kertas "A4", 80 gram\nbaris kedua'},
    {"order_desc": "", "kategori": ""},
    {"nama_satker": "Dinas “Übung” 測試 😀", "valuasi": 0},
    {"merchant_name": "", "valuasi": 5_000_000_000},
    {"status_konfirmasi_ppmse": "selesai", "keterangan_ppmse": "kosong"},
)


@pytest.fixture
def by_file(monkeypatch):
    monkeypatch.setattr(bulk_sqlite, "MANY", 1)


def rows(first):
    return [newer(order_id=str(first + n), **odd) for n, odd in enumerate(ODD)] + 2 * [
        newer(order_id=str(first + 90), sumber_data="import", status_verif=None)
    ]


def stored():
    """Every row as SQLite has it, types included."""
    names = [f"{column}, typeof({column})" for column in (f.column for f in Transaction._meta.concrete_fields)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(names)} FROM {Transaction._meta.db_table} ORDER BY id")
        return cursor.fetchall()


def keys_from_one():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sqlite_sequence SET seq = 0 WHERE name = %s", [Transaction._meta.db_table])


def beside():
    return [path.name for path in Path(settings.DATA_DIR).iterdir() if path.name.startswith(bulk_sqlite.FILE)]


def attached():
    with connection.cursor() as cursor:
        return [
            name
            for _seq, name, _path in cursor.execute("PRAGMA database_list").fetchall()
            if name not in ("main", "temp")
        ]


def test_the_rows_are_those_of_a_statement(loaded, monkeypatch):
    ways = []
    for name in ("_by_statement", "_by_file"):
        plain = getattr(bulk_sqlite, name)
        monkeypatch.setattr(
            bulk_sqlite, name, lambda *given, name=name, plain=plain: ways.append(name) or plain(*given)
        )
    keys_from_one()
    loaded(*rows(1))
    first = stored()
    Transaction.objects.all()._raw_delete("default")
    keys_from_one()
    file, agency = Transaction._meta.get_field("file").column, Transaction._meta.get_field("agency").column
    monkeypatch.setattr(bulk_sqlite, "MANY", 1)
    loaded(*rows(1), newer(order_id="777"))  # another row, or nothing would change
    apart = {2 * [f.column for f in Transaction._meta.concrete_fields].index(name) for name in (file, agency)}

    def told(found):
        return [tuple(value for n, value in enumerate(one) if n not in apart) for one in found]

    assert ways == ["_by_statement", "_by_file"]
    assert told(stored())[: len(first)] == told(first) and len(stored()) == len(first) + 1


def test_keys_go_on_where_they_ended(loaded, by_file):
    loaded(*rows(1))
    last = Transaction.objects.latest("pk").pk
    loaded(newer(order_id="1", kd_klpd="D181", nama_klpd="Kota Surabaya"))
    assert Transaction.objects.latest("pk").pk == last + 1
    loaded(*rows(1), newer(order_id="2000"))  # replaces the first slice, whose keys do not come back
    assert sorted(Transaction.objects.values_list("pk", flat=True)) == list(range(last + 1, last + 10))


def test_indexes_find_what_came_by_file(loaded, by_file):
    loaded(*rows(1))
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize("dry_run", [False, True])
def test_nothing_is_left_of_the_file(loaded, by_file, dry_run):
    loaded(*rows(1), dry_run=dry_run)
    assert not beside() and not attached()


@pytest.mark.parametrize("many", [1, 50_000])
def test_what_a_killed_load_left_is_taken_away(loaded, monkeypatch, many):
    """By a load of few rows, too: it holds texts that a mask may take out of the database meanwhile."""
    monkeypatch.setattr(bulk_sqlite, "MANY", many)
    left = Path(settings.DATA_DIR) / bulk_sqlite.FILE
    left.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(left)) as database:
        database.execute(f"CREATE TABLE {Transaction._meta.db_table} (something)")
    loaded(*rows(1))
    assert Transaction.objects.count() == len(rows(1)) and not beside()


def test_a_row_that_the_table_refuses_is_refused_by_the_file(refused, loaded, by_file, monkeypatch):
    loaded(*rows(1))

    def negative(*given):
        for table in table_rows(*given):
            place = table.column_names.index("value_sen")
            yield table.set_column(place, "value_sen", [[-1] * len(table)])

    monkeypatch.setattr("procurement.loading.publishing.table_rows", negative)
    refusal = refused(*rows(1), newer(order_id="2000"))
    assert (refusal.code, refusal.exit_code) == ("F30", 4)
    assert not beside() and not attached() and published()
