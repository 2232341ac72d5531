"""A year that one channel has is known to all: what leads to it finds a page that says in words what is missing."""

import re
from html import unescape

import pytest

from procurement.counting import Channel
from tests.builders import bought, covered, publish, small_site, source_file

pytestmark = pytest.mark.django_db

E_KATALOG = {"channel": Channel.E_KATALOG, "system": "katalog-v6"}


@pytest.fixture
def channels_apart():
    """Toko daring in 2021 and 2022; e-katalog in 2024, of Kota Malang only."""
    regions = small_site()
    file = source_file()
    covered(regions["rich"], 2024, file, **E_KATALOG)
    bought(regions["rich"], 7000, file, year=2024, marketplace="", verification="", **E_KATALOG)
    publish()
    return regions


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def linked(html: str, prefix: str) -> set[str]:
    return {unescape(found) for found in re.findall(rf'href="((?:/en)?{prefix}[^"#]*)"', html)}


@pytest.mark.parametrize(
    "address",
    ["/peringkat/2024/", "/peta/?tahun=2024", "/peringkat/2021/?kanal=e-katalog", "/peta/?tahun=2021&kanal=e-katalog"],
)
def test_ranking_and_map_lead_to_governments_that_say_what_is_missing(client, channels_apart, address):
    for language, says in (("", "Belum ada ekspor yang dimuat"), ("/en", "No export has been loaded yet")):
        html = page(client, language + address)
        governments = {one for one in linked(html, "/daerah/") if re.search(r"/\d{4}/", one)}
        assert len(governments) == 4
        for one in governments:
            assert says in page(client, one)


def test_a_year_of_the_provincial_government_alone_is_known_to_all(client, channels_apart):
    province = channels_apart["province"]
    covered(province, 2020, source_file())
    html = page(client, "/daerah/provinsi-jawa-timur/2020/")
    assert "/peringkat/2020/" in linked(html, "/peringkat/")
    assert "Belum ada ekspor" in page(client, "/peringkat/2020/")
    assert "Belum ada ekspor" in page(client, "/daerah/kota-malang/2020/")


@pytest.mark.parametrize(
    "address", ["/peringkat/1999/", "/daerah/kota-malang/1999/", "/peta/?tahun=1999", "/bandingkan/?tahun=1999"]
)
def test_a_year_that_nobody_knows_is_not_found(client, channels_apart, address):
    assert client.get(address).status_code == 404
