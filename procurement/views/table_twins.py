"""A page's table for machines, in the fields that the data dictionary describes: as CSV, as XLSX or as JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import StreamingHttpResponse

from procurement.downloads.fields import Field
from procurement.views.twins import Records, csv_stream, json_stream, xlsx_stream


@dataclass(frozen=True)
class TableTwin:
    sheet: str
    stem: str
    """The file's name without its kind."""
    fields: Sequence[Field]
    """As described; those of `constant` are the last."""
    records: Records
    constant: Mapping[str, Any]
    """The same in every row, the edition among them."""
    said: Mapping[str, Any] = field(default_factory=dict)
    """What the JSON document says besides: sums, units."""


def empty(fields: Sequence[Field]) -> dict[str, Any]:
    """Every field without a value: a line of a long table says only what its own table has."""
    return dict.fromkeys(one.name for one in fields)


def written(table: TableTwin, kind: str) -> StreamingHttpResponse:
    """`kind` is csv, xlsx or json."""
    names = [one.name for one in table.fields if one.name not in table.constant]
    if kind == "csv":
        return csv_stream(names, table.records, table.constant, table.stem)
    if kind == "xlsx":
        return xlsx_stream(table.sheet, names, table.records, table.constant, table.stem)
    edition = {key: table.constant[key] for key in ("edisi", "contoh")}
    records = ({name: record[name] for name in names} for record in table.records)
    return json_stream({**edition, **table.constant, **table.said}, records, table.stem)
