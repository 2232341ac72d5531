"""Editions: what each changed, and rankings that stay as they were published."""

import json
import re

import pytest
from django.conf import settings
from django.core.management import call_command

from procurement.loading.load import Consent, LoadOptions, load
from procurement.models import Edition, Frozen, Total
from tests.procurement.loading.exports import row, write_csv
from tests.visiting import body_of

pytestmark = pytest.mark.django_db
IN_WHAT = "nilai, pesanan, baris dan peringkat"


@pytest.fixture
def loaded(db, tmp_path, monkeypatch):
    """Three editions: governments; two cities; one of them with more, so that the ranks change."""
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path / "data")
    call_command("load_regions", settings.BASE_DIR / "fixtures" / "regions.csv", verbosity=0)
    kediri = {"kd_klpd": "D187", "nama_klpd": "Pemerintah Daerah Kota Kediri"}

    def run(name, rows):
        return load([write_csv(tmp_path / name, rows)], LoadOptions(), Consent("test"))

    rows = [row(order_id="1", valuasi=100), row(order_id="2", valuasi=300, **kediri)]
    run("first.csv", rows)
    run("second.csv", [row(order_id="1", valuasi=100), row(order_id="3", valuasi=500)])
    return Edition.objects.order_by("number").values_list("number", flat=True)


def links_of(answer):
    """relation -> address on this site"""
    body_of(answer)  # a workbook is a file until it is read
    found = re.findall(r'<([^>]*)>; rel="([^"]*)"', answer.headers["Link"])
    return {relation: address.removeprefix(settings.SITE_URL) for address, relation in found}


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_list_says_what_each_edition_changed(client, loaded):
    html = page(client, "/edisi/")
    assert html.index("Edisi 3, ") < html.index("Edisi 2, ")
    assert (
        "second.csv" in html and "Angka 2 daerah berubah, 2022: nilai, pesanan, baris dan peringkat." in html
    )  # Kediri's rank changed with Malang's value
    english = page(client, "/en/edisi/")
    assert "2022: value, orders, rows, suppliers, rank and population." in english, "edition 2 is the first with any"


def test_an_edition_says_how_far_its_data_reach(client, loaded, tmp_path):
    days = ("2022-11-15 10:00:00", "2022-12-05 10:00:00")
    rows = [row(order_id=str(n), tanggal_transaksi=days[n == 9]) for n in range(10)]
    load([write_csv(tmp_path / "newer.csv", rows)], LoadOptions(), Consent("test"))
    load([write_csv(tmp_path / "older.csv", rows[:9])], LoadOptions(), Consent("test"))
    forward, back = page(client, "/edisi/4/"), page(client, "/edisi/5/")
    assert "1 Desember 2022 → 5 Desember 2022</span>" in forward and "mundur" not in forward
    until = "5 Desember 2022 → 15 November 2022 (mundur)"
    assert f"<li>Kota Malang 2022 (bela): {until}</li>" in back and f"<span>{until}</span>" in back
    assert "5 December 2022 → 15 November 2022 (goes back)" in page(client, "/en/edisi/5/")
    twin = json.loads(body_of(client.get("/edisi/5.json")))
    (piece,) = [one for one in twin["baris"] if one["tabel"] == "potongan"]
    assert (piece["data_sampai_sebelum"], piece["data_sampai_sesudah"]) == ("2022-12-05", "2022-11-15")


def test_an_edition_made_before_this_was_kept_says_what_it_knows(client, loaded):
    edition = Edition.objects.get(number=3)
    edition.changes = [{k: v for k, v in one.items() if k != "as_of_before"} for one in edition.changes]
    edition.save()
    assert '<td data-l="Data s.d."><span>1 Desember 2022</span>' in page(client, "/edisi/3/")


def test_an_edition_names_figures_and_rows(client, loaded):
    html = page(client, "/edisi/3/")
    assert "100 → 600" in html and "2 → 1" in html and "1 → 2" in html
    assert "1 baris ditambah, 0 berubah, 0 ditarik." in html
    assert "Ada edisi yang lebih baru" not in html
    assert "<b>Ada edisi yang lebih baru: dua daerah berubah (nilai, pesanan, baris dan peringkat).</b>" in page(
        client, "/edisi/2/"
    )
    assert '<a href="/en/edisi/3/">Edition 3 is what' in page(client, "/en/edisi/2/")
    assert f'href="/data/muatan/{Edition.objects.get(number=3).load_id}/"' in html


