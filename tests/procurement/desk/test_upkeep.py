"""Names, sizes, rules, governments and masks at the desk: shown before they are published, refused as by commands."""

import hashlib
import re
from datetime import datetime

import pytest
from django.conf import settings as configured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from procurement.desk.models import AuditEntry, Build
from procurement.desk.upkeep import aliases, publishing
from procurement.loading.locking import only_one
from procurement.loading.mask_publishing import mask_supplier
from procurement.models import Edition, LegalRule, Mask, Supplier, SupplierSize, Transaction
from regions.aliases import Sighting, queue_names
from regions.models import QueuedName, Region, RegionAlias
from tests import builders

HEADER = "sistem,kode_penyedia,penyedia,skala,sumber,per_tanggal\n"
SIZES = HEADER + "bela,,CV Maju,kecil,Dinas,2023-12-31\n"
FIXTURES = configured.BASE_DIR / "fixtures"


@pytest.fixture
def publisher(client_of):
    return client_of("publisher")


@pytest.fixture
def masker(client_of):
    return client_of("editor")


def sent(client, slug, content, name="berkas.csv"):
    data = content if isinstance(content, bytes) else content.encode()
    return client.post(f"/tabel/{slug}/baca/", {"files": SimpleUploadedFile(name, data)})


def hidden(answer):
    return dict(answer.context["plan"].hidden)


def waiting(settings):
    return list((settings.DATA_DIR / "uploads").glob("*/1/*"))


def log():
    return list(AuditEntry.objects.order_by("id").values_list("action", "what", "result"))


def editions():
    return list(Edition.objects.order_by("number").values_list("cause", flat=True))


# --- tables that are replaced by a file ------------------------------------------------------------------------------


def test_a_register_is_shown_and_then_published(publisher, settings):
    builders.supplier("CV Maju")
    answer = sent(publisher, "skala-penyedia", SIZES)
    assert answer.status_code == 200
    assert "1 baris dalam berkas: 1 baru, 0 hilang, 0 diubah." in answer.text
    assert not SupplierSize.objects.exists() and editions() == [] and len(waiting(settings)) == 1
    done = publisher.post("/tabel/skala-penyedia/terbit/", hidden(answer))
    assert (done.status_code, done["Location"]) == (302, "/tabel/skala-penyedia/")
    assert SupplierSize.objects.get().register.operator == "publisher"
    assert editions() == ["sizes"] and waiting(settings) == []
    assert Build.objects.get().edition == 1
    assert log() == [("check", "skala-penyedia", "done"), ("publish", "skala-penyedia", "done")]
    assert "Terbit: edisi 1." in publisher.get("/tabel/skala-penyedia/").text


def test_a_register_is_refused_with_the_sentences_of_its_command(publisher, settings):
    answer = sent(publisher, "skala-penyedia", HEADER + "bela,,,kecil,Dinas,2023-12-31\nbela,,X,raksasa,D,2023-12-31\n")
    assert answer.status_code == 400
    assert "baris 2, kolom penyedia: S01 kode_penyedia atau penyedia harus diisi" in answer.text
    assert "baris 3, kolom skala: R24 status/kategori tidak dikenal: &quot;raksasa&quot;" in answer.text
    assert waiting(settings) == [] and editions() == []
    assert log() == [("check", "skala-penyedia", "refused")]
    empty = sent(publisher, "skala-penyedia", b"")
    assert empty.status_code == 400 and "F01" in empty.text


def test_a_form_that_has_only_a_file_names_no_option(publisher):
    answer = sent(publisher, "skala-penyedia", SIZES.replace("penyedia,skala", "catatan,penyedia,skala", 1))
    reason = answer.text.split('class="errorlist"')[1].split("</ul>")[0]
    assert "F05 Kolom tidak dikenal: catatan. Di sini berkas harus UTF-8" in reason and "--" not in reason


def test_what_stands_already_is_not_kept_waiting(publisher, settings):
    publisher.post("/tabel/skala-penyedia/terbit/", hidden(sent(publisher, "skala-penyedia", SIZES)))
    answer = sent(publisher, "skala-penyedia", SIZES)
    assert "Isi yang sama sudah berlaku" in answer.text and waiting(settings) == []


