"""Rows of the usual shape, by one regular expression a row, and their cells column by column.

It takes a row only where the careful way would have read the very same cells; everything else it leaves to that one.
"""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from procurement.loading.cells import XlsxNumber
from procurement.loading.reading.xlsx.archive import Archive
from procurement.loading.reading.xlsx.rows import MAX_ROW, CarefulRows
from procurement.loading.reading.xlsx.values import PLAIN_NUMBER, Values, number, unescaped
from procurement.loading.reading.xlsx.xml import references_read

MAX_WIDTH = 200
"""Columns of a header that is read quickly."""
_ATTRIBUTE = re.compile(' ((?:[A-Za-z]\\w{0,40}:)?[A-Za-z]\\w{0,40})="[^"<>&]*"', re.ASCII)
_FORM = re.compile('(?: s="([0-9]+)")?(?: t="([a-z]+)")?')
type _Texts = Sequence[str | None]


class QuickRows:
    """Takes rows no wider than the header, and numbers them on with the careful way."""

    def __init__(self, width: int, careful: CarefulRows) -> None:
        self.careful = careful
        self.taken: list[tuple[str | None, ...]] = []
        self.characters = 0
        self._shape = _shape(width)
        self._attributes: dict[str, bool] = {}

    def take(self, piece: str) -> bool:
        match = self._shape.fullmatch(piece)
        if match is None:
            return False
        groups = match.groups()
        row = int(groups[0])
        if not self.careful.last < row <= MAX_ROW or not self._in_order(groups[1]):
            return False
        self.careful.last = row
        self.taken.append(groups)
        self.characters += len(piece)
        return True

    def _in_order(self, attributes: str) -> bool:
        """Whether a row's further attributes are such as expat would take: no name twice, no unknown prefix."""
        known = self._attributes.get(attributes)
        if known is None:
            names = _ATTRIBUTE.findall(attributes)
            prefixes = [name.partition(":")[0] for name in names if ":" in name]
            known = (
                not _ATTRIBUTE.sub("", attributes)
                and len(names) == len({*names, "r"}) - 1
                and len(prefixes) < 2
                and self.careful.prefixes.issuperset(prefixes)
                and not any(name.startswith("xml") for name in names)
            )
            if len(self._attributes) < 1000:
                self._attributes[attributes] = known
        return known


def _shape(width: int) -> re.Pattern[str]:
    """A row whose cells stand under the header: number, attributes, then form, value and inline text of each cell."""
    cells = "".join(
        rf'(?:<c r="{letters_of(position)}\1"(?:'
        r'((?: s="[0-9]{1,5}")?+(?: t="(?:str|s|n|b|e)")?+)'
        r'(?:/>|>(?:<v(?: xml:space="preserve")?+>([^<>]*+)</v>)?+</c>)'
        r'|(?: s="[0-9]{1,5}")?+ t="inlineStr"'
        r'(?:/>|>(?:<is><t(?: xml:space="preserve")?+>([^<>]*+)</t></is>)?+</c>)))?+'
        for position in range(width)
    )
    return re.compile(rf'\s*+<row r="([1-9][0-9]{{0,6}})"([^<>]*+)>{cells}', re.ASCII)


def letters_of(position: int) -> str:
    """0=A, 25=Z, 26=AA."""
    letters = ""
    while position >= 0:
        position, letter = divmod(position, 26)
        letters, position = chr(65 + letter) + letters, position - 1
    return letters


class Run:
    """Rows that were taken quickly, one after the other: their numbers, and each column's cells when asked for."""

    def __init__(self, rows: list[tuple[str | None, ...]], characters: int, values: Values, archive: Archive) -> None:
        self.numbers = [int(row[0] or 0) for row in rows]
        self.characters = characters
        self._groups = list(zip(*rows, strict=True))
        self._values, self._archive = values, archive
        self._columns: dict[int, list[Any]] = {}

    @cached_property
    def width(self) -> int:
        return (len(self._groups) - 2) // 3

    def column(self, position: int) -> list[Any]:
        if position not in self._columns:
            self._columns[position] = self._cells(*self._groups[2 + 3 * position : 5 + 3 * position])
        return self._columns[position]

    def row(self, index: int) -> list[Any]:
        return [self.column(position)[index] for position in range(self.width)]

    def _cells(self, forms: _Texts, texts: _Texts, inline: _Texts) -> list[Any]:
        kinds = set(forms)
        if len(kinds) == 1:
            return self._of_one_form(kinds.pop(), texts, inline)
        of_form = {form: self._of_one_form(form, texts, inline, only=forms) for form in kinds}
        return [of_form[form][index] for index, form in enumerate(forms)]

    def _of_one_form(self, form: str | None, texts: _Texts, inline: _Texts, only: _Texts = ()) -> list[Any]:
        """The cells of one form; where `only` is given, None for those whose form is another."""
        if only:
            source = inline if form is None else texts
            picked: _Texts = [text if of == form else None for of, text in zip(only, source, strict=True)]
        else:
            picked = inline if form is None else texts
        match = _FORM.fullmatch(' t="str"' if form is None else form)
        style, kind = match.groups(default="") if match else ("", "")
        if kind == "str":
            return self._texts(picked)
        if kind == "s":
            return self._shared(picked)
        if kind in ("", "n") and style not in self._values.date_styles:
            return [None if text is None else self._number(text) for text in picked]
        return [self._values.cell(kind, style, text and references_read(text, self._archive)) for text in picked]

    def _texts(self, texts: _Texts) -> list[Any]:
        together = "".join(filter(None, texts))
        if "&" in together or "_x" in together:
            return [text and unescaped(references_read(text, self._archive)) for text in texts]
        return list(texts)

    def _shared(self, places: _Texts) -> list[Any]:
        together = "".join(filter(None, places))
        if together.isascii() and together.isdigit() and "" not in places:
            strings = self._values.strings
            try:
                if None not in places:
                    return list(map(strings.__getitem__, map(int, places)))  # type: ignore[arg-type]
                return [None if place is None else strings[int(place)] for place in places]
            except (IndexError, ValueError):  # beyond the last string; of more digits than Python will read
                raise self._archive.damaged() from None
        return [None if p is None else self._values.shared(references_read(p, self._archive)) for p in places]

    def _number(self, text: str) -> Any:
        if PLAIN_NUMBER.fullmatch(text):
            return XlsxNumber(text)
        text = references_read(text, self._archive).strip(" \t\r\n")
        return number(text) if text else None
