"""The pages of spending: every amount printed is summed again from the rows, in plain Python.

Three questions a page: do its tables add up, does it print the figures it is about, and is there an exact amount on it
that nothing in the data explains? Then its twins: do they sum to what the page says?
"""

import json
from collections.abc import Iterator

import pytest

from tests.naive_sums import RULES, Rows, per_head, query
from tests.page_figures import Printed, number
from tests.page_kinds import KINDS
from tests.walk.known import known_of_rows, slice_of, year_month
from tests.walk.walk import CHANNELS, Walk, sen, summed

pytestmark = pytest.mark.browser
EVERY_RULE = ("35", "35.73", "35.07")
"""Governments whose pages are walked under every rule; the others' under the default one."""


def rules_of(channel: str) -> list[str]:
    return [rule for rule in RULES if (rule, channel) != ("terverifikasi", "e-katalog")]


def scopes(walk: Walk) -> Iterator[tuple[int, str, str]]:
    """(year, channel, rule) of everything that is published."""
    for year, channel in sorted({(year, channel) for _region, year, channel in walk.covered}):
        yield from ((year, channel, rule) for rule in rules_of(channel))


def test_rankings(walk):
    for year, channel, rule in scopes(walk):
        counted = walk.counted(channel, rule).ranked()
        for kind, name in (("", ""), ("kota", "city"), ("kabupaten", "regency")):
            shown = counted.where(year=year, **({"kind": name} if kind else {}))
            where = f"?kanal={channel}&aturan={rule}" + (f"&jenis={kind}" if kind else "")
            page = walk.page(f"/peringkat/{year}/{where}", "rankings")
            ranking_rows(walk, page, shown, where)
            totals = sorted((rows.sen for rows in shown.by("region").values()), reverse=True)
            before = counted.where(year=year - 1).sums("region")
            known = walk.known_of_all(year, channel, rule) | before | {shown.sen, sum(totals[:5])}
            walk.explains(page, known | walk.claimed(), where, "rankings")
            ranking_twins(walk, year, where, shown, is_loaded(walk, year, channel, name))


def is_loaded(walk: Walk, year: int, channel: str, kind: str) -> bool:
    """Whether an export stands of any regency or city, or of the kind that is shown: without one there is no total."""
    kinds = [walk.governments[code].kind for code, *what in walk.covered if what == [year, channel]]
    return any(one == kind if kind else one != "province" for one in kinds)


def ranking_rows(walk: Walk, page: Printed, shown: Rows, where: str) -> None:
    table = page.tables[0]
    foot = table.foot[-1]
    walk.same([number(foot[2]), number(foot[4])], [shown.sen, shown.orders * 100], where, "rankings")
    lines = {
        row[1]: [number(row[place]) for place in (2, 4, 5, 6)] for row in table.body if len(row) == len(table.head)
    }
    walk.same(set(lines), {row.region_name for row in shown}, where, "rankings")
    for name, rows in shown.by("region_name").items():
        head = per_head(rows.sen, rows.rows[0].population)
        ours = [rows.sen, rows.orders * 100, rows.suppliers * 100, head]
        walk.same(ours, lines[name], (where, name), "rankings")


def ranking_twins(walk: Walk, year: int, where: str, shown: Rows, loaded: bool) -> None:
    lines = walk.csv(f"/peringkat/{year}.csv{where}")
    walk.same(shown.sen, summed(lines), where, "rankings")
    twin = walk.json(f"/peringkat/{year}.json{where}")
    total = twin["total_rupiah"]
    walk.same(shown.sen if loaded else None, total if total is None else sen(total), where, "rankings")
    walk.same(shown.sen, summed(twin["baris"]), where, "rankings")


