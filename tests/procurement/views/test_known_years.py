"""A year of the transactions list: one that any government of the province has data of, through any channel."""

import pytest

from procurement.counting import Channel
from tests.builders import covered, region, small_site, source_file
from tests.visiting import ROWS, body_of, client, site

__all__ = ["client", "site"]  # fixtures
pytestmark = pytest.mark.django_db

TWINS = tuple(ROWS.replace("transaksi/", f"transaksi.{kind}") for kind in ("csv", "json", "xlsx"))
API = ("/api/v1/transactions", "/api/v1/transactions?daerah=kota-malang", "/api/v1/coverage")


def of_year(address, year):
    return f"{address}{'&' if '?' in address else '?'}tahun={year}"


@pytest.mark.parametrize("address", [ROWS, f"/en{ROWS}", f"{ROWS}?q=kertas&kanal=e-katalog", *TWINS, *API])
def test_an_unknown_year_does_not_exist(client, site, address):
    assert client.get(of_year(address, 2099)).status_code == 404
    assert client.get(of_year(address, 2022)).status_code == 200


@pytest.mark.parametrize("address", [ROWS, *TWINS, "/api/v1/transactions"])
def test_a_year_of_another_government_or_channel_is_known_and_empty(client, address):
    sites = small_site()
    covered(sites["province"], 2019, source_file(), system="katalog-v5", channel=Channel.E_KATALOG)
    answer = client.get(of_year(address, 2019))
    assert answer.status_code == 200 and b"kertas" not in body_of(answer)
    if address == ROWS:
        assert "Tidak ada data bukan berarti nol" in answer.content.decode()


def test_another_province_makes_no_year_known(client, site):
    covered(region("Kota Semarang", "33.74", province_code="33"), 2019, source_file())
    assert client.get(of_year(ROWS, 2019)).status_code == 404


@pytest.mark.parametrize("address", [ROWS, *TWINS, *API])
def test_with_nothing_loaded_any_year_may_still_come(client, address):
    region("Kota Malang", "35.73")
    assert client.get(of_year(address, 2099)).status_code == 200
