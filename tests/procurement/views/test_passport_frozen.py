"""The passport of a figure that an edition froze: compared while it stands, and never after it was changed."""

import pytest

from tests.procurement.views.test_editions import loaded, page

__all__ = ["loaded"]
pytestmark = pytest.mark.django_db

MALANG, KEDIRI = "daerah=kota-malang&tahun=2022", "daerah=kota-kediri&tahun=2022"


def test_of_the_edition_that_stands(client, loaded):
    html = page(client, f"/asal/?{MALANG}&edisi=3")
    assert "<b>Rp600</b>" in html and "Dibekukan oleh edisi 3" in html
    assert "Dijumlahkan ulang dari barisnya: sama" in html


def test_changed_since(client, loaded):
    """By edition 3: what stood before is stated, and no rows of today pass for it."""
    html = page(client, f"/asal/?{MALANG}&edisi=2")
    assert "<b>Rp100</b>" in html and "tidak bisa dijumlahkan ulang" in html
    assert '<a href="/edisi/3/">Edisi 3</a>' in html and '<span class="v">Rp600</span>' in html
    assert "barisnya: sama" not in html and "asal.csv" not in html
    assert client.get(f"/asal.csv?{MALANG}&edisi=2").status_code == 404


def test_unchanged_since(client, loaded):
    html = page(client, f"/asal/?{KEDIRI}&edisi=2")
    assert "<b>Rp300</b>" in html and "Tidak ada edisi yang mengubah angka ini sejak itu" in html
    assert "barisnya: sama" in html and "/asal.csv?daerah=kota-kediri&amp;tahun=2022&amp;edisi=2" in html


def test_of_all_together(client, loaded):
    assert "<b>Rp400</b>" in page(client, "/asal/?tahun=2022&edisi=2")
    assert "<b>Rp900</b>" in page(client, "/asal/?tahun=2022&edisi=3")


def test_what_an_edition_did_not_publish(client, loaded):
    for query in (
        f"{MALANG}&edisi=1",
        "daerah=kota-batu&tahun=2022&edisi=3",
        "tahun=2021&edisi=3",
        f"{MALANG}&edisi=4",
    ):
        assert client.get(f"/asal/?{query}").status_code == 404, query
        assert client.get(f"/asal.csv?{query}").status_code == 404, query