def test_governments(walk):
    for code, year, channel in sorted(walk.covered):
        slug, people = walk.governments[code].slug, walk.governments[code].population
        every = walk.rows.where(region=code, channel=channel)
        for rule in rules_of(channel) if code in EVERY_RULE else ["bersih"]:
            counted = every.where(year=year).counted(rule)
            address = f"/daerah/{slug}/{year}/?kanal={channel}&aturan={rule}"
            page = walk.page(address, "governments")
            if len(counted):
                head = [per_head(counted.sen, people)] if code != "35" else []
                walk.prints(page, [counted.sen, *head], address, "governments")
            for table in (t for place in ("oleh-siapa", "kepada-siapa", "lokapasar") for t in page.in_place(place)):
                cells = sum(number(cell) or 0 for cell in table.column(1))
                walk.same(cells, counted.sen, (address, table.place), "governments")
            known = walk.known_of_all(year, channel, rule) | known_of_rows(every.where(year=year), rule)
            known |= every.counted(rule).sums("year", year_month) | walk.claimed()
            walk.explains(page, known, address, "governments")


def test_transactions(walk):
    for code, one in sorted(walk.governments.items()):
        every = walk.rows.where(region=code)
        for channel, rows in every.by("channel").items():
            where = f"/daerah/{one.slug}/transaksi%s?kanal={channel}"
            page = walk.page(where % "/", "transactions")
            walk.prints(page, [rows.sen], where, "transactions")
            walk.explains(page, rows.sums("id") | {rows.sen}, where, "transactions")
            lines = walk.csv(where % ".csv")
            walk.same(
                (len(rows), rows.sen),
                (len(lines), summed(lines)),
                where,
                "transactions",
            )
            twin = walk.json(where % ".json")
            walk.same(rows.sen, summed(twin["baris"]), where, "transactions")


def test_maps(walk):
    for year, channel, rule in scopes(walk):
        shown = walk.counted(channel, rule).ranked().where(year=year)
        where = f"/peta/?tahun={year}&kanal={channel}&aturan={rule}"
        page = walk.page(where, "maps")
        lines = {row[1]: number(row[2]) for row in page.tables[0].body if len(row) == len(page.tables[0].head)}
        walk.same({name: rows.sen for name, rows in shown.by("region_name").items()}, lines, where, "maps")
        walk.explains(page, walk.known_of_all(year, channel, rule), where, "maps")


COMPARED = ("d=kota-malang&d=kota-batu", "d=kota-malang&d=kota-kediri&d=kabupaten-malang&d=provinsi-jawa-timur")


def test_comparisons(walk):
    slugs = {one.slug: code for code, one in walk.governments.items()}
    for year, channel, rule in scopes(walk):
        for chosen in COMPARED:
            where = f"/bandingkan/?{chosen}&tahun={year}&kanal={channel}&aturan={rule}"
            page = walk.page(where, "comparisons")
            known = set(walk.known_of_all(year, channel, rule))
            totals = []
            for slug in chosen.removeprefix("d=").split("&d="):
                every = walk.rows.where(region=slugs[slug], channel=channel)
                known |= known_of_rows(every.where(year=year), rule) | every.counted(rule).sums("year", year_month)
                totals += [every.where(year=year).counted(rule)]
            known |= {one.sen - other.sen for one in totals for other in totals}
            known |= {up_to(one, month) for one in totals for month in range(1, 13)}  # the months all of them have
            known |= heads_apart(totals)
            walk.prints(page, [one.sen for one in totals if len(one)], where, "comparisons")
            walk.explains(page, known, where, "comparisons")


def up_to(rows: Rows, last: int) -> int:
    return sum(row.value_sen for row in rows if 1 <= row.month <= last)


def heads_apart(totals: list[Rows]) -> set[int]:
    heads = [per_head(one.sen, one.rows[0].population) for one in totals if len(one)]
    return {one - other for one in heads for other in heads}


def test_passports(walk):
    for code, year, channel in sorted(walk.covered):
        slug = walk.governments[code].slug
        counted = walk.counted(channel, "bersih").where(region=code, year=year)
        where = f"asal%s?daerah={slug}&tahun={year}&kanal={channel}"
        page = walk.page("/" + where % "/", "passports")
        if not len(counted):
            continue
        table = page.tables[0]
        shown = [cell.removeprefix("Rp") for cell in (*table.column(1), *table.column(2))]
        ours = [counted.sen, counted.orders * 100, len(counted) * 100, counted.suppliers * 100]
        walk.same(sorted(ours * 2), sorted(number(cell) for cell in shown), where, "passports")
        walk.explains(page, {counted.sen} | counted.sums("file") | walk.claimed(), where, "passports")
        walk.same(counted.sen, summed(walk.csv("/" + where % ".csv")), where, "passports")


