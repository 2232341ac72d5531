"""The second reader of workbooks: however it reads a sheet, the rows and amounts are the same, and the first one's."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.loading import recount_blocks, recount_book, recount_xlsx
from procurement.loading.cells import clean_rupiah
from procurement.loading.recount import recount
from procurement.loading.refusals import Refusal
from tests.procurement.loading.reading.workbooks import pack, parts, read, sheet

pytestmark = pytest.mark.once
STYLES = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
STRINGS = [
    "<si><t>a</t></si>", "<si><t>b</t></si>", '<si><t xml:space="preserve"> 70 </t></si>', "<si><t>x &amp; y</t></si>",
    "<si><r><t>8</t></r><r><t>0</t></r><rPh><t>1</t></rPh></si>", "<si/>", "\n<si><t>&#57;0</t></si>",
    "<si><t/></si>", "<si><t><!-- <si><t>1</t></si> -->5</t></si>",
]  # fmt: skip
HEADER = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="str"><v>c &lt; d</v></c></row>'
)


def values(path: Path, column: str = "b", header_row: int = 1) -> list[str]:
    found = recount_xlsx.xlsx_values(path, column, "Sheet1", header_row)
    return [f"{type(one).__name__} {one}" for one in found]


def no_block(*_: object) -> None:
    raise recount_xlsx.ElementTree.ParseError


def three_ways(path: Path, **more: int) -> list[list[str]]:
    """As bytes where that goes, every block by ElementTree, and row by row."""
    with pytest.MonkeyPatch.context() as patch:
        answers = [values(path, **more)]
        patch.setattr(recount_blocks, "_BLOCK", 150)
        answers.append(values(path, **more))
        patch.setattr(recount_xlsx, "_plain_rows", lambda block, book: None)
        patch.setattr(recount_book, "_PLAIN_STRING", recount_book.re.compile(b"never"))
        answers.append(values(path, **more))
        patch.setattr(recount_xlsx, "_rows_by_blocks", no_block)
        patch.setattr(recount_book, "_strings_by_blocks", no_block)
        return [*answers, values(path, **more)]


FORM = st.sampled_from(["", ' s="0"', ' s="1"', ' s="0" cm="1"', ' t="n"', ' t=""', " s='1' vm=' t=\"s\" '"])
WORDS = st.sampled_from(["5", "0070", "1500000", "1.5E3", "x &amp; &lt;", "&#49;2", " 7 ", "_x0031_", "", "é\r\n", "?"])
CELL = st.one_of(
    st.just(""),
    st.tuples(FORM, st.sampled_from(["5", "6708250435", "1.5", "2E3", " 6 ", "&#50;0", "1234567890123456", "-4"])).map(
        lambda of: f"{of[0]}><v>{of[1]}</v></c>"
    ),
    FORM.map(lambda form: f"{form}/>"),
    FORM.map(lambda form: f"{form} ></c>"),
    st.integers(0, len(STRINGS) - 1).map(lambda place: f' t="s"><v>{place}</v></c>'),
    WORDS.map(lambda text: f' s="0" t="str"><v xml:space="preserve">{text}</v></c>'),
    WORDS.map(lambda text: f' t="inlineStr"><is><t>{text}</t></is></c>'),
    WORDS.map(lambda text: f' t="inlineStr"><is><r><t>1</t></r><r><t>{text}</t></r></is></c>'),
    st.sampled_from([
        "><f>A1</f></c>", '><f t="shared" si="0"/><v>9</v></c>', "><f>A1&lt;2</f><v></v></c>", ' t="e"><v>#N/A</v></c>',
        ' t="b"><v>1</v></c>', "><v><![CDATA[4]]></v></c>", "><v>4<!-- 4 --></v></c>", ' t="inlineStr"/>', "><v/></c>",
        '><v>3</v><extLst><row r="9"/></extLst></c>', '><f><c r="B2"><v>6</v></c></f><v>2</v></c>',
    ]),
)  # fmt: skip
ROW = st.tuples(
    st.integers(1, 3),
    st.sampled_from(["", ' spans="1:3"', ' ht="15" customHeight="1"']),
    st.lists(CELL, max_size=5),
    st.sampled_from(["", "", "", "\n  ", "<!-- </row> -->", "<!-- <row r='7'> -->"]),
    st.booleans(),
)


def written(rows: list[tuple[int, str, list[str], str, bool]]) -> str:
    number, found = 1, ""
    for step, attributes, cells, between, told in rows:
        number += step
        inside = "".join(f'<c r="{"ABCDE"[at]}{number}"{cell}' for at, cell in enumerate(cells) if cell)
        name = f' r="{number}"' if told or step > 1 else ""
        found += between + (f"<row{name}{attributes}>{inside}</row>" if cells else f"<row{name}{attributes}/>")
    return found


@settings(max_examples=400, deadline=None)
@given(st.lists(ROW, max_size=8), st.sampled_from(["plain", "utf-8", "iso-8859-1", "utf-16"]))
def test_all_ways_say_the_same(tmp_path_factory, rows, encoding):
    book: dict[str, str | bytes] = {**parts(sheet(HEADER + written(rows)), strings="".join(STRINGS), styles=STYLES)}
    if encoding != "plain":
        told = str(book["xl/worksheets/s1.xml"]).replace("?>", f' encoding="{encoding}"?>', 1)
        book["xl/worksheets/s1.xml"] = told.encode(encoding)
    path = pack(tmp_path_factory.mktemp("x") / "x.xlsx", book)
    try:
        _, found, last = read(path)
    except Refusal:
        return
    answers = three_ways(path)
    assert all(answer == answers[0] for answer in answers)
    total = last.total_line is not None
    assert len(answers[0]) == len(found) + len(last.misshapen) + last.blank_tail + total
    amounts = [clean_rupiah(cells[1]) for _, *cells in found]
    counted = recount_count(path)
    assert total or counted == sum(one for one in amounts if isinstance(one, int))


def recount_count(path: Path) -> int:
    how = {"encoding": "utf-8", "delimiter": ",", "header_row": 1, "sheet": "Sheet1", "amounts": "rupiah"}
    return recount(path, "xlsx", "b", **how).value_sen


def test_a_plain_sheet_is_scanned_without_elements(tmp_path, monkeypatch):
    """What the usual programs write goes the quick way, else the second count takes longer than the load."""
    rows = (
        '<row r="2" spans="1:3" x14ac:dyDescent="0.25"><c r="A2" t="s"><v>2</v></c><c r="B2" s="0"><v>5</v></c></row>'
        '\n<row r="3"/><row r="4"><c r="A4" t="inlineStr"><is><t>x</t></is></c><c r="B4"><f>A1</f><v>7</v></c>'
        '<c r="E4" s="1"/></row><row r="5"><c r="B5"><v>9</v></c><c r="E5" t="str"><v>x</v></c></row>'
        '<row r="6"><c r="B6"><v>4</v></c><c r="E6"><f>A1</f></c></row>'
    )
    space = 'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" xmlns='
    book = parts(sheet(HEADER + rows).replace("xmlns=", space, 1), strings="".join(STRINGS[:4]))
    path = pack(tmp_path / "x.xlsx", book)
    expected = ["StoredNumber 5", "str ", "StoredNumber 7", "str ", "str "]
    assert three_ways(path) == [expected] * 4
    monkeypatch.setattr(recount_blocks.Blocks, "children", lambda self, block: iter(()) if not block else no_block())
    monkeypatch.setattr(recount_xlsx, "_one_by_one", no_block)
    assert values(path) == expected


def test_the_header_may_stand_lower(tmp_path):
    rows = '<row r="1"><c r="A1" t="str"><v>Laporan</v></c></row>' + HEADER.replace("1", "3").replace("<v>3<", "<v>1<")
    path = pack(
        tmp_path / "x.xlsx",
        parts(sheet(rows + '<row r="5"><c r="B5"><v>8</v></c></row>'), strings="".join(STRINGS)),
    )
    assert three_ways(path, header_row=3) == [["str ", "StoredNumber 8"]] * 4
