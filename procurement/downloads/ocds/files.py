"""All orders of a year and channel as OCDS: a release a line, and the same as one release package.

Joined from parts of which there is one a slice, as the files of rows are: a newer export of one government makes its
own part again and no other order is read. Neither file holds the edition, which its parts outlive.
"""

import gzip
import io
import shutil
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from procurement.counting import Channel
from procurement.downloads import store
from procurement.downloads.cells import json_text
from procurement.downloads.formats import CSV_GZ, gzip_member
from procurement.downloads.ocds.lines import orders
from procurement.downloads.ocds.package import envelope
from procurement.downloads.ocds.release import release
from procurement.downloads.store import Recipe
from procurement.models import Slice, Transaction

_PACKAGE = ".json.gz"
"""What the name of a release package ends with."""


def recipes(slices: Iterable[Slice], *, is_sample: bool) -> list[Recipe]:
    """Two files for each year and channel, in the order of the slices; none where no row stands.

    A release package without a release would not be valid.
    """
    found = []
    for (year, channel), some in groupby(filter(_has_rows, slices), key=lambda one: (one.year, one.channel)):
        mine = tuple(some)
        stem = f"ocds-{year}-{channel}"
        title = format_lazy("{}, {}, {}", _("Orders in OCDS 1.1"), year, Channel(channel).label)
        said = tuple(_said(one, is_sample) for one in mine)
        address = f"/data/unduhan/{stem}{_PACKAGE}"
        head = json_text(envelope(address, max(one.load.started_at for one in mine), is_sample=is_sample))
        found += [
            Recipe(f"{stem}.jsonl.gz", title, CSV_GZ, said, partial(_write_lines, mine, is_sample)),
            Recipe(f"{stem}{_PACKAGE}", title, CSV_GZ, (head, *said), partial(_write_package, mine, is_sample, head)),
        ]
    return found


def parts(slices: Iterable[Slice], *, is_sample: bool) -> list[Recipe]:
    """What the files are joined from: kept from edition to edition."""
    kinds = (_lines_part, _package_part)
    return [part(one, is_sample) for one in filter(_has_rows, slices) for part in kinds]


def is_package(recipe: Recipe) -> bool:
    return recipe.name.startswith("ocds-") and recipe.name.endswith(_PACKAGE)


def releases(one: Slice, is_sample: bool) -> Iterator[dict[str, Any]]:
    """A release for each order of a slice."""
    rows = Transaction.objects.filter(region=one.region_id, year=one.year, system=one.system)
    for lines in orders(rows):
        yield release(lines, one.as_of, settings.OCID_PREFIX, is_sample=is_sample)


def _has_rows(one: Slice) -> bool:
    return bool(one.has_rows)  # type: ignore[attr-defined]  # of edition_files.standing_slices


def _said(one: Slice, is_sample: bool) -> tuple[Any, ...]:
    """All that the releases of a slice follow from: its digest holds the day of its data too, its masks the wording."""
    government = one.region_id, one.region.klpd_code, one.region.name
    return *government, one.year, one.system, one.digest, *one.masks, is_sample, settings.OCID_PREFIX


def _lines_part(one: Slice, is_sample: bool) -> Recipe:
    return Recipe("bagian.jsonl.gz", "", CSV_GZ, _said(one, is_sample), partial(_write_lines_part, one, is_sample))


def _package_part(one: Slice, is_sample: bool) -> Recipe:
    return Recipe("bagian.json.gz", "", CSV_GZ, _said(one, is_sample), partial(_write_package_part, one, is_sample))


def _write_lines_part(one: Slice, is_sample: bool, path: Path) -> int:
    count = 0
    with path.open("wb") as out, gzip_member(out) as packed, io.TextIOWrapper(packed, encoding="utf-8") as text:
        for count, found in enumerate(releases(one, is_sample), 1):  # noqa: B007
            text.write(f"{json_text(found)}\n")
    return count


def _write_package_part(one: Slice, is_sample: bool, path: Path) -> int:
    """The same releases with a comma between them, from the lines: no row is read twice."""
    made = store.have(_lines_part(one, is_sample))
    with gzip.open(made.path, "rb") as lines, path.open("wb") as out, gzip_member(out) as packed:
        for number, line in enumerate(lines):
            packed.write((b",\n" if number else b"") + line.rstrip(b"\n"))
    return made.rows


def _write_lines(slices: Sequence[Slice], is_sample: bool, path: Path) -> int:
    with path.open("wb") as out:
        return sum(_join(_lines_part(one, is_sample), out) for one in slices)


def _write_package(slices: Sequence[Slice], is_sample: bool, head: str, path: Path) -> int:
    rows = 0
    with path.open("wb") as out:
        _say(f'{head[:-1]},"releases":[\n', out)
        for one in slices:
            if rows:
                _say(",\n", out)
            rows += _join(_package_part(one, is_sample), out)
        _say("\n]}\n", out)
    return rows


def _join(part: Recipe, out: io.BufferedWriter) -> int:
    made = store.have(part)
    with made.path.open("rb") as file:
        shutil.copyfileobj(file, out)
    return made.rows


def _say(text: str, out: io.BufferedWriter) -> None:
    with gzip_member(out) as packed:
        packed.write(text.encode())
