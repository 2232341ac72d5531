"""Cleaners for a whole column at once, for the cells that need no cleaning: the twins of some of `cells`.

A twin says which cells its cleaner would give back as they are; all others go through the cleaner, one by one. It
looks at the bytes of the whole column rather than at one text after the other.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from procurement.loading import cells
from procurement.money import SEN

_AMBIGUOUS_CODE = r"^[+-]?[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+$|^[0-9]+\.0+$"
_MOMENT = "0000-00-00 00:00:00"
"""A well-formed moment; 0 stands for a digit."""
_LONGEST_AMOUNT = 16
"""Digits."""

type Mask = np.ndarray[Any, np.dtype[np.bool_]]
type Numbers = np.ndarray[Any, np.dtype[Any]]


class _Bytes:
    """A column of texts as the bytes that it is in memory; null is empty."""

    def __init__(self, values: pa.Array) -> None:
        values = pc.fill_null(values, "")
        _, ends, texts = values.buffers()
        ends = np.frombuffer(ends, np.int32)[values.offset : values.offset + len(values) + 1]
        self.all = np.frombuffer(texts or b"", np.uint8)[ends[0] : ends[-1]]
        """of all texts, one after the other"""
        self.ends = ends - ends[0]
        """where each text begins, and where the last one ends"""
        self.lengths = np.diff(self.ends)

    def any_of(self, marked: Mask) -> Mask:
        """Which texts have a byte that is marked."""
        found = np.zeros(len(self.lengths), bool)
        found[np.searchsorted(self.ends, np.flatnonzero(marked), "right") - 1] = True
        return found


def _between(all_bytes: Numbers, first: str, last: str) -> Mask:
    return np.asarray(all_bytes - np.uint8(ord(first)) <= np.uint8(ord(last) - ord(first)))


def _words(texts: _Bytes, longest: int) -> Mask:
    """Printable ASCII, single blanks inside, no ampersand (`cells._PLAIN_TEXT`)."""
    blank = texts.all == ord(" ")
    bad = ~_between(texts.all, " ", "~") | (texts.all == ord("&"))
    bad[1:] |= blank[1:] & blank[:-1]  # where it is the end of one text and the beginning of the next, both are bad
    plain: Mask = (texts.lengths > 0) & (texts.lengths <= longest) & ~texts.any_of(bad)
    mine = np.flatnonzero(plain)
    plain[mine] = ~(blank[texts.ends[mine]] | blank[texts.ends[mine + 1] - 1])
    return plain


def _name(values: pa.Array) -> Mask:
    return _words(_Bytes(values), cells.MAX_NAME)


def _code(values: pa.Array) -> Mask:
    texts = _Bytes(values)
    plain = _words(texts, cells.MAX_CODE)
    marked = (texts.all == ord("e")) | (texts.all == ord("E")) | (texts.all == ord("."))
    doubtful = np.flatnonzero(texts.any_of(marked))
    ambiguous = pc.match_substring_regex(values.take(pa.array(doubtful)), _AMBIGUOUS_CODE)
    plain[doubtful[ambiguous.to_numpy(zero_copy_only=False).astype(bool)]] = False
    return plain


def _description(values: pa.Array) -> Mask:
    return _words(_Bytes(values), cells.MAX_TEXT)


def _moment(values: pa.Array) -> Mask:
    """Well-formed moments that exist, from the first year of the systems up to yesterday."""
    texts = _Bytes(values)
    good: Mask = texts.lengths == len(_MOMENT)
    shown = texts.all[texts.ends[:-1][good][:, None] + np.arange(len(_MOMENT))]
    marks = [
        _between(column, "0", "9") if mark == "0" else column == ord(mark)
        for column, mark in zip(shown.T, _MOMENT, strict=True)
    ]
    good[good] = np.logical_and.reduce(marks)
    try:
        when = values.filter(pa.array(good)).cast(pa.timestamp("s")).to_numpy()
    except pa.ArrowInvalid:  # 31 February: the cleaner says which
        return np.zeros(len(values), bool)
    good[good] = (when >= np.datetime64(cells.EARLIEST)) & (when < np.datetime64("today"))
    return good


UNCHANGED: dict[Callable[[Any], Any], Callable[[pa.Array], Mask]] = {
    cells.clean_name: _name,
    cells.clean_code: _code,
    cells.clean_description: _description,
    cells.clean_datetime: _moment,
}
"""cleaner -> which cells it gives back unchanged"""


def rupiah(values: pa.Array) -> tuple[Mask, np.ndarray[Any, np.dtype[np.int64]]]:
    """(which cells are plain digits, their amount in sen): the twin of `cells.clean_rupiah`."""
    texts = _Bytes(values)
    plain = (texts.lengths > 0) & (texts.lengths <= _LONGEST_AMOUNT) & ~texts.any_of(~_between(texts.all, "0", "9"))
    amounts = np.full(len(values), -1, np.int64)
    amounts[plain] = values.filter(pa.array(plain)).cast(pa.int64()).to_numpy() * SEN
    return plain, amounts
