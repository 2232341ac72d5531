"""Files to decided, twice-counted rows: reading -> headers -> cleaning -> standing -> ledger. Touches no database."""

import re
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

import pandas as pd

from procurement.loading import headers, layouts, standing
from procurement.loading.cleaning import Cleaned, Cleaning, TooManyReasons
from procurement.loading.layouts import STORED_FIELDS
from procurement.loading.ledger import LoadedFile, compare, fill, reject_conflicts
from procurement.loading.reading import Options, Source, open_source
from procurement.loading.reading.csv_file import CsvReader
from procurement.loading.reading.recognise import reader_for
from procurement.loading.reading.source import Reader
from procurement.loading.reading.text import lines
from procurement.loading.recount import recount
from procurement.loading.refusals import Refusal, Rejection
from procurement.money import exact
from regions.matching import Matcher

_PLACES = (
    "region", "year", "system", "channel", "market", "marketplace", "value_sen", "standing", "file", "line",
    "content_hash",
)  # fmt: skip

_AMOUNT = re.compile(r"[Rp\d\s.,-]{0,40}")
"""What may be echoed of a summary line that does not fit the header."""

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
    """accepted rows of all files with their standing"""

    @property
    def rejections(self) -> list[Rejection]:
        return [rejection for file in self.files for rejection in file.cleaned.rejections]

    def cut(self) -> bool:
        """Whether a file was so wrong that it was not read to its end."""
        return any(file.cleaned.cut for file in self.files)

    def rejected_rows(self) -> int:
        return sum(file.rows["rejected"] for file in self.files)


def prepare(
    paths: Sequence[Path],
    options: LoadOptions,
    matcher: Matcher,
    progress: Progress | None = None,
) -> Prepared:
    """Reads, cleans, decides and counts the files. Raises Refusal; touches no database.

    Where more rows are rejected than the operator allows, the answer holds no rows: the load is refused for reasons
    that no standing can mend, and no memory is spent on it.
    """
    files = [read_file(path, options, matcher, progress) for path in paths]
    refused = sum(len(file.cleaned.rejected) for file in files) > options.rejects or any(f.cleaned.cut for f in files)
    rows = _frame([] if refused else files)
    conflicts: standing.Conflicts = {}
    if not rows.empty:
        decided, conflicts = standing.decide(rows, files[0].layout.standing)
        rows["standing"] = decided
    reject_conflicts(rows, conflicts, files)
    accepted = rows.drop(index=list(conflicts))
    for number, file in enumerate(files):
        fill(number, file, accepted)
        if not refused:
            compare(file)
    return Prepared(files, accepted)


def read_file(path: Path, options: LoadOptions, matcher: Matcher, progress: Progress | None) -> LoadedFile:
    """One file, cleaned, with its second count."""
    with closing(open_source(path)) as source:
        return _read_source(source, options, matcher, progress)


def _read_source(source: Source, options: LoadOptions, matcher: Matcher, progress: Progress | None) -> LoadedFile:
    reader = reader_for(source, options.reading)
    try:
        header = reader.header()
    except Refusal as refusal:
        if refusal.code == "F02" and options.allow_empty:
            return LoadedFile(source, layouts.TOKO_DARING, Cleaned())
        raise
    mapping = _understand(reader, header, source, options)
    cleaning = Cleaning(mapping, matcher, options.year, source.name)
    file = LoadedFile(
        source,
        mapping.layout,
        cleaning.result,
        aliases=mapping.aliases,
        ignored_columns=mapping.ignored,
    )
    for chunk in reader.chunks(mapping.names, mapping.known):
        try:
            cleaning.take(chunk)
        except TooManyReasons:
            file.cleaned.cut = True
            return file
        if progress:
            progress(source.name, source.position(), source.size)
        file.ignored_rows += chunk.blank_tail
        if chunk.total_line:
            _check_total(chunk.total_line, header, mapping, file)
    _refuse_absent_everywhere(file, mapping)
    if not file.ignored_rows + file.cleaned.row_count():
        if not options.allow_empty:
            raise Refusal("F02", file=source.name)
        return file
    value_column = next(theirs for theirs, ours in mapping.names.items() if ours == mapping.layout.value_column())
    file.second = recount(
        source.path,
        reader.serialisation,
        value_column,
        encoding=options.reading.encoding,
        delimiter=getattr(reader, "delimiter", ","),
        header_row=options.reading.header_row,
    )
    return file


def _understand(reader: Reader, header: list[str], source: Source, options: LoadOptions) -> headers.Mapping:
    try:
        return headers.understand(
            header,
            forced=options.layout,
            ignore=options.ignore_columns,
            open_ended=reader.serialisation == "json",
            file=source.name,
        )
    except Refusal as refusal:
        if refusal.code in ("F03", "F05") and isinstance(reader, CsvReader):
            row = headers.likely_row(islice(lines(source, options.reading), 20))
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
            if len(header) == 1:
                raise Refusal("F08", {"p": getattr(reader, "delimiter", ",")}, file=source.name) from refusal
        raise


def _check_total(
    line_and_cells: tuple[int, list[str]],
    header: list[str],
    mapping: headers.Mapping,
    file: LoadedFile,
) -> None:
    """A summary line is ignored when its amount equals the sum of the rows above it, else the file is refused."""
    line, cells = line_and_cells
    theirs = next(name for name, ours in mapping.names.items() if ours == mapping.layout.value_column())
    whole = len(cells) == len(header)
    printed = cells[header.index(theirs)] if whole else next((c for c in reversed(cells) if c.strip()), "")
    clean = mapping.layout.by_name()[mapping.layout.value_column()].clean
    amount = clean(printed) if clean else None
    total = file.cleaned.sen()
    if amount != total:
        said = printed if _AMOUNT.fullmatch(printed) else "?"
        raise Refusal(
            "F17",
            {"a": exact(total), "b": said, "n": line},
            file=file.source.name,
        )
    file.ignored_rows += 1
    file.ignored_sen += total if whole else 0


def _refuse_absent_everywhere(file: LoadedFile, mapping: headers.Mapping) -> None:
    """A JSON key that no element has is a missing column, not a fault of each row."""
    elements = file.cleaned.row_count()
    for name in mapping.needed:
        if elements and file.cleaned.absent[name] == elements:
            raise Refusal("F03", {"k": name}, file=file.source.name)


def _frame(files: list[LoadedFile]) -> pd.DataFrame:
    """The taken rows of all files; only now are they in memory all at once."""
    frames = [
        pd.DataFrame({**rows, "file": number, "system": file.layout.system, "channel": file.layout.channel.value})
        for number, file in enumerate(files)
        for rows in file.cleaned.taken.chunks()
    ]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=[*_PLACES, *STORED_FIELDS])
