"""Whether each row is still, letter by letter, what was loaded, and each slice the rows that its digest was made of.

A row's `content_hash` was worked out before it was written; here it is worked out from what is stored, by the loader's
own definition (`identities.content_hashes`). Memory holds one batch of rows, and the hashes of one slice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from django.db import connection

from procurement.checking.findings import Finding
from procurement.checking.row_hashes import Row, row_hashes, seals
from procurement.checking.stored import fetched
from procurement.counting import Standing
from procurement.loading.planning import slice_digest
from procurement.loading.rejects import Rejects
from procurement.masking import key_in, masked_description
from procurement.models import Mask, Slice
from regions.codes import number_of

BATCH = 10_000
LISTED = 1000
"""Findings that are kept; further ones are counted."""
_COLUMNS = ", ".join(f"t.{name}" for name in Row._fields[:-3])
_MOMENT = {"sqlite": "CAST(t.ordered_at AS TEXT)", "postgresql": "t.ordered_at"}
_FILES = "SELECT id, name, layout FROM procurement_sourcefile"
_ROWS = """
SELECT {columns}, {moment}, a.code, a.identity, s.code, s.identity, s.key
FROM procurement_transaction t LEFT JOIN procurement_agency a ON a.id = t.agency_id
    LEFT JOIN procurement_supplier s ON s.id = t.supplier_id
WHERE t.region_id = %s AND t.year = %s AND t.system = %s
"""
_STANDINGS = {word.value: place for place, word in enumerate(Standing)}


@dataclass
class Contents:
    """What was compared, and what of it differs."""

    rows: int = 0
    masked: int = 0
    """Rows of which a name or a description is masked: what they were is not kept, so they cannot be compared."""
    slices: int = 0
    findings: list[Finding] = field(default_factory=list)
    further: int = 0
    """Findings beyond those."""
    seals: dict[str, list[int]] = field(default_factory=dict)
    """slice, load, digest, masks -> rows, and a sum over everything that is stored of them"""

    def found(self, place: str, indonesian: str, english: str) -> None:
        if len(self.findings) < LISTED:
            self.findings.append(Finding(place, indonesian, english))
        else:
            self.further += 1


def check() -> Contents:
    """Every row and every slice of the database as it stands. Call it inside one snapshot."""
    checked = Contents()
    files = {number: (name, layout) for number, name, layout in fetched(_FILES)}
    masks = {mask.pk: mask for mask in Mask.objects.all()}
    for one in Slice.objects.all():
        _check_slice(one, files, [masks[number] for number in one.masks if number in masks], checked)
    return checked


def _check_slice(one: Slice, files: dict[int, tuple[str, str]], masks: Sequence[Mask], checked: Contents) -> None:
    hashes, standings, markets = [np.empty(0, np.int64)], [np.empty(0, np.int8)], set[str]()
    rows, seal, place = 0, 0, f"irisan/slice {one}"
    for batch in _batches(one):
        found, sealed = _hashed(batch, files)
        for row, recomputed in zip(batch, found, strict=True):
            if recomputed is None or recomputed != row.content_hash:
                if recomputed is not None and _is_masked(row, masks):
                    checked.masked += 1
                else:
                    _differs(f"{place}, {_line(row, files)}", recomputed, checked)
            markets.add(row.marketplace.casefold() if isinstance(row.marketplace, str) else "?")
        hashes.append(_numbers([row.content_hash for row in batch], np.int64))
        standings.append(_numbers([_STANDINGS.get(row.standing, -1) for row in batch], np.int8))
        rows, seal = rows + len(batch), (seal + sealed) % 2**64
    checked.rows, checked.slices = checked.rows + rows, checked.slices + 1
    rejects = Rejects(one.rejected_rows, one.rejected_sen, tuple(one.unplaced))
    digest = slice_digest(np.concatenate(hashes), np.concatenate(standings), one.as_of, rejects)
    if digest != one.digest:
        said = f"tersimpan/stored {one.digest[:16]}…, terhitung/recomputed {digest[:16]}…"
        checked.found(
            place,
            f"digest irisan bukan lagi digest baris, kedudukan, batas data dan baris tertolaknya ({said})",
            "its digest is no longer that of its rows, standings, last day and rejected rows",
        )
    if sorted(markets) != one.marketplaces:
        checked.found(place, "daftar marketplace bukan dari barisnya", "its marketplaces are not those of its rows")
    checked.seals[f"{one} {one.load_id} {one.digest} {one.masks}"] = [rows, seal]


def _batches(one: Slice) -> Iterator[list[Row]]:
    query = _ROWS.format(columns=_COLUMNS, moment=_MOMENT[connection.vendor])
    with connection.chunked_cursor() as cursor:
        cursor.execute(query, [number_of(one.region_id), one.year, one.system])
        while rows := cursor.fetchmany(BATCH):
            yield [
                Row._make((*row[:-6], None if row[-6] is None else str(row[-6]), row[-5:-3], row[-3:])) for row in rows
            ]


def _hashed(batch: list[Row], files: dict[int, tuple[str, str]]) -> tuple[list[int | None], int]:
    """Each row's hash as it is stored, None for a row that cannot be read at all; and the sum of their seals."""
    try:
        found = row_hashes(batch, files)
    except (ValueError, TypeError, OverflowError, KeyError):  # pyarrow's errors are such
        if len(batch) == 1:
            return [None], 0
        each = [_hashed([row], files) for row in batch]
        return [recomputed for ((recomputed,), _seal) in each], sum(seal for _found, seal in each)
    return _with_other_codes(batch, found, files), int(seals(batch, found).sum(dtype=np.uint64))


def _with_other_codes(batch: list[Row], found: Any, files: dict[int, tuple[str, str]]) -> list[int | None]:
    """A party may have been met with a code and, under a name that is spelt like it, without: a row has either."""
    hashes: list[int | None] = found.tolist()
    for number, row in enumerate(batch):
        if hashes[number] == row.content_hash:
            continue
        for agency in {row.agency[1] or "", ""}:
            for supplier in {row.supplier[1] or "", ""}:
                other = row._replace(agency=(agency, ""), supplier=(supplier, "", ""))
                if int(row_hashes([other], files)[0]) == row.content_hash:
                    hashes[number] = row.content_hash
    return hashes


def _is_masked(row: Row, masks: Sequence[Mask]) -> bool:
    """Whether a mask that the slice names wrote over a text of this very row."""
    for mask in masks:
        if mask.kind == Mask.Kind.SUPPLIER:
            if key_in(row.supplier_name) == mask.key == row.supplier[2]:
                return True
        elif mask.key == row.order_key and row.description == masked_description(mask.edition_id):
            return True
    return False


def _line(row: Row, files: dict[int, tuple[str, str]]) -> str:
    name = files.get(row.file_id, ("?", ""))[0]
    return f"berkas/file {name}, baris/line {row.line}"


def _differs(place: str, recomputed: int | None, checked: Contents) -> None:
    if recomputed is None:
        checked.found(place, "isi baris tidak dapat dibaca lagi", "its content cannot be read any more")
    else:
        checked.found(place, "isi baris bukan lagi yang dimuat", "its content is no longer what was loaded")


def _numbers(values: list[Any], kind: Any) -> Any:
    """Numbers of a column; what is none stands as -1, and the row is a finding of its own."""
    return np.array([value if type(value) is int else -1 for value in values], kind)
