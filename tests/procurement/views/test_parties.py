"""The pages of an agency and of a supplier: their figures are sums of rows, the province stands apart."""

import re
from datetime import date

import pytest

from procurement.counting import RULES, Channel, Stage, Standing
from procurement.models import Slice, Supplier, Transaction
from tests.builders import agency, bought, covered, publish, small_site, source_file, supplier
from tests.visiting import without_sources

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    """One firm that sells to two cities and the province; offices; rows that must not count beside each."""
    regions = small_site()
    file, firm = source_file(rows=9), supplier("CV Jaya")
    office = agency(regions["rich"], "Dinas Kesehatan", "1.02")
    of_firm = {"supplier": firm, "supplier_name": "CV. JAYA"}
    mine = {**of_firm, "agency": office, "agency_name": office.name}
    bought(regions["rich"], 700, file, category="obat;alat", order_id="two", **mine)
    bought(regions["rich"], 70, file, category="obat", order_id="two", **mine)
    bought(regions["rich"], 7, file, year=2021, **mine)
    bought(regions["rich"], 90000, file, stage=Stage.FAILED, **mine)
    bought(regions["rich"], 80000, file, standing=Standing.REPEATED, **mine)
    bought(regions["rich"], 11, file, agency=office, agency_name=office.name, supplier=None, supplier_name="")
    bought(regions["poor"], 40, file, **of_firm)
    bought(regions["province"], 5000, file, **of_firm)
    regions |= {"office": office, "firm": firm}
    publish()
    return regions


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, address
    return without_sources(answer.content.decode())


def naive(rule="bersih", year=None, **where):
    rows = Transaction.objects.filter(channel="toko-daring", **where)
    counted = [r for r in rows if RULES[rule].counts(r.channel, r.standing, r.stage, r.verification)]
    return sum(r.value_sen for r in counted if year in (None, r.year)) // 100


def supplier_page(firm):
    return f"/penyedia/{firm.key}-{'cv-jaya'}/"


def plain(number):
    return f"{number:,}".replace(",", ".")


OFFICE = "/satker/kota-malang/1.02/"


def test_the_default_channel_is_cited_where_an_address_without_one_means_another(client, site):
    firm = supplier("CV Katalog")
    bought(site["rich"], 60, source_file(), channel="e-katalog", system="katalog-v6", verification="", supplier=firm)
    publish()
    path = f"/penyedia/{firm.key}-cv-katalog/"
    assert "lewat e-katalog" in page(client, path)
    html = page(client, f"{path}?kanal=toko-daring")
    assert f"{path}?kanal=toko-daring</p>" in html and "lewat toko daring" in html


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("year", [None, 2022])
def test_an_agencys_value_is_the_sum_of_its_rows(client, site, rule, year):
    html = page(client, f"{OFFICE}?aturan={rule}&tahun={year or ''}")
    value = naive(rule, year, agency=site["office"])
    assert f'<dd class="n">Rp{plain(value)}</dd>' in html
    others = {slug: naive(slug, year, agency=site["office"]) for slug in RULES}
    assert all(f'<td class="num">{plain(one)}</td>' in html for one in others.values())


def test_an_agencys_parts(client, site):
    html = page(client, f"{OFFICE}?tahun=2022")
    assert "<h1>Dinas Kesehatan</h1>" in html
    assert naive(year=2022, agency=site["office"]) == 781
    assert "60,5% dari belanja Kota Malang di sana" in html  # 781 of 1,291
    assert re.search(r"Obat</a><svg.*?<td class=\"num\">770</td>", html)  # 700 named with another category, and 70
    assert "Rp700 ada lebih dari sekali" in html
    assert re.search(r">CV Jaya</a><svg.*?<td class=\"num\">770</td>", html)
    assert re.search(r"tidak disebut sumbernya<svg.*?<td class=\"num\">11</td>", html)
    assert 'href="/daerah/kota-malang/transaksi/?tahun=2022&amp;kanal=toko-daring&amp;satker=1.02' in html
    assert html.count('href="/transaksi/') == 3


