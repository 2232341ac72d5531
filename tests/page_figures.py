"""What a page prints: its tables cell by cell, and every exact amount of rupiah in its text. No project code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_BLANK = "\N{NO-BREAK SPACE}"
_SCALES = "ribu|juta|miliar|triliun|thousand|million|billion|trillion"
_AMOUNT = {
    "id": re.compile(rf"Rp(\d{{1,3}}(?:\.\d{{3}})*(?:,\d\d)?)(?![\d,.]*\d|[{_BLANK} ](?:{_SCALES}))"),
    "en": re.compile(rf"Rp(\d{{1,3}}(?:,\d{{3}})*(?:\.\d\d)?)(?![\d,.]*\d|[{_BLANK} ](?:{_SCALES}))"),
}
_NUMBER = {
    "id": re.compile(r"(−?)(\d{1,3}(?:\.\d{3})*(?:,\d\d)?)"),
    "en": re.compile(r"(−?)(\d{1,3}(?:,\d{3})*(?:\.\d\d)?)"),
}
_VOID = {"meta", "link", "input", "br", "img", "hr", "wbr"}


def amounts_in(text: str, language: str) -> list[int]:
    """Sen of every exact amount in a text."""
    return [sen_of(found, language) for found in _AMOUNT[language].findall(text)]


@dataclass
class Table:
    place: str
    """The id of the part of the page it stands in, empty where that has none."""
    caption: str = ""
    head: list[str] = field(default_factory=list)
    body: list[list[str]] = field(default_factory=list)
    foot: list[list[str]] = field(default_factory=list)

    def column(self, number: int) -> list[str]:
        return [row[number] for row in self.body if len(row) > number]


@dataclass
class Printed:
    language: str = "id"
    text: str = ""
    """Of <main>, white space as one blank (no-break spaces kept)."""
    tables: list[Table] = field(default_factory=list)

    def amounts(self) -> list[int]:
        """Every exact amount that stands with its Rp, in sen. Rounded ones (Rp67,1 miliar) are left out."""
        return amounts_in(self.text, self.language)

    def columns_of_money(self) -> Iterator[tuple[Table, int]]:
        for table in self.tables:
            for number, name in enumerate(table.head):
                if "(Rp)" in name:
                    yield table, number

    def money_cells(self) -> Iterator[tuple[Table, str]]:
        """The cells of columns whose unit is rupiah."""
        for table, number in self.columns_of_money():
            for cell in table.column(number):
                yield table, cell

    def in_place(self, place: str) -> list[Table]:
        return [table for table in self.tables if table.place == place]


def sen_of(text: str, language: str) -> int:
    thousands, decimals = (".", ",") if language == "id" else (",", ".")
    whole, _mark, rest = text.replace(thousands, "").partition(decimals)
    return int(whole) * 100 + int(rest or 0)


def number(text: str, language: str = "id") -> int | None:
    """The sen of a cell that is one plain number (so a count is a hundred times itself); None for words and dashes."""
    found = _NUMBER[language].fullmatch(text)
    return (-1 if found[1] else 1) * sen_of(found[2], language) if found else None


def read(html: str) -> Printed:
    reader = _Reader()
    reader.feed(html)
    reader.page.text = " ".join("".join(reader.words).replace(_BLANK, "\0").split()).replace("\0", _BLANK)
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Printed()
        self.words: list[str] = []
        self.open: list[tuple[str, dict[str, str]]] = []
        self.into: list[str] | None = None
        """The pieces of the cell or caption that is being read."""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attributes}
        if tag == "html":
            self.page.language = known.get("lang", "id")
        if tag in ("br", "p", "li", "dd", "dt", "div", "small"):
            self._say(" ")
        if tag in _VOID:
            return
        self.open.append((tag, known))
        if tag == "table":
            places = [a["id"] for name, a in reversed(self.open) if name == "section" and a.get("id")]
            self.page.tables.append(Table(next(iter(places), "")))
        elif tag == "tr" and (rows := self._rows()) is not None:
            rows.append([])
        elif tag in ("th", "td", "caption"):
            self.into = []

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        pass  # <path/> and its like hold no text

    def handle_endtag(self, tag: str) -> None:
        if tag in {name for name, _known in self.open}:
            while self.open.pop()[0] != tag:
                pass
        self._say(" " if tag in ("th", "td", "tr", "title", "li", "p", "dd", "dt", "small") else "")
        if tag in ("th", "td", "caption") and self.into is not None:
            self._close_cell(tag, " ".join("".join(self.into).split()))

    def handle_data(self, data: str) -> None:
        self._say(data)

    def _say(self, text: str) -> None:
        inside = {name for name, _known in self.open}
        if "main" in inside:
            self.words.append(text)
        if self.into is not None and not inside & {"svg", "small"} and not self._is_for_voices_only():
            self.into.append(text)

    def _is_for_voices_only(self) -> bool:
        return any("vh" in known.get("class", "").split() for _name, known in self.open)

    def _rows(self) -> list[list[str]] | None:
        inside = {name for name, _known in self.open}
        table = self.page.tables[-1]
        return table.body if "tbody" in inside else table.foot if "tfoot" in inside else None

    def _close_cell(self, tag: str, text: str) -> None:
        table, self.into = self.page.tables[-1], None
        rows = self._rows()
        if tag == "caption":
            table.caption = text
        elif rows:
            rows[-1].append(text)
        else:
            table.head.append(text)