def test_a_frozen_ranking_stays_as_it_was(client, loaded):
    Total.objects.all().delete()  # only what was frozen is read
    old, new = page(client, "/edisi/2/peringkat/2022/"), page(client, "/edisi/3/peringkat/2022/")
    assert old.index("Kota Kediri") < old.index("Kota Malang") and new.index("Kota Malang") < new.index("Kota Kediri")
    assert f"<b>Ada edisi yang lebih baru: dua daerah berubah dalam peringkat ini ({IN_WHAT}).</b>" in old
    assert 'href="/edisi/3/peringkat/2022/">Peringkat ini dalam edisi 3</a>' in old
    assert "lebih baru" not in new


def test_a_frozen_ranking_is_cited_as_its_own_edition(client, loaded):
    html = page(client, "/edisi/2/peringkat/2022/")
    assert "edisi 2, " in html and "edisi 3, " not in html
    answer = client.get("/edisi/2/peringkat/2022/?aturan=semua")
    assert answer.headers["Memento-Datetime"].endswith(" GMT")
    assert links_of(answer)["original latest-version"] == "/peringkat/2022/?aturan=semua"


def test_where_a_government_says_that_its_figure_stays_it_stands(client, loaded):
    cited = re.search(
        r"angka ini tetap di http://[^/]+(/edisi/3/[^#<]+)#([^<. ]+)", page(client, "/daerah/kota-malang/")
    )
    (row,) = re.findall(rf'<tr id="{cited[2]}">.*?</tr>', page(client, cited[1]))
    assert '<data value="600">' in row


@pytest.mark.parametrize("kind", ["/", ".csv", ".json", ".xlsx"])
def test_versions_are_linked(client, loaded, kind):
    """RFC 5829; edition 1 has no ranking."""
    links = links_of(client.get(f"/edisi/2/peringkat/2022{kind}?aturan=semua"))
    assert links["successor-version"] == f"/edisi/3/peringkat/2022{kind}?aturan=semua"
    assert links["original latest-version"] == f"/peringkat/2022{kind}?aturan=semua"
    assert links["canonical"] == "/edisi/2/peringkat/2022/?aturan=semua"
    assert "predecessor-version" not in links
    newest = client.get(f"/edisi/3/peringkat/2022{kind}")
    assert links_of(newest)["predecessor-version"] == f"/edisi/2/peringkat/2022{kind}"
    assert "successor-version" not in links_of(newest) and newest.headers["Memento-Datetime"].endswith(" GMT")


def test_a_ranking_whose_year_is_gone_leads_to_the_edition(client, loaded):
    Frozen.objects.filter(edition=3).delete()
    html = page(client, "/edisi/2/peringkat/2022/")
    assert '<a href="/edisi/3/">Edisi 3</a>' in html and "peringkat hari ini" not in html


def test_what_took_sample_rows_out_prints_them_as_before(client, loaded):
    """Edition 3 holds none any more, but its changes begin with edition 2's."""
    Edition.objects.filter(number=2).update(is_sample=True)
    for address in ("/edisi/2/", "/edisi/3/"):
        html = page(client, address)
        assert '<span class="tag">data contoh</span></h1>' in html and "<title>Data contoh: " in html
    answer = client.get("/edisi/3.json")
    assert json.loads(body_of(answer))["contoh"] is True
    assert 'filename="perubahan-edisi-3-contoh.json"' in answer.headers["Content-Disposition"]
    assert body_of(client.get("/edisi/3.csv")).decode().splitlines()[1].endswith(",3,true")
    assert page(client, "/edisi/").count("data contoh</span>") == 1, "the list prints no figures"
    Edition.objects.filter(number=2).update(is_sample=False)
    assert "ata contoh" not in page(client, "/edisi/3/")
    assert json.loads(body_of(client.get("/edisi/3.json")))["contoh"] is False


@pytest.mark.sqlite
def test_the_figures_of_one_government_are_found_by_an_index(loaded):
    """Editions freeze those of all governments: a feed must not walk through them."""
    asked = Frozen.objects.filter(region_code="35.73", rule="bersih")
    assert "USING INDEX frozen_of_region" in asked.explain()
    assert "USING INDEX frozen_of_region" in asked.filter(year=2022, channel="toko-daring", edition__gte=2).explain()


