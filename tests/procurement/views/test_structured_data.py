"""JSON-LD: parses, says what the page says, is marked over sample rows, and no name can end its element."""

import json
import re

import pytest
from django.conf import settings

from procurement import licence
from procurement.downloads import store
from procurement.downloads.edition_files import recipes, standing_slices
from procurement.models import Edition
from tests.builders import bought, covered, publish, region, small_site, source_file
from tests.visiting import body_of, without_data_block

pytestmark = pytest.mark.django_db


def data_of(client, address):
    html = client.get(address).content.decode()
    assert html.count("<script") == 1 and "<script" not in without_data_block(html)
    assert html.index("<script") < html.index("</head>")
    return json.loads(re.search(r'<script type="application/ld\+json">([^<>&]*)</script>', html)[1])


def test_a_government(client):
    small_site(is_sample=True)
    found = data_of(client, "/daerah/kota-malang/2022/?aturan=semua")
    assert found["@context"] == "https://schema.org" and found["@type"] == "GovernmentOrganization"
    assert found["name"] == "Kota Malang" and found["areaServed"]["containedInPlace"]["name"] == "Jawa Timur"
    assert {one["propertyID"] for one in found["identifier"]} == {"Kemendagri", "BPS", "KLPD"}
    rows = found["subjectOf"]
    assert rows["name"].startswith("Data contoh: Kota Malang 2022") and rows["license"] == licence.ADDRESS
    assert rows["version"] == "1" and rows["dateModified"] == "2023-01-02T00:00:00+07:00"
    for file in rows["distribution"]:
        answer = client.get(file["contentUrl"].removeprefix(settings.SITE_URL))
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith(file["encodingFormat"])
        body_of(answer)  # a workbook is a file until it is read


def test_one_government_in_both_languages_and_all_years(client):
    small_site()
    places = ("/daerah/kota-malang/", "/en/daerah/kota-malang/2021/", "/daerah/kota-malang/2022/")
    assert len({data_of(client, place)["@id"] for place in places}) == 1
    english = data_of(client, "/en/daerah/kota-malang/2022/")["subjectOf"]
    assert "orders row by row" in english["name"] and "Sample data" not in english["name"]
    assert all("/en/" not in one["contentUrl"] for one in english["distribution"])


def test_a_government_without_data_has_no_data_set(client):
    small_site()
    found = data_of(client, "/daerah/kabupaten-blitar/")
    assert found["name"] == "Kabupaten Blitar" and "subjectOf" not in found


def test_no_name_ends_the_element(client):
    government = region("Kota </script><script>alert(1)</script>&<!--\u2028", slug="kota-malang")
    file = source_file(rows=1)
    covered(government, 2022, file)
    bought(government, 5, file)
    publish()
    assert data_of(client, "/daerah/kota-malang/")["name"] == government.name


def test_the_whole_data_set_with_its_files(client, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    small_site(is_sample=True)
    wanted = recipes(Edition.objects.get(), standing_slices())
    for recipe in wanted:
        store.make(recipe)
    found = data_of(client, "/data/")
    assert found["@type"] == "Dataset" and found["license"] == licence.ADDRESS and found["version"] == "1"
    assert found["temporalCoverage"] == "2021/2022" and found["spatialCoverage"]["name"] == "Jawa Timur"
    assert found["name"].startswith("Data contoh: ") and 50 <= len(found["description"]) <= 5000
    files = {one["name"]: one for one in found["distribution"]}
    assert set(files) == {recipe.name for recipe in wanted}
    for recipe in wanted:
        made, said = store.find(recipe), files[recipe.name]
        assert (said["contentSize"], said["sha256"]) == (f"{made.size} B", made.sha256)
        assert said["contentUrl"] == f"{settings.SITE_URL}/data/unduhan/{recipe.name}"
        assert said["encodingFormat"] == recipe.media_type


def test_nothing_published(client):
    found = data_of(client, "/data/")
    assert "version" not in found and "temporalCoverage" not in found and found["distribution"] == []
