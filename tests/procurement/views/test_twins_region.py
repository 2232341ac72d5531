"""The tables of a government's year as one: each sums to what its page says, and none is cut short."""

import csv
import io
import re
from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal
from html import unescape as html_unescape

import pytest

from procurement.counting import RULES, Channel, Size, Stage, Standing
from procurement.downloads.page_fields import GOVERNMENT_YEAR
from procurement.identity import supplier_identity
from procurement.models import SizeRegister, SupplierSize, Total, Transaction
from procurement.views import words
from tests.builders import agency, bought, covered, publish, small_site, source_file, supplier
from tests.procurement.views.twin_reading import answer, rupiah, twin
from tests.visiting import body_of, client

__all__ = ["client"]  # fixtures
pytestmark = pytest.mark.django_db
HERE = "/daerah/kota-malang/2022"


@pytest.fixture
def rich():
    """More suppliers and agencies than a page prints, rows that no month holds, and rows that do not count."""
    rich = small_site()["rich"]
    file = source_file()
    for number in range(15):
        office = agency(rich, f"Dinas {number}", f"{number}.1")
        bought(
            rich, 100 + number, file, supplier=supplier(f"UD {number}"), agency=office, category=f"k{number};alat tulis"
        )
    bought(rich, 0, file, value_sen=7_05, ordered_at=None, stage=Stage.ONGOING, category="")
    bought(rich, 60, file, ordered_at=datetime(2023, 1, 1), marketplace="Blibli", verification="unverified")
    bought(rich, 9000, file, stage=Stage.FAILED)
    bought(rich, 8000, file, standing=Standing.REPEATED)
    publish()
    return rich


def tables(records):
    found = defaultdict(list)
    for record in records:
        found[record["tabel"]].append(record)
    return found


@pytest.mark.parametrize("rule", RULES)
def test_every_table_sums_to_the_figure_of_the_page(client, rich, rule):
    records, document = twin(client, HERE, f"?aturan={rule}", GOVERNMENT_YEAR)
    found = tables(records)
    rows = [one for one in Transaction.objects.filter(region=rich, year=2022) if counts(rule, one)]
    whole = Decimal(sum(one.value_sen for one in rows)) / 100
    assert rupiah(found["bulan"]) == rupiah(found["satker"]) == rupiah(found["penyedia"]) == whole
    assert rupiah(found["marketplace"]) == whole
    assert rupiah(found["kategori"]) - rupiah(found["kategori-ganda"]) == whole
    by_rule = {one["kunci"]: Decimal(one["nilai_rupiah"]) for one in found["aturan"]}
    assert by_rule[rule] == whole == Decimal(str(document["total_rupiah"]))
    for slug, value in by_rule.items():
        assert rupiah(one for one in found["tahap"] if slug in one["terhitung_oleh"].split(";")) == value
    assert sum(int(one["jumlah_baris"]) for one in found["tahap"]) == 20
    assert found["riwayat"][0]["nilai_rupiah"] == str(document["total_rupiah"])
    page = client.get(f"{HERE}/?aturan={rule}").content.decode()
    assert words.exact(int(whole * 100)) in page


def counts(rule, one):
    return RULES[rule].counts(one.channel, one.standing, one.stage, one.verification)


def test_none_is_cut_short(client, rich):
    found = tables(twin(client, HERE, "", GOVERNMENT_YEAR)[0])
    assert (
        len([one for one in found["penyedia"] if one["kunci"]])
        == Total.objects.get(region=rich, year=2022, rule="bersih", channel="toko-daring").suppliers
    )
    assert len(found["satker"]) == 17  # the unknown one too
    assert len(found["kategori"]) == 17 and len(found["gabungan-kategori"]) == 15
    assert {one["kunci"] for one in found["bulan"]} >= {"2022-06", "tanpa-tanggal", "tanggal-tahun-lain"}
    assert [one["kunci"][:4] for one in found["bulan-tahun-lain"]] == ["2021"] * 12