def test_ledgers(walk):
    """Each file's ledger against its stored rows; what is stored nowhere is of governments outside the reference."""
    files = query(walk.url, FILES)
    stored = walk.rows.by("file")
    foreign = {one.id: one.value_sen - stored[one.id].sen for one in files}
    known = {0, *foreign.values(), *(one.value_sen for one in files)} | walk.rows.sums("channel", slice_of)
    known |= walk.rows.sums(lambda row: (row.file, row.standing), lambda row: (row.channel, row.standing))
    known |= walk.rows.counted("bersih").sums(slice_of) | {sum(one.value_sen for one in files)}
    for one in files:  # which government each of them is of, only the exports tell
        named_foreign = [each["sen"] for each in json_of(one.notes).get("out_of_scope", [])]
        walk.same(foreign[one.id], sum(named_foreign), one.name, "ledgers")
        known |= set(named_foreign)
    for channel in CHANNELS:
        mine = [one for one in files if one.channel == channel]
        known |= {sum(one.value_sen for one in mine), sum(foreign[one.id] for one in mine)}
    for address in ("/data/", *(f"/data/muatan/{load}/" for load in sorted({one.load for one in files}))):
        page = walk.page(address, "ledgers")
        walk.explains(page, known, address, "ledgers")
        walk.prints(page, [one.value_sen for one in files], address, "ledgers")


def json_of(value: str | dict) -> dict:
    """A column of JSON: text on SQLite."""
    return json.loads(value) if isinstance(value, str) else value


FILES = """
    SELECT f.id, f.load_id AS load, f.name, f.value_sen, f.notes,
        (SELECT MIN(channel) FROM procurement_transaction t WHERE t.file_id = f.id) AS channel
    FROM procurement_sourcefile f
"""


def test_agencies_suppliers_orders(walk):
    """The demo's busiest ones, and whatever stands in their tables."""
    for kind in KINDS:
        if kind.name.startswith(("agency", "supplier", "order-", "order")) and kind.status == 200:
            address = kind.address.format(**walk.addresses)
            channel = "e-katalog" if "e-katalog" in kind.name else "toko-daring"
            rows = rows_of(walk, kind.name, channel)
            page = walk.page(address, "parties")
            if kind.name.startswith("order"):
                walk.prints(page, [rows.counted("bersih").sen], address, "parties")
                walk.explains(page, known_of_rows(rows, "bersih"), address, "parties")
                continue
            # The province stands apart; unless a year is asked for, all of them are summed.
            summed_up = rows.ranked() if kind.name.startswith("supplier") else rows
            walk.prints(page, [summed_up.counted("bersih").sen], address, "parties")
            known = {rows.where(standing="counted").sen, rows.where(region="35").counted("bersih").sen}
            for one in (summed_up, *summed_up.by("year").values()):
                known |= known_of_rows(one, "bersih") | one.counted("bersih").sums("region", "year", year_month)
            walk.explains(page, known, address, "parties")


def rows_of(walk: Walk, name: str, channel: str) -> Rows:
    """The rows of the agency, supplier or order that stands for its kind."""
    key = walk.addresses[NAMED[name]].strip("/").split("/")[-1]
    if name.startswith("agency"):
        return Rows([row for row in walk.rows if row.slug == "kota-malang" and row.agency_identity == key])
    if name.startswith("supplier"):
        return walk.rows.where(supplier_key=key[:12], channel=channel)
    return walk.rows.where(order_key=key)


NAMED = {
    "agency": "agency",
    "agency-e-katalog": "agency_catalogue",
    "supplier": "supplier",
    "supplier-e-katalog": "supplier_catalogue",
    "order": "order",
    "order-several-lines": "order_lines",
    "order-sent-again": "order_snapshots",
    "order-e-katalog": "order_catalogue",
}
