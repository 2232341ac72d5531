"""Atom feeds: one entry an edition, the right ones for a government, marked where the data are made up."""

import re
import xml.etree.ElementTree as ElementTree

import pytest
from django.conf import settings
from django.core.management import call_command

from procurement.loading.load import Consent, LoadOptions, load
from procurement.models import Edition
from procurement.queries import editions as query
from regions.models import Region
from tests.procurement.loading.exports import row, write_csv

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
KEDIRI = {"kd_klpd": "D187", "nama_klpd": "Pemerintah Daerah Kota Kediri"}


@pytest.fixture
def loaded(db, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path / "data")
    call_command("load_regions", settings.BASE_DIR / "fixtures" / "regions.csv", verbosity=0)
    for number, rows in enumerate(([row(valuasi=100)], [row(valuasi=500, **KEDIRI)], [row(valuasi=700, **KEDIRI)])):
        load([write_csv(tmp_path / f"{number}.csv", rows)], LoadOptions(), Consent("test"))


def entries(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.content)
    for name in ("id", "title", "updated", "author"):
        assert feed.find(f"{ATOM}{name}") is not None
    found = feed.findall(f"{ATOM}entry")
    ids = [one.find(f"{ATOM}id").text for one in found]
    assert len(set(ids)) == len(ids) and all(one.startswith(f"{settings.SITE_URL}/edisi/") for one in ids)
    assert all(one.find(f"{ATOM}updated").text.endswith("+07:00") for one in found)
    return [(one.find(f"{ATOM}title").text, one.find(f"{ATOM}summary").text) for one in found]


def test_every_edition_stands_once_the_latest_first(client, loaded):
    found = entries(client, "/umpan/edisi.atom")
    assert [title for title, _says in found] == ["Edisi 4", "Edisi 3", "Edisi 2", "Edisi 1"]
    assert "Angka 1 daerah berubah, 2022: nilai." in found[0][1]


def test_a_government_has_the_editions_that_changed_it(client, loaded):
    malang = entries(client, "/umpan/daerah/kota-malang.atom")
    assert [title for title, _says in malang] == ["Edisi 3", "Edisi 2"]  # its rank fell with Kediri's load
    counted = "2022, toko daring (Jatim Bejo), aturan “Bersih”: "
    assert f"{counted}Rp100 → Rp100, peringkat 1 → 2." in malang[0][1]
    assert f"{counted}tidak ada angka → Rp100, peringkat – → 1." in malang[1][1]
    assert "Rp500 → Rp700, peringkat 1." in entries(client, "/umpan/daerah/kota-kediri.atom")[0][1]
    assert entries(client, "/umpan/daerah/kota-batu.atom") == []


@pytest.mark.parametrize("page", ["/daerah/kota-malang/2022/", "/en/daerah/kota-malang/2022/", "/daerah/kota-batu/"])
def test_a_governments_pages_lead_to_its_feed(client, loaded, page):
    """For a feed reader in the head, and for a person in sight; with figures and without."""
    html = client.get(page).content.decode()
    address = f"/umpan/daerah/{page.split('daerah/')[1].split('/')[0]}.atom"
    assert re.search(rf'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="{address}">', html)
    assert f'<a href="{address}">' in html
    assert client.get(address).status_code == 200


def test_an_entry_of_a_government_is_another_than_the_editions_own(client, loaded):
    feeds = [client.get(f"/umpan/{name}.atom") for name in ("edisi", "daerah/kota-malang", "daerah/kota-kediri")]
    ids = [one.text for feed in feeds for one in ElementTree.fromstring(feed.content).iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids) == 3 + 4 + 2 + 2
    assert f"{settings.SITE_URL}/edisi/3/#kota-malang" in ids


def test_what_an_entry_says_is_text(client, loaded, monkeypatch):
    """Atom's `html` is unescaped twice: once by the XML, once by the reader."""
    monkeypatch.setattr("procurement.views.editions.cause", lambda _edition: "A & <b>B</b>")
    assert entries(client, "/umpan/edisi.atom")[0][1].startswith("A &amp; &lt;b&gt;B&lt;/b&gt;. ")


def test_sample_editions_say_so(client, loaded):
    Edition.objects.filter(number=4).update(is_sample=True)
    assert entries(client, "/umpan/edisi.atom")[0][0] == "Data contoh: Edisi 4"
    assert b'term="contoh"' in client.get("/umpan/edisi.atom").content


def test_figures_of_a_sample_are_marked_where_they_stand_as_before(client, loaded):
    Edition.objects.filter(number=2).update(is_sample=True)
    titles = [title for title, _says in entries(client, "/umpan/daerah/kota-malang.atom")]
    assert titles == ["Data contoh: Edisi 3", "Data contoh: Edisi 2"]
    titles = [title for title, _says in entries(client, "/umpan/edisi.atom")]
    assert titles == ["Edisi 4", "Data contoh: Edisi 3", "Data contoh: Edisi 2", "Edisi 1"]


def test_no_more_editions_are_compared_than_are_told(loaded, monkeypatch):
    asked = []
    changed = query._changed
    monkeypatch.setattr(query, "_changed", lambda *both: asked.append(both) or changed(*both))
    kediri = Region.objects.get(slug="kota-kediri")
    assert [edition.number for edition, _differences in query.changes_of(kediri, most=1)] == [4]
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("address", "status"),
    [("/umpan/daerah/x.atom", 404), ("/umpan/edisi.atom?x=1", 400), ("/en/umpan/edisi.atom", 404)],
)
def test_bad_requests(client, loaded, address, status):
    assert client.get(address).status_code == status


def test_nothing_published_answers_alike_every_time(client):
    assert entries(client, "/umpan/edisi.atom") == []
    assert client.get("/umpan/edisi.atom").content == client.get("/umpan/edisi.atom").content
