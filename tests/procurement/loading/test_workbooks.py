"""A workbook and JSON Lines on their way through a whole load."""

import json

import pytest
import xlsxwriter

from procurement.loading.load import LoadOptions, Rejected
from procurement.loading.reading import Options
from tests.procurement.loading.exports import PERSON, csv_text, newer

pytestmark = pytest.mark.django_db


def write_xlsx(path, rows, *, above=(), name="Data", notes=True):
    with xlsxwriter.Workbook(path) as book:
        into = book.add_worksheet(name)
        for number, cells in enumerate([*above, list(rows[0]), *(list(row.values()) for row in rows)]):
            into.write_row(number, 0, cells)
        if notes:
            book.add_worksheet("_metadata").write_row(0, 0, ["unduh", "2026"])
    return path


def test_a_workbook_means_what_the_csv_means(loaded, reference):
    rows = [newer(), newer(order_id="2", valuasi=250_000, order_desc="Tinta & kertas")]
    csv = reference / "x.csv"
    csv.write_text(csv_text(rows))
    loaded(csv)
    again = loaded(write_xlsx(reference / "x.xlsx", rows))
    assert again.unchanged
    assert again.prepared.files[0].notes()["ignored_sheets"] == ["_metadata"]
    lines = reference / "x.jsonl"
    lines.write_text("\n".join(json.dumps(row) for row in rows))
    assert loaded(lines).unchanged


def test_cells_that_only_a_spreadsheet_has_are_named(loaded, reference):
    path = reference / "x.xlsx"
    rows = [newer(order_id=str(number)) for number in range(5)] + [newer(order_id="5", valuasi=None)]
    columns = list(rows[0])
    value, order = columns.index("valuasi"), columns.index("order_id")
    with xlsxwriter.Workbook(path) as book:
        into = book.add_worksheet()
        for number, cells in enumerate([columns, *(list(row.values()) for row in rows)]):
            into.write_row(number, 0, cells)
        into.write_formula(1, value, "=1/0", value="#DIV/0!")
        into.write_boolean(2, value, True)
        into.write_number(3, value, 44927, book.add_format({"num_format": "dd/mm/yyyy"}))
        into.write_number(4, order, 1234567890123456)
        into.write_number(5, value, 67082500435.100006)
    with pytest.raises(Rejected) as caught:
        loaded(path)
    found = [(one.line, one.code) for one in caught.value.rejections]
    assert found == [(2, "R20"), (3, "R25"), (4, "R25"), (5, "R09"), (6, "R08"), (7, "R02")]
    said = "".join(str(one) + json.dumps(one.as_json()) for one in caught.value.rejections)
    assert PERSON not in said and "#DIV/0!" in said


def merged(path, rows, *ranges, above=()):
    """As `write_xlsx`; of each range (column, first row, last row, its column's text) only the upper cell has text."""
    with xlsxwriter.Workbook(path) as book:
        into = book.add_worksheet()
        for number, cells in enumerate([*above, list(rows[0]), *(list(row.values()) for row in rows)]):
            into.write_row(number, 0, cells)
        for left, first, last, text in ranges:
            right, left = left if isinstance(left, tuple) else (left, left)
            into.merge_range(first - 1, left, last - 1, right, text)
    return path


def test_merged_cells_are_empty_below_the_first(loaded, refused, reference):
    """They look filled. A required column, two optional ones, and two columns of one range."""
    rows = [newer(order_id=str(number)) for number in range(8)]
    place = list(rows[0]).index
    path = merged(
        reference / "x.xlsx",
        rows,
        (place("merchant_name"), 3, 5, "CV Maju"),
        (place("order_id"), 6, 7, "4"),
        ((place("nama_satker"), place("kd_satker")), 8, 9, "0173405"),
    )
    found = [(one.line, one.column, one.code) for one in refused(path).rejections]
    optional = [
        (4, "merchant_name", "R02"), (5, "merchant_name", "R02"),
        (8, "nama_satker", "R02"), (9, "kd_satker", "R02"), (9, "nama_satker", "R02"),
    ]  # fmt: skip
    assert sorted(found) == sorted([*optional, (7, "order_id", "R02")])
    file = loaded(path, options=LoadOptions(rejects=5)).report()["files"][0]
    assert (file["rows"], file["rejected"], file["counted"]) == (8, 5, 3)


def test_a_covered_row_has_no_part_in_what_becomes_of_others(loaded, reference):
    """The row below is the same order again: were it seen, it would make the first a copy, and neither would count."""
    rows = [newer(), newer()]
    path = merged(reference / "x.xlsx", rows, (list(rows[0]).index("merchant_name"), 2, 3, "CV Maju"))
    file = loaded(path, options=LoadOptions(rejects=1)).report()["files"][0]
    assert (file["rejected"], file["counted"], file["re_sent"]) == (1, 1, 0)


def test_merged_cells_that_hide_nothing_of_ours(loaded, reference):
    """Titles above the header, the header itself sideways, and a personal column, which is not read."""
    rows = [newer(order_id="1"), newer(order_id="2")]
    person = list(rows[0]).index("nama_pemesan")
    title = ((5, 0), 1, 2, "Laporan 2022")
    path = merged(reference / "x.xlsx", rows, title, (person, 4, 5, PERSON), above=[["x"], []])
    assert loaded(path, options=LoadOptions(Options(header_row=3))).report()["files"][0]["counted"] == 2


def test_titles_above_the_header(refused, loaded, reference):
    path = write_xlsx(reference / "x.xlsx", [newer()], above=[["Laporan 2022"], []])
    refusal = refused(path)
    assert refusal.code == "F03" and "--header-row=3" in refusal.sentence("id")
    assert loaded(path, options=LoadOptions(Options(header_row=3))).edition == 1
