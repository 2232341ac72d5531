"""Text for machines: CSV records and JSON documents, exact, and the same bytes from either database."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import batched
from typing import Any

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins so for a formula."""
BEFORE_FORMULA = r"""^(?='*[-=+@\t\r])|(?<=;)(?=[ \u00a0\t\n\r"']*[-=+@\t\r])"""
"""Where a text gets an apostrophe: at its beginning, and behind a `;`, at which a spreadsheet of Indonesian settings
parts a line, whatever quotes stand around. Those that stand there count as nothing, so that one can be taken off again
(loading/cells/text.py). Python and PostgreSQL read it alike."""
_BEFORE_FORMULA = re.compile(BEFORE_FORMULA)
_DOUBTFUL = (*DANGEROUS, "'")
_WITHOUT_DECIMALS = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
"""Several times as fast as going through a document piece by piece; it refuses a Decimal with a TypeError."""


BROKEN_OFF = '\r\n"TERPUTUS: berkas ini tidak lengkap, unduh lagi. / BROKEN OFF: this file is not whole, take it again.'


def safe(text: str) -> str:
    """A text cell that no spreadsheet runs: `=1+1` becomes `'=1+1`, `a;=1` `a;'=1`. Never used on numbers."""
    return _BEFORE_FORMULA.sub("'", text) if ";" in text or text.startswith(_DOUBTFUL) else text


def cell(value: Any) -> str:
    """A value as a CSV cell: nothing for None, plain digits for numbers, text made safe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return safe(value) if isinstance(value, str) else format_number(value)


def format_number(value: int | Decimal) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


class _Line:
    """A file for csv.writer that hands the record back."""

    @staticmethod
    def write(text: str) -> str:
        return text


def csv_lines(header: Sequence[str], records: Iterable[Sequence[Any]]) -> Iterator[str]:
    """CSV text, several records at a time: RFC 4180, CRLF, UTF-8 without a byte order mark.

    Records hold finished cells: amounts as digits already, so `cell` is the caller's.
    """
    writer = csv.writer(_Line(), lineterminator="\r\n")
    yield writer.writerow(header)
    for some in batched(records, 200):
        yield "".join(writer.writerow(record) for record in some)


def until_broken_off(lines: Iterable[str | bytes]) -> Iterator[str | bytes]:
    """The same lines; where their making fails midway they end in a cell that is never closed.

    A file of whole lines looks whole, and not every server lets its client see that an answer was broken off: granian
    ends it properly. A strict reader of CSV refuses an open quote, and a spreadsheet shows the sentence.
    """
    try:
        yield from lines
    except Exception:
        yield BROKEN_OFF
        raise


def json_text(value: Any) -> str:
    """A JSON document. A Decimal is a number literal with its own digits: nothing passes through float."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    try:
        return _WITHOUT_DECIMALS.encode(value)
    except TypeError:
        if isinstance(value, dict):
            return "{" + ",".join(f"{json.dumps(key)}:{json_text(one)}" for key, one in value.items()) + "}"
        if isinstance(value, list | tuple):
            return "[" + ",".join(map(json_text, value)) + "]"
        raise
