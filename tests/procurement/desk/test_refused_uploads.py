"""An upload that is refused: why, in words of the desk, and the step that helps."""

import re
from collections import defaultdict

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from procurement.desk import sentences
from procurement.desk.models import State, Upload
from procurement.loading.refusal_codes import FILE_CODES
from tests.procurement.desk.conftest import FOUR, export
from tests.procurement.loading.exports import csv_text, row


def said_of(client, upload):
    """What the page says of a refusal, and what it says to do now."""
    page = client.get(f"/unggahan/{upload.pk}/").text
    return (page.split(f'id="{part}"')[1].split("</p>")[0] for part in ("failure", "next"))


TITLE_ON_TOP = "Laporan\r\n" + csv_text(FOUR)


@pytest.mark.parametrize(
    ("content", "code", "field", "label"),
    [
        (csv_text([row(catatan="x")]), "F05", "ignore_columns", "“Kolom yang diabaikan”"),
        (csv_text(FOUR).splitlines()[0], "F02", "allow_empty", "“Berkas tanpa baris memang benar”"),
        (csv_text([row(nama_satker="DINAS é")]).encode("cp1252"), "F06", "encoding", "“Enkode”"),
        (TITLE_ON_TOP, "F03", "header_row", "“Tajuk pada baris” (2)"),
    ],
)
def test_a_refusal_names_the_field_of_the_form_and_leads_to_it(uploaded, client_of, content, code, field, label):
    """Not the option of a command, which the desk has not; and nothing is broken in the file."""
    content = content if isinstance(content, bytes) else content.encode()
    upload = uploaded(SimpleUploadedFile("malang.csv", content), year="2022")
    failure, next_step = said_of(client_of("uploader"), upload)
    assert (upload.state, upload.failure) == (State.REFUSED, code)
    assert label in failure and "--" not in failure and "Petakan" not in failure
    assert "Perbaiki ekspornya" not in next_step
    address = f"/unggahan/baru/?seperti={upload.pk}#id_{field}"
    assert f'href="{address}"' in next_step
    form = client_of("uploader").get(address).text
    assert 'name="year" value="2022"' in form and "<details open>" in form and f'id="id_{field}"' in form
    Upload.objects.update(options={})
    assert "<details open>" in client_of("uploader").get(address).text
    assert 'id="form-again"' not in client_of("editor").get(f"/unggahan/{upload.pk}/").text


@pytest.mark.parametrize("like", ["x", "0", "9" * 40, "99"])
def test_there_is_no_form_like_an_upload_that_is_not(client_of, like):
    assert client_of("uploader").get(f"/unggahan/baru/?seperti={like}").status_code == 404


@pytest.mark.once
@pytest.mark.parametrize("language", ["id", "en"])
def test_no_refusal_of_an_upload_speaks_of_a_terminal(language):
    """But for the command that a migration needs, which is for who runs the site."""
    filled = defaultdict(lambda: "x", o="--number-format", hint_id="", hint_en="")
    with translation.override(language):
        for code in FILE_CODES:
            commands = FILE_CODES[code][language == "en"].format_map(filled)
            assert code == "F27" or not re.search(r"--|manage\.py", sentences.said(code, commands)), code
        for hint in (" pakai --header-row=4.", " terbitkan dengan --publish-with-rejects=3."):
            assert "--" not in sentences.in_forms(hint)


def test_who_must_send_one_file_alone_is_not_told_to_mend_it(uploaded, client_of):
    twice = [export(*FOUR, name="a.csv"), export(*FOUR, name="b.csv")]
    upload = uploaded(*twice)
    failure, next_step = said_of(client_of("uploader"), upload)
    assert upload.failure == "F40" and "salah satunya saja" in next_step and "Perbaiki" not in failure + next_step


def test_whose_rows_they_are_that_are_of_nobody_is_said(uploaded, client_of):
    """And that the export is not broken: another one was asked for."""
    pontianak = {"kd_klpd": "D199", "nama_klpd": "Pemerintah Daerah Kota Pontianak"}
    sambas = {"kd_klpd": "D200", "nama_klpd": "Pemerintah Daerah Kabupaten Sambas"}
    first = [row(**pontianak, order_id=str(n)) for n in (1, 2)]
    second = [row(**pontianak, order_id="3"), row(**sambas, order_id="4", valuasi=1_000_000)]
    upload = uploaded(export(*first, name="a.csv"), export(*second, name="b.csv"))
    page = client_of("uploader").get(f"/unggahan/{upload.pk}/").text
    said = page.split('id="outside"')[1].split("</section>")[0]
    assert "Pemerintah Daerah Kota Pontianak: 3 baris, Rp300.000</li>" in said
    assert said.index("Kabupaten Sambas: 1 baris, Rp1.000.000</li>") < said.index("Pontianak")
    step = page.split('id="next"')[1].split("</p>")[0]
    assert "periksa daerah mana yang diminta" in step and "Perbaiki" not in step


def test_rows_that_are_all_rejected_are_not_called_those_of_others(uploaded, client_of):
    upload = uploaded(export(row(valuasi="x")))
    failure, next_step = said_of(client_of("uploader"), upload)
    assert (upload.failure, upload.rejects) == ("F22", 1)
    assert "Tidak ada baris lain yang dapat diterbitkan" in failure and "Perbaiki ekspornya" in next_step
    assert "Jumlah baris yang" not in failure, "the field that leaves rows out"


def test_a_file_without_rows_is_not_called_that_of_others(uploaded, client_of):
    upload = uploaded(SimpleUploadedFile("x.csv", csv_text(FOUR).splitlines()[0].encode()), allow_empty="on")
    failure, _next_step = said_of(client_of("uploader"), upload)
    assert upload.failure == "nothing" and "Tidak ada baris dalam berkas ini" in failure
