"""A large XML part cut into blocks of whole children, each of which can be read by itself (the second count's own)."""

import re
from collections.abc import Iterator
from typing import IO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_BLOCK = 1 << 20
_OTHER_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)


class Blocks:
    """The children of the list that a part holds, cut in front of start tags; without what stands before and behind.

    A block is not looked at: where it was no place to cut at, `children` finds no document in it.
    """

    def __init__(self, stream: IO[bytes], opening: bytes, start: bytes, closing: bytes) -> None:
        """`opening` begins the list's tag, `start` is a child's; `closing` ends the list and all around it.

        Raises ParseError where the beginning is not a plain one.
        """
        self._stream, self._start, self._closing = stream, start, closing
        self._list_end = closing[: closing.index(b">") + 1]
        read = stream.read(_BLOCK)
        end = read.find(b">", read.find(opening)) + 1
        if opening not in read or not end:
            raise ElementTree.ParseError
        self._beginning, self._rest = read[:end], read[end:]
        self.is_utf8 = not _OTHER_ENCODING.search(self._beginning)
        if list(self.children(b"")):
            raise ElementTree.ParseError

    def __iter__(self) -> Iterator[bytes]:
        """Raises ParseError where there is no place to cut at."""
        rest = self._rest
        while read := self._stream.read(_BLOCK):
            rest += read
            cut = rest.rfind(self._start)
            if cut <= 0 and len(rest) > 2 * _BLOCK:
                raise ElementTree.ParseError
            if cut > 0:
                yield rest[:cut]
                rest = rest[cut:]
        block, end, _ = rest.partition(self._list_end)
        if not end:
            raise ElementTree.ParseError
        yield block

    def children(self, block: bytes) -> Iterator[Element]:
        """Of a document of the block alone, between the part's own beginning and end. Raises ParseError."""
        root = ElementTree.fromstring(self._beginning + block + self._closing)
        yield from root if self._closing == self._list_end else root[-1]


def read(raw: bytes) -> str:
    """The text of an element without children, as it stands in UTF-8."""
    if b"&" in raw or b"\r" in raw:
        return ElementTree.fromstring(b"<t>" + raw + b"</t>").text or ""
    return raw.decode()
