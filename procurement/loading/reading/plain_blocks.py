"""The quick lane of CSV: whole blocks of plain records, checked by numpy and cut into cells by Arrow.

It never refuses anything. A block with whatever asks for judgement (a quote in an odd place, a blank line, a summary
line, a record of another width, a bad byte, another line end, a control mark) ends the lane, and the careful reader
of `csv_file` goes on from the block's first byte. Both must read the same from any file that the lane takes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import batched
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.csv

from procurement.loading.reading.source import MAX_RECORD, Chunk

BLOCK = 2 << 20
"""Bytes of a block: what is worked out of it stays in the processor's cache."""
JOINED = 8
"""Blocks of a chunk, some 40,000 rows of an export: a chunk has costs of its own."""
MOST_DIFFERENT = 0.5
"""Of the cells of a chunk: a column of more is varied."""
_MOST = BLOCK // 8
"""Line ends of a block. Records are longer in any export: of a block of more, a chunk would cost too much memory."""
_MARK = b"\xef\xbb\xbf"
_QUOTE, _LF, _CR = b'"'[0], b"\n"[0], b"\r"[0]


class NotPlain(Exception):
    """The block is for the careful reader."""


@dataclass(frozen=True)
class Shape:
    """What is known of the file when its header has been read."""

    header: list[str]
    delimiter: str
    encoding: str
    crlf: bool
    is_summary: Callable[[str], bool]
    """Whether a first cell begins a summary line, or is blank: then more cells must be looked at."""
    is_suspicious: Callable[[str], bool]
    """Whether a record of several lines, as it stands in the file, may come from a stray quote."""


@dataclass
class Rest:
    """Where the careful reader goes on: bytes already taken from the stream, and the line they start on."""

    begun: bytes
    line: int


def plain_chunks(stream: BinaryIO, first_line: int, shape: Shape, names: dict[str, str], rest: Rest) -> Iterator[Chunk]:
    """Chunks of the stream up to its end or to the first block that is not plain; `rest` says where that is."""
    varied: set[str] = set()
    for blocks in batched(_blocks(stream, first_line, shape, names, rest), JOINED):
        columns = {}
        for name in blocks[0].columns:
            cells = pa.chunked_array([part for one in blocks for part in one.columns[name].chunks])
            columns[name] = _plain_or_dictionary(cells, name, varied)
        yield Chunk(np.concatenate([one.lines for one in blocks]), columns)


def _plain_or_dictionary(cells: pa.ChunkedArray, name: str, varied: set[str]) -> pa.Array:
    """A dictionary, made here beside the main thread, unless the column was `varied` before or is now: then looking
    for what repeats itself costs more than it saves.
    """
    if name not in varied:
        encoded = cells.dictionary_encode().combine_chunks()
        if len(encoded.dictionary) <= len(encoded) * MOST_DIFFERENT:
            return encoded
        varied.add(name)
    return cells.combine_chunks()


def _blocks(stream: BinaryIO, first_line: int, shape: Shape, names: dict[str, str], rest: Rest) -> Iterator[Chunk]:
    """A chunk of Arrow's own pieces for each block."""
    carry = b""
    rest.line = first_line
    while True:
        read = stream.read(BLOCK)
        rest.begun = block = carry + read if carry else read
        if not block:
            return
        if not read:  # what is left behind the last line end is a record too
            block += b"\r\n" if shape.crlf else b"\n"
        try:
            size, chunk, lines = _chunk(block, rest.line, shape, names)
        except NotPlain:
            return
        yield chunk
        carry = block[size:]
        rest.begun, rest.line = carry, rest.line + lines


