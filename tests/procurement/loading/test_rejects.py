"""Rejected rows beside the figures: said of every slice that they may be of, and counted once in every sum."""

import re
from datetime import date

import pytest
from django.test import Client

from awards.evidence import Ground
from awards.models import Claim
from procurement.loading.load import LoadOptions
from procurement.loading.rejects import Rejects as OfSlice
from procurement.loading.rejects import shared_out
from procurement.loading.withdrawing import withdraw
from procurement.models import Edition, Load, Slice
from procurement.queries.questions import scope as scopes
from procurement.queries.rankings import ranking
from procurement.queries.reach import Rejects
from procurement.queries.spending import held
from regions.models import Region
from tests.procurement.loading.exports import csv_text, newer, row, write_csv, write_json
from tests.procurement.loading.test_plans import v5, v6

pytestmark = pytest.mark.django_db

TOKO, CATALOGUE = "toko-daring", "e-katalog"
MALANG, SURABAYA = ("35.73", 2022, "bela", TOKO), ("35.78", 2022, "bela", TOKO)


@pytest.fixture
def national(reference):
    """One good toko-daring row of each of the 38 regencies and cities, to which a test adds bad ones."""
    everyone = Region.objects.of_province("35").ranked().order_by("code")
    return [row(kd_klpd=one.klpd_code, nama_klpd=one.name, order_id=one.code) for one in everyone]


def said(address):
    html = re.sub(r"<[^>]+>", " ", Client().get(address).content.decode())
    return re.findall(r"\S+ baris (?:yang ditolak )?senilai [^ ]+", html)


def test_a_row_goes_where_everything_known_of_it_agrees():
    amounts = {
        ("35.73", 2022, "bela"): (1, 5),
        ("35.73", None, "bela"): (1, 6),
        ("35.78", 2021, "bela"): (1, 7),
        ("", None, "bela"): (1, 8),
        (None, None, "katalog-v6"): (1, 9),
        (None, None, None): (2, 10),
    }
    anyone = ({"region": None, "year": None, "system": None, "rows": 2, "sen": 10},)
    assert shared_out(amounts, {MALANG, SURABAYA}) == {MALANG: OfSlice(2, 11, anyone), SURABAYA: OfSlice(0, 0, anyone)}


@pytest.mark.parametrize(
    ("bad", "kind"),
    [({"tanggal_transaksi": "kemarin"}, row), ({"tanggal_transaksi": "2021-12-31 10:00:00"}, newer)],
    ids=["unreadable", "R27"],
)
def test_a_row_of_a_known_government_is_no_other_governments(loaded, reference, national, bad, kind):
    rows = [*national, row(order_id="x", valuasi=5_000_000, **bad)]
    if kind is newer:
        rows = [newer(**{k: v for k, v in one.items() if k != "nama_merchant"}) for one in rows]
    loaded(write_csv(reference / "x.csv", rows), options=LoadOptions(rejects=1))
    assert Slice.objects.count() == 38
    assert list(Slice.objects.filter(rejected_rows__gt=0).values_list("region", "rejected_sen")) == [
        ("35.73", 500_000_000)
    ]
    assert ranking(2022, TOKO, "bersih").rejects == Rejects(1, 500_000_000)
    assert ranking(2022, TOKO, "bersih", query="kediri").rejects == Rejects()
    assert said("/peringkat/2022/") == ["1 baris senilai Rp5.000.000"]


def test_a_row_of_one_system_is_not_anothers(loaded, reference):
    shop = write_json(reference / "toko.json", [row(), row(order_id="2", kd_klpd="D999x")])
    catalogue = write_json(reference / "v5.json", v5(100, tahun_anggaran="2022"))
    loaded(shop, catalogue, options=LoadOptions(rejects=1, as_of=date(2022, 12, 31)))
    assert dict(Slice.objects.values_list("system", "rejected_rows")) == {"bela": 1, "katalog-v5": 0}
    assert ranking(2022, CATALOGUE, "bersih").rejects == Rejects()


def test_two_systems_of_a_channel_count_a_reject_once(loaded, reference):
    new = [v6(1), v6(2, total_harga="banyak")]
    old = v5(100, tahun_anggaran="2025")
    a, b = write_json(reference / "v6.json", new), write_json(reference / "v5.json", old)
    loaded(a, b, options=LoadOptions(rejects=1, as_of=date(2025, 12, 31)))
    malang = Region.objects.get(code="35.73")
    assert Slice.objects.count() == 2
    assert held(malang, 2025, CATALOGUE, "bersih").rejects == Rejects(1, 0)


