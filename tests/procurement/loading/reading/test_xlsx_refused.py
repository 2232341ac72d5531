"""Workbooks that are refused whole: what is no workbook, what is hostile, what is out of order (cases X01–X15)."""

import gzip
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

from procurement.loading.refusals import Refusal
from tests.procurement.loading.reading.hostile import (
    BEARING_THE_NAME,
    BROKEN,
    DISORDERED,
    ELSEWHERE,
    FOREIGN,
    GOOD,
    MACROS,
    locked,
    typed,
)
from tests.procurement.loading.reading.workbooks import HEAD, MAIN, pack, parts, read, sheet, workbook

pytestmark = pytest.mark.once


def code(path: Path, **options: object) -> str:
    with pytest.raises(Refusal) as caught:
        read(path, **options)
    assert caught.value.sentence("id") and caught.value.sentence("en")
    return caught.value.code


@pytest.mark.parametrize(("name", "content", "expected"), BEARING_THE_NAME)
def test_what_only_bears_the_name(tmp_path, name, content, expected):
    (tmp_path / name).write_bytes(content)
    assert code(tmp_path / name) == expected


def test_archives_of_something_else(tmp_path):
    good = parts(sheet(HEAD + GOOD))
    assert code(pack(tmp_path / "zip.xlsx", {"a.txt": "x"})) == "F09"
    assert code(pack(tmp_path / "word.xlsx", parts(sheet(HEAD), type="application/msword"))) == "F09"
    packed = gzip.compress(pack(tmp_path / "x.xlsx", good).read_bytes())
    (tmp_path / "x.xlsx.gz").write_bytes(packed)
    assert code(tmp_path / "x.xlsx.gz") == "F09"
    whole = (tmp_path / "x.xlsx").read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(whole[: len(whole) * 2 // 3])
    assert code(tmp_path / "cut.xlsx") == "F28"


@pytest.mark.parametrize("part", FOREIGN)
def test_foreign_parts(tmp_path, part):
    assert code(pack(tmp_path / "x.xlsx", parts(sheet(HEAD + GOOD)) | {part: "x"})) == "F11"


def test_macros_and_parts_outside(tmp_path):
    assert code(pack(tmp_path / "x.xlsx", parts(sheet(HEAD + GOOD), type=MACROS))) == "F11"
    outside = parts(sheet(HEAD + GOOD)) | {"xl/_rels/workbook.xml.rels": ELSEWHERE}
    assert code(pack(tmp_path / "y.xlsx", outside)) == "F11"


def test_locked_parts(tmp_path):
    assert code(locked(workbook(tmp_path / "x.xlsx", GOOD))) == "F13"


def test_document_types_in_any_part(tmp_path):
    for book in typed(parts(sheet(HEAD + GOOD), strings="")):
        assert code(pack(tmp_path / "x.xlsx", book)) == "F12"


def test_nothing_outside_is_opened(tmp_path):
    """Python's own record of what is opened, from a process of its own."""
    outside = '<!DOCTYPE x SYSTEM "file:///etc/hostname" [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    path = pack(tmp_path / "x.xlsx", parts(sheet(HEAD + GOOD)) | {"xl/a.xml": outside + "<x>&a;</x>"})
    script = (
        "import sys\n"
        "sys.addaudithook(lambda event, args: event in ('open', 'socket.connect') and 'hostname' in str(args) "
        "and print('OPENED'))\n"
        "from pathlib import Path\n"
        "from tests.procurement.loading.reading.workbooks import read\n"
        "try:\n    read(Path(sys.argv[1]))\nexcept Exception as error:\n    print(error.code)"
    )
    assert run(script, path) == ["F12"]


def run(script: str, path: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def test_bombs(tmp_path):
    """Refused by what the directory says, or as soon as more comes than it says: memory stays small.

    Not `ru_maxrss`, which a child inherits from the process that starts it.
    """
    blanks = parts(sheet(HEAD + " " * 300_000_000))
    honest = pack(tmp_path / "honest.xlsx", blanks)
    lying = tmp_path / "lying.xlsx"
    content = bytearray(honest.read_bytes())
    with zipfile.ZipFile(honest) as archive:
        info = archive.getinfo("xl/worksheets/s1.xml")
    told = struct.pack("<L", info.file_size)
    for at in (content.find(told), content.rfind(told)):
        content[at : at + 4] = struct.pack("<L", 5_000_000)
    lying.write_bytes(content)
    many = pack(tmp_path / "many.xlsx", parts(sheet(HEAD)) | {f"{n}.xml": "<a/>" for n in range(5000)})
    script = (
        "import re, sys\nfrom pathlib import Path\n"
        "from tests.procurement.loading.reading.workbooks import read\n"
        "try:\n    read(Path(sys.argv[1]))\nexcept Exception as error:\n    print(error.code)\n"
        "print(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])"
    )
    for path in (honest, lying, many):
        found, memory = run(script, path)
        assert (path.name, found) == (path.name, "F11") and int(memory) < 256 * 1024


def test_overlapping_parts(tmp_path):
    path = pack(tmp_path / "x.xlsx", parts(sheet(HEAD + GOOD)) | {"a.xml": "<a/>", "b.xml": "<a/>"})
    content = bytearray(path.read_bytes())
    first, second = (
        content.find(b"PK\x01\x02", content.find(name, content.find(b"PK\x01\x02")) - 46)
        for name in (b"a.xml", b"b.xml")
    )
    content[second + 42 : second + 46] = content[first + 42 : first + 46]
    path.write_bytes(content)
    assert code(path) == "F11"


@pytest.mark.parametrize(("rows", "row"), DISORDERED)
def test_rows_and_cells_out_of_order(tmp_path, rows, row):
    with pytest.raises(Refusal) as caught:
        read(workbook(tmp_path / "x.xlsx", rows))
    assert (caught.value.code, caught.value.details) == ("F25", {"n": row})


@pytest.mark.parametrize("rows", BROKEN)
def test_broken_xml_is_damage(tmp_path, rows):
    assert code(workbook(tmp_path / "x.xlsx", rows, strings="<si><t>x</t></si>")) == "F28"


def test_damage_to_the_bytes(tmp_path):
    path = workbook(tmp_path / "x.xlsx", GOOD * 1)
    whole = path.read_bytes()
    at = whole.find(b"xl/worksheets/s1.xml") + 40
    path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
    assert code(path) in ("F28", "F11")


def test_which_sheet(tmp_path):
    filled, empty = sheet(HEAD + GOOD), sheet('<row r="1"><c r="A1" s="0"/></row>')
    two = pack(tmp_path / "two.xlsx", parts(filled, filled, names=["Data", "Lama"], states=["visible", "hidden"]))
    with pytest.raises(Refusal) as caught:
        read(two)
    assert caught.value.code == "F14" and "Data, Lama (tersembunyi" in caught.value.sentence("id")
    assert len(read(two, sheet="Lama")[1]) == 1
    assert code(two, sheet="Tidak Ada") == "F14"
    for state in ("hidden", "veryHidden"):
        alone = parts(empty, filled, names=["Kosong", "Lama"], states=["visible", state])
        with pytest.raises(Refusal) as caught:
            read(pack(tmp_path / "alone.xlsx", alone))
        assert caught.value.code == "F14" and "1 lembar berisi data (Lama (tersembunyi" in caught.value.sentence("id")
        assert len(read(tmp_path / "alone.xlsx", sheet="Lama")[1]) == 1
    one = pack(tmp_path / "one.xlsx", parts(empty, filled, filled, names=["Kosong", "Data", "_metadata"]))
    assert len(read(one)[1]) == 1
    assert code(one, sheet="Kosong") == "F02"
    assert code(pack(tmp_path / "none.xlsx", parts(empty))) == "F02"


def merging(*ranges: str) -> str:
    return "<mergeCells>" + "".join(f'<mergeCell ref="{one}"/>' for one in ranges) + "</mergeCells>"


def test_merged_ranges(tmp_path):
    """Of each column below the header, those cells of a range that are not its upper left one."""
    rows = HEAD + GOOD + GOOD.replace("2", "3") + GOOD.replace("2", "4")
    book = parts(sheet(rows, after=merging("A2:A3", "A4:C4", "A1:B2", "C1:D9", "B1:B1")))
    assert read(pack(tmp_path / "x.xlsx", book))[2].covered == [
        ("a", 3, 3), ("b", 4, 4), ("a", 2, 2), ("b", 2, 2),
    ]  # fmt: skip
    for odd in ("A2", "", "A2:A", "A3:A2", "B2:A2", "A0:A1", "a1:a2"):
        assert code(pack(tmp_path / "odd.xlsx", parts(sheet(rows, after=merging(odd))))) == "F28", odd
    many = [f"D{n}:E{n}" for n in range(2, 10_003)]
    assert code(pack(tmp_path / "many.xlsx", parts(sheet(rows, after=merging(*many))))) == "F10"
    assert read(pack(tmp_path / "y.xlsx", parts(sheet(rows, after=merging(*many[1:])))))[2].covered == []


@pytest.mark.parametrize("namespace", ["", "http://example.org/sheet", f"{MAIN[:-4]}}}ain"])
@pytest.mark.parametrize("part", ["xl/worksheets/s1.xml", "xl/styles.xml", "xl/workbook.xml"])
def test_a_part_of_another_language_than_the_formats(tmp_path, part, namespace):
    """Its elements look the same; a reader that goes by the namespace finds none of them."""
    book = parts(
        sheet(HEAD + '<row r="2"><c r="A2"><v>1</v></c></row>'), styles='<cellXfs><xf numFmtId="0"/></cellXfs>'
    )
    book[part] = book[part].replace(MAIN, namespace, 1)
    assert code(pack(tmp_path / "x.xlsx", book)) == "F28"


def test_a_sheet_without_a_name(tmp_path):
    book = parts(sheet(HEAD + '<row r="2"><c r="A2"><v>1</v></c></row>'))
    book["xl/workbook.xml"] = book["xl/workbook.xml"].replace(' name="', ' jame="')
    assert code(pack(tmp_path / "x.xlsx", book)) == "F28"


def test_a_header_that_is_a_word_stored_as_a_number(tmp_path):
    """One reader shows it and the other does not: it is damage, before they are compared."""
    book = parts(sheet('<row r="1"><c r="A1"><v>?0</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>'))
    assert code(pack(tmp_path / "x.xlsx", book)) == "F28"
