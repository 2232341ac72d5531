"""Which serialisation a file is, by its content first and its name second; a further one is one more entry here."""

from procurement.loading.reading.csv_file import CsvReader
from procurement.loading.reading.json_array import JsonArrayReader
from procurement.loading.reading.json_lines import ENDINGS, JsonLinesReader
from procurement.loading.reading.message import message_in
from procurement.loading.reading.source import Options, Reader, Source
from procurement.loading.reading.text import check_encoding
from procurement.loading.reading.xlsx import XlsxReader
from procurement.loading.refusals import Both, Refusal, must_end, shown

_BOM = b"\xef\xbb\xbf"
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NOT_TEXT = (b"PK", _OLE[:4], b"\x1f\x8b", b"%PDF", b"SQLite")
_LOCKED = "EncryptedPackage".encode("utf-16-le")
"""The stream of an OLE container that holds a workbook with a password (MS-OFFCRYPTO 2.3.4.4)."""
_BLOCK = 1 << 20
_ENDS = must_end(".csv, .json, .jsonl (ketiganya juga .gz) atau .xlsx", ".csv, .json, .jsonl (these also .gz) or .xlsx")


def reader_for(source: Source, options: Options) -> Reader:
    """The reader of the file.

    Raises Refusal F01 (nothing but blanks), F06 (UTF-16), F09 (something else), F13 (password), and for XLSX what its
    archive is refused for.
    """
    head = source.head(4096)
    expected = serialisation(source.name)
    if head.startswith(_OLE) and _is_locked(source):
        raise Refusal("F13", file=source.name)
    if expected == "xlsx":
        if not head.startswith(_ZIP) or source.packed:
            raise _not(expected, head, source)
        return XlsxReader(source, options)
    check_encoding(source)
    start = head.removeprefix(_BOM).lstrip()
    if not start:
        raise Refusal("F01", file=source.name)
    if start[:1] == b"<" or start.startswith(_NOT_TEXT) or (expected == "csv" and start[:1] in b"[{"):
        raise _not(expected, start, source)
    if expected == "csv":
        return CsvReader(source, options)
    return JsonLinesReader(source, options) if start[:1] == b"{" else JsonArrayReader(source, options)


def serialisation(name: str) -> str:
    """xlsx, json (JSON Lines too) or csv, as a file's name says."""
    name = name.casefold()
    if name.removesuffix(".gz").endswith((".xlsx", ".xlsm", ".xlsb", ".xls")):
        return "xlsx"
    return "json" if name.removesuffix(".gz").endswith((".json", *ENDINGS)) else "csv"


def _is_locked(source: Source) -> bool:
    before = b""
    with source.open() as stream:
        while block := stream.read(_BLOCK):
            if _LOCKED in before + block:
                return True
            before = block[-len(_LOCKED) :]
    return False


def _not(expected: str, start: bytes, source: Source) -> Refusal:
    """F09 with the first four bytes as they may be shown; where it is a message instead of data, with that."""
    mark = start[:4].decode("ascii", "backslashreplace")
    message = message_in(start.removeprefix(_BOM).lstrip())
    says = _sent_instead(shown(message)) if message else _ENDS
    return Refusal("F09", {"x": expected.upper(), "m": mark, "d": says}, file=source.name)


def _sent_instead(message: str) -> Both:
    return Both(
        f"Sumbernya mengirim pesan galat, bukan data: “{message}”. Periksa apa yang diminta, lalu unduh lagi.",
        f"The source sent an error message instead of data: “{message}”. Check what was asked for and download again.",
    )
