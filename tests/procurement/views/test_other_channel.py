"""Two channels are never added, so the page of one says what went through the other and leads there."""

import re
from html import unescape

import pytest

from procurement.counting import Channel
from tests.builders import bought, covered, publish, small_site, source_file

pytestmark = pytest.mark.django_db

E_KATALOG = {"channel": Channel.E_KATALOG, "system": "katalog-v5"}


def aside(client, address: str) -> tuple[str, str] | None:
    """(where to, what it says) under the lead."""
    found = re.search(r'<p class="aside"><a href="([^"]+)">([^<]+)</a></p>', client.get(address).content.decode())
    return (unescape(found[1]), unescape(found[2]).replace("\N{NO-BREAK SPACE}", " ")) if found else None


@pytest.fixture
def both():
    """Kota Malang bought through both channels in 2022; for Rp7.000 in 2020 and 2024 through e-katalog only."""
    regions, file = small_site(), source_file()
    for year, rupiah in ((2020, 7000), (2022, 90_000), (2024, 7000)):
        covered(regions["rich"], year, file, **E_KATALOG)
        bought(regions["rich"], rupiah, file, year=year, marketplace="", verification="", **E_KATALOG)
    publish()
    return regions


def test_each_channel_says_what_went_through_the_other(client, both):
    to_catalogue = ("/daerah/kota-malang/2022/?kanal=e-katalog", "Lewat e-katalog 2022: Rp90,0 ribu, dihitung terpisah")
    assert aside(client, "/daerah/kota-malang/") == aside(client, "/daerah/kota-malang/2022/") == to_catalogue
    back = ("/daerah/kota-malang/2022/", "Lewat toko daring (Jatim Bejo) 2022: Rp510, dihitung terpisah")
    assert aside(client, "/daerah/kota-malang/2022/?kanal=e-katalog") == back
    english = "/en/daerah/kota-malang/2022/?kanal=e-katalog"
    assert aside(client, "/en/daerah/kota-malang/") == (
        english,
        "Through e-katalog in 2022: Rp90.0 thousand, counted apart",
    )


def test_the_rule_is_kept_where_the_other_channel_has_it_and_named_where_not(client, both):
    address, says = aside(client, "/daerah/kota-malang/2022/?aturan=semua")
    assert address == "/daerah/kota-malang/2022/?kanal=e-katalog&aturan=semua" and "aturan" not in says
    address, says = aside(client, "/daerah/kota-malang/2022/?aturan=terverifikasi")
    assert address == "/daerah/kota-malang/2022/?kanal=e-katalog" and says.endswith(
        "dihitung terpisah, aturan “Bersih”"
    )


def test_a_year_without_a_figure_leads_to_the_channel_that_has_one(client, both):
    address, says = aside(client, "/daerah/kota-malang/2024/")
    assert address == "/daerah/kota-malang/2024/?kanal=e-katalog" and "Rp7,0 ribu" in says


def test_nothing_is_said_of_a_channel_without_a_figure_of_the_year(client, both):
    assert aside(client, "/daerah/kota-malang/2021/") is None
    assert aside(client, "/daerah/kota-kediri/") is None


def test_the_home_page_names_its_channel_and_leads_to_the_ranking_of_the_other(client, both):
    says = "Lewat e-katalog, dihitung terpisah: peringkat 2022"
    assert aside(client, "/") == ("/peringkat/2022/?kanal=e-katalog", says)
    assert "Ini belanja lewat toko daring (Jatim Bejo)." in client.get("/").content.decode()


def test_the_home_page_leads_to_another_year_where_the_channels_share_none(client, channels_apart):
    assert aside(client, "/")[0] == "/peringkat/2024/?kanal=e-katalog"


def test_the_home_page_of_one_channel_leads_to_no_other(client):
    small_site()
    assert aside(client, "/") is None
