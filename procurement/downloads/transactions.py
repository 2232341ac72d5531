"""All rows of a year and channel, as CSV.GZ and Parquet: joined from parts of which there is one a slice.

A newer export of one government makes its own parts again and joins the files of its years; no other row is read.
"""

import shutil
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from procurement.counting import Channel
from procurement.downloads import store, umum
from procurement.downloads.fields import ROWS
from procurement.downloads.formats import CSV_GZ, PARQUET, join_parquet, write_csv, write_parquet
from procurement.downloads.store import Recipe
from procurement.models import Slice, Transaction


def recipes(slices: Iterable[Slice], *, is_sample: bool) -> list[Recipe]:
    """Two files for each year and channel. `slices`: every one that stands, with its region."""
    found = []
    for (year, channel), some in groupby(sorted(slices, key=_place), key=lambda one: (one.year, one.channel)):
        mine = tuple(some)
        made_of = tuple(_said(one, is_sample) for one in mine)
        stem = f"transaksi-{year}-{channel}"
        for suffix, media_type, write in (
            ("csv.gz", CSV_GZ, partial(_write_csv, mine, is_sample)),
            ("parquet", PARQUET, partial(_write_parquet, mine, is_sample)),
        ):
            title = format_lazy("{}, {}, {}", _("Every row"), year, Channel(channel).label)
            found.append(Recipe(f"{stem}.{suffix}", title, media_type, made_of, write, ROWS))
    return found


def parts(slices: Iterable[Slice], *, is_sample: bool) -> list[Recipe]:
    """What the files are joined from: kept from edition to edition."""
    return [recipe for one in slices for recipe in (_csv_part(one, is_sample), _parquet_part(one, is_sample))]


def records(one: Slice, is_sample: bool) -> Iterator[dict[str, Any]]:
    """The rows of a slice in the order of their files, with the mark of sample data."""
    rows = Transaction.objects.filter(region=one.region_id, year=one.year, system=one.system)
    for record in umum.records(rows.order_by("file_id", "line")):
        yield record | {"contoh": is_sample}


def _place(one: Slice) -> tuple[int, str, str, str]:
    return one.year, one.channel, one.region_id, one.system


def _said(one: Slice, is_sample: bool) -> tuple[Any, ...]:
    """All that the printed rows of a slice follow from: its digest, its masks, and the words that other tables add."""
    place = one.region_id, one.region.klpd_code, one.region.name, one.year, one.system
    return *place, one.digest, *one.masks, is_sample


def _csv_part(one: Slice, is_sample: bool) -> Recipe:
    def write(path: Path) -> int:
        with path.open("wb") as out:
            return write_csv(ROWS, records(one, is_sample), out, header=False)

    return Recipe("bagian.csv.gz", "", CSV_GZ, _said(one, is_sample), write, ROWS)


def _parquet_part(one: Slice, is_sample: bool) -> Recipe:
    def write(path: Path) -> int:
        return write_parquet(ROWS, records(one, is_sample), path)

    return Recipe("bagian.parquet", "", PARQUET, _said(one, is_sample), write, ROWS)


def _write_csv(slices: Iterable[Slice], is_sample: bool, path: Path) -> int:
    rows = 0
    with path.open("wb") as out:
        write_csv(ROWS, (), out)
        for one in slices:
            part = store.have(_csv_part(one, is_sample))
            with part.path.open("rb") as file:
                shutil.copyfileobj(file, out)
            rows += part.rows
    return rows


def _write_parquet(slices: Iterable[Slice], is_sample: bool, path: Path) -> int:
    return join_parquet(ROWS, (store.have(_parquet_part(one, is_sample)).path for one in slices), path)
