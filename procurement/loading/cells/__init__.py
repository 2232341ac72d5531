"""One cell of an export to one clean value, or the Problem it has. Plain functions over text, no database, no state.

A cell is None (null), text, a number that its file stores as one (a `str` subclass holding what is printed) or, for
anything else JSON can hold, that object. A cleaner gives the value for the database ("" for a missing text, None for a
missing number or date) or a Problem.
"""

from procurement.loading.cells.amounts import (
    clean_amount,
    clean_count,
    clean_decimal,
    clean_indonesian_money,
    clean_money,
    clean_rupiah,
    clean_year,
    number_form,
)
from procurement.loading.cells.dates import (
    EARLIEST,
    clean_datetime,
    clean_day_first,
    clean_instant,
    date_form,
)
from procurement.loading.cells.text import (
    MAX_CODE,
    MAX_NAME,
    MAX_TEXT,
    Cleaner,
    JsonNumber,
    XlsxDate,
    XlsxNumber,
    clean_category,
    clean_code,
    clean_description,
    clean_name,
    clean_optional_code,
    one_of,
    unquoted,
)

__all__ = [
    "EARLIEST",
    "MAX_CODE",
    "MAX_NAME",
    "MAX_TEXT",
    "Cleaner",
    "JsonNumber",
    "XlsxDate",
    "XlsxNumber",
    "clean_amount",
    "clean_category",
    "clean_code",
    "clean_count",
    "clean_datetime",
    "clean_day_first",
    "clean_decimal",
    "clean_description",
    "clean_indonesian_money",
    "clean_instant",
    "clean_money",
    "clean_name",
    "clean_optional_code",
    "clean_rupiah",
    "clean_year",
    "date_form",
    "number_form",
    "one_of",
    "unquoted",
]
