"""The passport of a figure that an edition froze: compared while it stands, and never after it was changed."""

import re

import pytest

from procurement.models import Edition
from procurement.places import Places
from procurement.queries import summed_again
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


def test_that_of_all_needs_a_place_too(client, loaded, monkeypatch):
    monkeypatch.setattr(summed_again, "PLACES", Places(0))
    assert client.get("/asal/?tahun=2022&edisi=3").status_code == 503
    assert client.get(f"/asal/?{MALANG}&edisi=3").status_code == 200


@pytest.mark.parametrize("figure", [MALANG, KEDIRI])
def test_it_is_named_dated_and_cited_by_its_own_edition(client, loaded, figure):
    """Edition 3 stands; it changed Kota Malang's figure."""
    html = page(client, f"/asal/?{figure}&edisi=2")
    assert re.search(r"<h1>[^<]*, seperti dibekukan edisi 2</h1>", html) and ", seperti dibekukan edisi 2’" not in html
    cited = re.findall(r'<p class="cite"[^>]*>(.*?)</p>', html)
    assert "edisi 2, rilis" in cited[0] and "edition 2, released" in cited[1] and "edisi=2" in cited[0]
    assert "as edition 2 froze it" in cited[1] and not any("3, r" in one for one in cited)
    assert "Edisi <b>3</b>" not in html
    if figure == KEDIRI:
        assert "Edisi <b>2</b>" in html


def test_of_a_sample_edition(client, loaded):
    """Its figures are made up for ever, though real ones stand by now."""
    Edition.objects.filter(number=2).update(is_sample=True)
    for figure in (MALANG, KEDIRI, "tahun=2022"):
        html = page(client, f"/asal/?{figure}&edisi=2")
        assert '<span class="tag">data contoh</span></h1>' in html and "<title>Data contoh: " in html
        assert "(data contoh)" in re.findall(r'<p class="cite"[^>]*>(.*?)</p>', html)[0]
        assert "ata contoh" not in page(client, f"/asal/?{figure}&edisi=3")


def test_what_an_edition_did_not_publish(client, loaded):
    for query in (
        f"{MALANG}&edisi=1",
        "daerah=kota-batu&tahun=2022&edisi=3",
        "tahun=2021&edisi=3",
        f"{MALANG}&edisi=4",
    ):
        assert client.get(f"/asal/?{query}").status_code == 404, query
        assert client.get(f"/asal.csv?{query}").status_code == 404, query
