"""A figure by what its rows have in common: each condition, by itself and with others, against sums done by hand."""

import csv
import io
from datetime import datetime

import pytest

from procurement.counting import Channel, Stage, Standing, Verification
from procurement.models import SizeRegister, SupplierSize
from procurement.passport_form import PassportForm
from procurement.queries import passport
from procurement.queries.conditions import NARROWING
from procurement.views.condition_words import SAYS
from tests.builders import agency, bought, covered, publish, small_site, source_file, supplier
from tests.visiting import body_of

pytestmark = pytest.mark.django_db

MALANG = "daerah=kota-malang&tahun=2022"
EQUAL = "Dijumlahkan ulang dari barisnya: sama"


@pytest.fixture
def site():
    """Kota Malang 2022: 510 of June from CV Maju for 1001, and what stands below, beside it what sets it apart."""
    found = small_site()
    file, rich = source_file(rows=9), found["rich"]
    covered(rich, 2022, file, channel=Channel.E_KATALOG, system="katalog-v6")
    office, shop = agency(rich, "Dinas Kesehatan", "2002"), supplier("PT Toko")
    theirs = {"agency": office, "supplier": shop, "supplier_name": shop.name}
    bought(rich, 7, file, order_id="two", month=3, ordered_at=datetime(2022, 3, 1, 23, 15), **theirs)  # at night
    bought(rich, 20, file, order_id="two", month=12, ordered_at=datetime(2022, 12, 1), **theirs)  # without a time
    bought(rich, 300, file, category="obat;buku", description="Jarum suntik", **theirs)
    bought(rich, 4000, file, ordered_at=None, category="", marketplace="Toko Lain")  # no date, agency or supplier
    bought(rich, 50000, file, ordered_at=datetime(2023, 1, 4), marketplace="TOKO LAIN", stage=Stage.ONGOING)
    bought(rich, 600000, file, stage=Stage.FAILED, verification=Verification.UNVERIFIED, **theirs)  # not counted
    bought(rich, 7000000, file, standing=Standing.REPEATED, verification=Verification.NOT_STATED, **theirs)  # nor this
    bought(rich, 9, file, channel=Channel.E_KATALOG, system="katalog-v6", details={"catalogue": "Lokal"}, **theirs)
    bought(rich, 80, file, channel=Channel.E_KATALOG, system="katalog-v6", details={"catalogue": "LOKAL"})
    register = SizeRegister.objects.create(operator="test", name="s.csv", sha256="0" * 64, size=1, rows=1)
    SupplierSize.objects.create(
        register=register, system="bela", identity="toko", name="PT Toko", size="kecil", source="x", as_of="2022-01-01"
    )
    publish()
    return found | {"shop": shop}


def figure(client, query):
    """What the rows of a figure come to and how many they are, after the page was found to state just that."""
    html = client.get(f"/asal/?{query}").content.decode()
    assert EQUAL in html, query
    rows = list(
        csv.DictReader(io.StringIO(body_of(client.get(f"/asal.csv?{query}")).decode(), newline=""), strict=True)
    )
    value = sum(int(row["nilai_rupiah"]) for row in rows)
    assert f"<b>Rp{value:,}</b>".replace(",", ".") in html
    return value, len(rows)


@pytest.mark.parametrize(
    ("more", "value", "rows"),
    [
        ("", 54837, 6),
        ("&bulan=3", 7, 1),
        ("&bulan=3-12", 837, 4),
        ("&bulan=tanpa-tanggal", 4000, 1),
        ("&bulan=tahun-lain", 50000, 1),
        ("&tanpa=desember", 54817, 5),
        ("&tanpa=pesanan-terbesar", 4837, 5),
        ("&satker=2002", 327, 3),
        ("&satker=tidak-disebut", 54000, 2),
        ("&satker=2002&bulan=12", 20, 1),
        ("&penyedia=tidak-disebut", 54000, 2),
        ("&kategori=obat", 300, 1),
        ("&kategori=obat%3Bbuku", 300, 1),
        ("&kategori=tidak-disebut", 4000, 1),
        ("&lokapasar=toko+lain", 54000, 2),
        ("&lokapasar=mbiz+market", 837, 4),
        ("&waktu=malam", 7, 1),
        ("&waktu=tercatat", 817, 3),
        ("&skala=kecil", 327, 3),
        ("&skala=kecil,tidak-diketahui", 54837, 6),
        ("&skala=mikro", 0, 0),
        ("&tahap=ongoing", 50000, 1),
        ("&dari=2022-03-01&sampai=2022-12-01", 837, 4),
        ("&dari=2022-03-02&sampai=2022-11-30", 810, 2),
        ("&min=300&maks=510", 810, 2),
        ("&q=suntik", 300, 1),
        ("&sistem=bela", 54837, 6),
        ("&kanal=e-katalog&katalog=lokal", 89, 2),
        ("&aturan=semua", 7654837, 8),
        ("&aturan=semua&kedudukan=berulang", 7000000, 1),
        ("&aturan=semua&kedudukan=berulang&dihitung=tidak-gagal,semua", 7000000, 1),
        ("&aturan=semua&kedudukan=counted&tahap=failed&verifikasi=unverified", 600000, 1),
        ("&aturan=semua&verifikasi=tidak-disebut", 7000000, 1),
    ],
)
def test_each_condition(client, site, more, value, rows):
    assert figure(client, f"{MALANG}{more}") == (value, rows)


