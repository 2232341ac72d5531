"""The columns of a file of legal rules: what reads each cell, and what a row's value is by its unit."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from procurement.counting import Channel
from procurement.loading.cells import clean_name, unquoted
from procurement.loading.cells.reference import day_since, web_address
from procurement.loading.reference_file import CellReader, Column, Columns
from procurement.loading.refusals import Problem
from procurement.money import MAX_SEN, sen_of

MAX_RULE_TEXT, MAX_RULE_CODE = 1000, 60
APPLIES_TO = (*Channel.values, "pengadaan-langsung", "all")
QUALITIES = ("primary text", "official page", "reputable press")
NOT_FOR_QUESTIONS = ("NOT FOR FLAGS", "NOT A RULE")
"""A note that says either keeps its rule away from the questions."""

_CODE = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*", re.ASCII)
_COUNT = re.compile(r"[1-9]\d{0,2}", re.ASCII)
_PERCENT = re.compile(r"(?:100|\d{1,2}(?:\.\d{1,2})?)", re.ASCII)


@unquoted
def text(cell: str) -> str | Problem:
    return clean_name(cell, MAX_RULE_TEXT)


def code(cell: str) -> str | Problem:
    return cell if _CODE.fullmatch(cell) and len(cell) <= MAX_RULE_CODE else Problem("L02", cell)


def word_of(words: tuple[str, ...]) -> CellReader:
    return lambda cell: cell if cell in words else Problem("L08", cell, (("k", ", ".join(words)),))


day = day_since(date(1945, 8, 17))


def _is_rupiah(value: str) -> bool:
    try:
        return 0 < sen_of(value) <= MAX_SEN
    except ValueError:
        return False


UNITS: Mapping[str, Callable[[str], bool]] = {
    "IDR": _is_rupiah,
    "percent": lambda value: bool(_PERCENT.fullmatch(value)),
    "date": lambda value: isinstance(day(value), date),
    "months": lambda value: bool(_COUNT.fullmatch(value)),
    "years": lambda value: bool(_COUNT.fullmatch(value)),
    "text": bool,
}
"""unit -> whether a value can be of it"""

COLUMNS: Columns = {
    "code": Column(code, required=True),
    "title_id": Column(text, required=True),
    "title_en": Column(text, required=True),
    "value": Column(text, required=True),
    "unit": Column(word_of(tuple(UNITS)), required=True),
    "applies_to": Column(word_of(APPLIES_TO), required=True),
    "valid_from": Column(day, required=True),
    "valid_to": Column(day, empty=None),
    "legal_basis": Column(text, required=True),
    "source_title": Column(text, required=True),
    "publisher": Column(text, required=True),
    "url": Column(web_address("L06"), required=True),
    "quality": Column(word_of(QUALITIES), required=True),
    "note": Column(text),
}
