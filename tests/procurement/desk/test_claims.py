"""Claims at the desk: judged as a file's rows are, with the verdicts that move shown before anything is published."""

from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from awards import editing
from awards.models import Claim
from awards.writing import standing
from procurement.desk.models import AuditEntry, Build
from procurement.desk.upkeep import publishing
from procurement.models import Edition
from tests import builders
from tests.awards import hand_made
from tests.awards.conftest import CLAIMS

MALANG = "epa-2023-kota-malang"
ADDRESS = f"/klaim/{MALANG}/"


@pytest.fixture
def editor(client_of):
    hand_made.governments()
    call_command("load_claims", CLAIMS)
    return client_of("editor")


def cells(answer):
    """What the form of a page would send as it is."""
    form = answer.context["form"]
    return {name: form[name].value() or "" for name in form.fields if name != "whole_event"}


def hidden(answer):
    return dict(answer.context["plan"].hidden)


def log():
    return list(AuditEntry.objects.order_by("id").values_list("action", "what", "result"))


def test_the_list_shows_each_claim_with_its_verdicts(editor):
    text = editor.get("/klaim/").text
    assert text.count('class="deletelink"') == 21 and "Rp67.082.500.435" in text
    assert "Nilai: belum ada data, Pesanan: " in text, "whose verdict each is"
    assert editor.get("/klaim.csv").content == CLAIMS.read_bytes()


def test_a_claim_of_orders_alone_is_listed_by_them(editor):
    Claim.objects.filter(claim_id=MALANG).update(value_as_printed="", stated_rank=None, stated_orders=1234)
    text = editor.get("/klaim/").text
    assert "1.234 pesanan" in text and "None" not in text


def test_a_claim_that_is_altered_shows_the_verdict_that_moves_and_then_makes_an_edition(editor):
    address = "/klaim/bisnis-2023-kota-malang/"
    given = cells(editor.get(address)) | {
        "value_as_printed": "Rp52 miliar", "stated_value_idr": "52000000000",
        "value_precision_idr": "1000000000", "value_comparator": "rounded",
    }  # fmt: skip
    answer = editor.post(address, given)
    assert answer.status_code == 200 and "Rp 52.071.487,453 → Rp52 miliar" in answer.text
    assert answer.context["plan"].rows == [["bisnis-2023-kota-malang", "Nilai", "tidak terbaca", "belum ada data"]]
    assert Edition.objects.count() == 1
    assert editor.post(address, hidden(answer)).status_code == 302
    assert Claim.objects.get(pk="bisnis-2023-kota-malang").stated_value_sen == 5_200_000_000_000
    assert Edition.objects.get(number=2).cause == "claims" and Build.objects.get().edition == 2
    assert log() == [("edit", "bisnis-2023-kota-malang", "done")]


@pytest.mark.parametrize(
    ("altered", "code"),
    [
        ({"value_as_printed": ""}, "K09"),
        ({"source_title": ""}, "R02"),
        ({"publisher": ""}, "R02"),
        ({"source_url": ""}, "R02"),
        ({"source_url": "malangvoice.com"}, "K06"),
        ({"event_date": "2023-05-30"}, "K11"),
        ({"channel": "pasar"}, "R24"),
    ],
)
def test_a_claim_without_its_figure_or_source_is_not_even_planned(editor, altered, code):
    answer = editor.post(ADDRESS, cells(editor.get(ADDRESS)) | altered)
    assert answer.status_code == 400 and code in answer.text
    # Nor can the step be skipped.
    token = {"token": "0" * 16}
    assert editor.post(ADDRESS, cells(editor.get(ADDRESS)) | altered | token).status_code == 409
    assert Edition.objects.count() == 1
    assert {result for _action, _what, result in log()} == {"refused"}


def test_a_claim_is_added_and_taken_out(editor):
    given = cells(editor.get(ADDRESS)) | {"claim_id": "baru", "stated_rank": "4"}
    editor.post("/klaim-baru/", hidden(editor.post("/klaim-baru/", given)))
    assert Claim.objects.filter(pk="baru").exists()
    assert editor.post("/klaim-baru/", given).status_code == 400  # such a name stands already
    answer = editor.get("/klaim/baru/hapus/")
    assert Claim.objects.filter(pk="baru").exists()
    editor.post("/klaim/baru/hapus/", hidden(answer))
    assert not Claim.objects.filter(pk="baru").exists() and Edition.objects.count() == 3
    assert editor.get("/klaim/baru/hapus/").status_code == 404
    assert editor.get("/klaim.csv").content == CLAIMS.read_bytes()


def test_an_event_is_renamed_in_all_of_its_claims(editor):
    given = cells(editor.get(ADDRESS)) | {"event": "EPA 2023", "whole_event": "on"}
    answer = editor.post(ADDRESS, given)
    assert "epa-2023-kota-kediri" in answer.text
    editor.post(ADDRESS, hidden(answer))
    assert set(Claim.objects.filter(event="e-purchasing-awards-2023").values_list("event__name", flat=True)) == {
        "EPA 2023"
    }


