"""What "Kutip" prints goes on saying the same: the address names the year and the channel that the title names."""

import html
import re

import pytest

from procurement.keys import short_key
from tests.builders import small_site
from tests.procurement.views.test_editions import loaded

__all__ = ["loaded"]  # fixture
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
        assert indonesian.split("; nilai")[0].endswith(f"http://127.0.0.1:8000{known_by}"), indonesian
        assert english.split("; value")[0].endswith(f"http://127.0.0.1:8000/en{known_by}"), english


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
    for text in cited(client, f"/daerah/provinsi-jawa-timur/2022/{query}"):
        assert "/edisi/" not in text, "it stands in no ranking"
        frozen = f"/asal/?daerah=provinsi-jawa-timur&tahun=2022{query.replace('?', '&')}&edisi=1"
        assert text.endswith(frozen) and "/2022/" in text


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


NAMED = [
    ("/", "toko daring (Jatim Bejo), 2022, rule ‘Clean’"),
    ("/daerah/", "2022 through toko daring (Jatim Bejo), rule ‘Clean’"),
    ("/sorotan/", "toko daring (Jatim Bejo), rule ‘Clean’"),
    ("/peringkat/2022/?jenis=kota", "toko daring (Jatim Bejo), 2022, rule ‘Clean’; Cities only”"),
    ("/peringkat/2022/?urut=-per-kapita&aturan=semua", "rule ‘Everything’; by value per head, largest first”"),
    ("/peringkat/2022/?q=malang", "rule ‘Clean’; Name: ‘malang’”"),
    ("/daerah/kota-malang/transaksi/", "Transactions of Kota Malang, all channels, rule ‘Everything’”"),
    ("/daerah/kota-malang/transaksi/?tahun=2022&kanal=toko-daring", "Malang, 2022, toko daring (Jatim Bejo), rule ‘Ev"),
    ("/asal/?daerah=kota-malang&tahun=2022", "2022; Channel: Toko daring (Jatim Bejo); Counting rule: Clean”"),
    ("/asal/?tahun=2022&aturan=semua", "2022; Channel: Toko daring (Jatim Bejo); Counting rule: Everything”"),
    ("/daerah/kabupaten-blitar/2022/", "through toko daring (Jatim Bejo), 2022, rule ‘Clean’”"),
]


@pytest.mark.parametrize(("address", "named"), NAMED)
def test_a_citation_names_channel_and_rule(client, address, named):
    """A figure without them is another one by another rule; the defaults are no exception away from the page."""
    small_site()
    _indonesian, english = cited(client, f"/en{address}")
    assert named in english


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/", "/edisi/1/peringkat/2022/"),
        ("/daerah/", "/edisi/1/peringkat/2022/"),
        ("/peta/?aturan=semua", "/edisi/1/peringkat/2022/?aturan=semua"),
        ("/peringkat/2021/?jenis=kota", "/edisi/1/peringkat/2021/"),
        ("/peringkat/2021/?urut=-per-kapita&aturan=semua", "/edisi/1/peringkat/2021/?aturan=semua"),
    ],
)
def test_the_figures_of_a_list_are_cited_with_where_each_stays(client, address, kept):
    small_site()
    indonesian, english = cited(client, address)
    site = "http://127.0.0.1:8000"
    assert indonesian.endswith(f"; nilai dan peringkat tiap daerah tetap di {site}{kept}")
    assert english.endswith(f"; value and rank of each government stay at {site}/en{kept}")


def test_a_passport_is_cited_with_where_its_figure_stays(client, loaded):
    """Which is the passport of the edition's own figure; of parts there is none."""
    figure = "/asal/?daerah=kota-malang&tahun=2022"
    for asked in (figure, f"{figure}&aturan=semua&ukuran=pesanan", "/asal/?tahun=2022"):
        indonesian, english = cited(client, asked)
        site = "http://127.0.0.1:8000"
        assert indonesian.endswith(f"; angka ini tetap di {site}{asked}&edisi=3")
        assert english.endswith(f"; this figure stays at {site}/en{asked}&edisi=3")
        assert client.get(f"{asked}&edisi=3").status_code == 200
    parts = [f"{figure}&{part}" for part in ("bulan=1-12", "tanpa=desember", "sistem=bela")]
    for asked in (*parts, "/asal/?tahun=2022&jenis=kota", "/asal/?daerah=kota-malang"):
        assert "tetap di http" not in cited(client, asked)[0]
    assert "tetap di http" not in cited(client, f"{figure}&edisi=2")[0], "it is that passport"
