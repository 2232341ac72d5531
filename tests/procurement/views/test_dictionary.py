"""The data dictionary says of every download exactly the fields that it has."""

import csv
import io
import json

import pytest

from procurement.downloads.fields import TABLES
from tests.builders import small_site

pytestmark = pytest.mark.django_db

EXAMPLES = {
    "peringkat": "/peringkat/2022",
    "peringkat-edisi": "/edisi/1/peringkat/2022",
    "transaksi": "/daerah/kota-malang/transaksi",
    "asal": "/asal",
}
QUERIES = {"asal": "?daerah=kota-malang&tahun=2022"}


def body(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.slug)
def test_a_download_has_the_fields_that_are_described(client, table):
    small_site()
    if table.slug == "peringkat-edisi":
        freeze()
    address, query = EXAMPLES[table.slug], QUERIES.get(table.slug, "")
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
    for table in TABLES:
        assert f'id="{table.slug}"' in html
        assert all(f"<code>{field.name}</code>" in html for field in table.fields)
    assert client.get("/data/kamus/?x=1").status_code == 400
    assert "Data dictionary" in body(client, "/en/data/kamus/")