def _chunk(block: bytes, line: int, shape: Shape, names: dict[str, str]) -> tuple[int, Chunk, int]:
    """(bytes taken, their chunk, physical lines taken). Raises NotPlain."""
    if block.startswith(_MARK):
        raise NotPlain  # Arrow would take it off
    marks = np.frombuffer(block, np.uint8)
    ends = np.flatnonzero(marks == _LF)
    if len(ends) > _MOST:
        raise NotPlain  # before more is worked out of so many line ends
    quotes = np.flatnonzero(marks == _QUOTE)
    outside = np.flatnonzero((np.searchsorted(quotes, ends) & 1) == 0)
    """places in `ends` of the line ends that end a record"""
    if not len(outside):
        raise NotPlain  # a record longer than a block
    size = int(ends[outside[-1]]) + 1
    lines = int(outside[-1]) + 1
    record_ends = ends[outside]
    _check_quotes(marks[:size], quotes[: np.searchsorted(quotes, size)], ord(shape.delimiter))
    _check_ends(marks[:size], record_ends, shape.crlf)
    first_lines = np.concatenate(([0], outside[:-1] + 1))
    several = np.flatnonzero(np.diff(np.append(first_lines, lines)) > 1)
    starts = np.concatenate(([0], record_ends[:-1] + 1))
    delimiter, fewest = shape.delimiter.encode(), 2 * (len(shape.header) - 1)  # in a record that holds another one
    try:
        for start, end in zip(starts[several].tolist(), record_ends[several].tolist(), strict=True):
            record = block[start : end + 1]
            if record.count(delimiter) >= fewest and shape.is_suspicious(record.decode(shape.encoding)):
                raise NotPlain
        taken = _as_utf8(block[:size], shape.encoding)
    except (UnicodeDecodeError, pa.ArrowInvalid):
        raise NotPlain from None
    columns = _cells(taken, shape, names, len(several) > 0)
    if len(next(iter(columns.values()))) != len(outside):
        raise NotPlain
    return size, Chunk(line + first_lines, columns), lines


def _as_utf8(records: bytes, encoding: str) -> bytes:
    """All of it is checked: a bad byte in a column that nobody reads refuses too."""
    if encoding != "utf-8":
        return records.decode(encoding).encode()
    ends = np.array([0, len(records)], np.int32)
    # As one text of Arrow's, which checks it without Python's lock: another thread is cleaning meanwhile.
    pa.Array.from_buffers(pa.string(), 1, [None, pa.py_buffer(ends), pa.py_buffer(records)]).validate(full=True)
    return records


def _check_quotes(marks: np.ndarray[Any, Any], quotes: np.ndarray[Any, Any], delimiter: int) -> None:
    """Quotes stand only around whole cells, doubled inside them (RFC 4180): the grammar of the careful reader."""
    if len(quotes) & 1:
        raise NotPlain
    opening, closing = quotes[0::2], quotes[1::2]
    before = marks[opening - 1]
    doubled = np.zeros(len(opening), bool)
    doubled[1:] = opening[1:] == closing[:-1] + 1
    if not np.all((before == delimiter) | (before == _LF) | doubled | (opening == 0)):
        raise NotPlain
    after = marks[np.minimum(closing + 1, len(marks) - 1)]
    doubled[:-1], doubled[-1:] = doubled[1:].copy(), False
    if not np.all((after == delimiter) | (after == _LF) | (after == _CR) | doubled):
        raise NotPlain


def _check_ends(marks: np.ndarray[Any, Any], ends: np.ndarray[Any, Any], crlf: bool) -> None:
    """Every record ends as the header does; no other carriage return; no record is blank or too long."""
    returns = np.flatnonzero(marks == _CR)
    if len(returns) and not np.all(marks[returns + 1] == _LF):
        raise NotPlain
    if not np.all((marks[ends - 1] == _CR) == crlf):
        raise NotPlain
    lengths = np.diff(ends, prepend=-1)
    if lengths.min() <= 1 + crlf or lengths.max() > MAX_RECORD:
        raise NotPlain


def _cells(block: bytes, shape: Shape, names: dict[str, str], newlines: bool) -> dict[str, Any]:
    """layout column -> its cells. Raises NotPlain for a record of another width or a summary line."""
    positions = {str(place): names[name] for place, name in enumerate(shape.header) if name in names}
    wanted = ["0", *(place for place in positions if place != "0")]
    try:
        table = pa.csv.read_csv(
            pa.py_buffer(block),
            pa.csv.ReadOptions(column_names=[str(place) for place in range(len(shape.header))], block_size=len(block)),
            pa.csv.ParseOptions(
                delimiter=shape.delimiter, newlines_in_values=newlines, ignore_empty_lines=False, double_quote=True
            ),
            pa.csv.ConvertOptions(
                column_types={place: pa.string() for place in wanted},
                include_columns=wanted,
                strings_can_be_null=False,
                check_utf8=False,  # the caller has
            ),
        )
    except pa.ArrowInvalid:
        raise NotPlain from None
    if any(shape.is_summary(cell) for cell in table.column("0").unique().to_pylist()):
        raise NotPlain
    return {positions[place]: table.column(place) for place in wanted if place in positions}
