"""Reads a province's list of governments strictly and puts it into the database. The list is data, not code."""

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from regions.models import Kind, Region

COLUMNS = (
    "kemendagri_code", "bps_code", "klpd_code", "name", "kind", "province_code", "population", "population_as_of",
    "population_source", "area_km2", "abbr", "grid_row", "grid_col",
)  # fmt: skip


class ReferenceRefused(Exception):
    """The list cannot be used; the message says where and why, in Indonesian and English."""


@dataclass(frozen=True)
class Outcome:
    """How many governments the list holds and how many of them were new or changed."""

    governments: int
    changed: int
    names: list[str]
    """Of those that are new or changed, in the list's order."""


def load_regions(path: Path) -> Outcome:
    """Adds and updates the governments of the list; leaves others alone. Raises ReferenceRefused, changing nothing."""
    rows = _read(path)
    with transaction.atomic():
        current = Region.objects.in_bulk()
        changed: list[str] = []
        for line, values in rows:
            before = current.get(values["code"])
            if before and all(getattr(before, name) == value for name, value in values.items()):
                continue
            region = Region(**values)
            try:
                region.full_clean(validate_unique=before is None, validate_constraints=False)
            except ValidationError as error:
                raise _refused(path, line, _said(error, "id"), _said(error, "en")) from error
            try:
                region.save()
            except IntegrityError as error:
                raise _refused(
                    path, line, "kode atau nama milik daerah lain", "a code or name of another government"
                ) from error
            changed.append(region.name)
    return Outcome(len(rows), len(changed), changed)


def _said(error: ValidationError, language: str) -> str:
    with override(language):
        return "; ".join(message.rstrip(".") for message in error.messages)


def _read(path: Path) -> list[tuple[int, dict[str, Any]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ReferenceRefused(f"{path.name}: tidak terbaca sebagai UTF-8. / not readable as UTF-8: {error}") from error
    reader = csv.DictReader(text.splitlines(), strict=True)
    try:
        return _rows(path, reader)
    except csv.Error:
        line = reader.line_num + 1
        raise _refused(path, line, "tanda kutip atau akhir baris rusak", "broken quote or line end") from None


def _rows(path: Path, reader: "csv.DictReader[str]") -> list[tuple[int, dict[str, Any]]]:
    if tuple(reader.fieldnames or ()) != COLUMNS:
        names = ", ".join(COLUMNS)
        raise _refused(path, 1, f"tajuk harus {names}", f"the header must be {names}")
    rows: list[tuple[int, dict[str, Any]]] = []
    seen: dict[str, int] = {}
    for row in reader:
        if None in row or None in row.values():
            raise _refused(path, reader.line_num, "jumlah sel salah", "wrong number of cells")
        for column in ("kemendagri_code", "bps_code", "klpd_code", "name"):
            other = seen.setdefault(f"{column}={row[column]}", reader.line_num)
            if other != reader.line_num:
                raise _refused(
                    path,
                    reader.line_num,
                    f"{column} sudah ada di baris {other}",
                    f"{column} is already on line {other}",
                )
        try:
            rows.append((reader.line_num, _values(row)))
        except (ValueError, InvalidOperation) as error:
            raise _refused(path, reader.line_num, f"nilai salah: {error}", f"wrong value: {error}") from error
    if not rows:
        raise _refused(path, 1, "tidak ada baris", "no rows")
    return rows


def _values(row: dict[str, str]) -> dict[str, Any]:
    for column in (
        "kemendagri_code",
        "bps_code",
        "klpd_code",
        "name",
        "population_source",
    ):
        if not row[column].strip():
            raise ValueError(f"{column} is empty")
    if int(row["population"]) < 1:
        raise ValueError("population < 1")
    return {
        "code": row["kemendagri_code"],
        "bps_code": row["bps_code"],
        "klpd_code": row["klpd_code"],
        "name": row["name"],
        "slug": Region.slug_of(row["name"]),
        "kind": Kind(row["kind"]).value,
        "province_code": row["province_code"],
        "population": int(row["population"]),
        "population_as_of": date.fromisoformat(row["population_as_of"]),
        "population_source": row["population_source"],
        "area_km2": Decimal(row["area_km2"]) if row["area_km2"] else None,
        "abbr": row["abbr"],
        "grid_row": int(row["grid_row"]) if row["grid_row"] else None,
        "grid_col": int(row["grid_col"]) if row["grid_col"] else None,
    }


def _refused(path: Path, line: int, indonesian: str, english: str) -> ReferenceRefused:
    return ReferenceRefused(f"{path.name}, baris {line}: {indonesian}. / line {line}: {english}.")