def test_twins_of_a_frozen_ranking(client, loaded):
    twin = json.loads(client.get("/edisi/2/peringkat/2022.json").content)
    assert (twin["edisi"], twin["contoh"], twin["total_rupiah"]) == (2, False, 400)
    assert [(one["daerah"], one["peringkat"], one["nilai_rupiah"]) for one in twin["baris"]] == [
        ("Kota Kediri", 1, 300),
        ("Kota Malang", 2, 100),
    ]
    stored = Frozen.objects.filter(edition=2, rule="semua", year=2022, rank__isnull=False)
    asked = json.loads(client.get("/edisi/2/peringkat/2022.json?aturan=semua").content)
    assert sum(one["nilai_rupiah"] for one in asked["baris"]) * 100 == sum(one.value_sen for one in stored)
    csv = client.get("/edisi/2/peringkat/2022.csv")
    assert csv.content.decode().splitlines()[1].endswith(",2022,toko-daring,bersih,2,false")
    assert 'filename="peringkat-2022-toko-daring-bersih-edisi-2.csv"' in csv.headers["Content-Disposition"]


def test_a_government_that_the_reference_dropped_stands_under_its_code(client, loaded):
    Frozen.objects.filter(region_code="35.71").update(region_code="35.99")
    Frozen.objects.create(
        edition_id=2, region_code="61.71", year=2022, channel="toko-daring", rule="bersih",
        population=1, rank=1, value_sen=1, orders=1, rows=1, suppliers=1,
    )  # fmt: skip
    html = page(client, "/edisi/2/peringkat/2022/")
    assert "35.99" in html and "61.71" not in html


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/edisi/99/", 404),
        ("/edisi/0/", 404),
        ("/edisi/03/", 404),
        ("/edisi/999999999999999999/", 404),
        ("/edisi/99999999999999999999/", 404),
        ("/edisi/2/peringkat/2021/", 404),
        ("/edisi/1/peringkat/2022/", 404),
        ("/edisi/?halaman=2", 404),
        ("/edisi/?halaman=0", 400),
        ("/edisi/3/?x=1", 400),
        ("/edisi/3/peringkat/2022/?urut=nilai", 400),
        ("/edisi/3/peringkat/2022/?kanal=e-katalog&aturan=terverifikasi", 400),
        ("/edisi/3/peringkat/2022.csv?kanal=x", 400),
    ],
)
def test_bad_requests(client, loaded, address, status):
    assert client.get(address).status_code == status


def test_the_list_costs_the_same_however_many_editions(client, loaded, django_assert_num_queries):
    with django_assert_num_queries(6):
        page(client, "/edisi/")
    newest = Edition.objects.get(number=3)
    for number in range(4, 44):
        Edition.objects.create(number=number, made_at=newest.made_at, cause="load", load=newest.load)
    with django_assert_num_queries(6):
        page(client, "/edisi/")


def test_nothing_published(client):
    assert "Belum ada data." in page(client, "/edisi/")


@pytest.mark.parametrize(
    ("query", "cited"),
    [
        ("", "/edisi/3/peringkat/2022/"),
        ("?aturan=semua", "/edisi/3/peringkat/2022/?aturan=semua"),
        ("?jenis=kota", "/peringkat/2022/?jenis=kota"),
        ("?urut=-pesanan", "/peringkat/2022/?urut=-pesanan"),
    ],
)
def test_a_ranking_is_cited_as_its_edition_froze_it(client, loaded, query, cited):
    """Where the frozen one shows the same."""
    html = client.get(f"/peringkat/2022/{query}").content.decode()
    assert re.search(rf"edisi 3, rilis [^,]*, {re.escape(settings.SITE_URL + cited)}[<;]", html)
    assert re.search(rf", {re.escape(settings.SITE_URL)}/en{re.escape(cited)}[<;]", html)
    assert client.get(cited).status_code == 200


@pytest.mark.parametrize("address", ["/edisi/", "/tentang/", "/koreksi/", "/data/lisensi/"])
def test_no_more_is_promised_to_stay_than_is_frozen(client, loaded, address):
    """A part of a figure cannot be asked of an edition; a page of parts promises nothing."""
    html = page(client, address)
    assert "nilai, pesanan, baris, penyedia, jumlah penduduk, dan peringkat setiap daerah" in html
    assert "hanya ada sebagaimana dalam edisi terbaru" in html
    figure = "/asal/?daerah=kota-malang&tahun=2022&edisi=2"
    for measure in ("nilai", "pesanan", "baris", "penyedia"):
        page(client, f"{figure}&ukuran={measure}")
    for part in ("kategori=atk", "bulan=6", "satker=1001"):
        assert client.get(f"{figure}&{part}").status_code == 400
    assert "tetap di http" not in page(client, "/daerah/kota-malang/transaksi/")
