"""The ZIP archive around a workbook: judged by its directory first, then inflated within what the directory says."""

import struct
import zipfile
import zlib
from collections.abc import Iterator

from procurement.loading.reading.source import MAX_BYTES, Source
from procurement.loading.refusals import Both, Refusal

BLOCK = 1 << 18
MAX_ENTRIES = 1000
MAX_DIRECTORY = 1 << 20
"""Bytes of the list of entries: it is read into memory before anything else is known."""
MAX_RATIO, FREE_BYTES = 100, 10 * 2**20
"""Up to so many times its packed size, and so much in any case. Real sheets unpack to 10–25 times."""
_END, _END64, _LOCATOR64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_ENCRYPTED, _SIZES_FOLLOW, _UTF8 = 0x1, 0x8, 0x800
_FOREIGN = {
    "xl/vbaproject": Both("makro", "macros"),
    "xl/macrosheets/": Both("makro", "macros"),
    "xl/embeddings/": Both("objek tertanam", "embedded objects"),
    "xl/activex/": Both("objek tertanam", "embedded objects"),
    "xl/externallinks/": Both("tautan luar", "external links"),
}
_NESTED = (".zip", ".xlsx", ".xlsm", ".xls", ".exe", ".dll", ".vbs", ".js")


class Archive:
    """The parts of one XLSX file. Part names are compared without case, as the format says."""

    def __init__(self, source: Source) -> None:
        """Raises Refusal F11 (suspicious), F13 (password), F28 (cut off or damaged); nothing is inflated yet."""
        self.file = source.name
        self._handle = source.open_seekable()
        self._size = source.size
        self._refuse_long_directory()
        try:
            with zipfile.ZipFile(self._handle) as archive:
                infos = archive.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as error:
            raise Refusal("F28", file=self.file) from error
        self._judge(infos)
        self.parts = {info.filename.casefold(): info for info in infos}
        if len(self.parts) != len(infos):
            raise self.suspicious(Both("nama bagian ganda", "duplicate part names"))
        self._judge_places(infos)

    def suspicious(self, what: Both) -> Refusal:
        return Refusal("F11", {"d": what}, file=self.file)

    def damaged(self) -> Refusal:
        return Refusal("F28", file=self.file)

    def has(self, part: str) -> bool:
        return part.casefold() in self.parts

    def blocks(self, part: str) -> Iterator[bytes]:
        """The part's bytes, never more than the directory says. Raises Refusal F11 (more), F28 (fewer, or others)."""
        info = self.parts[part.casefold()]
        at, left = self._data_start(info), info.compress_size
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS) if info.compress_type == zipfile.ZIP_DEFLATED else None
        given = checksum = 0
        while left:
            self._handle.seek(at)  # another part may have been read in between
            packed = self._handle.read(min(BLOCK // 4, left))
            if not packed:
                raise self.damaged()
            at, left = at + len(packed), left - len(packed)
            for block in self._inflate(unpacker, packed):
                given += len(block)
                checksum = zlib.crc32(block, checksum)
                if given > info.file_size:
                    raise self.suspicious(Both("ukuran yang tertulis salah", "sizes stated wrong"))
                yield block
        if (unpacker and (not unpacker.eof or unpacker.unused_data)) or (given, checksum) != (info.file_size, info.CRC):
            raise self.damaged()

    def _inflate(self, unpacker: "zlib._Decompress | None", packed: bytes) -> Iterator[bytes]:
        if unpacker is None:
            yield packed
            return
        try:
            while packed and not unpacker.eof:
                if block := unpacker.decompress(packed, BLOCK):
                    yield block
                packed = unpacker.unconsumed_tail
        except zlib.error as error:
            raise self.damaged() from error

    def _refuse_long_directory(self) -> None:
        """What the end record says of the directory's size, before `zipfile` reads all of it."""
        self._handle.seek(max(0, self._size - 65_557 - 76))
        tail = self._handle.read()
        at = tail.rfind(_END)
        if at < 0 or len(tail) - at < 22:
            raise self.damaged()
        count, size, comment = struct.unpack("<10xHL4xH", tail[at : at + 22])
        if at + 22 + comment != len(tail):
            raise self.damaged()
        if tail[at - 20 : at - 16] == _LOCATOR64 and tail[at - 76 : at - 72] == _END64:
            count, size = struct.unpack("<32xQQ8x", tail[at - 76 : at - 20])
        if count > MAX_ENTRIES or size > MAX_DIRECTORY:
            raise self.suspicious(Both(f"{count} bagian, {size} B", f"{count} parts, {size} B"))

    def _judge(self, infos: list[zipfile.ZipInfo]) -> None:
        if len(infos) > MAX_ENTRIES:
            raise self.suspicious(Both(f"{len(infos)} bagian", f"{len(infos)} parts"))
        for info in infos:
            name = info.filename.casefold()
            if name != info.orig_filename.casefold() or "\\" in name or name.startswith("/") or ".." in name.split("/"):
                raise self.suspicious(Both("nama bagian", "part name"))
            if info.flag_bits & _ENCRYPTED:
                raise Refusal("F13", file=self.file)
            for start, what in _FOREIGN.items():
                if name.startswith(start):
                    raise self.suspicious(what)
            if name.endswith(_NESTED):
                raise self.suspicious(Both("arsip bersarang", "nested archive"))
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise self.suspicious(Both(f"pemampatan {info.compress_type}", f"compression {info.compress_type}"))
            self._judge_size(info.file_size, info.compress_size)
        self._judge_size(sum(info.file_size for info in infos), self._size)

    def _judge_size(self, unpacked: int, packed: int) -> None:
        if unpacked > MAX_BYTES or (unpacked > FREE_BYTES and unpacked > MAX_RATIO * packed):
            raise self.suspicious(Both(*[f"{packed} B → {unpacked} B"] * 2))

    def _judge_places(self, infos: list[zipfile.ZipInfo]) -> None:
        """Parts that lie in one another unpack the same bytes again and again."""
        end = 0
        for info in sorted(infos, key=lambda info: info.header_offset):
            if info.header_offset < end:
                raise self.suspicious(Both("bagian bertumpang tindih", "overlapping parts"))
            end = self._data_start(info) + info.compress_size
        if end > self._size:
            raise self.damaged()

    def _data_start(self, info: zipfile.ZipInfo) -> int:
        """Where the part's bytes begin; what stands in front of them must say the same as the directory."""
        self._handle.seek(info.header_offset)
        head = self._handle.read(30)
        if len(head) < 30 or head[:4] != b"PK\x03\x04":
            raise self.damaged()
        length: int
        flags, method, crc, packed, unpacked, name_length, length = struct.unpack("<6xHH4xLLLHH", head)
        name = self._handle.read(name_length)
        told = info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437", "replace")
        same = name == told and method == info.compress_type and not flags & _ENCRYPTED
        if not flags & _SIZES_FOLLOW and 0xFFFFFFFF not in (packed, unpacked):
            same = same and (crc, packed, unpacked) == (info.CRC, info.compress_size, info.file_size)
        if not same:
            raise self.suspicious(Both("dua keterangan berbeda", "two different headers"))
        return info.header_offset + 30 + len(name) + length
