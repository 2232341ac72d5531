"""The API: every answer has the shape that its document says, equals the pages, and refuses by naming the key."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from procurement.api import openapi
from procurement.api.cursors import cursor, edition_named
from procurement.api.endpoints import all_endpoints
from procurement.api.parameters import parameters
from procurement.counting import RULES
from procurement.models import Edition, Transaction
from procurement.queries import listing
from regions.models import KIND_WORDS, Kind
from tests.builders import bought, covered, publish, region, small_site, source_file

pytestmark = pytest.mark.django_db

CODES = {"governments/{code}": "35.73"}
TYPES = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list, "null": type(None)}


def get(client, name, status=200):
    answer = client.get(f"/api/v1/{name}")
    assert answer.status_code == status, name
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    expected = "application/json" if status == 200 else "application/problem+json"
    assert answer.headers["Content-Type"] == expected
    return json.loads(answer.content)


def schema_of(name):
    operation = openapi.document()["paths"][f"/api/v1/{name}"]["get"]
    return operation["responses"]["200"]["content"]["application/json"]["schema"]


def assert_fits(value, schema, where="answer"):
    """The part of JSON Schema that our document uses."""
    kinds = schema.get("type")
    if "oneOf" in schema:
        assert any(isinstance(value, TYPES[one["type"]]) for one in schema["oneOf"]), where
        return
    if kinds == "object":
        assert set(value) == set(schema["properties"]) == set(schema["required"]), where
        for name, one in value.items():
            assert_fits(one, schema["properties"][name], f"{where}.{name}")
        return
    assert any(isinstance(value, TYPES[kind]) for kind in ([kinds] if isinstance(kinds, str) else kinds)), where
    for one in value if kinds == "array" else ():
        assert_fits(one, schema["items"], f"{where}[]")


@pytest.mark.parametrize("endpoint", all_endpoints(), ids=lambda endpoint: endpoint.name)
def test_an_answer_is_as_its_document_says(client, endpoint):
    small_site(is_sample=True)
    path = endpoint.name.replace("{code}", CODES.get(endpoint.name, ""))
    found = get(client, path)
    assert_fits(found, schema_of(endpoint.name))
    assert found["contoh"] is True and found["jumlah"] == len(found["baris"])
    if endpoint.name != "claims":
        assert found["baris"]


def test_the_document_is_served_and_versioned(client):
    answer = client.get("/api/v1/openapi.json")
    assert json.loads(answer.content)["openapi"] == "3.1.0"
    assert client.get("/api/v1/openapi.json?x=1").status_code == 400


def test_the_document_says_which_rules_go_with_which_channel():
    """One exploded object: its properties are the keys."""
    counting = openapi.document()["paths"]["/api/v1/ranking"]["get"]["parameters"][0]
    schema = counting["schema"]
    assert (counting["in"], counting["style"], counting["explode"]) == ("query", "form", True)
    assert list(schema["properties"]) == ["kanal", "aturan"] and schema["additionalProperties"] is False
    shop, catalogue = schema["oneOf"]
    assert shop["properties"] == {"kanal": {"const": "toko-daring"}, "aturan": {"enum": [*RULES]}}
    assert "required" not in shop and catalogue["required"] == ["kanal"]
    assert catalogue["properties"]["aturan"]["enum"] == ["bersih", "selesai", "tidak-gagal", "semua"]


@pytest.mark.parametrize("endpoint", all_endpoints(), ids=lambda endpoint: endpoint.name)
def test_the_document_has_every_key_of_the_page(endpoint):
    declared = openapi.document()["paths"][f"/api/v1/{endpoint.name}"]["get"]["parameters"]
    names = [name for one in declared for name in one["schema"].get("properties", {one["name"]: None})]
    assert sorted(names) == sorted(one["name"] for one in parameters(endpoint))


@pytest.mark.parametrize(
    ("text", "fits"), [("kota", True), (" a b ", True), ("", False), (" ", False), ("\u2003", False), ("a\t", False)]
)
def test_the_document_says_which_texts_are_none(text, fits):
    (daerah,) = openapi.document()["paths"]["/api/v1/agencies"]["get"]["parameters"]
    assert bool(re.search(daerah["schema"]["pattern"], text)) is fits


def test_links_lead_from_the_list_of_governments_to_one(client):
    small_site()
    answer = openapi.document()["paths"]["/api/v1/governments"]["get"]["responses"]["200"]
    assert set(answer["links"]) == {"governments_one", "transactions", "agencies", "coverage"}
    first = get(client, "governments")["baris"][0]
    assert answer["links"]["governments_one"]["parameters"] == {"code": "$response.body#/baris/0/kode_wilayah"}
    assert get(client, f"governments/{first['kode_wilayah']}")["daerah"] == first["daerah"]
    assert answer["links"]["coverage"]["parameters"] == {"daerah": "$response.body#/baris/0/slug"}
    assert {one["daerah"] for one in get(client, f"coverage?daerah={first['slug']}")["baris"]} <= {first["daerah"]}


def test_the_ranking_is_the_twins(client):
    small_site()
    found, twin = (
        get(client, "ranking?tahun=2022&jenis=kota"),
        json.loads(client.get("/peringkat/2022.json?jenis=kota").content),
    )
    assert found["baris"] == twin["baris"] and found["total_rupiah"] == twin["total_rupiah"]
    assert found["tanpa_data"] == twin["tanpa_data"]
    assert get(client, "ranking")["tahun"] == 2022


def test_rows_by_filter(client):
    rich = small_site()["rich"]
    bought(rich, 5, source_file(), stage="failed")
    assert [row["nilai_rupiah"] for row in get(client, "transactions?daerah=kota-malang&tahap=failed")["baris"]] == [5]
    assert {row["daerah"] for row in get(client, "transactions?daerah=kota-kediri")["baris"]} == {"Kota Kediri"}
    every = get(client, "transactions")["baris"]
    assert len(every) == Transaction.objects.count()
    assert [row["nilai_rupiah"] for row in get(client, "transactions?min=500&maks=509")["baris"]] == [500]


@pytest.fixture
def paged(monkeypatch):
    monkeypatch.setattr(listing, "MOST", 3)


def test_pages_follow_one_another_without_gap_or_repeat(client, paged):
    small_site()
    keys, address = [], "transactions?tahun=2022"
    while address:
        found = get(client, address)
        keys += [row["kunci"] for row in found["baris"]]
        address = (found["berikutnya"] or "").partition("/api/v1/")[2]
    assert len(keys) == len(set(keys)) == Transaction.objects.filter(year=2022).count() > 3


def test_a_cursor_belongs_to_its_list_and_edition(client, paged):
    small_site()
    following = get(client, "transactions?tahun=2022")["berikutnya"].partition("/api/v1/")[2]
    assert get(client, following.replace("tahun=2022", "tahun=2021"), 400)["kunci"] == "setelah"
    assert get(client, following.replace("transactions?", "transactions?kanal=toko-daring&"), 400)["kunci"] == "setelah"
    for made_up in (
        "1",
        "x" * 80,
        cursor(edition_named(Edition.objects.get()), "suppliers?", 1),
        following.split("setelah=")[1][:-2] + "xx",
    ):
        assert get(client, f"transactions?tahun=2022&setelah={made_up}", 400)["kunci"] == "setelah"
    made_at = Edition.objects.get().made_at
    Edition.objects.update(made_at=made_at + timedelta(seconds=1))  # another database with the same number
    assert get(client, following, 410)["status"] == 410
    Edition.objects.update(made_at=made_at)
    get(client, following)
    publish()
    assert Edition.objects.count() == 2
    assert get(client, following, 410)["status"] == 410


@pytest.mark.parametrize(
    ("name", "status", "key"),
    [
        ("ranking?x=1", 400, "x"),
        ("ranking?tahun=2022&tahun=2021", 400, "tahun"),
        ("ranking?jenis=", 400, "jenis"),
        ("ranking?q=a%0Fb", 400, "q"),
        ("ranking?q=a%0A", 400, "q"),
        ("transactions?daerah=%C2%9Fkota-malang", 400, "daerah"),
        ("ranking?kanal=e-katalog&aturan=terverifikasi", 400, "aturan"),
        ("ranking?tahun=1999", 404, None),
        ("governments/99.99", 404, None),
        ("governments/35.73/x", 404, None),
        ("governments/", 404, None),
        ("transactions?min=-1", 400, "min"),
        ("transactions?daerah=x", 404, None),
        ("transactions?daerah=%20", 400, "daerah"),
        ("agencies?daerah=%C2%A0", 400, "daerah"),
        ("coverage?daerah=+", 400, "daerah"),
        ("ranking?q=%E2%80%83", 400, "q"),
        ("suppliers?setelah=1&setelah=2", 400, "setelah"),
        ("nothing", 404, None),
    ],
)
def test_refusals_are_problems(client, name, status, key):
    small_site()
    found = get(client, name, status)
    assert found["status"] == status and found.get("kunci") == key


def test_only_reading(client):
    answer = client.post("/api/v1/ranking")
    assert answer.status_code == 405 and answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_other_answers_are_not_shared_with_other_sites(client):
    small_site()
    assert "Access-Control-Allow-Origin" not in client.get("/peringkat/2022.json").headers
    assert "Access-Control-Allow-Origin" not in client.post("/api/v1/ranking").headers


def test_a_page_costs_the_same_however_far(client, paged, django_assert_num_queries):
    rich = small_site()["rich"]
    with django_assert_num_queries(4):
        get(client, "transactions")
    file = source_file()
    for number in range(30):
        bought(rich, number, file)
    with django_assert_num_queries(4) as queries:
        get(client, "transactions")
    (rows,) = (one["sql"] for one in queries if '"description"' in one["sql"])
    assert rows.count("SELECT") == 1 and "3573" in rows, "the governments by name: with a subquery all are walked"


def rows_in_turn(client, name):
    """(rows of each page) of a list, followed to its end."""
    found, pages = get(client, name), []
    while True:
        pages.append([row["nilai_rupiah"] for row in found["baris"]])
        if found["berikutnya"] is None:
            return pages
        found = get(client, found["berikutnya"].partition("/api/v1/")[2])


@pytest.mark.parametrize("query", ["min=4000&maks=5000", "tahap=failed", "tahun=2022&kedudukan=repeated"])
def test_what_is_rare_is_looked_for_a_span_at_a_time(client, monkeypatch, query):
    """No index tells which rows of all governments fit: a page looks at so many rows, whatever it finds."""
    rich, file = small_site()["rich"], source_file()
    for number in range(20):
        rare = {"stage": "failed", "standing": "repeated"} if number in (3, 17, 18) else {}
        bought(rich, 4000 + number if rare else number, file, **rare)
    Transaction.objects.filter(value_sen__in=range(8_00, 14_00)).delete()  # ids that are no more cost nothing
    assert rows_in_turn(client, f"transactions?{query}") == [[4003, 4017, 4018]]
    monkeypatch.setattr(listing, "SPAN", 6)
    pages = rows_in_turn(client, f"transactions?{query}")
    assert [one for page in pages for one in page] == [4003, 4017, 4018] and [] in pages and len(pages) == 4
    monkeypatch.setattr(listing, "MOST", 1)
    pages = rows_in_turn(client, f"transactions?{query}")
    assert [one for page in pages for one in page] == [4003, 4017, 4018] and max(map(len, pages)) == 1
    assert rows_in_turn(client, f"transactions?daerah=kota-malang&{query}") == [[4003], [4017], [4018]]


@pytest.mark.parametrize(
    "query", ["kanal=e-katalog", "daerah=kabupaten-blitar&tahun=2022", "daerah=kota-malang&kanal=e-katalog"]
)
def test_what_is_not_loaded_costs_no_look_at_rows(client, monkeypatch, query):
    small_site()
    monkeypatch.setattr(listing, "SPAN", 1)
    with CaptureQueriesContext(connection) as queries:
        assert rows_in_turn(client, f"transactions?{query}&min=1") == [[]]
    assert not any('"value_sen" >=' in one["sql"] for one in queries)


def test_the_latest_year_of_any_channel_stands_in_for_one_of_a_channel_without_data(client):
    small_site()
    found = get(client, "ranking?kanal=e-katalog")
    assert (found["tahun"], found["kanal"], found["baris"]) == (2022, "e-katalog", [])


def test_what_may_fail_is_said(client):
    for path in openapi.document()["paths"].values():
        answers = path["get"]["responses"]
        assert all("application/problem+json" in answers[code]["content"] for code in ("500", "503"))


def test_an_empty_database(client):
    assert get(client, "governments")["baris"] == []
    assert get(client, "ranking")["baris"] == []


def test_without_data_of_a_regency_or_city_the_ranking_is_empty_as_on_the_page(client):
    """Whatever the day is: the provincial government alone has a year, and it is in no ranking."""
    province = region("Provinsi Jawa Timur", "35")
    region("Kota Malang", "35.73")
    region("Kabupaten Malang", "35.07")
    file = source_file()
    covered(province, 2022, file)
    bought(province, 5, file)
    publish()
    assert "Belum ada data" in client.get("/peringkat/").content.decode()
    found = get(client, "ranking?jenis=kota")
    assert_fits(found, schema_of("ranking"))
    assert (found["tahun"], found["total_rupiah"], found["baris"]) == (None, None, [])
    assert [(one["daerah"], one["alasan"]) for one in found["tanpa_data"]] == [("Kota Malang", "belum-ada-data")]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_documents_every_endpoint(client, prefix):
    html = client.get(prefix + reverse("api-docs")).content.decode()
    for endpoint in all_endpoints():
        assert f"<code>/api/v1/{endpoint.name}</code>" in html
        assert all(f"<code>{field.name}</code>" in html for field in endpoint.fields)


def test_every_kind_of_government_has_a_word():
    assert set(KIND_WORDS) == set(Kind)
