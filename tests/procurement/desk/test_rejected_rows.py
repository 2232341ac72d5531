"""Rejected rows at the desk: where each stands, what is to be done about it, and where the reasons are afterwards."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from procurement.desk import sentences
from procurement.loading.refusal_mends import ROW_MENDS
from procurement.models import Load
from tests.procurement.desk.conftest import FOUR, export
from tests.procurement.loading.exports import row


def box(client, upload):
    return client.get(f"/unggahan/{upload.pk}/").text.split('id="rejects"')[1].split("</section>")[0]


def test_each_code_says_once_what_to_do(uploaded, client_of):
    wrong = [row(order_id="5", valuasi="Rp1"), row(order_id="6", valuasi="x"), row(order_id="7", status_verif="ngawur")]
    nameless = row(order_id="8", kd_klpd=None, nama_klpd="Kab. Malng")
    upload = uploaded(export(*FOUR, *wrong, nameless))
    client = client_of("publisher")
    said = box(client, upload)
    assert said.count("<dt>R03</dt><dd>Tulis digit saja, tanpa Rp dan tanpa pemisah ribuan.</dd>") == 1
    assert "Kata baru dari sumber? Laporkan, supaya didaftarkan.</dd>" in said.split("<dt>R24</dt>")[1]
    assert "(yang dikenal: unverified, verified)" in said
    assert "<dt>R13</dt><dd>Di Nama daerah, nyatakan nama siapa itu" in said and "R04" not in said
    client.cookies["meja-bahasa"] = "en"
    assert "<dt>R03</dt><dd>Write digits alone, no Rp and no thousands mark.</dd>" in box(client, upload)


@pytest.mark.once
@pytest.mark.parametrize("language", ["id", "en"])
def test_no_mend_speaks_of_a_terminal(language):
    with translation.override(language):
        said = {code: sentences.mend(code, both[language == "en"]) for code, both in ROW_MENDS.items()}
    assert [code for code, text in said.items() if "--" in text or "`" in text or "manage.py" in text] == []
    assert said["R10"].endswith(
        {"id": "pada umum: “Tanggal” (31/12/2022)", "en": "in umum: “Dates” (31/12/2022)"}[language]
    )


@pytest.mark.parametrize(("name", "place"), [("x.json", "unsur 5"), ("x.jsonl", "unsur 5"), ("x.csv", "6")])
def test_the_place_is_a_line_or_an_element(uploaded, client_of, name, place):
    rows = [*FOUR, row(order_id="5", valuasi="x")]
    content = {"x.json": json.dumps(rows), "x.jsonl": "\n".join(map(json.dumps, rows))}
    file = SimpleUploadedFile(name, content[name].encode()) if name in content else export(*rows, name=name)
    assert f">{place}</td>" in box(client_of("publisher"), uploaded(file))


def test_afterwards_the_reasons_are_where_they_are_public(uploaded, client_of, work):
    upload = uploaded(export(*FOUR, row(order_id="5", valuasi="x")))
    publisher = client_of("publisher")
    assert "/data/muatan/" not in box(publisher, upload)
    publisher.post(f"/unggahan/{upload.pk}/terbitkan/", {"plan": upload.plan, "rejects": "1"})
    work()
    public = f"/data/muatan/{Load.objects.get().pk}/"
    assert f'{public}">{public}</a>' in box(publisher, upload)
    discarded = uploaded(export(*FOUR, row(order_id="6", valuasi="x")))
    publisher.post(f"/unggahan/{discarded.pk}/buang/")
    said = box(publisher, discarded)
    assert "Alasannya dihapus bersama berkasnya" in said and "/data/muatan/" not in said