def test_a_plan_is_stale_when_the_claims_changed_meanwhile(editor):
    first = editor.post(ADDRESS, cells(editor.get(ADDRESS)) | {"note": "satu"})
    second = editor.post(ADDRESS, cells(editor.get(ADDRESS)) | {"note": "dua"})
    editor.post(ADDRESS, hidden(second))
    answer = editor.post(ADDRESS, hidden(first))
    assert answer.status_code == 409 and "F32" in answer.text
    assert Claim.objects.get(pk=MALANG).note == "dua"


def test_all_claims_are_replaced_by_a_file_with_its_verdicts_shown(editor):
    content = CLAIMS.read_bytes().replace(b"2959536672,", b"2959536673,")
    answer = editor.post("/tabel/klaim/baca/", {"files": SimpleUploadedFile("klaim.csv", content)})
    assert "0 klaim baru, 0 hilang, 2 diubah." in answer.text
    editor.post("/tabel/klaim/terbit/", hidden(answer))
    assert Edition.objects.count() == 2
    assert "<code>stated_rank</code></dt><dd>Peringkat yang disebut" in editor.get("/tabel/klaim/").text
    stands = b"".join(editor.get("/tabel/klaim/berlaku.csv"))
    assert stands == content
    broken = content.replace(b"https://malangvoice.com", b"malangvoice.com")
    refused = editor.post("/tabel/klaim/baca/", {"files": SimpleUploadedFile("klaim.csv", broken)})
    assert refused.status_code == 400 and "baris 2, kolom source_url: K06 bukan alamat http(s) yang sah" in refused.text


@pytest.mark.parametrize("kind", ["anonymous", "uploader", "publisher"])
def test_nobody_else_may_alter_a_claim(editor, client_of, kind):
    given = hidden(editor.post(ADDRESS, cells(editor.get(ADDRESS)) | {"note": "satu"}))
    assert client_of(kind).post(ADDRESS, given).status_code == (302 if kind == "anonymous" else 403)
    assert client_of(kind).get(ADDRESS).status_code == (302 if kind == "anonymous" else 403)
    assert Edition.objects.count() == 1


def test_a_plan_is_stale_when_figures_changed_meanwhile(editor):
    """The claims stand as they were, but the verdicts that were shown need not be true of the next edition."""
    given = hidden(editor.post(ADDRESS, cells(editor.get(ADDRESS)) | {"note": "satu"}))
    gone = hidden(editor.get(f"{ADDRESS}hapus/"))
    builders.publish()
    for address, form in ((ADDRESS, given), (f"{ADDRESS}hapus/", gone)):
        answer = editor.post(address, form)
        assert answer.status_code == 409 and "F32" in answer.text
    assert Edition.objects.count() == 2 and Claim.objects.get(pk=MALANG).note != "satu"


def test_what_another_editor_published_a_moment_before_the_lock_is_not_lost(editor, monkeypatch):
    given = hidden(editor.post(ADDRESS, cells(editor.get(ADDRESS)) | {"note": "dua"}))
    other = "epa-2023-kota-kediri"
    alone, published = publishing.alone, []

    @contextmanager
    def just_after_another():
        if not published:
            row = next(one for one in standing() if one["claim_id"] == other)
            change = editing.put(row | {"note": "satu"})
            published.append(editing.publish(change, change.token))
        with alone():
            yield

    monkeypatch.setattr(publishing, "alone", just_after_another)
    monkeypatch.setattr(publishing, "still", lambda on: None)  # the token alone tells
    assert editor.post(ADDRESS, given).status_code == 409
    assert Claim.objects.get(pk=other).note == "satu" and Claim.objects.get(pk=MALANG).note != "dua"


def test_the_log_says_what_was_done_to_a_claim(editor):
    old = Claim.objects.get(pk=MALANG).note
    editor.post(ADDRESS, hidden(editor.post(ADDRESS, cells(editor.get(ADDRESS)) | {"note": "satu"})))
    given = cells(editor.get(ADDRESS)) | {"claim_id": "baru", "stated_rank": "4"}
    editor.post("/klaim-baru/", hidden(editor.post("/klaim-baru/", given)))
    editor.post("/klaim/baru/hapus/", hidden(editor.get("/klaim/baru/hapus/")))
    altered, added, removed = AuditEntry.objects.order_by("pk").values_list("details", flat=True)
    assert altered == {"edition": 2, "changes": {"note": [old, "satu"]}, "others": []}
    assert added["added"] and added["changes"]["stated_rank"] == ["", "4"] and "removed" not in added
    assert removed["removed"] and removed["changes"]["stated_rank"] == ["4", ""] and "added" not in removed


def test_a_plan_names_columns_and_words_as_the_form_does(editor):
    answer = editor.post(ADDRESS, cells(editor.get(ADDRESS)) | {"value_comparator": "almost", "note": "x"})
    says = answer.context["plan"].says
    assert "Cara nilai dimaksudkan: persis → hampir" in says and not any("comparator" in one for one in says)
