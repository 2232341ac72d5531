"""The data dictionary says of every download exactly the fields that it has."""

import csv
import io
import json

import pytest

from procurement.downloads.dictionary import TABLES, every_table
from procurement.keys import short_key
from procurement.models import Load
from tests.builders import small_site
from tests.visiting import ORDER

pytestmark = pytest.mark.django_db

EXAMPLES = {
    "peringkat": "/peringkat/2022",
    "peringkat-edisi": "/edisi/1/peringkat/2022",
    "transaksi": "/daerah/kota-malang/transaksi",
    "asal": "/asal",
    "satker": "/satker/kota-malang/1001",
    "penyedia-baris": f"/penyedia/{short_key('bela', 'cv maju')}-cv-maju",
    "pesanan": f"/transaksi/{ORDER}",
    "cakupan": "/data/cakupan",
    "bandingkan": "/bandingkan",
    "peta": "/peta",
    "daerah-daftar": "/daerah",
    "daerah-tahun": "/daerah/kota-malang/2022",
    "sorotan": "/sorotan",
    "edisi-daftar": "/edisi",
    "edisi-perubahan": "/edisi/1",
    "muatan": "/data/muatan/{load}",
}
QUERIES = {"asal": "?daerah=kota-malang&tahun=2022", "bandingkan": "?d=kota-malang&d=kabupaten-blitar"}
OF_PAGES = [table for table in TABLES if not table.address.endswith(".gz")]
"""Prebuilt files are read in tests/procurement/downloads/, claims in tests/awards/."""


def body(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


@pytest.mark.parametrize("table", OF_PAGES, ids=lambda table: table.slug)
def test_a_download_has_the_fields_that_are_described(client, table):
    small_site()
    if "edisi" in table.slug:
        freeze()
    address = EXAMPLES[table.slug].format(load=Load.objects.get().pk)
    query = QUERIES.get(table.slug, "")
    names = [field.name for field in table.fields]
    records = list(csv.DictReader(io.StringIO(body(client, f"{address}.csv{query}"), newline=""), strict=True))
    assert list(records[0]) == names
    for field in table.fields:
        if field.required:
            assert all(record[field.name] for record in records), field.name
    document = json.loads(body(client, f"{address}.json{query}"))
    assert {*document["baris"][0], *document} >= set(names)


def freeze():
    from procurement.loading.editions import _frozen
    from procurement.models import Edition, Frozen

    Frozen.objects.bulk_create(_frozen(Edition.objects.get()))


def test_the_page_names_every_field(client):
    html = body(client, "/data/kamus/")
    for table in every_table():
        assert f'id="{table.slug}"' in html
        assert all(f"<code>{field.name}</code>" in html for field in table.fields)
    assert client.get("/data/kamus/?x=1").status_code == 400
    assert "Data dictionary" in body(client, "/en/data/kamus/")
