"""Made files, kept under the system's temporary folder and made once: their names say of what."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.exports import SEED, VERSION, export, newer_slice, of_one_government
from bench.writing import write_csv, write_shuffled_csv, write_xlsx

FOLDER = Path(tempfile.gettempdir()) / "belanja-bench"


def csv_of(rows: int) -> Path:
    return _once(f"toko-daring-{rows}.csv", lambda path: write_csv(path, export(rows)))


def shuffled_csv_of(rows: int) -> Path:
    return _once(f"toko-daring-{rows}-acak.csv", lambda path: write_shuffled_csv(path, export(rows), SEED))


def csv_of_one_government(rows: int) -> Path:
    return _once(f"satu-daerah-{rows}.csv", lambda path: write_csv(path, of_one_government(rows)))


def xlsx_of(rows: int) -> Path:
    return _once(f"toko-daring-{rows}.xlsx", lambda path: write_xlsx(path, export(rows)))


def slice_of(rows: int, edition: int) -> Path:
    return _once(f"irisan-{rows}-{edition}.csv", lambda path: write_csv(path, newer_slice(rows, edition)))


def _once(name: str, make: Callable[[Path], object]) -> Path:
    """A file that is there is whole: it gets its name only when it is finished."""
    path = FOLDER / f"v{VERSION}-{SEED}-{name}"
    if not path.exists():
        FOLDER.mkdir(exist_ok=True)
        print(f"making {path.name} ...", flush=True)
        unfinished = path.with_name(f"{os.getpid()}-{path.name}")
        make(unfinished)
        os.replace(unfinished, path)
    return path
