"""Files to decided, twice-counted rows: reading -> headers -> cleaning -> standing -> ledger. Touches no database."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path

import numpy as np
import pandas as pd

from procurement.loading import headers, layouts
from procurement.loading.batches import whole_slices
from procurement.loading.cleaning import Cleaned, Cleaning, TooManyReasons
from procurement.loading.ledger import LoadedFile, compare, fill, refuse_overflow
from procurement.loading.reading import Options, Source, open_source
from procurement.loading.reading.csv_file import CsvReader
from procurement.loading.reading.recognise import reader_for
from procurement.loading.reading.source import Reader
from procurement.loading.reading.text import lines
from procurement.loading.reading.xlsx import XlsxReader
from procurement.loading.recount import SecondCount
from procurement.loading.refusals import Refusal, Rejection
from procurement.loading.rejecting import reject_conflicts, reject_covered
from procurement.loading.standing import DECIDERS, Conflicts
from procurement.loading.sums import SliceKey
from procurement.loading.taken import Taken
from procurement.loading.total_lines import check_total, stated_total
from regions.matching import Matcher

REJECTED = -1
"""The standing of a row that no decider could place."""
MAX_JUDGED = 500_000
"""Rows of a load with rejected cells whose standings are worked out all the same."""

type Progress = Callable[[str, int, int], None]
"""(what is being read, bytes read, bytes in all)"""


@dataclass(frozen=True)
class LoadOptions:
    """What the operator states about the files."""

    reading: Options = field(default_factory=Options)
    layout: str | None = None
    year: int | None = None
    as_of: date | None = None
    ignore_columns: frozenset[str] = frozenset()
    allow_empty: bool = False
    rejects: int = 0
    """How many rejected rows the operator allows, exactly."""
    number_format: str = "polos"
    """`id` where a file of layout umum prints Indonesian numbers."""
    date_format: str = "iso"
    """`dmy` where a file of layout umum prints day, month, year."""


@dataclass
class Prepared:
    """Everything a load found, before anything is planned or written."""

    files: list[LoadedFile]
    rows: pd.DataFrame
    """numbers of all rows of all files with their `standing`: a place in list(Standing), or REJECTED"""
    taken: Taken
    """their texts and words"""

    @property
    def rejections(self) -> list[Rejection]:
        return [rejection for file in self.files for rejection in file.cleaned.rejections]

    def accepted(self) -> pd.DataFrame:
        accepted = self.rows["standing"] != REJECTED
        return self.rows if accepted.all() else self.rows[accepted]

    def slice_keys(self) -> set[SliceKey]:
        """The slices with an accepted row."""
        slices = self.taken.slices.listed()
        return {slices[number] for number in self.accepted()["slice"].unique().tolist()}

    def cut(self) -> bool:
        """Whether a file was so wrong that it was not read to its end."""
        return any(file.cleaned.cut for file in self.files)

    def rejected_rows(self) -> int:
        return sum(file.rows["rejected"] for file in self.files)

    def taken_rows(self) -> int:
        """Rows that are neither rejected nor of a government out of scope, whether or not standings were decided."""
        return sum(file.cleaned.taken_rows for file in self.files)


def prepare(
    paths: Sequence[Path],
    options: LoadOptions,
    matcher: Matcher,
    progress: Progress | None = None,
) -> Prepared:
    """Reads, cleans, decides and counts the files. Raises Refusal; touches no database.

    Where more rows are rejected than the operator allows, standings are still worked out so that every reason is
    listed, but not of so many rows that a refusal would cost the memory of a load.
    """
    taken = Taken()
    files = [read_file(path, options, matcher, progress, number, taken) for number, path in enumerate(paths)]
    cut = any(file.cleaned.cut for file in files)
    refused = cut or sum(len(file.cleaned.rejected) for file in files) > options.rejects
    if cut or (refused and taken.rows > MAX_JUDGED):
        taken = Taken()
    rows = taken.frame()
    covered = reject_covered(rows, files, taken)
    rows["standing"], conflicts = _decide(rows, covered, files, taken)
    reject_conflicts(rows, conflicts, files, taken)
    refused = refused or any(file.cleaned.cut for file in files)
    for number, file in enumerate(files):
        fill(number, file, rows)
        if not refused:
            check_total(file)
            compare(file)
    if not refused:
        refuse_overflow(files)
    return Prepared(files, rows, taken)


def _decide(
    rows: pd.DataFrame, rejected: np.ndarray, files: list[LoadedFile], taken: Taken
) -> tuple[np.ndarray, Conflicts]:
    """The standing of each row by the way of its layout, and rows in conflict. No other row sees a rejected one."""
    standing = np.zeros(len(rows), np.int8)
    standing[rejected] = REJECTED
    rows = rows.drop(rejected) if len(rejected) else rows
    conflicts: Conflicts = {}
    if rows.empty:
        return standing, conflicts
    _refuse_two_views(rows, files, taken)
    files_of: defaultdict[str, list[int]] = defaultdict(list)
    for number, file in enumerate(files):
        files_of[file.layout.standing].append(number)
    for way, numbers in files_of.items():
        for batch in whole_slices(rows[rows["file"].isin(numbers)] if len(files_of) > 1 else rows):
            mine = batch.index.to_numpy()
            standing[mine], doubtful = DECIDERS[way](batch.reset_index(drop=True))
            conflicts |= {int(mine[row]): int(mine[other]) for row, other in doubtful.items()}
    standing[list(conflicts)] = REJECTED
    return standing, conflicts


def _refuse_two_views(rows: pd.DataFrame, files: list[LoadedFile], taken: Taken) -> None:
    """Two layouts are two views of a system: their rows in one slice would be counted twice (F35). A system that sold
    through two channels would be added up across them (F38)."""
    slices = taken.slices.listed()
    layouts_of: dict[tuple[str, int, str], str] = {}
    channels_of: dict[tuple[str, int, str], str] = {}
    for number, which in rows[["slice", "file"]].drop_duplicates().itertuples(index=False):
        *place, channel = slices[number]
        layout, where = files[which].layout.slug, " ".join(map(str, place))
        if (other := layouts_of.setdefault(tuple(place), layout)) != layout:
            raise Refusal("F35", {"s": where, "a": other, "b": layout})
        if channels_of.setdefault(tuple(place), channel) != channel:
            raise Refusal("F38", {"s": where})


def read_file(
    path: Path, options: LoadOptions, matcher: Matcher, progress: Progress | None, number: int, taken: Taken
) -> LoadedFile:
    """One file, cleaned, with its second count; its rows go to `taken`."""
    with closing(open_source(path)) as source:
        return _read_source(source, options, matcher, progress, number, taken)


def _read_source(
    source: Source, options: LoadOptions, matcher: Matcher, progress: Progress | None, number: int, taken: Taken
) -> LoadedFile:
    reader = reader_for(source, options.reading)
    try:
        header = reader.header()
    except Refusal as refusal:
        if refusal.code == "F02" and options.allow_empty:
            return LoadedFile(source, layouts.TOKO_DARING, Cleaned())
        raise
    mapping = _understand(reader, header, source, options)
    try:
        layout = layouts.stated(mapping.layout, options.number_format, options.date_format)
    except Refusal as refusal:
        refusal.file = source.name
        raise
    mapping = replace(mapping, layout=layout)
    cleaning = Cleaning(mapping, matcher, options.year, source.name, number, taken)
    file = LoadedFile(
        source,
        mapping.layout,
        cleaning.result,
        aliases=mapping.aliases,
        ignored_columns=mapping.ignored,
        ignored_sheets=getattr(reader, "notes", ()),
    )
    value_column = next(theirs for theirs, ours in mapping.names.items() if ours == mapping.layout.value_column())
    with SecondCount(
        source.path,
        reader.serialisation,
        value_column,
        encoding=options.reading.encoding,
        delimiter=getattr(reader, "delimiter", ","),
        header_row=options.reading.header_row,
        sheet=getattr(reader, "sheet_name", ""),
        amounts=mapping.layout.amounts,
    ) as second:
        try:
            _take_all(reader, cleaning, file, progress, header)
        except TooManyReasons:
            _refuse_absent_everywhere(file, mapping)
            file.cleaned.cut = True
            return file
        _refuse_absent_everywhere(file, mapping)
        if not file.cleaned.row_count() and not options.allow_empty:
            raise Refusal("F02", file=source.name)
        if file.row_count():
            file.second = second.result()
    return file


def _take_all(
    reader: Reader, cleaning: Cleaning, file: LoadedFile, progress: Progress | None, header: list[str]
) -> None:
    source, mapping = file.source, cleaning.mapping
    for chunk in reader.chunks(mapping.names, mapping.known):
        cleaning.take(chunk)
        if progress:
            progress(source.name, source.position(), source.size)
        file.ignored_rows += chunk.blank_tail
        file.covered += chunk.covered
        for line, cells in chunk.summaries:
            cleaning.reject_summary(line, stated_total(line, cells, header, mapping).in_column)
        if chunk.total_line:
            file.total = stated_total(*chunk.total_line, header, mapping)
            file.ignored_rows += 1
            file.ignored_sen += file.total.in_column


def _understand(reader: Reader, header: list[str], source: Source, options: LoadOptions) -> headers.Mapping:
    try:
        return headers.understand(
            header,
            forced=options.layout,
            ignore=options.ignore_columns,
            open_ended=reader.serialisation in ("json", "jsonl"),
            file=source.name,
        )
    except Refusal as refusal:
        if refusal.code in ("F03", "F05") and isinstance(reader, CsvReader | XlsxReader):
            opening = lines(source, options.reading) if isinstance(reader, CsvReader) else reader.opening()
            row = headers.likely_row(islice(opening, 20))
            if row and row != options.reading.header_row:
                raise Refusal(
                    "F03",
                    {
                        "k": ", ".join(sorted(layouts.TOKO_DARING.recognised_by)),
                        "hint_id": f" Tajuk mungkin di baris {row}; pakai --header-row={row}.",
                        "hint_en": f" The header may be on line {row}; use --header-row={row}.",
                    },
                    file=source.name,
                ) from refusal
            if len(header) == 1 and isinstance(reader, CsvReader):
                raise Refusal("F08", {"p": getattr(reader, "delimiter", ",")}, file=source.name) from refusal
        raise


def _refuse_absent_everywhere(file: LoadedFile, mapping: headers.Mapping) -> None:
    """A JSON key that no element has is a missing column, not a fault of each row."""
    elements = file.cleaned.elements
    for name in mapping.needed:
        if elements and file.cleaned.absent[name] == elements:
            raise Refusal("F03", {"k": name}, file=file.source.name)