def test_a_month_without_data_is_empty_and_not_zero(client, rich):
    covered(rich, 2024, source_file(), date(2024, 2, 29))
    bought(rich, 5, source_file(), year=2024, ordered_at=datetime(2024, 1, 5))
    publish()
    months = {one["kunci"]: one for one in twin(client, "/daerah/kota-malang/2024", "", GOVERNMENT_YEAR)[0]}
    assert [months[f"2024-0{month}"]["nilai_rupiah"] for month in (1, 2, 3)] == ["5", "0", ""]
    assert months["2024-03"]["nama"] == "Maret 2024"


def test_sizes_by_the_register(client, rich):
    register = SizeRegister.objects.create(name="r.csv", operator="t", size=1, rows=1)
    named = {"identity": supplier_identity("UD 3"), "name": "UD 3", "size": Size.MICRO}
    SupplierSize.objects.create(register=register, system="bela", source="s", as_of=date(2023, 1, 1), **named)
    records, document = twin(client, HERE, "", GOVERNMENT_YEAR)
    found = tables(records)["ukuran"]
    assert rupiah(found) == Decimal(str(document["total_rupiah"]))
    assert {one["kunci"]: one["nilai_rupiah"] for one in found}[Size.MICRO] == "103"


def test_catalogues_and_channels_stay_apart(client, rich):
    file = source_file()
    covered(rich, 2022, file, channel=Channel.E_KATALOG, system="katalog-v6")
    more = {"channel": Channel.E_KATALOG, "system": "katalog-v6", "marketplace": ""}
    bought(rich, 70, file, details={"catalogue": "Nasional"}, **more)
    bought(rich, 30, file, details={}, **more)
    publish()
    found = tables(twin(client, HERE, "?kanal=e-katalog", GOVERNMENT_YEAR)[0])
    assert sorted(one["nilai_rupiah"] for one in found["katalog"]) == ["30", "70"]
    assert rupiah(found["satker"]) == 100 and "marketplace" not in found


def test_linked_named_and_strict(client, rich):
    page = client.get(f"/en{HERE}/?aturan=semua").content.decode()
    assert all(f'href="{HERE}.{kind}?aturan=semua"' in page for kind in ("csv", "xlsx", "json"))
    named = answer(client, HERE, "xlsx").headers["Content-Disposition"]
    assert "kota-malang-2022-tabel-toko-daring-bersih-edisi-2.xlsx" in named
    for path, query, status in (
        (HERE, "?x=1", 400),
        (HERE, "?tabel=bulan", 400),
        (HERE, "?kanal=e-katalog&aturan=terverifikasi", 400),
        ("/daerah/kota-malang/1999", "", 404),
        ("/daerah/nowhere/2022", "", 404),
    ):
        answer(client, path, "csv", query, status)


def test_where_no_row_counts_the_table_is_empty(client):
    silent = small_site()["silent"]
    covered(silent, 2022, source_file())
    records, document = twin(client, "/daerah/kabupaten-blitar/2022", "", GOVERNMENT_YEAR)
    assert (records, document["total_rupiah"]) == ([], 0)


@pytest.mark.parametrize("query", ["", "?kanal=e-katalog"])
def test_where_nothing_is_loaded_there_is_no_total(client, query):
    small_site()
    records, document = twin(client, "/daerah/kabupaten-blitar/2022", query, GOVERNMENT_YEAR)
    assert (records, document["total_rupiah"]) == ([], None), "no data is not zero"


def test_hostile_names_are_no_formulas(client, rich):
    Transaction.objects.filter(region=rich, marketplace="Blibli").update(marketplace="=1+1", category="+k")
    names = {one["nama"] for one in twin(client, HERE, "", GOVERNMENT_YEAR)[0]}
    assert "'=1+1" in names and "'+k" in names


@pytest.mark.parametrize("rule", RULES)
def test_the_rows_that_the_page_offers_sum_to_its_headline(client, rich, rule):
    html = client.get(f"{HERE}/?aturan={rule}").content.decode()
    address = html_unescape(re.search(r'<li><a href="([^"]+)" download="kota-malang-2022.csv"', html)[1])
    rows = list(csv.DictReader(io.StringIO(body_of(client.get(address)).decode(), newline="")))
    total = Total.objects.get(region=rich, year=2022, channel="toko-daring", rule=rule)
    assert sum(Decimal(row["nilai_rupiah"]) for row in rows) * 100 == total.value_sen
    assert len(rows) == total.rows