def test_offices_of_two_systems_with_one_code(client, site):
    other = agency(site["rich"], "Dinkes", "1.02", system="katalog-v6")
    covered(site["rich"], 2022, source_file(), channel=Channel.E_KATALOG, system="katalog-v6")
    bought(
        site["rich"], 33, source_file(), channel=Channel.E_KATALOG, system="katalog-v6", agency=other,
        agency_name=other.name, marketplace="",
    )  # fmt: skip
    publish()
    html = page(client, OFFICE)
    assert "Satu kode, beberapa satker" in html and "Dinkes" in html
    assert "Rp33" in page(client, "/satker/kota-malang/katalog-v6:1.02/"), "its own channel, though none is named"
    assert "Dinkes (katalog-v6)" in page(client, "/satker/kota-malang/bela:1.02/")


def test_an_office_of_the_same_name_in_another_system_is_named_and_not_merged(client, site):
    other = agency(site["rich"], "DINAS  KESEHATAN", "993.7", system="katalog-v6")
    elsewhere = agency(site["poor"], "Dinas Kesehatan", "5.5", system="katalog-v6")
    html = page(client, OFFICE)
    said = html[html.index("Kode atau nama yang sama di sistem lain") :].partition("</p>")[0]
    assert re.findall(r'href="([^"]*)"', said) == ["/satker/kota-malang/993.7/"] and other.name in said
    assert elsewhere.code not in said
    assert f'<dd class="n">Rp{plain(naive(agency=site["office"]))}</dd>' in html


@pytest.fixture
def two_catalogues(site):
    """A firm and an office of catalogue 5, which has rows in 2022 only; Kota Malang bought in catalogue 6 as well."""
    city, file = site["rich"], source_file()
    office, firm = agency(city, "Setda", "993201", "katalog-v5"), supplier("CV Lima", "katalog-v5", "99")

    def buys(system, year, rupiah, **who):
        if not Slice.objects.filter(region=city, year=year, system=system).exists():
            covered(city, year, file, channel=Channel.E_KATALOG, system=system)
        bought(city, rupiah, file, year=year, channel=Channel.E_KATALOG, system=system, verification="", **who)

    buys("katalog-v5", 2022, 171, agency=office, supplier=firm)
    buys("katalog-v5", 2022, 829)
    buys("katalog-v6", 2023, 4000)
    publish()
    return buys, f"/penyedia/{firm.key}-cv-lima/"


def test_a_share_is_of_the_years_in_which_the_code_has_rows(client, two_catalogues):
    _buys, of_firm = two_catalogues
    html = page(client, "/satker/kota-malang/993201/")
    assert (
        "Rp171 lewat e-katalog pada semua tahun yang dimuat: 17,1% dari belanja Kota Malang di sana pada 2022." in html
    )
    assert "Hanya pada tahun itu ada baris satker ini yang terhitung." in html
    html = page(client, of_firm)
    assert "<span>17,1%</span>" in html and "belanja pembeli dihitung pada 2022</caption>" in html
    html = page(client, "/satker/kota-malang/993201/?tahun=2022")
    assert "pada 2022: 17,1% dari belanja Kota Malang di sana." in html and "Hanya pada tahun itu" not in html


def test_a_share_is_of_the_system_in_which_the_code_is(client, two_catalogues):
    buys, of_firm = two_catalogues
    buys("katalog-v6", 2022, 50_000)
    publish()
    html = page(client, "/satker/kota-malang/993201/")
    assert "17,1% dari belanja Kota Malang di katalog-v5 pada 2022." in html
    html = page(client, of_firm)
    assert "<span>17,1%</span>" in html and "belanja pembeli dihitung di katalog-v5 pada 2022</caption>" in html
    english = page(client, "/en/satker/kota-malang/993201/?tahun=2022")
    assert "17.1% of what Kota Malang bought in katalog-v5." in english


def test_an_agency_without_a_row_that_counts(client, site):
    office = agency(site["poor"], "Sunyi", "9")
    bought(site["poor"], 5, source_file(), stage=Stage.FAILED, agency=office)
    assert "Tidak ada baris yang terhitung" in page(client, "/satker/kota-kediri/9/")


def test_an_agency_named_by_its_name(client, site):
    agency(site["poor"], "Badan A/B & C?")
    assert "Badan A/B &amp; C?" in page(client, "/satker/kota-kediri/badan%20a/b%20&%20c%3F/")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/satker/kota-malang/nothing/", 404),
        ("/satker/nowhere/1.02/", 404),
        ("/satker/kota-kediri/1.02/", 404),
        (f"{OFFICE}?halaman=2", 404),
        (f"{OFFICE}?tahun=1999", 404),
        (f"{OFFICE}?halaman=0", 400),
        (f"{OFFICE}?x=1", 400),
        (f"{OFFICE}?kanal=e-katalog&aturan=terverifikasi", 400),
        ("/satker/kota-malang/" + "x" * 3000 + "/", 404),
        ("/satker/kota-malang/%00/", 404),
        ("/penyedia/aaaaaaaaaaaa/", 404),
        ("/penyedia/AAAAAAAAAAAA-x/", 404),
    ],
)
def test_bad_requests(client, site, address, status):
    page(client, address, status)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("year", [None, 2022])