def test_a_plan_made_on_an_older_edition_is_not_published(publisher, settings):
    planned = hidden(sent(publisher, "skala-penyedia", SIZES))
    builders.publish()
    answer = publisher.post("/tabel/skala-penyedia/terbit/", planned)
    assert answer.status_code == 409 and "F32" in answer.text
    assert not SupplierSize.objects.exists() and waiting(settings) == []
    assert publisher.post("/tabel/skala-penyedia/terbit/", planned).status_code == 409  # it is gone


def test_a_file_waits_while_somebody_else_writes(publisher, settings):
    planned = hidden(sent(publisher, "skala-penyedia", SIZES))
    with only_one(settings.DATA_DIR):
        answer = publisher.post("/tabel/skala-penyedia/terbit/", planned)
        assert answer.status_code == 409 and "F20" in answer.text
    assert len(waiting(settings)) == 1
    assert publisher.post("/tabel/skala-penyedia/terbit/", planned).status_code == 302
    assert SupplierSize.objects.count() == 1


def test_a_file_can_be_thrown_away(publisher, settings):
    planned = hidden(sent(publisher, "skala-penyedia", SIZES))
    assert publisher.post("/tabel/skala-penyedia/buang/", planned).status_code == 302
    assert waiting(settings) == [] and editions() == []
    assert log()[-1] == ("discard", "skala-penyedia", "done")


@pytest.mark.parametrize("folder", ["", "../..", "0" * 31, "g" * 32, "0" * 32])
def test_no_other_file_can_be_published(publisher, folder):
    answer = publisher.post("/tabel/skala-penyedia/terbit/", {"folder": folder, "on": "0"})
    assert answer.status_code == 409


def test_legal_rules_are_replaced(publisher):
    answer = sent(publisher, "aturan-hukum", (FIXTURES / "rules.csv").read_bytes())
    publisher.post("/tabel/aturan-hukum/terbit/", hidden(answer))
    assert LegalRule.objects.count() == 57 and editions() == ["rules"]
    broken = sent(publisher, "aturan-hukum", b"code,title\n")
    assert broken.status_code == 400 and "L01" in broken.text


def test_governments_are_replaced_and_named_in_the_plan(publisher):
    content = (FIXTURES / "regions.csv").read_bytes()
    answer = sent(publisher, "daerah", content)
    assert "39 daerah dalam berkas, 39 baru atau berubah" in answer.text and not Region.objects.exists()
    publisher.post("/tabel/daerah/terbit/", hidden(answer))
    assert Region.objects.count() == 39 and editions() == ["regions"]
    changed = sent(publisher, "daerah", content.replace(b"889359", b"900000"))
    assert changed.context["plan"].rows == [["Kota Malang"]]
    broken = sent(publisher, "daerah", content.replace(b"889359", b"banyak"))
    assert broken.status_code == 400 and "nilai salah" in broken.text


@pytest.mark.parametrize(
    ("slug", "content"),
    [
        (
            "aturan-hukum",
            (FIXTURES / "rules.csv").read_bytes().replace(b",Perpres 12/2021 mulai", b",-Perpres 12/2021 mulai"),
        ),
        ("daerah", (FIXTURES / "regions.csv").read_bytes()),
        ("skala-penyedia", SIZES.encode() + b"bela,-7,,besar,=Dinas,2023-12-31\nbela,,=CV X,mikro,D,2023-12-31\n"),
    ],
)
def test_what_stands_can_be_downloaded_and_sent_again(publisher, slug, content):
    """A table that is replaced by a file is given as such a file, and its columns are explained."""
    publisher.post(f"/tabel/{slug}/terbit/", hidden(sent(publisher, slug, content)))
    page = publisher.get(f"/tabel/{slug}/").text
    assert f'href="/tabel/{slug}/berlaku.csv"' in page and "fixtures" not in page
    answer = publisher.get(f"/tabel/{slug}/berlaku.csv")
    assert answer["Content-Disposition"] == f'attachment; filename="{slug}.csv"'
    stands = b"".join(answer)
    assert len(stands.splitlines()) == len(content.splitlines())
    header = stands.decode().splitlines()[0].split(",")
    assert header == content.decode().splitlines()[0].split(",")
    assert re.findall(r"<dt><code>(\w+)</code></dt><dd>\w", page) == header
    again = sent(publisher, slug, stands)
    assert again.status_code == 200 and again.context["plan"].unchanged
    other = content.replace(b"2023-12-31", b"2024-12-31").replace(b'2024-12-31,"Dukcapil', b'2025-12-31,"Dukcapil')
    other = other.replace(b"Perpres 12/2021 mulai berlaku", b"Perpres 12/2021 berlaku")
    assert not sent(publisher, slug, other).context["plan"].unchanged, "another file would be seen as one"


