"""Bytes to lines of text, strictly: a byte that is not in the stated encoding refuses the file, with its place."""

import codecs
import io
from collections.abc import Iterator
from itertools import count
from typing import Any, BinaryIO, cast

from procurement.loading.reading.source import MAX_RECORD, Options, Source
from procurement.loading.refusals import Both, Refusal

_CODECS = {"utf-8": "utf-8-sig", "cp1252": "cp1252"}
ENCODINGS = tuple(_CODECS)


def check_encoding(source: Source) -> None:
    """Refuses (F06) a file whose first bytes say UTF-16 or UTF-32."""
    head = source.head(4)
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or (len(head) == 4 and b"\0\0" in (head[0::2], head[1::2])):
        raise Refusal("F06", {"e": "UTF-8 (UTF-16)", "b": 0, "n": 1}, file=source.name)


def open_text(source: Source, options: Options, stream: BinaryIO | None = None) -> io.TextIOWrapper:
    """The file as text, line ends untouched. Reading it may raise UnicodeDecodeError: see `bad_byte`."""
    codec = options.encoding if stream else _CODECS[options.encoding]  # a byte order mark stands in front only
    return io.TextIOWrapper(stream or source.open(), encoding=codec, errors="strict", newline="")


class _Begun(io.RawIOBase):
    """A stream from whose front some bytes were taken already."""

    def __init__(self, begun: bytes, stream: BinaryIO) -> None:
        self._begun, self._stream = memoryview(begun), stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._begun:
            count = min(len(buffer), len(self._begun))
            buffer[:count], self._begun = self._begun[:count], self._begun[count:]
            return count
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def lines(
    source: Source, options: Options, *, begun: bytes = b"", stream: BinaryIO | None = None, first: int = 1
) -> Iterator[str]:
    """Physical lines with their ends, of the whole file or of the rest of a stream behind `begun`, from line `first`.

    Raises Refusal F06 (bad byte), F10 (line too long).
    """
    rest = cast(BinaryIO, io.BufferedReader(_Begun(begun, stream))) if stream else None
    with open_text(source, options, rest) as text:
        for number in count(first):
            try:
                line = text.readline(MAX_RECORD + 1)
            except UnicodeDecodeError as error:
                raise bad_byte(source, options) from error
            if not line:
                return
            if len(line) > MAX_RECORD:
                limit = Both(f"{MAX_RECORD} tanda (baris {number})", f"{MAX_RECORD} characters (line {number})")
                raise Refusal("F10", {"a": f"> {MAX_RECORD}", "b": limit}, file=source.name)
            yield line


def bad_byte(source: Source, options: Options) -> Refusal:
    """F06 for the first byte that cannot be decoded, counted from 0, and its line. A line may end in LF, CRLF or CR."""
    decoder = codecs.getincrementaldecoder(options.encoding)("strict")
    before, line, last = 0, 1, b""
    with source.open() as stream:
        while block := stream.read(1 << 20):
            pending = len(decoder.getstate()[0])
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                line += _line_ends(last + error.object[: error.start]) - _line_ends(last)
                return _not_valid(options, before - pending + error.start, line, source)
            line += _line_ends(last + block) - _line_ends(last)
            before, last = before + len(block), block[-1:]
    return _not_valid(options, before, line, source)


def _line_ends(text: bytes) -> int:
    """In both encodings, no other character has these bytes in it."""
    return text.count(b"\n") + text.count(b"\r") - text.count(b"\r\n")


def _not_valid(options: Options, byte: int, line: int, source: Source) -> Refusal:
    return Refusal("F06", {"e": options.encoding.upper(), "b": byte, "n": line}, file=source.name)
