"""The twins of an agency's and a supplier's page: the rows that count, however many, which sum to the page's value."""

import pytest

from procurement.counting import RULES, Channel, Stage, Standing
from procurement.downloads.fields import PASSPORT
from procurement.models import Transaction
from tests.builders import agency, bought, covered, publish, small_site, source_file, supplier
from tests.procurement.views.twin_reading import answer, rupiah, twin
from tests.visiting import client

__all__ = ["client"]  # fixtures
pytestmark = pytest.mark.django_db
OFFICE = "/satker/kota-malang/1.02"


@pytest.fixture
def site():
    """One firm and one office, with rows beside theirs that must not count; more rows than a page shows."""
    regions = small_site(is_sample=True)
    file, firm, office = source_file(), supplier("CV Jaya"), agency(regions["rich"], "Dinas Kesehatan", "1.02")
    mine = {"supplier": firm, "supplier_name": "=CV. JAYA", "agency": office, "agency_name": office.name}
    for number in range(60):
        bought(regions["rich"], 100 + number, file, **mine)
    bought(regions["rich"], 0, file, value_sen=7_05, year=2021, **mine)
    bought(regions["rich"], 90000, file, stage=Stage.FAILED, **mine)
    bought(regions["rich"], 80000, file, standing=Standing.REPEATED, **mine)
    bought(regions["poor"], 40, file, supplier=firm)
    bought(regions["province"], 5000, file, supplier=firm)
    bought(regions["rich"], 33, file, channel=Channel.E_KATALOG, system="katalog-v6", marketplace="", supplier=firm)
    publish(is_sample=True)
    return regions | {"firm": firm, "office": office}


def counted(rule, year, channel, **where) -> int:
    rows = Transaction.objects.filter(channel=channel, **where).exclude(region__kind="province")
    found = [one for one in rows if RULES[rule].counts(one.channel, one.standing, one.stage, one.verification)]
    return sum(one.value_sen for one in found if year in (None, one.year))


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("year", [None, 2022])
def test_they_sum_to_the_value_of_the_page(client, site, rule, year):
    firm = f"/penyedia/{site['firm'].key}-cv-jaya"
    for path, where in ((OFFICE, {"agency": site["office"]}), (firm, {"supplier": site["firm"]})):
        query = f"?aturan={rule}" + (f"&tahun={year}" if year else "")
        records, document = twin(client, path, query, PASSPORT)
        sen = counted(rule, year, "toko-daring", **where)
        assert sen and rupiah(records) * 100 == sen
        assert document["jumlah_baris"] == len(records) > 50
        assert str(document["total_rupiah"]) == (f"{sen // 100}.{sen % 100:02}" if sen % 100 else str(sen // 100))
        assert {record["aturan"] for record in records} == {rule}
        assert {record["contoh"] for record in records} == {"true"}
        printed = f"Rp{sen // 100:,}".replace(",", ".") + (f",{sen % 100:02}" if sen % 100 else "")
        assert f'<dd class="n">{printed}</dd>' in client.get(f"{path}/{query}").content.decode()
        assert any(record["penyedia"] == "'=CV. JAYA" for record in records), "no formula"


def test_the_page_links_them_under_its_own_filters(client, site):
    for path in (OFFICE, f"/penyedia/{site['firm'].key}-cv-jaya"):
        for language in ("", "/en"):
            html = client.get(f"{language}{path}/?tahun=2022&aturan=semua").content.decode()
            for kind in ("csv", "xlsx", "json"):
                assert f'href="{path}.{kind}?tahun=2022&amp;kanal=toko-daring&amp;aturan=semua"' in html


def test_channels_stay_apart_and_the_first_that_has_rows_is_taken(client, site):
    firm = f"/penyedia/{site['firm'].key}-cv-jaya"
    records, _document = twin(client, firm, "?kanal=e-katalog", PASSPORT)
    assert [record["nilai_rupiah"] for record in records] == ["33"]
    Transaction.objects.filter(supplier=site["firm"], channel="toko-daring").delete()
    assert twin(client, firm, "", PASSPORT)[0] == records


def test_a_file_is_named_by_what_it_holds(client, site):
    named = answer(client, OFFICE, "csv", "?tahun=2022").headers["Content-Disposition"]
    assert 'filename="satker-kota-malang-102-2022-toko-daring-bersih-edisi-2-contoh.csv"' in named


def test_where_nothing_counts_the_table_is_empty(client, site):
    office = agency(site["poor"], "Sunyi A/B & C?", "")
    covered(site["poor"], 2023, source_file())
    bought(site["poor"], 5, source_file(), stage=Stage.FAILED, agency=office)
    assert twin(client, "/satker/kota-kediri/sunyi%20a/b%20&%20c%3F", "", PASSPORT)[0] == []


def test_costs_do_not_grow(client, site, django_assert_max_num_queries):
    for path, most in ((OFFICE, 7), (f"/penyedia/{site['firm'].key}-cv-jaya", 7)):
        with django_assert_max_num_queries(most):
            text = answer(client, path, "csv").body
        assert text.count(b"\r\n") > 60


@pytest.mark.parametrize("query", ["?x=1", "?halaman=1", "?tahun=22", "?kanal=semua", "?aturan=bersih&aturan=semua"])
def test_bad_keys(client, site, query):
    for path in (OFFICE, f"/penyedia/{site['firm'].key}-cv-jaya"):
        for kind in ("csv", "xlsx", "json"):
            answer(client, path, kind, query, 400)


@pytest.mark.parametrize(
    "path", ["/satker/kota-malang/nothing", "/satker/nowhere/1.02", "/penyedia/aaaaaaaaaaaa", "/penyedia/x"]
)
def test_unknown(client, site, path):
    answer(client, path, "csv", status=404)


def test_a_year_without_a_row(client, site):
    answer(client, OFFICE, "csv", "?tahun=2019", 404)


def test_any_other_name_is_sent_to_todays(client, site):
    found = answer(client, f"/penyedia/{site['firm'].key}-old", "json", "?tahun=2022", 301)
    assert found.headers["Location"] == f"/penyedia/{site['firm'].key}-cv-jaya.json?tahun=2022"
