"""Why a file or a row is not taken: a refusal, the problem of a cell, a row's rejection, and how each is said."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from procurement.loading.refusal_codes import FILE_CODES, ROW_CODES
from procurement.loading.refusal_mends import ROW_MENDS

row_codes = dict(ROW_CODES)
"""code -> its sentences. An app that reads files of its own adds its codes in AppConfig.ready()."""

_OUR_WORDS = {"d", "hint_id", "hint_en"}
"""Details that are sentences of ours, not an echo of a file."""

EXIT_REFUSED, EXIT_BUSY, EXIT_ENVIRONMENT = 2, 3, 4
_EXITS = {
    "F20": EXIT_BUSY,
    "F21": EXIT_ENVIRONMENT,
    "F27": EXIT_ENVIRONMENT,
    "F30": EXIT_ENVIRONMENT,
}


def printable(text: str) -> str:
    """The text with everything escaped that a terminal, a database or a page would not show as it is."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


ECHOED = 81
"""Characters of a cell that are kept for its echo: one more than are shown."""


def shown(value: object) -> str:
    """A cell as it may be echoed: escaped, at most 80 characters."""
    text = printable(str(value)[:ECHOED])
    return text if len(text) < ECHOED else text[:79] + "…"


class Both(NamedTuple):
    """A detail in words of ours: each sentence has it in its own language."""

    id: str
    en: str


def unchanged(what: str) -> Both:
    """What happened, and that nothing has changed by it."""
    return Both(f"{what} (tidak ada perubahan)", f"{what} (nothing changed)")


def must_end(indonesian: str, english: str) -> Both:
    """What to do about content of another kind than the file's name says, which must have one of these endings."""
    return Both(
        f"Unduh lagi; nama berkas harus berakhir {indonesian}.", f"Download it again; its name must end in {english}."
    )


@dataclass
class Refusal(Exception):
    """A whole file or load that is refused; nothing has changed."""

    code: str
    details: dict[str, Any] = field(default_factory=dict)
    file: str = ""

    @property
    def exit_code(self) -> int:
        return _EXITS.get(self.code, EXIT_REFUSED)

    def sentence(self, language: str) -> str:
        place = 0 if language == "id" else 1
        details = {"hint_id": "", "hint_en": "", **self.details}
        said = {name: _said(name, value, place) for name, value in details.items()}
        return FILE_CODES[self.code][place].format(**said)

    def __str__(self) -> str:
        where = f"{self.file}: " if self.file else ""
        return f"{where}{self.code} {self.sentence('id')} / {self.sentence('en')}"


def _said(name: str, value: Any, place: int) -> str:
    if isinstance(value, Both):
        return value[place]
    return str(value) if name in _OUR_WORDS else shown(value)


@dataclass(frozen=True)
class Problem:
    """What is wrong with one cell, before anyone knows where it stands."""

    code: str
    value: str = ""
    details: tuple[tuple[str, Any], ...] = ()
    field: str = ""
    """Which of several cells that were judged together it stands in, where not the one that is blamed for all."""


def unknown_word(word: str, known: Collection[str]) -> Problem:
    """R24, with the words that may stand there."""
    listed = ", ".join(sorted(filter(None, known)))
    hints = (("hint_id", f" (yang dikenal: {listed})"), ("hint_en", f" (known: {listed})"))
    return Problem("R24", word, hints)


@dataclass(frozen=True)
class Rejection:
    """One row that cannot be taken, with its place: line (CSV) or element (JSON), counted from 1."""

    file: str
    line: int
    column: str
    code: str
    value: str = ""
    details: tuple[tuple[str, Any], ...] = ()

    def sentence(self, language: str) -> str:
        template = row_codes[self.code][0 if language == "id" else 1]
        return template.format(v=shown(self.value), **{"hint_id": "", "hint_en": "", **dict(self.details)})

    def as_json(self) -> dict[str, Any]:
        return {
            "file": self.file,
            "code": self.code,
            "line": self.line,
            "column": self.column,
            "value": shown(self.value),
            "id": self.sentence("id"),
            "en": self.sentence("en"),
        }

    def __str__(self) -> str:
        return self.at(str(self.line))

    def at(self, lines: str) -> str:
        """The reason, of one line or of several."""
        column = f", kolom {self.column}" if self.column else ""
        return f"{self.file} baris {lines}{column}: {self.code} {self.sentence('id')} / {self.sentence('en')}"


def mends(rejections: Iterable[Rejection]) -> dict[str, Both]:
    """What to do about them, once for each code, in the order of the codes."""
    return {code: Both(*ROW_MENDS[code]) for code in sorted({one.code for one in rejections} & ROW_MENDS.keys())}


def printed_mends(rejections: Iterable[Rejection]) -> list[str]:
    return [f"{code}: {mend.id}. / {mend.en}." for code, mend in mends(rejections).items()]
