"""A JSON array of objects, read element by element: numbers stay as printed, a duplicate key refuses the file."""

import json
import re
from collections.abc import Iterator
from typing import Any

from procurement.loading.cells import JsonNumber
from procurement.loading.reading.source import (
    CHUNK_CHARACTERS,
    CHUNK_ROWS,
    MAX_RECORD,
    Chunk,
    Options,
    Source,
)
from procurement.loading.reading.text import bad_byte, open_text
from procurement.loading.refusals import Both, Problem, Refusal

_BLANK = re.compile(r"[ \t\r\n]*")
_SPACES = re.compile(r"[ \t]*")
_BLOCK = 1 << 20
_LONGEST_WORD = 16
"""Characters of what a block end may have cut and the decoder reports from its beginning: `-Infinity`, an escape."""


class _DuplicateKey(ValueError):
    pass


def _no_number(word: str) -> Problem:
    """`NaN`, `Infinity`, `-Infinity`: no JSON, and in a column of names not a name either."""
    return Problem("R03", word)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        raise _DuplicateKey(next(key for key, _ in pairs if key in seen or seen.add(key)))  # type: ignore[func-returns-value]
    return found


class JsonArrayReader:
    """One JSON file. Lines are element numbers, from 1. The header is the first element's keys and any later ones'."""

    serialisation = "json"

    def __init__(self, source: Source, options: Options) -> None:
        self.source = source
        self.options = options
        self.decoder = json.JSONDecoder(
            object_pairs_hook=_object,
            parse_int=JsonNumber,
            parse_float=JsonNumber,
            parse_constant=_no_number,
        )
        self.taken = 0
        """Characters of the elements read so far."""
        self._elements = self._read()
        self._first: tuple[int, dict[str, Any]] | None = None

    def header(self) -> list[str]:
        if self._first is None:
            self._first = next(self._elements, None)
            if self._first is None:
                raise Refusal("F02", file=self.source.name)
        return list(self._first[1])

    def chunks(self, names: dict[str, str], known: frozenset[str]) -> Iterator[Chunk]:
        self.header()
        assert self._first is not None
        batch, before = [self._first], 0
        for element in self._elements:
            batch.append(element)
            if len(batch) >= CHUNK_ROWS or self.taken - before > CHUNK_CHARACTERS:
                yield self._chunk(batch, names, known)
                batch, before = [], self.taken
        yield self._chunk(batch, names, known)

    def _chunk(
        self,
        batch: list[tuple[int, dict[str, Any]]],
        names: dict[str, str],
        known: frozenset[str],
    ) -> Chunk:
        for _, element in batch:
            if not element.keys() <= known:
                strange = next(key for key in element if key not in known)
                raise Refusal("F05", {"k": strange}, file=self.source.name)
        columns = {ours: [element.get(theirs) for _, element in batch] for theirs, ours in names.items()}
        absent = {
            ours: lines
            for theirs, ours in names.items()
            if (lines := [line for line, element in batch if theirs not in element])
        }
        return Chunk([line for line, _ in batch], columns, absent=absent)

    def _read(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """(element number, object). Raises Refusal F06, F10, F23, F24."""
        with open_text(self.source, self.options) as text:
            window = Window(self, text)
            window.expect("[")
            number = 0
            if window.peek() != "]":
                while True:
                    number += 1
                    element = window.element(number)
                    if window.peek() != ",":
                        window.end()  # first: of two arrays with one element each, neither is a file's header
                        yield number, element
                        return
                    window.expect(",")
                    yield number, element
            window.end()


class Window:
    """The part of the text that is being decoded, and where it stands in the file."""

    def __init__(self, reader: JsonArrayReader, text: Any) -> None:
        self.reader, self.text = reader, text
        self.buffer, self.at, self.ended = "", 0, False
        self.line, self.column = 1, 1
        self.lines_of_element = 0
        """Line ends inside the latest element."""

    def _more(self) -> bool:
        if self.ended:
            return False
        passed = self.buffer[: self.at]
        self._advance(passed)
        try:
            block = self.text.read(_BLOCK)
        except UnicodeDecodeError as error:
            raise bad_byte(self.reader.source, self.reader.options) from error
        self.ended = not block
        self.buffer, self.at = self.buffer[self.at :] + block, 0
        return not self.ended

    def _advance(self, passed: str) -> None:
        newlines = passed.count("\n")
        self.line += newlines
        self.column = len(passed) - passed.rfind("\n") if newlines else self.column + len(passed)

    def peek(self) -> str:
        """The next character that is not blank, or nothing at the end."""
        while True:
            found = _BLANK.match(self.buffer, self.at)
            self.at = found.end() if found else self.at
            if self.at < len(self.buffer) or not self._more():
                return self.buffer[self.at : self.at + 1]

    def expect(self, mark: str) -> None:
        if self.peek() != mark:
            raise self.broken(Both(f"seharusnya {mark}", f"expected {mark}"))
        self.at += 1

    def end(self) -> None:
        """The closing bracket, and nothing behind it."""
        self.expect("]")
        if self.peek():
            raise self.broken(Both("data setelah penutup", "data after the end"))

    def element(self, number: int) -> dict[str, Any]:
        if self.peek() != "{":
            raise self.broken(Both(f"unsur {number} bukan objek", f"element {number} is not an object"))
        while True:
            try:
                found: dict[str, Any]
                found, end = self.reader.decoder.raw_decode(self.buffer, self.at)
            except _DuplicateKey as error:
                raise Refusal("F24", {"k": str(error), "n": number}, file=self.reader.source.name) from error
            except RecursionError as error:
                raise self.broken(Both("bersarang terlalu dalam", "nested too deep")) from error
            except json.JSONDecodeError as error:
                behind = error.pos - self.at  # the next block moves the element to the front of the buffer
                if self._may_be_cut(error) and self._more_of_element(error):
                    continue
                self.at += behind
                raise self.broken(Both("tidak menurut tata JSON", error.msg)) from error
            self.reader.taken += end - self.at
            self.lines_of_element = self.buffer.count("\n", self.at, end)
            self.at = end
            return found

    def _may_be_cut(self, error: json.JSONDecodeError) -> bool:
        """Whether the text behind the buffer's end could mend it. What is wrong before that stays wrong."""
        return error.msg.startswith("Unterminated string") or error.pos >= len(self.buffer) - _LONGEST_WORD

    def _more_of_element(self, error: json.JSONDecodeError) -> bool:
        if len(self.buffer) - self.at > MAX_RECORD:
            limit = Both(f"{MAX_RECORD} tanda seunsur", f"{MAX_RECORD} characters an element")
            raise Refusal("F10", {"a": f"> {MAX_RECORD}", "b": limit}, file=self.reader.source.name) from error
        return self._more()

    def end_line(self) -> None:
        """Nothing but blanks may stand behind an element up to the end of its line, and it may hold no line end."""
        while True:
            found = _SPACES.match(self.buffer, self.at)
            self.at = found.end() if found else self.at
            if self.at < len(self.buffer) or not self._more():
                break
        if self.lines_of_element or self.buffer[self.at : self.at + 1] not in ("", "\n", "\r"):
            raise self.broken(Both("seharusnya satu objek sebaris", "expected one object a line"))

    def broken(self, what: Both) -> Refusal:
        self._advance(self.buffer[: self.at])
        return Refusal(
            "F23",
            {"n": self.line, "c": self.column, "d": what},
            file=self.reader.source.name,
        )
