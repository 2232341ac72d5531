"""Texts that a spreadsheet would run get an apostrophe, and are the same again when they are loaded."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from procurement.downloads.cells import DANGEROUS, csv_lines, safe
from procurement.loading.cells import unquoted

pytestmark = pytest.mark.once

TEXTS = st.text(st.sampled_from(";='\" \t\r\n-+@a,\N{NO-BREAK SPACE}"), max_size=12) | st.text(max_size=12)
loaded = unquoted(lambda cell: cell)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("CV A;@SUM(1+1)", "CV A;'@SUM(1+1)"),
        ('Kertas;=HYPERLINK("x";"y")', 'Kertas;\'=HYPERLINK("x";"y")'),
        ('Kertas; "=1"', 'Kertas;\' "=1"'),
        ("=1;-2;;+3", "'=1;'-2;;'+3"),
        ("'=1", "''=1"),
        ("a;'=1", "a;''=1"),
        ("alat tulis;kertas", "alat tulis;kertas"),
        ("'a", "'a"),
        ("a=b; c-d", "a=b; c-d"),
        ("-", "'-"),
        ("", ""),
    ],
)
def test_where_an_apostrophe_is_put(text, written):
    assert safe(text) == written
    assert loaded(written) == text


@given(TEXTS)
@example("';'='")
def test_what_is_loaded_again_is_the_same(text):
    assert loaded(safe(text)) == text


@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_no_cell_is_run_where_lines_are_parted_at_semicolons(texts):
    """As Excel with Indonesian settings reads a file: a quote in the middle of a cell is a letter like any other."""
    line = "".join(csv_lines(["1", *map(safe, texts), "end"], ()))
    parted = [cell for row in csv.reader(io.StringIO(line, newline=""), delimiter=";") for cell in row[1:]]
    for cell in (*parted, *line.split(";")[1:]):
        assert not cell.lstrip(' "\N{NO-BREAK SPACE}').startswith(DANGEROUS)
