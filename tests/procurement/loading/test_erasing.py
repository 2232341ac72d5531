"""On SQLite no byte of what was masked is left in the file."""

import os
import subprocess
import sys
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection

from procurement.loading.erasing import erasing
from tests.procurement.loading import exports
from tests.procurement.loading.exports import row
from tests.procurement.loading.masked_person import KEY, ORDER, rows


@pytest.mark.sqlite
def test_not_a_byte_of_the_name_is_left_in_the_file(tmp_path):
    """On SQLite overwritten text lies about in freed bytes, in the log and in the index of names until it is erased."""
    export = exports.write_csv(tmp_path / "export.csv", [*rows(), row(order_id="9", nama_merchant="Rahayu Wulandari")])
    _manage(tmp_path, "migrate")
    with somebody_else_has_it_open(tmp_path / "data" / "belanja-terbuka.sqlite3"):
        _manage(tmp_path, "load_regions", settings.BASE_DIR / "fixtures" / "regions.csv")
        _manage(tmp_path, "load_transactions", export)
        assert b"siti rahayu wulandari" in _stored(tmp_path)
        _manage(tmp_path, "mask", "supplier", KEY, "--reason", "diminta")
        stored = _stored(tmp_path)
        assert b"siti rahayu wulandari" not in stored and b"rahayu wulandari" in stored
        _manage(tmp_path, "mask", "order", ORDER, "--reason", "menyebut orang")
        assert b"budi hartono" not in _stored(tmp_path)


@pytest.mark.sqlite
def test_freed_bytes_are_zeroed_however_sqlite_was_built(db):
    """Debian's does it anyway; Python's own builds do not."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = OFF")
        with erasing():
            assert cursor.execute("PRAGMA secure_delete").fetchone() == (1,)
        assert cursor.execute("PRAGMA secure_delete").fetchone() == (0,)
        cursor.execute("PRAGMA secure_delete = ON")


@contextmanager
def somebody_else_has_it_open(path):
    """So the log is not emptied just because a command ends. A process: reading the file here would drop its locks."""
    reads = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT 1 FROM procurement_load').fetchall()"
    )
    waits = "print('open', flush=True); input()"
    command = [sys.executable, "-c", f"{reads}; {waits}", path]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "open\n"
        yield
        other.communicate("\n")


def _manage(folder, *arguments):
    env = os.environ | {"DATA_DIR": str(folder / "data"), "BUILD_DOWNLOADS": "0"}
    env.pop("DATABASE_URL", None)
    command = [sys.executable, settings.BASE_DIR / "manage.py", *arguments]
    subprocess.run(command, env=env, check=True, capture_output=True)


def _stored(folder):
    return b"".join(path.read_bytes() for path in (folder / "data").glob("belanja-terbuka.sqlite3*")).lower()
