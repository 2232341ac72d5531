"""Which serialisation a file is, by its content first and its name second; a further one is one more entry here."""

from procurement.loading.reading.csv_file import CsvReader
from procurement.loading.reading.json_array import JsonArrayReader
from procurement.loading.reading.source import Options, Reader, Source
from procurement.loading.reading.text import check_encoding
from procurement.loading.refusals import Refusal

READERS: dict[str, type[CsvReader] | type[JsonArrayReader]] = {
    reader.serialisation: reader for reader in (CsvReader, JsonArrayReader)
}
_BOM = b"\xef\xbb\xbf"
_NOT_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"%PDF", b"SQLite")


def reader_for(source: Source, options: Options) -> Reader:
    """The reader of the file. Raises Refusal F01 (nothing but blanks), F06 (UTF-16), F09 (something else)."""
    head = source.head(4096)
    check_encoding(source)
    start = head.removeprefix(_BOM).lstrip()
    if not start:
        raise Refusal("F01", file=source.name)
    expected = "json" if source.name.lower().removesuffix(".gz").endswith(".json") else "csv"
    if start[:1] == b"<" or start.startswith(_NOT_TEXT) or (expected == "csv" and start[:1] in b"[{"):
        raise Refusal("F09", {"x": expected.upper(), "m": _mark(start)}, file=source.name)
    return READERS[expected](source, options)


def _mark(start: bytes) -> str:
    """The first bytes as they may be shown: markup up to its first blank, else four bytes."""
    return start[:4].decode("ascii", "backslashreplace")
