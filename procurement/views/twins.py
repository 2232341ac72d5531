"""What the twins of pages share: the edition in their body, their names, and the three ways a table is written.

Twins exist once, under the Indonesian address; their words are data and are never translated. A figure is an exact
integer of rupiah, or a decimal string where sen occur; a percentage is a number with one decimal.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from procurement.downloads import umum_csv
from procurement.downloads.cells import cell, csv_lines, json_text, until_broken_off
from procurement.known_edition import known_edition
from procurement.views.workbooks import XLSX, workbook
from regions.models import Region

CSV = "text/csv; charset=utf-8"
JSON = "application/json"

type Records = Iterable[Mapping[str, Any]]
"""field -> value; None and empty text are an empty cell"""


class FileBody:
    """An open file as a streamed body, closed with its answer: read to the end, broken off, or never begun.

    Not FileResponse: a server's own file wrapper would read past our snapshot's end, and granian's reads one block.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def __iter__(self) -> Iterator[bytes]:
        while block := self._file.read(262_144):
            yield block

    def close(self) -> None:
        self._file.close()


def edition_of(request: HttpRequest) -> dict[str, Any]:
    """The edition an answer is made from, for its body; null before anything was published."""
    edition = known_edition(request)
    return {"edisi": edition and edition.number, "contoh": bool(edition and edition.is_sample)}


def file_name(*parts: Any, edition: Mapping[str, Any]) -> str:
    """peringkat-2022-toko-daring-bersih-edisi-4-contoh: without its kind."""
    said = [*map(str, parts), f"edisi-{edition['edisi'] or 0}"]
    return "-".join([*said, "contoh"] if edition["contoh"] else said)


def saved_as(stem: str, kind: str, disposition: str = "attachment") -> dict[str, str]:
    return {"Content-Disposition": f'{disposition}; filename="{stem}.{kind}"'}


def csv_text(fields: Sequence[str], records: Records, constant: Mapping[str, Any]) -> Iterator[str]:
    """Every record, each ending with the constant columns."""
    ending = [cell(value) for value in constant.values()]
    rows = ([cell(record[name]) for name in fields] + ending for record in records)
    return csv_lines([*fields, *constant], rows)


def csv_response(fields: Sequence[str], records: Records, constant: Mapping[str, Any], stem: str) -> HttpResponse:
    """A short table, whole."""
    body = "".join(csv_text(fields, records, constant))
    return HttpResponse(body, content_type=CSV, headers=saved_as(stem, "csv"))


def csv_stream(
    fields: Sequence[str], records: Records, constant: Mapping[str, Any], stem: str
) -> StreamingHttpResponse:
    """A table of any length."""
    body = until_broken_off(csv_text(fields, records, constant))
    return StreamingHttpResponse(body, content_type=CSV, headers=saved_as(stem, "csv"))


def rows_csv_stream(
    portions: Iterable[QuerySet[Any]],
    region: Region | None,
    constant: Mapping[str, Any],
    stem: str,
    *,
    at_once: bool = False,
) -> StreamingHttpResponse:
    """Rows by the million, in the columns of layout `umum`; `region` and `at_once` as in `umum_csv`."""
    each = (umum_csv.Portion(rows, region) for rows in portions)
    body = until_broken_off(umum_csv.lines(each, constant, at_once=at_once))
    return StreamingHttpResponse(body, content_type=CSV, headers=saved_as(stem, "csv"))


def xlsx_stream(
    name: str, fields: Sequence[str], records: Records, constant: Mapping[str, Any], stem: str
) -> StreamingHttpResponse:
    """The same rows as a workbook; made whole before the first byte, in constant memory."""
    ending = list(constant.values())
    rows = ([record[field] for field in fields] + ending for record in records)
    body = FileBody(workbook(name, [*fields, *constant], rows, constant))
    return StreamingHttpResponse(body, content_type=XLSX, headers=saved_as(stem, "xlsx"))


def json_stream(envelope: Mapping[str, Any], records: Records, stem: str) -> StreamingHttpResponse:
    """The envelope with the records as `baris`, streamed."""
    body = _document(dict(envelope), iter(records))
    return StreamingHttpResponse(body, content_type=JSON, headers=saved_as(stem, "json", "inline"))


def _document(envelope: dict[str, Any], records: Iterator[Mapping[str, Any]]) -> Iterator[str]:
    """The envelope, then one row a line: a reader of lines needs no parser that holds the whole."""
    yield json_text(envelope)[:-1] + ',"baris":['
    separator = "\n"
    for record in records:
        yield separator + json_text(record)
        separator = ",\n"
    yield "\n]}\n"