def test_a_register_with_a_masked_name_can_be_sent_again(publisher, person):
    content = HEADER + "bela,,Siti Rahayu,kecil,Dinas,2023-12-31\n"
    publisher.post("/tabel/skala-penyedia/terbit/", hidden(sent(publisher, "skala-penyedia", content)))
    mask_supplier(person.key, "diminta", "admin")
    stands = b"".join(publisher.get("/tabel/skala-penyedia/berlaku.csv"))
    assert b"Siti" not in stands
    assert sent(publisher, "skala-penyedia", stands).context["plan"].unchanged


# --- names of governments --------------------------------------------------------------------------------------------


@pytest.fixture
def unknown():
    regency = builders.region("Kabupaten Malang", "35.07", klpd_code="D166")
    queue_names([Sighting("Kab. Malng", "a.csv", 2, 50_000)])
    return regency


def test_the_queue_says_what_hangs_on_a_name(publisher, unknown, client_of):
    QueuedName.objects.update(first_seen=datetime(2026, 12, 1, 20, 28))
    text = publisher.get("/nama-daerah/").text
    assert "1 Desember 2026 20.28 WIB" in text
    assert "Kab. Malng" in text and "Rp500" in text and "Kabupaten Malang" in text
    assert "/nama-daerah/jawab/?nama=Kab.%20Malng" in text
    assert "/nama-daerah/jawab/" not in client_of("uploader").get("/nama-daerah/").text


def test_a_name_is_approved_after_its_meaning_was_shown(publisher, unknown):
    given = {"nama": "Kab. Malng", "arti": "35.07", "sumber": "surat 1/2023"}
    answer = publisher.post("/nama-daerah/jawab/", given)
    assert "“Kab. Malng”: Kabupaten Malang (35.07)" in answer.text and "2 baris, Rp500, dari a.csv" in answer.text
    assert not RegionAlias.objects.exists() and editions() == []
    assert publisher.post("/nama-daerah/jawab/", hidden(answer)).status_code == 302
    alias = RegionAlias.objects.get()
    assert (alias.alias, alias.region_id, alias.source, alias.operator) == (
        "kab. malng", "35.07", "surat 1/2023", "publisher",
    )  # fmt: skip
    assert editions() == ["aliases"] and not QueuedName.objects.exists()
    assert log() == [("answer", "Kab. Malng = 35.07", "done")]


def test_a_name_is_rejected_and_the_answer_taken_back(publisher, unknown):
    for meaning in ("-", "?"):
        given = {"nama": "Kab. Malng", "arti": meaning, "sumber": ""}
        publisher.post("/nama-daerah/jawab/", hidden(publisher.post("/nama-daerah/jawab/", given)))
    assert editions() == ["aliases", "aliases"] and not RegionAlias.objects.exists()


def test_an_answer_that_cannot_be_is_refused(publisher, unknown):
    builders.region("Kota Malang", "35.73")
    bare = publisher.post("/nama-daerah/jawab/", {"nama": "Malang", "arti": "35.73", "sumber": "saya"})
    assert bare.status_code == 400 and "tidak pernah" in bare.text
    unsourced = publisher.post("/nama-daerah/jawab/", {"nama": "Kab. Malng", "arti": "35.07", "sumber": " "})
    assert unsourced.status_code == 400 and "--source" in unsourced.text
    assert editions() == []


