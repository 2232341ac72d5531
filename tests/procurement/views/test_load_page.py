"""/data/muatan/<n>/: the ledger adds up, what is personal stays away, and what stands is told from what stood."""

import re
from datetime import date

import pytest

from procurement.counting import Channel
from procurement.loading.refusal_codes import ROW_CODES
from procurement.models import Edition, Load, Rejection, SourceFile
from procurement.views.reject_words import MEANINGS
from tests.builders import covered, publish, region, small_site, source_file
from tests.visiting import client

__all__ = ["client"]  # fixtures
pytestmark = pytest.mark.django_db


def page(client, number, prefix=""):
    answer = client.get(f"{prefix}/data/muatan/{number}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_file_has_a_ledger_that_sums(client):
    file = source_file()
    SourceFile.objects.filter(pk=file.pk).update(
        rows=12, ignored=1, rejected=2, out_of_scope=3, re_sent=1, in_both=1, repeated=1, counted=3, size=4711,
        value_sen=2100, values={"rejected": 300, "out_of_scope": 500, "re_sent": 100, "in_both": 100, "counted": 1100},
    )  # fmt: skip
    html = page(client, file.load_id)
    for table in re.findall(r'<table class="ledger">.*?</table>', html):
        lines = [
            (int(a), int(b)) for a, b in re.findall(r'<td class="num">(\d+)</td><td class="num">(\d+)</td>', table)
        ]
        assert lines == [(1, 0), (2, 3), (3, 5), (1, 1), (1, 1), (1, 0), (3, 11), (12, 21)]
        assert (sum(rows for rows, _ in lines[:-1]), sum(sen for _, sen in lines[:-1])) == lines[-1]
    assert "Sama: pembaca kedua juga menghitung 12 baris dan Rp21." in html and "4.711 bita" in html
    assert "2 baris senilai Rp3 ditolak" in html and "0" * 64 in html
    SourceFile.objects.filter(pk=file.pk).update(value_sen=2101)
    assert "TIDAK SAMA" in page(client, file.load_id)


def test_ledgers_of_channels_are_never_added(client):
    bela, packages = source_file(rows=1), source_file(rows=1)
    SourceFile.objects.filter(pk=bela.pk).update(value_sen=50_000, values={"counted": 50_000})
    SourceFile.objects.filter(pk=packages.pk).update(
        load=bela.load, layout="ekatalog-v6", value_sen=700_000_000, values={"counted": 700_000_000}
    )
    html = page(client, bela.load_id)
    assert "7.000.000" in html and "7.000.500" not in html


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_ledger_says_that_its_counted_rows_are_no_total(client, prefix):
    says = {"": "jumlahnya bukan total menurut aturan “Bersih”.", "/en": "is no total of the rule “Clean”."}[prefix]
    assert says in page(client, source_file(rows=1).load_id, prefix)
    assert says in client.get(f"{prefix}/data/").content.decode()


def test_nothing_personal_is_printed(client):
    file = source_file()
    Load.objects.update(operator="KANARI-OPERATOR", options={"year": 2022, "ignore_columns": ["a", "b"]})
    SourceFile.objects.update(rejected=2, rows=2, counted=0)
    for line, value in ((7, "KANARI-SEL"), (4, "KANARI-SEL 2"), (4, "KANARI-SEL 3")):
        Rejection.objects.create(file=file, line=line, column="valuasi", code="R03", value=value)
    Rejection.objects.create(file=file, line=9, column="", code="R99", value="x")
    for prefix in ("", "/en"):
        html = page(client, file.load_id, prefix)
        assert "KANARI" not in html
        assert "<code>year = 2022</code>" in html and "<code>ignore_columns = a, b</code>" in html
    assert 'R03 · valuasi</b><span class="v">2</span><span class="small">not a number; first on line 4' in html
    assert "a code that this page does not know; first on line 9" in html


def test_every_code_of_a_row_has_a_meaning():
    assert {code for code in ROW_CODES if code.startswith("R")} == set(MEANINGS)


def test_notes_in_words(client):
    file = source_file()
    many = [{"name": f"Kab. N{number:03}", "rows": 1, "sen": 100 * number} for number in range(103)]
    SourceFile.objects.update(
        notes={
            "aliases": {"Valuasi ": "valuasi"}, "governments": {"<b>Pemkot": "Kota Malang"}, "mismatches": 3,
            "ignored_columns": ["Unnamed: 0", ""], "ignored_sheets": ["_metadata"], "cleaned_cells": {"kategori": 1234},
            "out_of_scope": many,
        }
    )  # fmt: skip
    html = page(client, file.load_id)
    for text in ("&lt;b&gt;Pemkot = Kota Malang", "R23, peringatan: pada 3 baris", "<code>_metadata</code>",
                 "<code>kategori</code> 1.234", "<code>Valuasi </code> = <code>valuasi</code>",
                 "Unnamed: 0"):  # fmt: skip
        assert text in html, text
    assert "<b>Kab. N102</b>" in html and "<b>Kab. N002</b>" not in html, "the largest by name"
    assert '<b>3 lainnya</b><span class="small">3 baris, Rp3</span>' in html, "the rest as one line"


def test_unknown_and_bad_requests(client):
    file = source_file()
    for number in (file.load_id + 1, 10**18 - 1):
        assert client.get(f"/data/muatan/{number}/").status_code == 404
    for address in ("/data/muatan/0/", "/data/muatan/01/", "/data/muatan/x/"):
        assert client.get(address).status_code == 404
    assert client.get(f"/data/muatan/{file.load_id}/?x=1").status_code == 400


def test_a_slice_that_came_again_unchanged_stands_under_its_load(client):
    government = region("Kota Malang")
    file = source_file()
    covered(government, 2022, file, date(2022, 5, 31))
    covered(government, 2022, file, channel=Channel.E_KATALOG, system="katalog-v6")
    html = page(client, file.load_id)
    assert html.count("baris yang sama lagi") == 2 and "31 Mei 2022" in html
    assert "2 dari 2 irisannya masih berlaku, untuk 2022." in html


@pytest.mark.parametrize("made_an_edition", [True, False])
def test_nothing_of_it_stands(client, made_an_edition):
    """`withdraw` takes it out as well as a later load does; of other governments it never stood."""
    file = source_file()
    if made_an_edition:
        Edition.objects.filter(number=publish().number).update(load=file.load)
    says = "menggantikannya, atau sudah ditarik." if made_an_edition else "daerah di luar cakupan situs ini."
    for html in (page(client, file.load_id), client.get("/data/").content.decode()):
        assert says in html


def test_it_costs_the_same_however_much_was_loaded(client, django_assert_num_queries):
    small_site()
    file = SourceFile.objects.get()
    with django_assert_num_queries(7):
        page(client, file.load_id)
    for number in range(30):
        covered(region(f"Kota Ke{number}"), 2022, file)
        Rejection.objects.create(file=file, line=number, column=f"k{number}", code="R03")
    with django_assert_num_queries(7):
        page(client, file.load_id)


def test_the_data_page_leads_to_every_load(client):
    one, other = source_file(), source_file()
    html = client.get("/data/").content.decode()
    for file in (one, other):
        assert f'href="/data/muatan/{file.load_id}/"' in html
    for address in ("/data/cakupan/", "/metode/", "/istilah/"):
        assert f'href="{address}"' in html
