"""The twin of /data/cakupan/: a line a month, which sum to what counts and say how far the data reach."""

from collections import Counter
from datetime import date, datetime

import pytest

from procurement.counting import RULES
from procurement.downloads.page_fields import COVERAGE
from procurement.models import Total
from tests.builders import bought, covered, publish, small_site, source_file
from tests.procurement.views.twin_reading import answer, twin
from tests.visiting import client

__all__ = ["client"]  # fixtures
pytestmark = pytest.mark.django_db
PATH = "/data/cakupan"


@pytest.fixture
def site():
    regions = small_site()
    file = source_file()
    covered(regions["silent"], 2022, file, date(2022, 5, 20))
    bought(regions["silent"], 1, file, ordered_at=datetime(2022, 5, 3))
    bought(regions["silent"], 1, file, ordered_at=None)
    bought(regions["silent"], 1, file, ordered_at=datetime(2023, 1, 1))
    bought(regions["rich"], 9, file, stage="failed")
    publish()
    return regions


@pytest.mark.parametrize("rule", RULES)
def test_rows_sum_to_the_totals(client, site, rule):
    records, _document = twin(client, PATH, f"?aturan={rule}", COVERAGE)
    found = Counter()
    for record in records:
        found[record["kode_wilayah"], int(record["tahun"])] += int(record["jumlah_baris"] or 0)
    totals = {(one.region_id, one.year): one.rows for one in Total.objects.filter(channel="toko-daring", rule=rule)}
    assert {key: rows for key, rows in found.items() if rows} == totals
    assert {record["kanal"] for record in records} == {"toko-daring"}


def test_months_in_words_for_machines(client, site):
    records, _document = twin(client, PATH, "", COVERAGE)
    mine = [one for one in records if (one["daerah"], one["tahun"]) == ("Kabupaten Blitar", "2022")]
    assert [(one["bulan"], one["keadaan"], one["jumlah_baris"]) for one in mine] == [
        *((str(month), "tanpa-baris", "0") for month in range(1, 5)),
        ("5", "sebagian", "1"),
        *((str(month), "tidak-tercakup", "0") for month in range(6, 13)),
        ("", "tanpa-tanggal", "1"),
        ("", "tanggal-tahun-lain", "1"),
    ]
    assert {one["data_sampai"] for one in mine} == {"2022-05-20"}
    (without,) = [one for one in records if (one["daerah"], one["tahun"]) == ("Kabupaten Blitar", "2021")]
    assert (without["keadaan"], without["jumlah_baris"], without["bulan"]) == ("belum-ada-data", "", "")
    page = client.get(f"{PATH}/").content.decode()
    with_figures = {one["daerah"] for one in records if one["tahun"] == "2022" and int(one["jumlah_baris"] or 0)}
    assert f">{len(with_figures - {'Provinsi Jawa Timur'})}</td>" in page


def test_linked_named_and_strict(client, site):
    page = client.get(f"{PATH}/?aturan=semua").content.decode()
    assert all(f'href="{PATH}.{kind}?aturan=semua"' in page for kind in ("csv", "xlsx", "json"))
    named = answer(client, PATH, "xlsx").headers["Content-Disposition"]
    assert "cakupan-2021-2022-toko-daring-bersih-edisi-2.xlsx" in named
    assert twin(client, PATH, "?kanal=e-katalog", COVERAGE)[0] == []
    for query in ("?tahun=2022", "?kanal=x", "?kanal=e-katalog&aturan=terverifikasi"):
        answer(client, PATH, "csv", query, 400)
