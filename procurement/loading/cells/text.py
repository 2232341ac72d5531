"""Cells of text: names, codes, descriptions, and words of a list."""

import html
import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from procurement.loading.refusals import Problem, unknown_word

type Cleaner = Callable[[Any], Any]

MAX_NAME, MAX_CODE, MAX_TEXT = 300, 64, 4000

SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?(\d{1,9})")
LONGEST_NUMBER = 308
"""Digits of the largest number that a double, and with it nearly every program, can hold."""
_EXPONENT = re.compile(r"[^eE]+[eE][+-]?([0-9]{1,308})")
_DAMAGED_CODE = re.compile(r"\d+\.0+")
_C1 = {c: b for c in range(0x80, 0xA0) if (b := bytes([c]).decode("cp1252", "ignore"))}
_HIGH_CONTROL = re.compile("[\x80-\x9f]")
_PLAIN_TEXT = re.compile(r"[!-%'-~]+(?: [!-%'-~]+)*")
"""Printable ASCII, single blanks inside, no ampersand: nothing to clean."""
_OUR_QUOTE = re.compile(r"""^'(?='*[-=+@\t\r])|(?<=;)'(?=[ \u00a0\t\n\r"']*[-=+@\t\r])""")
"""The `'` that our downloads put into texts (downloads/cells.py)."""


class JsonNumber(str):
    """A JSON number exactly as printed."""

    __slots__ = ()


class XlsxNumber(str):
    """A number cell of a spreadsheet: the shortest decimal text of exactly what it holds, a whole one without point."""

    __slots__ = ()


@dataclass(frozen=True)
class XlsxDate:
    """A number cell that a spreadsheet shows as a date; no text, so that no other column takes it."""

    text: str
    """`YYYY-MM-DD HH:MM:SS`"""


def text_of(cell: Any) -> str | Problem:
    """The cell as text, "" for null; R25 for what is no text and no number, R03 for a number that nothing can hold."""
    if type(cell) is str:
        return cell
    if cell is None:
        return ""
    if isinstance(cell, JsonNumber) and is_beyond(cell):
        return Problem("R03", cell)
    if isinstance(cell, str | Problem):  # a Problem: what only the reader could see (an error cell, a boolean)
        return cell
    kind = "tanggal/date" if isinstance(cell, XlsxDate) else type(cell).__name__
    return Problem("R25", details=(("t", kind),))


def is_beyond(number: str) -> bool:
    """Whether a number is larger, or nearer to 0, than any that programs hold: `1e999`, 5,000 digits."""
    exponent = _EXPONENT.fullmatch(number)
    return len(number) > LONGEST_NUMBER or (exponent is not None and int(exponent.group(1)) > LONGEST_NUMBER)


def clean_name(cell: Any, limit: int = MAX_NAME) -> str | Problem:
    """A name: blanks folded, NFC, at most `limit` characters. Other invisible characters are a Problem."""
    text = text_of(cell)
    if isinstance(text, Problem):
        return text
    if not _PLAIN_TEXT.fullmatch(text):
        damaged = _mojibake(text)  # before the folding, which would take half of a damaged no-break space away
        text = unicodedata.normalize("NFC", _fold_blanks(text))
        if bad := _forbidden(text, ("Cc", "Cf", "Cs", "Zl", "Zp")):
            return bad
        if damaged:
            return Problem("R26", text)
    return text if len(text) <= limit else Problem("R19", details=(("a", len(text)), ("b", limit)))


def clean_code(cell: Any) -> str | Problem:
    """A code: leading zeros stay; what a spreadsheet turned into a number is damaged."""
    text = clean_name(cell, MAX_CODE)
    if isinstance(text, Problem) or not text:
        return text
    if _DAMAGED_CODE.fullmatch(text):
        return Problem("R14", text)
    if SCIENTIFIC.fullmatch(text):
        return Problem("R05", text)
    return text


def clean_optional_code(cell: Any) -> str | Problem:
    """A code that is printed as 0 where nobody knows it."""
    code = clean_code(cell)
    return "" if code == "0" else code


def clean_category(cell: Any) -> str | Problem:
    """A category, case-folded; the parts of a `;` list trimmed and joined by `;`."""
    text = clean_name(cell)
    if isinstance(text, Problem):
        return text
    return ";".join(part for part in (p.strip() for p in text.casefold().split(";")) if part)


def clean_description(cell: Any) -> str | Problem:
    """Free text as it really comes: entities decoded once, CP1252 controls read, blanks folded, NFC."""
    text = text_of(cell)
    if isinstance(text, Problem):
        return text
    if not _PLAIN_TEXT.fullmatch(text):
        text = html.unescape(text.translate(_C1) if _HIGH_CONTROL.search(text) else text)
        folded = " ".join(text.split())
        if not folded.isprintable():  # else nothing invisible is in it, and no control
            folded = " ".join("".join(c for c in text if c <= "~" or unicodedata.category(c) != "Cf").split())
            if bad := _forbidden(folded, ("Cc", "Cs")):
                return bad
        text = unicodedata.normalize("NFC", folded)
    return text if len(text) <= MAX_TEXT else Problem("R19", details=(("a", len(text)), ("b", MAX_TEXT)))


def one_of(words: Collection[str]) -> Cleaner:
    """A cleaner for a word of a list, exactly as listed, or nothing; R24 for any other."""

    def clean(cell: Any) -> str | Problem:
        word = clean_name(cell)
        return word if isinstance(word, Problem) or not word or word in words else unknown_word(word, words)

    return clean


def unquoted(clean: Cleaner) -> Cleaner:
    """A cleaner for cells of our own downloads, in which a `'` only keeps spreadsheets from running them."""

    def clean_unquoted(cell: Any) -> Any:
        quoted = isinstance(cell, str) and "'" in cell
        return clean(_OUR_QUOTE.sub("", cell) if quoted else cell)

    return clean_unquoted


def _fold_blanks(text: str) -> str:
    """Blanks, no-break spaces, tabs and line breaks to one blank; separators and other controls stay to be seen."""
    spaced = "".join(" " if c in "\t\r\n" or unicodedata.category(c) == "Zs" else c for c in text)
    return re.sub(" +", " ", spaced).strip(" ")


def _forbidden(text: str, categories: tuple[str, ...]) -> Problem | None:
    bad = {c for c in set(text) if not " " <= c <= "~" and unicodedata.category(c) in categories}
    return Problem("R18", details=(("h", f"{ord(min(bad, key=text.index)):04X}"),)) if bad else None


def _mojibake(text: str) -> bool:
    """UTF-8 that was once read as CP1252: put back, it is valid UTF-8 and shorter."""
    if text.isascii():
        return False
    try:
        # Python's cp1252 leaves five bytes undefined that a browser's reading maps to controls; none is in a name here.
        return text.encode("cp1252").decode("utf-8") != text
    except UnicodeError:
        return any(pair in text for pair in ("Â\N{NO-BREAK SPACE}", "Ã©", "â€"))
