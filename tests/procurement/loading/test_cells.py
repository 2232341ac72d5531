"""Cleaners of single cells against slow references: exact or refused, never guessed."""

import unicodedata
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.loading import cells
from procurement.loading.refusal_codes import ROW_CODES
from procurement.loading.refusals import Problem
from procurement.money import MAX_SEN

pytestmark = pytest.mark.once

NUMBER_LIKE = st.text(alphabet="0123456789.,-eE+() ١Rp", max_size=24)


@given(NUMBER_LIKE | st.integers(0, 10**19).map(str) | st.integers(0, 10**17).map(lambda n: f"{n}.0"))
def test_rupiah_against_decimal(text):
    found = cells.clean_rupiah(text)
    try:
        exact = Decimal(text.strip())
    except InvalidOperation:
        exact = None
    if isinstance(found, int):
        assert exact is not None and exact * 100 == found <= MAX_SEN
    elif found is None:
        assert not text.strip()
    else:
        assert found.code in ROW_CODES
    if text.isascii() and text.isdigit() and int(text) * 100 <= MAX_SEN:
        assert found == int(text) * 100


@pytest.mark.parametrize("cell", [True, False, ["1"], {"a": 1}])
def test_cells_of_another_type(cell):
    for kind in ("rupiah", "name", "code", "description", "datetime"):
        assert getattr(cells, f"clean_{kind}")(cell).code == "R25"


@given(st.datetimes(datetime(2012, 1, 1), datetime.now() - timedelta(days=1)))
def test_dates_survive(moment):
    moment = moment.replace(microsecond=0)
    for text in (moment.isoformat(" "), moment.isoformat()):
        assert cells.clean_datetime(text) == moment.isoformat(" ")
    assert cells.clean_datetime(moment.date().isoformat()) == f"{moment.date()} 00:00:00"


@given(st.text(max_size=60))
def test_a_name_is_clean_or_refused(text):
    found = cells.clean_name(text)
    if isinstance(found, Problem):
        assert found.code in ("R18", "R26")
        return
    assert found == unicodedata.normalize("NFC", found) == " ".join(found.split(" ")).strip(" ")
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in found)
    assert cells.clean_name(found) == found


@given(st.text(max_size=60))
def test_a_description_is_clean_or_refused(text):
    found = cells.clean_description(text)
    if isinstance(found, Problem):
        assert found.code == "R18"
    else:
        assert found == " ".join(found.split()) and not any(unicodedata.category(c) in ("Cc", "Cs") for c in found)


@pytest.mark.parametrize(
    ("printed", "clean"),
    [
        ("Kertas \x96 HVS", "Kertas – HVS"),
        ("a\tb\r\nc\N{NO-BREAK SPACE}d\N{LINE SEPARATOR}e", "a b c d e"),
        ("CV A &amp; B &amp;amp; C", "CV A & B &amp; C"),
        ("a\N{ZERO WIDTH SPACE}b", "ab"),
        ("cafe\N{COMBINING ACUTE ACCENT}", "café"),
        ("  x  ", "x"),
    ],
)
def test_descriptions_as_they_really_come(printed, clean):
    assert cells.clean_description(printed) == clean


def test_categories_fold_and_split():
    assert cells.clean_category("Perkakas; SOUVENIR ;") == "perkakas;souvenir"
    assert cells.clean_category(None) == ""


def test_codes_keep_their_zeros():
    assert [cells.clean_code(c) for c in ("0035", "5.01.01.11", "35.10")] == ["0035", "5.01.01.11", "35.10"]
    assert cells.clean_code(cells.JsonNumber("173405")) == "173405"
