"""`python -m tests.faults.rotting WHAT SEED TIMES`: flips one byte at a time in the site that DATABASE_URL and DATA_DIR
name, and prints what noticed it, as JSON. WHAT is `database` (a file of SQLite) or `downloads`.

A flip that changes no stored value is no fault: bytes of a page that nothing uses, and tables that are not published.
Whether it does is told from every value of the file before and after, read by sqlite3 alone.
"""

import json
import os
import random
import sqlite3
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import django

UNPUBLISHED = ("django_", "auth_", "desk_", "sqlite_", "regions_queuedname")


def values(file: Path) -> list[tuple[str, list[str]]]:
    """Every published table of a file with its rows, as bytes where they are text."""
    with closing(sqlite3.connect(file)) as database:
        database.text_factory = bytes
        schema = sorted(repr(row) for row in database.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))
        found = [("sqlite_master", schema)]
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall():
            if not (table := name.decode()).startswith(UNPUBLISHED):
                found.append((table, [repr(row) for row in database.execute(f'SELECT * FROM "{table}"')]))
        return found


def rot_database(chance: random.Random, times: int) -> dict[str, object]:
    from django.conf import settings
    from django.db import connection

    from procurement.checking import nightly, seals
    from procurement.snapshot import ReadSnapshot

    def check() -> nightly.Night:
        snapshot = ReadSnapshot()
        snapshot.begin()
        try:
            return nightly.check()
        finally:
            snapshot.end()
            connection.close()

    file = Path(settings.DATABASES["default"]["NAME"])
    clean = check()
    assert clean.is_clean() and clean.to_note, clean
    seals.note(clean.to_note)
    assert not file.with_name(f"{file.name}-wal").exists(), "all of it is in the file"
    whole, before = file.read_bytes(), values(file)
    found, missed = Counter[str](), []
    for _ in range(times):
        place, bits = chance.randrange(len(whole)), chance.randrange(1, 256)
        file.write_bytes(whole[:place] + bytes([whole[place] ^ bits]) + whole[place + 1 :])
        try:
            night = check()
            noticed = not night.is_clean()
        except Exception:  # the database itself: it cannot even be opened
            noticed = True
        if noticed:
            found["noticed"] += 1
        elif _same(file, before):
            found["no value changed"] += 1
        else:
            missed.append([place, bits])
        for beside in file.parent.glob(f"{file.name}-*"):
            beside.unlink()
        file.write_bytes(whole)
    assert check().is_clean(), "the file is as it was"
    return {**found, "missed": missed}


def _same(file: Path, before: list[tuple[str, list[str]]]) -> bool:
    try:
        return values(file) == before
    except (sqlite3.Error, UnicodeDecodeError):
        return False


def rot_downloads(chance: random.Random, times: int) -> dict[str, object]:
    from procurement.downloads import edition_files, store
    from procurement.models import Edition

    slices = edition_files.standing_slices()
    edition = Edition.objects.current().first()
    recipes = [*edition_files.recipes(edition, slices), *edition_files.parts(edition, slices)]
    made = [(recipe, store.have(recipe)) for recipe in recipes]
    files = [(recipe, path) for recipe, one in made for path in (one.path, one.path.with_name(f"{one.path.name}.json"))]
    found, missed = Counter[str](), []
    for _ in range(times):
        recipe, path = chance.choice(files)
        whole = path.read_bytes()
        place, bits = chance.randrange(len(whole)), chance.randrange(1, 256)
        path.write_bytes(whole[:place] + bytes([whole[place] ^ bits]) + whole[place + 1 :])
        standing = store.find(recipe)
        if standing is None or not store.is_whole(standing):
            found["noticed"] += 1
        elif path.suffix == ".json" and json.loads(path.read_text()) == json.loads(whole):
            found["no value changed"] += 1  # a blank between two values
        else:
            missed.append([path.name, place, bits])
        path.write_bytes(whole)
    return {**found, "missed": missed}


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "procurement.settings"
    django.setup()
    rot = {"database": rot_database, "downloads": rot_downloads}[sys.argv[1]]
    print(json.dumps(rot(random.Random(int(sys.argv[2])), int(sys.argv[3]))))