# --- masks -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def person():
    government = builders.region("Kota Uji", "35.99")
    file = builders.source_file(2)
    builders.covered(government, 2022, file)
    seller = builders.supplier("Siti Rahayu")
    for text in ("untuk Budi", "kertas"):
        builders.bought(
            government, 5, file, supplier=seller, supplier_name="Siti Rahayu", order_id="77", description=text
        )
    builders.publish()
    return seller


def test_a_supplier_is_found_and_masked_with_a_reason(masker, person):
    assert f"/penyamaran/penyedia/{person.key}/" in masker.get("/penyamaran/", {"q": "rahayu"}).text
    pasted = f"https://belanja.example/penyedia/{person.key}-siti-rahayu/"
    assert f"/penyamaran/penyedia/{person.key}/" in masker.get("/penyamaran/", {"q": pasted}).text
    address = f"/penyamaran/penyedia/{person.key}/"
    assert masker.post(address, {"alasan": " "}).status_code == 400
    answer = masker.post(address, {"alasan": "diminta yang bersangkutan"})
    assert "2 baris dari 1 pesanan, Rp10" in answer.text and answer.context["plan"].rows == [["Siti Rahayu"]]
    assert not Mask.objects.exists() and Supplier.objects.get().name == "Siti Rahayu"
    assert masker.post(address, hidden(answer)).status_code == 302
    assert Supplier.objects.get().name == f"[disamarkan] {person.key}"
    mask = Mask.objects.get()
    assert (mask.operator, mask.reason) == ("editor", "diminta yang bersangkutan")
    assert editions() == ["load", "masks"]
    assert log() == [("mask", f"supplier {person.key}", "done")]
    assert "diminta yang bersangkutan" in masker.get("/penyamaran/").text


def test_one_description_of_an_order_is_masked(masker, person):
    key = Transaction.objects.first().order_key
    assert f"/penyamaran/pesanan/{key}/" in masker.get("/penyamaran/", {"q": "77"}).text
    line = Transaction.objects.get(description="untuk Budi").line
    answer = masker.post(f"/penyamaran/pesanan/{key}/", {"alasan": "menyebut orang", "baris": str(line)})
    assert answer.context["plan"].rows == [["untuk Budi"]]
    masker.post(f"/penyamaran/pesanan/{key}/", hidden(answer))
    assert set(Transaction.objects.values_list("description", flat=True)) == {"[disamarkan] (edisi 2)", "kertas"}


def test_an_order_that_there_is_not_is_looked_for_once(masker, person):
    with CaptureQueriesContext(connection) as asked:
        assert masker.get("/penyamaran/pesanan/aaaaaaaaaaaa/").status_code == 404
    assert sum("procurement_transaction" in one["sql"] for one in asked) == 1


def test_a_mask_is_lifted_with_a_reason(masker, person):
    address = f"/penyamaran/penyedia/{person.key}/"
    masker.post(address, hidden(masker.post(address, {"alasan": "diminta"})))
    number = Mask.objects.get().pk
    answer = masker.post(f"/penyamaran/{number}/cabut/", {"alasan": "keliru"})
    assert answer.context["plan"].rows == [["Kota Uji", "2022", "bela"]]
    masker.post(f"/penyamaran/{number}/cabut/", hidden(answer))
    assert (Mask.objects.get().lifted_by, Mask.objects.get().lifted_reason) == ("editor", "keliru")
    assert log()[-1] == ("lift", f"mask {number}", "done")
    assert masker.get(f"/penyamaran/{number}/cabut/").status_code == 404


def test_what_is_masked_already_is_refused(masker, person):
    address = f"/penyamaran/penyedia/{person.key}/"
    masker.post(address, hidden(masker.post(address, {"alasan": "diminta"})))
    again = masker.post(address, {"alasan": "lagi"})
    assert again.status_code == 400 and "M03" in again.text
    assert log()[-1] == ("mask", f"supplier {person.key}", "refused")