def test_a_suppliers_value_is_the_sum_of_regencies_and_cities(client, site, rule, year):
    html = page(client, f"{supplier_page(site['firm'])}?aturan={rule}&tahun={year or ''}")
    by = {key: naive(rule, year, supplier=site["firm"], region=site[key]) for key in ("rich", "poor", "province")}
    assert f'<dd class="n">Rp{plain(by["rich"] + by["poor"])}</dd>' in html
    for key in ("rich", "poor"):
        assert f'{site[key].name}</a></th><td class="num val">{plain(by[key])}</td>' in html
    assert f"Provinsi Jawa Timur membeli senilai Rp{plain(by['province'])}" in html


def test_the_chart_of_all_years_lets_none_stand_out(client, site):
    drawn = page(client, OFFICE)
    assert '<p class="key"><span>2021–2022</span><span class="k3">' in drawn and '<rect class="bs' not in drawn
    drawn = page(client, f"{OFFICE}?tahun=2022")
    assert '<span>2022</span><span class="k2">tahun lain</span>' in drawn and '<rect class="bs' in drawn


def test_a_suppliers_parts(client, site):
    html = page(client, f"{supplier_page(site['firm'])}?tahun=2022")
    assert "kepada 2 kabupaten dan kota" in html
    assert '<td class="num" data-l="Dari penjualannya"><span>95,1%</span>' in html  # 770 of 810
    assert "<span>59,6%</span>" in html  # 770 of the 1,291 that Kota Malang bought
    assert "<dd>CV. JAYA</dd>" in html and "tidak diketahui" in html
    assert "· Kota Kediri" in html and "Rp5.000" in html


def test_the_same_name_in_another_system_is_named_and_not_merged(client, site):
    other = supplier("PT Jaya", system="katalog-v6")
    Supplier.objects.filter(pk__in=[other.pk, site["firm"].pk]).update(identity="jaya")
    html = page(client, supplier_page(site["firm"]))
    assert "Mungkin penyedia yang sama di sistem lain" in html and "PT Jaya (katalog-v6)" in html


def test_any_other_name_in_the_address_is_sent_to_todays(client, site):
    firm = site["firm"]
    for address in (f"/penyedia/{firm.key}/?tahun=2022", f"/penyedia/{firm.key}-old/?tahun=2022"):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Location"]) == (301, f"{supplier_page(firm)}?tahun=2022")
    assert client.get(f"/en/penyedia/{firm.key}-x/").headers["Location"] == f"/en{supplier_page(firm)}"


def test_a_supplier_of_the_province_alone(client, site):
    Transaction.objects.filter(supplier=site["firm"]).exclude(region=site["province"]).delete()
    html = page(client, supplier_page(site["firm"]))
    assert "Tidak ada kabupaten atau kota yang membeli darinya" in html and "Rp5.000" in html


def test_pages_of_rows(client, site):
    for number in range(60):
        bought(site["rich"], number, source_file(), supplier=site["firm"], agency=site["office"])
    for address, rows in ((OFFICE, 64), (supplier_page(site["firm"]), 64)):
        first, second = page(client, address), page(client, f"{address}?halaman=2")
        keys = re.findall(r'href="/transaksi/([a-z2-7]{12})/"', first + second)
        assert len(keys) == rows, "every row that counts once"
        page(client, f"{address}?halaman=3", 404)


def test_costs_do_not_grow(client, site, django_assert_max_num_queries):
    for address in (OFFICE, supplier_page(site["firm"])):
        with django_assert_max_num_queries(26) as before:
            page(client, address)
        for number in range(30):
            bought(site["poor" if number % 2 else "rich"], number, source_file(), supplier=site["firm"],
                   agency=site["office"], category=f"c{number}")  # fmt: skip
        with django_assert_max_num_queries(len(before)) as after:
            page(client, address)
        assert len(after) == len(before)


