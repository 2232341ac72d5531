"""No choice that a form offers leads to a refusal: what is not loaded is said in words, and machines get the reason."""

import csv
import io
import json
import re
from itertools import product

import pytest

from procurement.counting import RULES, Stage
from tests.builders import bought, covered, source_file
from tests.visiting import body_of

pytestmark = pytest.mark.django_db

NOT_LOADED = {"": "Belum ada ekspor kanal ini untuk yang diminta.", "/en": "No export of this channel is loaded"}


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def options(html: str, name: str) -> list[str]:
    select = re.search(rf'<select id="{name}".*?</select>', html, re.DOTALL)
    assert select
    return re.findall(r'<option value="([^"]*)"(?: selected)?>', select[0])


def chosen(html: str) -> dict[str, str]:
    return dict(re.findall(r'<select id="(\w+)".*?<option value="([^"]*)" selected>', html))


def test_whatever_the_form_of_a_passport_offers_is_answered(client, channels_apart):
    """Years of every channel and of the provincial government alone, each with each channel and government."""
    covered(channels_apart["province"], 2020, source_file())
    form = page(client, "/asal/")
    assert options(form, "tahun") == ["2024", "2022", "2021", "2020"]
    names = ("daerah", "tahun", "kanal")
    for values in product(*(options(form, name) for name in names)):
        asked = "&".join(f"{name}={value}" for name, value in zip(names, values, strict=True))
        page(client, f"/asal/?{asked}&aturan=bersih")
        for kind in ("csv", "json", "xlsx"):
            answer = client.get(f"/asal.{kind}?{asked}&aturan=bersih")
            assert answer.status_code == 200 and body_of(answer), asked


def test_the_form_of_a_passport_begins_with_what_is_loaded(client, channels_apart):
    assert chosen(page(client, "/asal/")) == {"tahun": "2022", "kanal": "toko-daring"}


@pytest.mark.parametrize(
    ("asked", "channels", "rules"),
    [
        ("", ["toko-daring", "e-katalog"], ["bersih", "selesai", "tidak-gagal", "semua"]),
        ("?tahun=2024&aturan=terverifikasi", ["toko-daring"], list(RULES)),
    ],
)
def test_the_form_of_a_passport_offers_no_rule_beside_a_channel_that_it_does_not_count(
    client, channels_apart, asked, channels, rules
):
    form = page(client, f"/asal/{asked}")
    assert (options(form, "kanal"), options(form, "aturan")) == (channels, rules)
    for channel, rule in product(channels, rules):
        page(client, f"/asal/?daerah=&tahun=2022&kanal={channel}&aturan={rule}")


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize(
    "asked", ["daerah=kota-malang&tahun=2024", "tahun=2021&kanal=e-katalog", "daerah=kabupaten-blitar"]
)
def test_a_passport_of_what_is_not_loaded_says_so(client, channels_apart, language, asked):
    html = page(client, f"{language}/asal/?{asked}")
    assert NOT_LOADED[language] in html and "Rp0" not in html and 'class="cite"' in html
    kept = dict(pair.split("=") for pair in asked.split("&"))
    assert kept.items() <= chosen(html).items(), "the form still holds what was asked"
    document = json.loads(body_of(client.get(f"/asal.json?{asked}")))
    assert (document["baris"], document["alasan"]) == ([], "belum-ada-data")
    lines = list(csv.reader(io.StringIO(body_of(client.get(f"/asal.csv?{asked}")).decode("utf-8-sig"))))
    assert len(lines) == 1


def test_a_passport_of_rows_gives_no_reason(client, channels_apart):
    assert "alasan" not in json.loads(body_of(client.get("/asal.json?daerah=kota-malang&tahun=2022")))


@pytest.mark.parametrize(
    "address", ["/asal/?tahun=1999", "/asal/?daerah=kota-malang&tahun=1999&kanal=e-katalog", "/sorotan/?tahun=1999"]
)
def test_a_year_that_no_channel_knows_is_not_found(client, channels_apart, address):
    for path in (address, f"/en{address}", address.replace("/?", ".csv?"), address.replace("/?", ".json?")):
        assert client.get(path).status_code == 404, path


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("asked", ["tahun=2021&kanal=e-katalog", "tahun=2024", "tahun=2024&daerah=kota-malang"])
def test_questions_of_a_year_that_another_channel_knows_say_so(client, channels_apart, language, asked):
    html = page(client, f"{language}/sorotan/?{asked}")
    assert NOT_LOADED[language] in html.replace("yang diminta. ", "yang diminta.") and 'class="ask"' not in html
    assert asked[6:10] in html[html.index("<h1>") : html.index("</h1>")]
    document = json.loads(body_of(client.get(f"/sorotan.json?{asked}")))
    assert (document["baris"], document["alasan"]) == ([], "belum-ada-data")


def test_questions_of_rows_that_do_not_count_are_not_of_nothing_loaded(client, channels_apart):
    file = source_file()
    covered(channels_apart["silent"], 2022, file)
    bought(channels_apart["silent"], 7, file, stage=Stage.FAILED)
    asked = "tahun=2022&daerah=kabupaten-blitar"
    html = page(client, f"/sorotan/?{asked}")
    assert "Ekspor sudah dimuat, tetapi" in html and "Belum ada" not in html
    document = json.loads(body_of(client.get(f"/sorotan.json?{asked}")))
    assert (document["baris"], document["alasan"]) == ([], "tidak-ada-yang-memenuhi-aturan")