def test_a_row_that_may_be_anyones_is_said_of_each_and_counted_once(loaded, reference, national):
    path = reference / "x.csv"
    path.write_text(csv_text(national) + "a,b,c\n")
    edition = loaded(path, options=LoadOptions(rejects=1)).edition
    once = Rejects(0, 0, 1, 0)
    regions = sorted(Region.objects.of_province("35"), key=lambda one: one.code)
    malang = next(one for one in regions if one.code == "35.73")
    assert ranking(2022, TOKO, "bersih").rejects == once
    assert held(malang, 2022, TOKO, "bersih").rejects == once
    found = scopes.loaded(regions)
    assert scopes.scope(found, scopes.looked_at(regions, ""), 2022, TOKO).rejects == once
    sentence = "1 baris yang ditolak senilai Rp0 tidak pasti daerah, tahun, atau sistemnya"
    for address in ("/", "/peringkat/2022/", "/daerah/kota-malang/", "/peta/", "/data/", "/sorotan/"):
        assert Client().get(address).content.decode().count(sentence) == 1, address
    change = Edition.objects.get(number=edition).changes[0]
    assert (change["rejected"], change["unplaced"]) == (0, 1)
    page = Client().get(f"/data/muatan/{Load.objects.get().pk}/").content.decode()
    assert "baris ditolak yang mungkin miliknya: 1" in page and "baris ditolak: " not in page
    loads = Client().get("/api/v1/coverage?daerah=kota-malang").json()["baris"]
    assert [(one["baris_ditolak"], one["baris_tak_pasti"], one["nilai_tak_pasti_rupiah"]) for one in loads] == [
        (0, 1, 0)
    ]


def test_a_verdict_on_all_governments_counts_it_once(loaded, reference, national):
    path = write_csv(reference / "x.csv", [*national, row(kd_klpd="Z1", valuasi=7, order_id="x")])
    loaded(path, options=LoadOptions(rejects=1))
    claim = Claim(
        region_code="35", metric="programme-value", channel=TOKO, period_start=date(2022, 1, 1),
        period_end=date(2022, 12, 31),
    )  # fmt: skip
    left_out = Ground([claim]).evidence(claim).left_out
    assert (left_out.rejects.rows, left_out.rejects.unplaced_rows, left_out.rejects.unplaced_sen) == (0, 1, 700)


def test_a_change_of_rejects_alone_is_a_change(loaded, reference):
    good = [row(), row(kd_klpd="D181", nama_klpd="Kota Surabaya", order_id="2")]
    files = [write_csv(reference / f"{n}.csv", good) for n in range(2)]
    loaded(files[0])
    files[1].write_text(csv_text(good) + "a,b,c\n")
    assert not loaded(files[1], options=LoadOptions(rejects=1)).unchanged
    assert loaded(files[1], options=LoadOptions(rejects=1)).unchanged
    assert not loaded(files[0]).unchanged and not Slice.objects.exclude(unplaced=[]).exists()


def test_a_row_outside_the_reference_is_none_of_ours(loaded, reference):
    rows = [row(), row(kd_klpd="D181", nama_klpd="Kota Surabaya", order_id="2")]
    outside = row(kd_klpd="D300", nama_klpd="Pemerintah Daerah Kota Denpasar", order_id="3", valuasi="?")
    loaded(write_csv(reference / "x.csv", [*rows, outside]), options=LoadOptions(rejects=1))
    assert not Slice.objects.filter(rejected_rows__gt=0).exists()
    assert not Slice.objects.exclude(unplaced=[]).exists()


def test_a_slice_of_which_every_new_row_is_rejected_does_not_keep_its_old_figure_in_silence(loaded, refused, reference):
    surabaya = v6(2, kd_klpd="D181", nama_instansi="Kota Surabaya")
    loaded(write_csv(reference / "old.csv", [v6(1)]))
    path = write_csv(reference / "new.csv", [v6(1, total_harga=5), v6(1, total_harga=7), surabaya])
    refusal = refused(path, options=LoadOptions(rejects=2))
    assert (refusal.code, refusal.details) == ("F39", {"s": "35.73 2025 katalog-v6"})
    alone = write_csv(reference / "alone.csv", [v6(1, total_harga="banyak")])
    assert refused(alone, options=LoadOptions(rejects=1)).code == "F39", "also where nothing else is in the load"
    withdraw([Slice.objects.get()], confirm=withdraw([Slice.objects.get()], confirm=None, dry_run=True).token)
    assert loaded(path, options=LoadOptions(rejects=2)).edition, "what does not stand has no old figure"
