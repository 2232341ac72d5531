"""Every case of bad and odd input by its id, and the tests that show it: file content in, outcome out.

The cases are listed in the design's catalogue of import cases; those of uploads (U…) belong to the upload form.
"""

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.procurement.loading.test_import_cases import CELLS
from tests.procurement.loading.whole_files import FILES

pytestmark = pytest.mark.once

HERE = Path(__file__).parent
LISTED = """
B01 B02 B03 B04 B05 B06 B07 B08 B09 B11 B12 B13 B14 B15 B17 B18 B20 B21 B22 B24 B26 B27 B29 B32 B33 B34
N01 N02 N03 N05 N06 N07 N09 N10 N12 N13 N16 N17 N18 D01 D02 D04 D06 D08 C02 C03 C04 C06 C08 C09 I01 I02 I03 I04 I07
X01 X02 X03 X05 X06 X09 X11 X12 X15 J01 J03 J04 J06 J07 J09
"""
FILE, ROW = "import_cases::a_file_is_refused_whole", "import_cases::a_row_is_rejected_with_its_place"
REFUSED_XLSX = "reading/xlsx_refused::"
UNCHANGED, SMALL = "hostile_files::a_hostile_workbook_changes_nothing", "hostile_files::refusing_costs_little_memory"

CASES: dict[str, tuple[str, ...]] = {
    "B01": (FILE,),
    "B02": (FILE, "plans::a_declared_empty_month"),
    "B03": (FILE,),
    "B04": (FILE, "import_cases::refusals_name_the_place"),
    "B05": (FILE,),
    "B06": (FILE, "import_cases::unknown_columns_are_taken_only_when_declared"),
    "B07": ("import_cases::header_variants_are_reported", "command::a_header_that_was_read_as_another_is_printed"),
    "B08": ("import_cases::order_of_columns_delimiter_packing_and_form_mean_the_same",),
    "B09": ("import_cases::line_ends_and_marks_mean_the_same",),
    "B11": (FILE,),
    "B12": (FILE, "import_cases::refusals_name_the_place", "reading/text::a_bad_byte_is_told_with_its_line"),
    "B13": (ROW, "plans::text_read_in_the_wrong_encoding"),
    "B14": ("import_cases::refusals_name_the_place", "import_cases::a_quote_never_swallows_a_record"),
    "B15": (FILE,),
    "B17": ("import_cases::a_quoted_line_break_is_one_record",),
    "B18": (FILE, "import_cases::line_ends_and_marks_mean_the_same", "quick_lane::both_ways_say_the_same"),
    "B20": (ROW,),
    "B21": ("import_cases::a_stated_delimiter_is_held_to",),
    "B22": ("import_cases::misshapen_rows_and_blank_lines",),
    "B24": ("import_cases::misshapen_rows_and_blank_lines",),
    "B26": (FILE, "import_cases::refusals_name_the_place", "workbooks::titles_above_the_header"),
    "B27": ("import_cases::a_total_line_must_agree",),
    "B29": (FILE, ROW, SMALL),
    "B32": ("import_cases::hostile_text_is_kept_exactly", "umum::a_download_of_ours_is_loaded_again"),
    "B33": ("import_cases::hostile_text_is_kept_exactly", "../pages::hostile_names_are_only_text"),
    "B34": ("plans::a_bad_last_row_of_several_chunks",),
    "N01": ("umum::indonesian_numbers", "amounts_and_dates::indonesian_money"),
    "N02": ("umum::indonesian_numbers", "amounts_and_dates::indonesian_money"),
    "N03": ("umum::indonesian_numbers_only_when_stated",),
    "N05": (ROW,),
    "N06": ("umum::numbers_written_in_two_ways", "umum::indonesian_numbers_only_when_stated"),
    "N07": (ROW,),
    "N09": (ROW,),
    "N10": (ROW,),
    "N12": (ROW, "import_cases::json_elements"),
    "N13": (ROW,),
    "N16": ("plans::rows_that_differ_from_their_parts_are_counted_and_shown", "packages::r23"),
    "N17": ("import_cases::an_amount_above_a_trillion_needs_consent",),
    "N18": (
        "import_cases::amounts_stay_exact", "import_cases::a_sum_that_would_wrap_is_refused",
        "sums::sums_are_exact_beyond_every_word",
    ),
    "D01": (ROW,),
    "D02": (ROW, "umum::dates_as_stated"),
    "D04": (ROW, "umum::dates_as_stated"),
    "D06": (ROW,),
    "D08": ("import_cases::year_of_a_row_and_of_the_load", "layouts::years"),
    "C02": (ROW,),
    "C03": (ROW,),
    "C04": ("import_cases::names_of_a_government",),
    "C06": (ROW, "import_cases::a_bare_name_never_matches"),
    "C08": ("publishing::editions_freeze_ranks_and_stay",),
    "C09": (ROW, "plans::a_cancelled_order_is_kept_and_in_no_total", "layouts::an_unknown_status_word_is_rejected"),
    "I01": ("plans::one_row_an_order",),
    "I02": ("plans::one_row_an_order", "plans::a_contradiction_names_the_other_file"),
    "I03": ("publishing::rows_that_stood_before_are_counted_as_unchanged",),
    "I04": ("plans::what_changed_is_named_in_plan_report_and_edition",),
    "I07": ("../../regions/reference::a_bad_list_is_refused_with_its_line",),
    "X01": (REFUSED_XLSX + "what_only_bears_the_name", UNCHANGED),
    "X02": (REFUSED_XLSX + "what_only_bears_the_name", UNCHANGED),
    "X03": (REFUSED_XLSX + "bombs", UNCHANGED, SMALL),
    "X05": (REFUSED_XLSX + "nothing_outside_is_opened", REFUSED_XLSX + "document_types_in_any_part", UNCHANGED),
    "X06": (REFUSED_XLSX + "document_types_in_any_part", UNCHANGED),
    "X09": (REFUSED_XLSX + "which_sheet", UNCHANGED),
    "X11": (
        "workbooks::cells_that_only_a_spreadsheet_has_are_named", "workbooks::merged_cells_are_empty_below_the_first",
        "reading/xlsx_cells::a_cell",
    ),
    "X12": ("workbooks::cells_that_only_a_spreadsheet_has_are_named",),
    "X15": (REFUSED_XLSX + "foreign_parts", REFUSED_XLSX + "macros_and_parts_outside", UNCHANGED),
    "J01": (FILE, "reading/json::broken_json_is_told_where_it_breaks"),
    "J03": ("import_cases::what_is_no_number_of_json_is_no_text_either",),
    "J04": (FILE,),
    "J06": ("import_cases::json_elements",),
    "J07": (FILE, "workbooks::a_workbook_means_what_the_csv_means", "reading/json::one_object_a_line"),
    "J09": ("import_cases::json_elements",),
}  # fmt: skip
"""case -> `file::test`, without the `test_` of both"""


@cache
def _named(file: str) -> frozenset[str]:
    folder, _, name = file.rpartition("/")
    tree = ast.parse((HERE / folder / f"test_{name}.py").read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_no_case_is_missing():
    assert list(CASES) == LISTED.split()


@pytest.mark.parametrize("case", CASES)
def test_a_case_has_its_tests(case):
    for place in CASES[case]:
        file, _, name = place.partition("::")
        assert f"test_{name}" in _named(file), place
        table = {FILE: FILES, ROW: CELLS}.get(place)
        assert table is None or any(key.split()[0] == case for key in table), f"{case} is no row of the table"