@pytest.mark.parametrize("kind", ["anonymous", "uploader", "publisher"])
def test_nobody_else_may_look_at_what_would_be_masked(client_of, person, kind):
    address = f"/penyamaran/penyedia/{person.key}/"
    for answer in (client_of(kind).get(address), client_of(kind).post(address, {"alasan": "diminta"})):
        assert answer.status_code == (302 if kind == "anonymous" else 403)
    assert not Mask.objects.exists()


# --- a database that fails half-way ----------------------------------------------------------------------------------


@pytest.fixture
def planned(publisher, unknown):
    return hidden(publisher.post("/nama-daerah/jawab/", {"nama": "Kab. Malng", "arti": "-", "sumber": ""}))


@pytest.mark.parametrize(
    ("made", "status", "title", "result"),
    [
        (0, 503, "Tidak ada yang berubah", "refused"),
        (None, 503, "Belum diketahui apakah ada yang berubah", "interrupted"),
        (7, 200, "Edisi 7 sudah terbit", "done"),
    ],
)
def test_an_error_of_the_database_is_not_called_unchanged_unread(
    publisher, planned, monkeypatch, made, status, title, result
):
    """G02: what became of it is read again before anything is said of it."""

    def fails(*_, **__):
        raise OperationalError("server closed the connection: Budi")

    monkeypatch.setattr(aliases, "publish_answer", fails)
    monkeypatch.setattr(publishing, "published_since", lambda before: made)
    answer = publisher.post("/nama-daerah/jawab/", planned)
    assert answer.status_code == status and title in answer.text and "Budi" not in answer.text
    assert ("Tidak ada yang berubah" in answer.text) == (made == 0)
    assert log() == [("answer", "Kab. Malng = -", result)]
    assert [one.edition for one in Build.objects.all()] == [7] * bool(made)


def test_a_commit_whose_answer_is_lost_is_published(transactional_db, publisher, planned, monkeypatch):
    real = aliases.publish_answer

    def published_but(*given, **how):
        real(*given, **how)
        raise OperationalError("the connection is lost")

    monkeypatch.setattr(aliases, "publish_answer", published_but)
    answer = publisher.post("/nama-daerah/jawab/", planned)
    assert answer.status_code == 200 and "Edisi 1 sudah terbit" in answer.text
    assert editions() == ["aliases"] and Build.objects.get().edition == 1


@pytest.mark.parametrize("page", ["aliases", "masks"])
def test_nothing_is_asked_after_a_commit_that_could_call_it_undone(
    publisher, masker, planned, person, monkeypatch, page
):
    """The database goes between the commit and the next question: what is published is said to be."""
    client, address, form = publisher, "/nama-daerah/jawab/", planned
    if page == "masks":
        client, address = masker, f"/penyamaran/penyedia/{person.key}/"
        form = hidden(client.post(address, {"alasan": "diminta"}))
    else:
        form = planned | {"on": publishing.newest()}
    before, newest = Edition.objects.count(), publishing.newest

    def newest_or_not():
        if Edition.objects.count() > before:
            raise OperationalError("gone")
        return newest()

    monkeypatch.setattr(publishing, "newest", newest_or_not)
    assert client.post(address, form).status_code == 302
    assert Edition.objects.count() == before + 1 and Build.objects.get().edition == before + 1


def test_the_log_names_the_file_that_was_published_or_discarded(publisher):
    for step in ("buang", "terbit"):
        planned = hidden(sent(publisher, "skala-penyedia", SIZES, name="skala.csv"))
        publisher.post(f"/tabel/skala-penyedia/{step}/", planned)
    digest = hashlib.sha256(SIZES.encode()).hexdigest()
    said = AuditEntry.objects.exclude(action="check").order_by("pk").values_list("action", "details")
    about = {"name": "skala.csv", "sha256": digest}
    assert list(said) == [("discard", about), ("publish", about | {"edition": 1})]


def test_a_search_for_what_no_text_holds_is_refused(masker, client_of):
    """PostgreSQL takes no NUL."""
    for address in ("/penyamaran/?q=%00", "/penyamaran/?q=a%00b"):
        assert masker.get(address).status_code == 400
    assert client_of("publisher").get("/desk/auditentry/?action=%00").status_code == 400