def test_conditions_that_need_no_government(client, site):
    shop = site["shop"].key
    assert figure(client, f"penyedia={shop}") == (327, 3)
    assert figure(client, f"penyedia={shop}&kategori=obat") == (300, 1)
    assert figure(client, "tahun=2022&jenis=kota") == (55047, 7)  # with Kediri's 210
    assert figure(client, "tahun=2022&nama=malang") == (55147, 7)  # with the regency's 310
    assert figure(client, "jenis=semua&dari=2022-06-01&sampai=2022-06-30") == (2240, 5)  # with the province's 910
    assert figure(client, "daerah=kota-malang") == (55337, 7)  # with 500 of 2021


def test_an_order_under_each_rule(client, site):
    key = (
        client.get("/asal.json?" + MALANG + "&bulan=3").headers
        and site["rich"].transactions.get(order_id="two", month=3).order_key
    )
    assert figure(client, f"transaksi={key}") == (27, 2)
    html = client.get(f"/asal/?transaksi={key}").content.decode()
    assert f'href="/transaksi/{key}/"' in html and "<dt>Pesanan</dt><dd>two</dd>" in html


def test_what_is_said_of_the_rows(client, site):
    html = client.get(f"/asal/?{MALANG}&satker=2002&bulan=3-12&skala=kecil,tidak-diketahui").content.decode()
    for said in (
        "<dt>Satker</dt><dd>Dinas Kesehatan</dd>",
        "<dt>Bulan</dt><dd>Maret–Desember</dd>",
        "<dt>Skala penyedia</dt><dd>kecil, tidak diketahui</dd>",
        "diperiksa apakah aturan menghitungnya",
    ):
        assert said in html
    assert "memeriksa apakah aturan menghitungnya" not in client.get(f"/asal/?{MALANG}&bulan=3").content.decode()


def test_what_totals_cannot_say_is_not_compared(client, site):
    one, several = (client.get(f"/asal/?{MALANG}&bulan={months}").content.decode() for months in ("3", "3-12"))
    assert ">Pesanan</th><td" in one and ">Pesanan</th><td" not in several


def test_very_many_rows_are_summed_by_groups(client, site, monkeypatch):
    monkeypatch.setattr(passport, "MOST_ONE_BY_ONE", 2)
    assert figure(client, f"{MALANG}&satker=2002") == (327, 3)
    assert figure(client, f"{MALANG}&aturan=semua&kategori=alat+tulis") == (7650537, 6)
    html = client.get(f"/asal/?{MALANG}&satker=2002").content.decode()
    assert "per tahap, kedudukan, dan verifikasi" in html and ">Pesanan</th><td" in html


def test_every_condition_has_a_key_and_words():
    assert list(NARROWING) == list(SAYS)
    assert set(NARROWING) < set(PassportForm.base_fields)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        (f"{MALANG}&satker=9999", 404),
        (f"{MALANG}&kategori=tidak-ada-yang-begini", 404),
        (f"{MALANG}&lokapasar=x", 404),
        ("penyedia=aaaaaaaaaaaa", 404),
        ("transaksi=aaaaaaaaaaaa", 404),
        (f"{MALANG}&edisi=77", 404),
        (f"{MALANG}&bulan=13", 400),
        (f"{MALANG}&bulan=8-3", 400),
        (f"{MALANG}&skala=kecil,mikro", 400),
        (f"{MALANG}&skala=raksasa", 400),
        (f"{MALANG}&dari=2022-01-01", 400),
        (f"{MALANG}&dari=2022-02-30&sampai=2022-03-01", 400),
        (f"{MALANG}&dari=2022-03-02&sampai=2022-03-01", 400),
        (f"{MALANG}&jenis=kota", 400),
        (f"{MALANG}&edisi=1&bulan=3", 400),
        ("daerah=kota-malang&bulan=3", 400),
        ("daerah=kota-malang&tanpa=desember", 400),
        ("tahun=2022&satker=1001", 400),
        ("tahun=2022&kategori=obat", 400),
        ("tahun=2022&q=suntik", 400),
        ("tahun=2022&tanpa=pesanan-terbesar", 400),
        ("jenis=kota", 400),
        ("edisi=1", 400),
    ],
)
def test_what_does_not_fit_together(client, site, query, status):
    assert client.get(f"/asal/?{query}").status_code == status
    assert client.get(f"/asal.csv?{query}").status_code == status
