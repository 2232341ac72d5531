"""What "Kutip" prints goes on saying the same: the address names the year and the channel that the title names."""

import html
import re

import pytest

from procurement.keys import short_key
from tests.builders import small_site

pytestmark = pytest.mark.django_db
SHOP = f"/penyedia/{short_key('bela', 'cv maju')}-cv-maju/"


def cited(client, address: str) -> list[str]:
    """Both languages' citations of a page."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return [html.unescape(one) for one in re.findall(r'<p class="cite" lang="..">(.*?)</p>', answer.content.decode())]


@pytest.mark.parametrize(
    ("address", "known_by"),
    [
        ("/peta/", "/peta/?tahun=2022"),
        ("/sorotan/", "/sorotan/?tahun=2022"),
        ("/bandingkan/?d=kota-malang&d=kota-kediri", "/bandingkan/?d=kota-malang&d=kota-kediri&tahun=2022"),
        ("/satker/kota-malang/1001/?tahun=&aturan=semua", "/satker/kota-malang/1001/?aturan=semua"),
        (f"{SHOP}?tahun=2022&kanal=", f"{SHOP}?tahun=2022"),
        ("/daerah/kota-malang/transaksi/?q=&tahun=2022&satker=", "/daerah/kota-malang/transaksi/?tahun=2022"),
    ],
)
def test_the_cited_address_names_what_the_title_names(client, address, known_by):
    small_site()
    for prefix in ("", "/en"):
        indonesian, english = cited(client, f"{prefix}{address}")
        assert indonesian.endswith(f"http://127.0.0.1:8000{known_by}"), indonesian
        assert english.endswith(f"http://127.0.0.1:8000/en{known_by}"), english


@pytest.mark.parametrize("query", ["", "?aturan=semua"])
def test_a_government_is_cited_with_where_its_figure_stays(client, query):
    """Its page shows other figures after the next load."""
    small_site()
    here, kept = f"/daerah/kota-malang/2022/{query}", f"/edisi/1/peringkat/2022/{query}#kota-malang"
    for address in ("/daerah/kota-malang/", "/en/daerah/kota-malang/"):
        indonesian, english = cited(client, f"{address}{query}")
        site = "http://127.0.0.1:8000"
        assert indonesian.endswith(f", {site}{here}; angka ini tetap di {site}{kept}"), indonesian
        assert english.endswith(f", {site}/en{here}; this figure stays at {site}/en{kept}"), english
    for text in cited(client, "/daerah/provinsi-jawa-timur/2022/"):
        assert "/edisi/" not in text, "it stands in no ranking"


@pytest.mark.parametrize("address", ["/satker/kota-malang/1001/", SHOP])
def test_the_title_names_the_counting_rule(client, address):
    small_site()
    indonesian, english = cited(client, f"{address}?aturan=semua")
    assert "aturan ‘Semua’" in indonesian and "rule ‘Everything’" in english


@pytest.mark.parametrize(
    "address",
    [
        "/daerah/kota-malang/2022/",
        "/satker/kota-malang/1001/",
        SHOP,
        "/peta/",
        "/bandingkan/?d=kota-malang&d=kota-kediri",
    ],
)
def test_what_is_shared_names_the_counting_rule(client, address):
    """A message shows the description without the page around it, and a larger figure is another rule's."""
    small_site()
    joined = "&" if "?" in address else "?"
    text = client.get(f"{address}{joined}aturan=semua").content.decode()
    (said,) = re.findall(r'<meta property="og:description" content="([^"]*)"', text)
    assert "Aturan: Semua." in html.unescape(said)
