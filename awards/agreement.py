"""What the cells of a claims file must say together: within a row, between rows, and with the loaded governments."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from awards.terms import Comparator, Metric, Recipient
from procurement.loading.refusals import Problem, Rejection
from regions.models import Kind

type Row = Mapping[str, Any]
type Found = Iterator[tuple[str, Problem]]

TOGETHER = (
    ("event_slug", "event"),
    ("event", "event_slug"),
    ("event_slug", "event_date"),
    ("stated_value_idr", "value_as_printed"),
    ("stated_value_idr", "value_precision_idr"),
    ("stated_value_idr", "value_comparator"),
    ("stated_orders", "orders_comparator"),
    ("period_end", "period_start"),
)
"""Where the first is filled, the second must be."""
MEANINGLESS = (
    ("stated_value_idr", "value_precision_idr"),
    ("stated_value_idr", "value_comparator"),
    ("stated_orders", "orders_comparator"),
    ("conflict_group", "conflict_note"),
)
"""Where the first is empty, the second must be."""


def within_row(row: Row, kinds: Mapping[str, str]) -> Found:
    """Faults of one row as (column, problem). `kinds`: code of a loaded government -> its kind."""
    for first, second in TOGETHER:
        if row[first] and not row[second]:
            yield second, Problem("K03", details=(("k", first),))
    for first, second in MEANINGLESS:
        if row[second] and not row[first]:
            yield second, Problem("K04", details=(("k", first),))
    yield from _period(row)
    yield from _figures(row)
    yield from _government(row, kinds)


def _period(row: Row) -> Found:
    start = row["period_start"]
    if not start:
        return
    ends = [column for column in ("period_end", "as_of") if row[column]]
    if not ends and row["event_date"]:
        ends = ["event_date"]  # where an open period ends
    for column in ends:
        if row[column] < start:
            yield column, Problem("K07", row[column].isoformat(), (("k", "period_start"),))
    if not ends:
        yield "as_of", Problem("K08")


def _figures(row: Row) -> Found:
    needed = "stated_rank" if row["metric"] == Metric.RANK else "value_as_printed"
    if not row[needed]:
        yield needed, Problem("K09", details=(("m", row["metric"]),))
    stated, precision = row["stated_value_idr"], row["value_precision_idr"]
    if row["value_comparator"] == Comparator.ROUNDED and stated and precision and stated % precision:
        yield "stated_value_idr", Problem("K10")


def _government(row: Row, kinds: Mapping[str, str]) -> Found:
    kind = kinds.get(row["region_code"])
    if kind is None:
        yield "region_code", Problem("K14", row["region_code"])
        return
    programme = row["metric"] == Metric.PROGRAMME_VALUE
    if programme != (row["recipient_kind"] == Recipient.PROGRAMME) or (programme and kind != Kind.PROVINCE):
        yield "metric", Problem("K12")
    if row["stated_rank"] and kind == Kind.PROVINCE:
        yield "stated_rank", Problem("K13")


def between_rows(rows: Sequence[tuple[int, Row]], file: str) -> Iterator[Rejection]:
    """A claim stands once, and all claims of an event agree on it (a venue may be left out)."""
    first_line: dict[str, int] = {}
    said: dict[tuple[str, str], tuple[int, Any]] = {}
    for line, row in rows:
        seen = first_line.setdefault(row["claim_id"], line)
        if seen != line:
            yield Rejection(file, line, "claim_id", "K02", row["claim_id"], (("i", seen),))
        for column in ("event", "event_date", "venue") if row["event_slug"] else ():
            if not row[column]:
                continue
            where, value = said.setdefault((row["event_slug"], column), (line, row[column]))
            if value != row[column]:
                details = (("s", row["event_slug"]), ("i", where))
                yield Rejection(file, line, column, "K11", str(row[column]), details)
