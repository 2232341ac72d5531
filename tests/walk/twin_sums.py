"""What the rows of a page's twin must come to: the figures that the page prints, and its passports state."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from tests.page_figures import Printed, number, read

type Records = Sequence[Mapping[str, str]]

REST = re.compile(r"[\d.]+ lainnya")
GOVERNMENT = re.compile(r"/daerah/[a-z-]+/\d{4}")


def check(
    page: str, body: str, stem: str, records: Records, document: Mapping[str, Any], said: Mapping[str, str]
) -> None:
    """`stem`: the twin's address without its kind. `said`: what the passports that were followed state."""
    printed = read(body)
    if stem.startswith(("/peringkat/", "/peta")) or "/peringkat/" in stem:
        totals = [number(row[2]) for table in printed.tables for row in table.foot] or printed.amounts()
        assert not records or rupiah(records) in totals, page
    elif stem.endswith("/transaksi"):
        if urlsplit(page).path.endswith("/transaksi/"):
            assert set(sums(records, "kanal").values()) <= {*printed.amounts(), 0}, page
    elif stem == "/bandingkan":  # months and categories stand in the tables of each government
        assert {sen(record["nilai_rupiah"]) for record in records if record["nilai_rupiah"]} <= cells(printed), page
    elif stem.startswith(("/satker/", "/penyedia/", "/transaksi/")):
        assert rupiah(records) in {*printed.amounts(), *cells(printed)}, page
    elif GOVERNMENT.fullmatch(stem):
        _government(page, printed, sums(records, "tabel"), sen(document["total_rupiah"]))
    elif stem == "/daerah":
        for record in (one for one in records if one["nilai_rupiah"]):
            address = f"/asal/?daerah={record['slug']}&tahun={record['tahun']}"
            assert address not in said or number(said[address][2:]) == sen(record["nilai_rupiah"]), record
    elif stem.startswith(("/klaim/", "/penghargaan")):
        counted = {sen(record["nilai_transaksi_rupiah"]) for record in records if record["nilai_transaksi_rupiah"]}
        assert not stem.startswith("/klaim/") or counted <= {*printed.amounts(), *cells(printed)}, page
    elif not stem.startswith("/asal"):
        known = {
            sen(value) for record in records for name, value in record.items() if name.endswith("_rupiah") and value
        }
        assert cells(printed) <= {0} | known | _ledgers(records), page


def _government(page: str, printed: Printed, tables: Mapping[str, int], total: int) -> None:
    """Each breakdown is the whole; every stage of every row is what the rule that counts all of them gives."""
    for name in ("satker", "penyedia", "marketplace", "ukuran"):
        assert tables.get(name, total) == total, (page, name)
    assert tables.get("kategori", total) - tables.get("kategori-ganda", 0) == total, page
    if total:
        assert {total, tables["tahap"]} <= {*printed.amounts(), *cells(printed)}, page


def _ledgers(records: Records) -> set[int]:
    """The sums that a page of ledgers prints: of a column over the files of a channel, of a file, of them all."""
    lines = [one for one in records if one.get("tabel") == "buku-kas"]
    found: set[int] = set()
    for names in (("kanal", "golongan"), ("kanal",), ("berkas",)):
        groups: defaultdict[tuple[str, ...], int] = defaultdict(int)
        for one in lines:
            groups[tuple(one[name] for name in names)] += sen(one["nilai_rupiah"])
        found |= set(groups.values())
    return found


def cells(printed: Printed) -> set[int]:
    """Of all columns in rupiah, the lines that only sum the rest left out."""
    return {
        sen_of
        for table, place in printed.columns_of_money()
        for row in (*table.body, *table.foot)
        if len(row) > place and not REST.fullmatch(row[0])
        if (sen_of := number(row[place], printed.language)) is not None
    }


def sen(amount: object) -> int:
    return int(Decimal(str(amount or 0)) * 100)


def rupiah(records: Records) -> int:
    return sum(sen(record["nilai_rupiah"]) for record in records)


def sums(records: Records, by: str) -> dict[str, int]:
    found: defaultdict[str, int] = defaultdict(int)
    for record in records:
        found[record[by]] += sen(record["nilai_rupiah"])
    return dict(found)
