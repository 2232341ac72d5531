"""What the commands print of a plan: both languages on a line, governments by name, amounts with thousands marks."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from procurement.loading.differences import NAMED, Changes
from procurement.loading.load import Outcome
from procurement.loading.planning import Figures, SlicePlan
from procurement.loading.refusals import Rejection
from procurement.money import grouped, rupiah
from regions.models import Region

REASONS = 50
"""Different reasons that are printed; a report has each with all its rows."""
LINES = 10
"""Lines that are named of rows with one and the same reason."""


def figures(one: Figures) -> str:
    return f"{rows(one.rows)}, {grouped(one.orders)} pesanan/orders, {rupiah(one.sen)}"


def rows(count: int) -> str:
    return f"{grouped(count)} baris/rows"


def plan(outcome: Outcome) -> Iterator[str]:
    """Every file with its ledger, then every slice before and after with its orders that change."""
    for file in outcome.prepared.files:
        ledger = " + ".join(f"{column} {grouped(count)}" for column, count in file.rows.items() if count)
        yield f"{file.source.name} ({file.layout.slug}): {rows(file.row_count())} = {ledger}"
        for theirs, ours in file.aliases.items():
            yield f'  tajuk/header "{theirs}" = {ours}'
        for one in file.notes()["out_of_scope"]:
            yield f"  di luar daftar daerah / out of scope: {one['name']}: {rows(one['rows'])}, {rupiah(one['sen'])}"
    for each in outcome.plan.slices:
        yield from _slice(each)


def _slice(one: SlicePlan) -> Iterator[str]:
    until = f"{one.as_of_before} -> {one.as_of} (mundur/goes back)" if one.goes_back() else f"{one.as_of}"
    yield f"{one.region_code} {one.year} {one.system}, {one.name}: data s.d./to {until}"
    counted = f"bersih {rupiah(one.counted_before.sen)} -> {rupiah(one.counted_after.sen)}"
    yield f"  {figures(one.before)} -> {figures(one.after)}; {counted}"
    marks = {"+": one.changes.added, "~": one.changes.changed, "-": one.changes.withdrawn, "=": one.unchanged_rows}
    yield "  " + " ".join(f"{mark}{grouped(count)}" for mark, count in marks.items())
    if one.before.rows:
        yield from _orders(one.changes)


def _orders(changes: Changes) -> Iterator[str]:
    for kind, sign in (("added", "+"), ("changed", "~"), ("withdrawn", "-")):
        for order in changes.named(kind):
            values = " -> ".join(rupiah(sen) for sen in (order.before, order.after) if sen is not None)
            yield f"    {sign} {order.order_id} {values}"
        if (more := len(changes.orders[kind]) - NAMED) > 0:
            yield f"    {sign} … dan {grouped(more)} lagi / … and {grouped(more)} more"


def ranks(moves: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Every rank that moves; a dash where there is none. One query."""
    names = dict(Region.objects.values_list("code", "name")) if moves else {}
    for one in moves:
        who = f"{one['region_code']} {names.get(one['region_code'], '')}".rstrip()
        moved = f"{one['before'] or '–'} -> {one['after'] or '–'}"
        yield f"peringkat/rank {one['year']} {one['channel']} {who}: {moved}"


def reasons(rejections: Sequence[Rejection]) -> Iterator[str]:
    """Each different reason with the first lines that have it, then how many reasons are not printed."""
    lines: defaultdict[Rejection, list[int]] = defaultdict(list)
    for one in rejections:
        lines[replace(one, line=0)].append(one.line)
    for one in list(lines)[:REASONS]:
        yield one.at(_lines(lines.pop(one)))
    if rest := sum(map(len, lines.values())):
        yield f"… {grouped(rest)} alasan lagi; lihat --report. / {grouped(rest)} more reasons; see --report."


def _lines(numbers: Sequence[int]) -> str:
    named = ", ".join(map(str, numbers[:LINES]))
    more = grouped(len(numbers) - LINES)
    return named if len(numbers) <= LINES else f"{named}, … dan {more} baris lagi / … and {more} more rows"
