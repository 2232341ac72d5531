"""Cleaners for a whole column at once, for the cells that need no cleaning: the twins of some of `cells`.

A twin says which cells its cleaner would give back as they are; all others go through the cleaner, one by one.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from procurement.loading import cells
from procurement.money import SEN

_WORDS = r"^[!-%'-~]+( [!-%'-~]+)*$"
"""Printable ASCII, single blanks inside, no ampersand (`cells._PLAIN_TEXT`)."""
_AMBIGUOUS_CODE = r"^[+-]?[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+$|^[0-9]+\.0+$"
_DIGITS = r"^[0-9]{1,16}$"
_MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$"

type Mask = np.ndarray[Any, np.dtype[np.bool_]]


def _matches(values: pa.Array, pattern: str) -> Mask:
    return np.asarray(pc.match_substring_regex(values, pattern).to_numpy(zero_copy_only=False), bool)


def _no_longer(values: pa.Array, limit: int) -> Mask:
    return np.asarray(pc.binary_length(values).to_numpy(zero_copy_only=False) <= limit)


def _name(values: pa.Array) -> Mask:
    return _matches(values, _WORDS) & _no_longer(values, cells.MAX_NAME)


def _code(values: pa.Array) -> Mask:
    return _matches(values, _WORDS) & _no_longer(values, cells.MAX_CODE) & ~_matches(values, _AMBIGUOUS_CODE)


def _description(values: pa.Array) -> Mask:
    return _matches(values, _WORDS) & _no_longer(values, cells.MAX_TEXT)


def _moment(values: pa.Array) -> Mask:
    """Well-formed moments that exist, from the first year of the systems up to yesterday."""
    good = _matches(values, _MOMENT)
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
    plain = _matches(values, _DIGITS)
    amounts = np.full(len(values), -1, np.int64)
    amounts[plain] = values.filter(pa.array(plain)).cast(pa.int64()).to_numpy() * SEN
    return plain, amounts
