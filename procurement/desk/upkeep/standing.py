"""The reference tables as they stand, as the CSV file that would make them: sent again it changes nothing."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from procurement.downloads.cells import cell, csv_lines
from procurement.loading import rule_columns, size_register
from procurement.models import LegalRule, SupplierSize
from regions import reference
from regions.models import Region

_SIZE_FIELDS = ("system", "code", "name", "size", "source", "as_of")


def sizes() -> Iterator[str]:
    return _lines(size_register.COLUMNS, SupplierSize.objects.order_by("pk"), _SIZE_FIELDS)


def rules() -> Iterator[str]:
    return _lines(rule_columns.COLUMNS, LegalRule.objects.all(), tuple(rule_columns.COLUMNS))


def regions() -> Iterator[str]:
    fields = ("code" if name == "kemendagri_code" else name for name in reference.COLUMNS)
    return _lines(reference.COLUMNS, Region.objects.all(), tuple(fields))


def _lines(header: Iterable[str], rows: QuerySet[Any], fields: tuple[str, ...]) -> Iterator[str]:
    records = rows.values_list(*fields).iterator()
    return csv_lines(list(header), ([_cell(value) for value in record] for record in records))


def _cell(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else cell(value)
