"""The second count of a CSV file: rows, and the cells of one column, by the parity of quotes.

No CSV parser is at work, and nothing of `reading`: a delimiter or line end is one of the file's own where an even
number of quotes stands before it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

import numpy as np

_BLOCK = 1 << 18
"""Bytes. Of a block that is nothing but line ends, forty times as many are held for a moment."""
_LONGEST = 16 << 20
"""Bytes of a record after which no more of it is kept: no reader takes a longer one."""
_LONE_RETURN = re.compile(rb"\r[^\n]")
_MARK = b"\xef\xbb\xbf"
_QUOTE, _LF, _CR = b'"'[0], b"\n"[0], b"\r"[0]
_DIGITS = 15
"""Digits of an amount that is added up without looking at it by itself."""


class LoneReturns(ValueError):
    """The file has line ends that are no line feeds: it must be counted line by line."""


@dataclass
class Part:
    """What a block of records comes to."""

    rows: int
    whole: int
    """Sum of the cells that are plain digits."""
    others: list[bytes]
    """The other cells of the column, as they stand in the file without their quotes."""


def parts(stream: IO[bytes], column: str, encoding: str, delimiter: str, header_row: int) -> Iterator[Part]:
    """The file's records below its header, block by block. Records of another width have no cell of the column.

    Raises LoneReturns, ValueError where the header lacks the column or a quote is never closed.
    """
    above = header_row - 1
    width = place = 0
    rest = b""
    block = stream.read(_BLOCK).removeprefix(_MARK)
    while True:
        rest += block or (b"\n" if rest and not rest.endswith(b"\n") else b"")
        if above and _LONE_RETURN.search(rest):
            raise LoneReturns
        while above and (end := rest.find(b"\n")) >= 0:
            rest, above = rest[end + 1 :], above - 1
        if above and block:
            _refuse_too_long(rest)
            block = stream.read(_BLOCK)
            continue
        records = _Records(rest, ord(delimiter))
        if not width and records.count:
            names = [_unquoted(cell).decode(encoding).strip() for cell in records.cells(0)]
            width, place = len(names), names.index(column)
            records.drop_first()
        if width:
            yield records.part(place, width)
        rest = rest[records.end :]
        if not block:
            break
        _refuse_too_long(rest)
        block = stream.read(_BLOCK)
    if rest:
        raise ValueError("a quote is never closed")


def _refuse_too_long(record: bytes) -> None:
    if len(record) > _LONGEST:
        raise ValueError("a record is too long")


class _Records:
    """The whole records in some bytes."""

    def __init__(self, data: bytes, delimiter: int) -> None:
        self.data = data
        self.bytes = np.frombuffer(self.data, np.uint8)
        looked_for = self.bytes == _QUOTE  # three comparisons cost a tenth of one look-up in a table
        looked_for |= self.bytes == delimiter
        looked_for |= self.bytes == _LF
        marks = np.flatnonzero(looked_for)
        quotes = self.bytes[marks] == _QUOTE
        inside = np.cumsum(quotes, dtype=np.int8) & 1  # int8 wraps, its lowest bit does not
        own = ~quotes & (inside == 0)
        self.marks = marks[own]
        """places of the delimiters and line ends that are the file's own"""
        self.ends = np.flatnonzero(self.bytes[self.marks] == _LF)
        """which of the marks end a record"""
        returns = np.flatnonzero(self.bytes[:-1] == _CR)
        if np.any(self.bytes[returns + 1] != _LF):
            raise LoneReturns
        self.firsts = np.concatenate(([0], self.ends[:-1] + 1)) if len(self.ends) else self.ends
        self.begins = np.concatenate(([0], self.marks[self.ends[:-1]] + 1)) if len(self.ends) else self.ends
        self.end = int(self.marks[self.ends[-1]]) + 1 if len(self.ends) else 0

    @property
    def count(self) -> int:
        return len(self.ends)

    def cells(self, record: int) -> list[bytes]:
        stops = self.marks[self.firsts[record] : self.ends[record] + 1].tolist()
        starts = [int(self.begins[record]), *(stop + 1 for stop in stops[:-1])]
        return [self.data[a:b].removesuffix(b"\r") for a, b in zip(starts, stops, strict=True)]

    def drop_first(self) -> None:
        self.ends, self.firsts, self.begins = self.ends[1:], self.firsts[1:], self.begins[1:]

    def part(self, place: int, width: int) -> Part:
        fits = self.ends - self.firsts == width - 1
        first = self.firsts[fits]
        starts = self.marks[first + place - 1] + 1 if place else self.begins[fits]
        stops = self.marks[first + place]
        widths = stops - starts
        plain = (widths > 0) & (widths <= _DIGITS)
        digits = np.zeros((min(int(widths.max(initial=0)), _DIGITS), len(starts)), np.uint8)
        for back in range(len(digits)):  # from the last digit to the first
            there = widths > back
            digits[back, there] = self.bytes[stops[there] - 1 - back] - 48
        plain &= (digits <= 9).all(axis=0)
        columns = digits[:, plain].sum(axis=1, dtype=np.int64).tolist()
        whole = sum(one * 10**power for power, one in enumerate(columns))
        others = [self.data[starts[row] : stops[row]].removesuffix(b"\r") for row in np.flatnonzero(~plain)]
        return Part(self.count, whole, [_unquoted(cell) for cell in others])


def _unquoted(cell: bytes) -> bytes:
    if len(cell) > 1 and cell.startswith(b'"') and cell.endswith(b'"'):
        return cell[1:-1].replace(b'""', b'"')
    return cell
