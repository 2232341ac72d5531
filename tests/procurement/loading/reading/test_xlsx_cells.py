"""What cells and rows of a sound workbook come out as, read quickly and carefully alike."""

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.loading.cells import XlsxDate, XlsxNumber, clean_code, clean_datetime, clean_name, clean_rupiah
from procurement.loading.reading.xlsx.quick import QuickRows
from procurement.loading.recount import recount
from procurement.loading.refusals import Problem
from tests.procurement.loading.reading.workbooks import HEAD, pack, parts, read, sheet, workbook

pytestmark = pytest.mark.once
STYLES = (
    '<numFmts><numFmt numFmtId="170" formatCode="[$-421]d mmmm yyyy"/>'
    '<numFmt numFmtId="171" formatCode="&quot;dy&quot;0"/>'
    '</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs>'
)


def cell(tmp_path: Path, inside: str, **more: str) -> object:
    """The cell A2 of a workbook; read both ways."""
    rows = f'<row r="2"><c r="A2"{inside}<c r="B2"><v>1</v></c></row>'
    path = workbook(tmp_path / "x.xlsx", rows, styles=STYLES, strings="<si><t>a</t></si><si><t>b</t></si>", **more)
    found = read(path)[1]
    careful = workbook(
        tmp_path / "y.xlsx", rows.replace("<row ", "<!-- a --><row "), styles=STYLES,
        strings="<!-- --><si><t>a</t></si><si><t>b</t></si>", **more,
    )  # fmt: skip
    assert read(careful)[1] == found
    return found[0][1]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("/>", None),
        ("><v>67082500435</v></c>", XlsxNumber("67082500435")),
        ("><v>1436617707000.0</v></c>", XlsxNumber("1436617707000")),
        ("><v>6.7082500435E10</v></c>", XlsxNumber("67082500435")),
        ("><v>1.5E-3</v></c>", XlsxNumber("0.0015")),
        ("><v>-0.0</v></c>", XlsxNumber("0")),
        ("><v>123456789012345</v></c>", XlsxNumber("123456789012345")),
        ("><v>1234567890123456</v></c>", Problem("R09", "1234567890123456")),
        ("><v>1E300</v></c>", Problem("R09", "1E300")),
        ("><v>NaN</v></c>", Problem("R03", "NaN")),
        (' t="e"><v>#REF!</v></c>', Problem("R20", "#REF!")),
        ("><f>A1</f></c>", Problem("R21")),
        ("><f>A1</f><v></v></c>", Problem("R21")),
        ("><f>A1</f><v>5</v></c>", XlsxNumber("5")),
        (' t="str"><f>A1</f><v>a</v></c>', "a"),
        (' t="b"><v>1</v></c>', Problem("R25", details=(("t", "boolean"),))),
        (' s="1"><v>44927.5</v></c>', XlsxDate("2023-01-01 12:00:00")),
        (' s="2"><v>1</v></c>', XlsxDate("1900-01-01 00:00:00")),
        (' s="2"><v>60</v></c>', Problem("R10", "60", (("f", "YYYY-MM-DD"),))),
        (' s="3"><v>44927</v></c>', XlsxNumber("44927")),
        (' t="s"><v>1</v></c>', "b"),
        (' t="inlineStr"><is><r><t>a</t></r><r><t> b</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c>', "a b"),
        (' t="str"><v>a_x000D_b &amp;amp; &#x41;</v></c>', "a\rb &amp; A"),
        (' t="str"><v>0035</v></c>', "0035"),
    ],
)  # fmt: skip
def test_a_cell(tmp_path, inside, expected):
    found = cell(tmp_path, inside)
    assert found == expected and type(found) is type(expected)


def test_the_other_calendar(tmp_path):
    found = cell(tmp_path, ' s="1"><v>0</v></c>', properties='<workbookPr date1904="1"/>')
    assert found == XlsxDate("1904-01-01 00:00:00")


def test_what_cleaners_make_of_them():
    day = XlsxDate("2023-01-01 12:00:00")
    assert clean_datetime(day) == "2023-01-01 12:00:00"
    for clean in (clean_rupiah, clean_name, clean_code):
        assert clean(day).code == "R25"
        assert clean(Problem("R20", "#N/A")).code == "R20"
    assert clean_rupiah(XlsxNumber("67082500435.100006")).code == "R08"
    assert clean_code(XlsxNumber("1436617707000")) == "1436617707000"
    assert clean_code("1436617707000.0").code == "R14"


def row(number: int, a: object, b: object = "x") -> str:
    return f'<row r="{number}"><c r="A{number}" t="str"><v>{a}</v></c><c r="B{number}" t="str"><v>{b}</v></c></row>'


