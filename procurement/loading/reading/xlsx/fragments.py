"""Reading a large part in two ways at once: what has the usual shape by one regular expression, all else by expat.

The part is cut behind each end tag of one kind (`</row>`, `</si>`). A piece that the quick way knows whole is taken;
any other is fed to expat. So expat reads the very document without the pieces that are known to be in order: its
beginning, every odd piece, and its end. The quick way is asked only where expat, too, stands just behind such an end
tag; inside a comment, say, that only looks like holding one, it is not.
"""

import re
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import Protocol
from xml.parsers import expat

from procurement.loading.reading.source import MAX_RECORD
from procurement.loading.reading.xlsx.archive import Archive
from procurement.loading.reading.xlsx.xml import feed

_ODD = bytes(set(range(32)) - {9, 10})
"""Controls that XML forbids, and CR, which it turns into LF."""
_NO_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_PIECE = 1 << 16
_LONGEST_BEGINNING = 1 << 20


class Careful(Protocol):
    """Handlers around an expat parser that note where the list of pieces opens and where a piece of it ends."""

    parser: expat.XMLParserType
    opened_at: int
    """Place of the tag that opens the list, in what was fed; -1 before it."""
    closed_at: int
    """Place of the latest end tag of a piece."""
    encoding: str | None
    """As the XML declaration says."""


@dataclass
class Pieces:
    """One reading of one part."""

    archive: Archive
    opening: re.Pattern[bytes]
    closing: bytes
    careful: Careful
    quick: Callable[[str], bool]
    """Whether it took the piece, which comes without its end tag."""
    fed: int = 0

    def read(self, part: str) -> Iterator[None]:
        """Gives control back whenever either way may have something new. Raises Refusal F11, F12, F28."""
        blocks = self.archive.blocks(part)
        beginning, rest = self._beginning(blocks)
        yield from self._feed(beginning)
        if self._may_be_quick(beginning):
            rest = yield from self._both_ways(rest, blocks)
        yield from self._feed(rest)
        for block in blocks:
            yield from self._feed(block)
        feed(self.careful.parser, b"", self.archive, final=True)
        yield

    def _beginning(self, blocks: Iterator[bytes]) -> tuple[bytes, bytes]:
        """The part up to the end of the opening tag, and what was read beyond it."""
        read = b""
        for block in blocks:
            read += block
            if found := self.opening.search(read):
                return read[: found.end()], read[found.end() :]
            if len(read) > _LONGEST_BEGINNING:
                break
        return read, b""

    def _may_be_quick(self, beginning: bytes) -> bool:
        opened_at = self.careful.opened_at
        found = self.opening.match(beginning, opened_at) if opened_at >= 0 else None
        encoding = (self.careful.encoding or "utf-8").casefold()
        return found is not None and found.end() == len(beginning) and encoding == "utf-8"

    def _both_ways(self, rest: bytes, blocks: Iterator[bytes]) -> Generator[None, None, bytes]:
        """All pieces; the answer is what stands behind the last one."""
        in_step = True
        more: bytes | None = b""
        while more is not None:
            whole, mark, rest = (rest + more).rpartition(self.closing)
            for piece in _cut(whole + mark, self.closing):
                if in_step and isinstance(piece, str) and self.quick(piece):
                    continue
                yield  # what was taken so far comes first
                yield from self._feed(piece if isinstance(piece, bytes) else piece.encode() + self.closing)
                in_step = self.careful.closed_at == self.fed - len(self.closing)
            yield
            if len(rest) > MAX_RECORD:
                return rest
            more = next(blocks, None)
        return rest

    def _feed(self, data: bytes) -> Iterator[None]:
        for start in range(0, len(data), _PIECE):
            piece = data[start : start + _PIECE]
            self.fed += len(piece)
            feed(self.careful.parser, piece, self.archive)
            yield


def _cut(data: bytes, closing: bytes) -> Iterator[str | bytes]:
    """The pieces as text; all of them as they are, where they hold what only expat should judge."""
    odd = len(data.translate(None, _ODD)) != len(data) or any(mark in data for mark in _NO_CHARACTERS)
    try:
        text = None if odd else data.decode()
    except UnicodeDecodeError:
        text = None
    if text is None:
        yield data
    else:
        yield from text.split(closing.decode())[:-1]