def test_what_was_rejected_is_said_as_the_passport_says_it(client, site):
    for code, year, rejects in (("35.73", 2022, 1), ("35.73", 2021, 20), ("35.71", 2022, 300), ("35", 2022, 4000)):
        Slice.objects.filter(region=code, year=year).update(rejected_rows=rejects, rejected_sen=rejects * 100)
    Slice.objects.filter(region="35.71", year=2022).update(as_of="2022-09-30")
    firm = supplier_page(site["firm"])
    for address, rejects in (
        (f"{OFFICE}?tahun=2022", "1"),
        (OFFICE, "21"),
        (f"{firm}?tahun=2022", "301"),
        (firm, "321"),
    ):
        html = page(client, address)
        said = f"{rejects} baris senilai Rp{rejects} ditolak saat ekspor dimuat"
        assert said in html, address
        source = re.search(r'href="(/asal/[^"]*)"', client.get(address).content.decode())[1].replace("&amp;", "&")
        assert said in page(client, source)
    reaches = "Data s.d. <b>tanggal antara 30 September dan 31 Desember 2022</b> (berbeda menurut daerah)"
    assert reaches in page(client, f"{firm}?tahun=2022")


def test_data_without_a_row_of_the_supplier_do_not_say_how_far_its_rows_reach(client, site):
    """It sold to Kota Malang and others in 2021 and 2022 alone; who is asked for a year without any finds nothing."""
    file = source_file()
    for system, year in (("bela", 2020), ("bela", 2024), ("market", 2022)):
        covered(site["rich"], year, file, date(year, 5, 31), system=system)
    html = page(client, supplier_page(site["firm"]))
    assert "s.d. <b>tanggal antara 31 Desember 2021 dan 31 Desember 2022</b> (berbeda menurut daerah dan tahun)" in html


def test_rows_of_a_government_say_what_was_rejected_once_a_channel(client, site):
    Slice.objects.filter(region="35.73", year=2022).update(rejected_rows=3, rejected_sen=300, as_of="2022-09-30")
    address = "/daerah/kota-malang/transaksi/"
    html = page(client, address)
    assert "Aturan: <b>Semua" in html and "Edisi <b>2</b>" in html
    reaches = "Data s.d. <b>tanggal antara 31 Desember 2021 dan 30 September 2022</b> (berbeda menurut {})"
    assert reaches.format("tahun") in html, "no period: the data begin in January 2021"
    assert '<p class="note">3 baris senilai Rp3 ditolak' in html
    assert "ditolak saat" not in page(client, f"{address}?tahun=2021")
    covered(site["rich"], 2022, source_file(), channel="e-katalog", system="v6", rejected_rows=5, rejected_sen=500)
    html = page(client, address)
    assert "tahun dan sumber)" in html and "s.d. <b>tanggal antara 31 Desember 2021 dan 31 Desember 2022</b> (" in html
    assert "e-katalog: 5 baris senilai Rp5 ditolak" in html and "8 baris senilai" not in html
    assert "toko daring (Jatim Bejo): 3 baris senilai Rp3 ditolak" in html
    assert "3 baris senilai" not in page(client, f"{address}?kanal=e-katalog")


@pytest.mark.parametrize("query", ["tahun=2021&tahun=2022", "x=1", "tahun=22"])
def test_what_is_refused_is_not_sent_on(client, site, query):
    """An old name of the supplier is sent to today's, but not with keys that the page refuses."""
    for path in (f"/penyedia/{site['firm'].key}-old/", f"/en/penyedia/{site['firm'].key}/"):
        assert client.get(f"{path}?{query}").status_code == 400
        assert client.get(f"{path}?tahun=2022").status_code == 301
    for kind in ("csv", "xlsx", "json"):
        assert client.get(f"/penyedia/{site['firm'].key}-old.{kind}?{query}").status_code == 400


def test_hostile_names_are_only_text(client, site):
    Supplier.objects.filter(pk=site["firm"].pk).update(name="<script>alert(1)</script>")
    html = page(client, f"/penyedia/{site['firm'].key}-scriptalert1script/")
    assert "<script" not in html and "&lt;script&gt;" in html


def test_rows_of_the_list_lead_to_their_pages(client, site):
    html = page(client, "/daerah/kota-malang/transaksi/?q=jaya")
    assert f'href="{supplier_page(site["firm"])}"' in html and f'href="{OFFICE}"' in html
    listed = Transaction.objects.filter(region=site["rich"], supplier=site["firm"])
    assert html.count('href="/transaksi/') == listed.count()
