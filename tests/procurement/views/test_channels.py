"""E-katalog on every page, and nothing that adds it to toko daring."""

import json
from datetime import datetime

import pytest

from procurement.counting import Channel
from procurement.loading.layouts import LAYOUTS
from procurement.models import SourceFile, Transaction
from procurement.queries.coverage import CHANNEL_OF_LAYOUT
from tests import builders

pytestmark = pytest.mark.django_db

E_KATALOG = {"channel": Channel.E_KATALOG, "system": "katalog-v6", "marketplace": "", "verification": ""}


@pytest.fixture
def city():
    """Kota Malang with Rp500 through toko daring and Rp7.000.000 through e-katalog, in one load of two files."""
    city = builders.region("Kota Malang", "35.73")
    bela = builders.source_file(rows=1)
    packages = builders.source_file(rows=1)
    type(bela).objects.filter(pk=bela.pk).update(value_sen=50_000, values={"counted": 50_000})
    type(bela).objects.filter(pk=packages.pk).update(
        load=bela.load, layout="ekatalog-v6", value_sen=700_000_000, values={"counted": 700_000_000}
    )
    builders.covered(city, 2022, bela)
    builders.covered(city, 2022, bela, system="katalog-v6", channel=Channel.E_KATALOG)
    builders.bought(city, 500, bela)
    builders.bought(city, 7_000_000, packages, **E_KATALOG)
    builders.publish()
    return city


@pytest.mark.parametrize(
    "address",
    ["/peringkat/2022/", "/peringkat/2022.csv", "/peringkat/2022.json", "/daerah/kota-malang/2022/",
     "/daerah/kota-malang/", "/en/peringkat/2022/", "/en/daerah/kota-malang/2022/"],
)  # fmt: skip
def test_figures_of_one_channel(client, city, address):
    body = client.get(f"{address}?kanal=e-katalog").content.decode()
    assert "7.000.000" in body or "7,000,000" in body or "7000000" in body
    # The sum of both channels stands nowhere, in no way of writing it.
    assert not any(both in body for both in ("7.000.500", "7,000,500", "7000500"))
    assert client.get(f"{address}?kanal=e-katalog&aturan=selesai").status_code == 200
    assert client.get(f"{address}?kanal=e-katalog&aturan=terverifikasi").status_code == 400


def test_what_the_channel_does_not_state_is_a_sentence_and_no_table(client, city):
    builders.bought(city, 3, SourceFile.objects.last(), **E_KATALOG, ordered_at=datetime(2021, 12, 28))
    Transaction.objects.filter(channel=Channel.E_KATALOG).update(category="")
    builders.publish()
    packages, lines = (
        client.get("/daerah/kota-malang/2022/", {"kanal": channel}).content.decode()
        for channel in ("e-katalog", "toko-daring")
    )
    for text in ("tidak menyebut kategori.", "tidak menyebut marketplace.", "penyedia dengan nomor", "di tahun lain"):
        assert text in packages
    assert "Marketplace</th>" not in packages and "Marketplace</th>" in lines
    assert "penyedia dengan nomor" not in lines and "Jatim Bejo." not in packages and "tidak bertanggal" not in packages


def test_the_transactions_twin_sums_each_channel(client, city):
    def twin(query):
        return json.loads(b"".join(client.get(f"/daerah/kota-malang/transaksi.json{query}").streaming_content))

    both = twin("")
    assert both["total_rupiah"] is None
    assert both["total_rupiah_per_kanal"] == {"e-katalog": 7_000_000, "toko-daring": 500}
    one = twin("?kanal=e-katalog")
    assert (one["total_rupiah"], one["total_rupiah_per_kanal"]) == (7_000_000, {"e-katalog": 7_000_000})
    none = twin("?q=tidak-ada")
    assert (none["total_rupiah"], none["total_rupiah_per_kanal"]) == (0, {})
    builders.covered(city, 2023, builders.source_file())
    missing = twin("?kanal=e-katalog&tahun=2023")
    assert (missing["total_rupiah"], missing["total_rupiah_per_kanal"]) == (None, {}), "no data is not zero"


def test_the_transactions_page_sums_each_channel(client, city):
    body = client.get("/daerah/kota-malang/transaksi/").content.decode()
    assert "Rp7.000.000" in body and "Rp500" in body and "7.000.500" not in body
    assert "Rp500" not in client.get("/daerah/kota-malang/transaksi/?kanal=e-katalog").content.decode()


def test_the_ledger_of_a_load_sums_each_channel(client, city):
    body = client.get("/data/").content.decode()
    assert body.count('<table class="ledger">') == 2
    assert "toko daring (Jatim Bejo): Rp500" in body and "e-katalog: Rp7.000.000" in body and "7.000.500" not in body


def test_the_ledger_page_knows_each_layout():
    fixed = {slug: layout.channel for slug, layout in LAYOUTS.items() if layout.channel}
    assert fixed == CHANNEL_OF_LAYOUT