def test_rows_that_are_blank_too_wide_or_a_total(tmp_path):
    rows = row(2, "p") + row(5, "q") + '<row r="6"><c r="C6"><v>1</v></c></row>' + row(7, "Total", 9) + '<row r="9"/>'
    header, found, last = read(workbook(tmp_path / "x.xlsx", rows))
    assert header == ["a", "b"]
    assert found == [(2, "p", "x"), (5, "q", "x")]
    assert last.misshapen == [(3, 0), (4, 0), (6, 3)]
    assert (last.blank_tail, last.total_line) == (2, (7, ["Total", "9"]))
    second = count(tmp_path / "x.xlsx", "b")
    assert (second.rows, second.value_sen) == (8, 900), "six rows, the total and its amount, two blank ones"


def count(path: Path, column: str, name: str = "Sheet1") -> object:
    return recount(path, "xlsx", column, encoding="utf-8", delimiter=",", header_row=1, sheet=name, amounts="rupiah")


def test_the_header_may_stand_lower_and_a_dimension_is_not_believed(tmp_path):
    rows = '<row r="1"><c r="A1" t="str"><v>Laporan</v></c></row>' + HEAD.replace('"1"', '"3"').replace("1", "3")
    book = parts(sheet(rows + row(4, "p"), before='<dimension ref="A1:A1"/>'))
    assert read(pack(tmp_path / "x.xlsx", book), header_row=3)[1] == [(4, "p", "x")]


def test_other_spellings_of_the_same_sheet(tmp_path):
    plain = sheet(HEAD + row(2, "é") + row(3, "q"))
    expected = read(pack(tmp_path / "x.xlsx", parts(plain)))[1]
    wide = plain.replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="UTF-16"?>').encode("utf-16")
    for number, other in enumerate(
        (
            wide,
            plain.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?").replace("xmlns=", "xmlns:x="),
            plain.replace(' r="A2"', "").replace(' r="B2"', "").replace(' r="3"', ""),
            plain.replace("</row>", "</row><!-- </row><row> -->\n"),
            plain.replace("<sheetData>", "<sheetData >"),
            plain.replace("<v>é</v>", "<v><![CDATA[é]]></v>"),
        )
    ):
        path = pack(tmp_path / f"{number}.xlsx", {**parts(plain), "xl/worksheets/s1.xml": other})
        assert read(path)[1] == expected, number
        assert count(path, "b").rows == 2


TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff") | st.just("\n"), max_size=12
)
CELL = st.none() | TEXT | st.integers(0, 10**15 - 1) | st.just("_x0041_ & <b> \" ' ]]>")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=8), st.booleans())
def test_what_was_written_is_read(tmp_path_factory, rows, constant):
    path = tmp_path_factory.mktemp("x") / "x.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": constant, "strings_to_urls": False}) as book:
        into = book.add_worksheet()
        for number, cells in enumerate([["a", "b", "c"], *rows]):
            for place, value in enumerate(cells):
                (into.write_number if isinstance(value, int) else into.write_string)(
                    number, place, value
                ) if value else None
    if not any(cell and (isinstance(cell, int) or cell.strip()) for cells in rows for cell in cells):
        return
    _, found, last = read(path)
    read_rows = {line: cells for line, *cells in found}
    if last.total_line:
        return
    for line, cells in enumerate(rows, start=2):
        if any(cell and (isinstance(cell, int) or cell.strip()) for cell in cells):
            assert [v or None for v in read_rows[line]] == [str(v) if v else None for v in cells]
    assert count(path, "b").rows == len(found) + len(last.misshapen) + last.blank_tail
    values = [cell for _, _, cell, _ in found]
    amounts = [clean_rupiah(value) for value in values]
    assert count(path, "b").value_sen == sum(one for one in amounts if isinstance(one, int))
    theirs = openpyxl.load_workbook(path).active.iter_rows(min_row=2, values_only=True)
    assert sum(any(cell is not None for cell in cells) for cells in theirs) >= len(found)


PIECE = st.sampled_from(
    ['<c r="A2"', '<c r="B2"', ' s="1"', ' t="str"', ' t="s"', ' t="inlineStr"', "/>", ">", "<v>", "1", "</v>", "</c>",
     "<is><t>", "</t></is>", "&amp;", "&x", "\r", " ", "<f>", "</f>", "_x0041_", '<row r="2">', '<row r="3" a="1">',
     "</row>", '<c r="A3">', "<!-- ", " -->", "]]>", '<row r="2" spans="1:2">', "<v>9</v></c>", '"', "é"]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECE, max_size=14), st.booleans())
def test_both_ways_say_the_same(tmp_path_factory, pieces, whole):
    """The quick way gives what the careful one gives, or leaves the row to it."""
    rows = "".join(pieces)
    rows = f'<row r="2">{rows}</row>' if whole else rows
    path = workbook(tmp_path_factory.mktemp("x") / "x.xlsx", rows, styles=STYLES, strings="<si><t>a</t></si><si/>")
    answers = []
    for take in (QuickRows.take, lambda self, piece: False):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(QuickRows, "take", take)
            try:
                header, found, last = read(path)
                answers.append((header, found, last.misshapen, last.blank_tail, last.total_line))
            except Exception as error:
                answers.append((type(error).__name__, error.code, error.details))
    assert answers[0] == answers[1]
