"""An upload from its first byte to what became of it: checked, read, published or discarded, its files deleted."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from procurement.desk import files, reports
from procurement.desk.models import AuditEntry, Build, QueuedTask, State, Upload
from procurement.desk.work import patience
from procurement.models import Edition, Load, Rejection, Slice, Transaction
from tests.procurement.desk.conftest import FOUR, SEND, export, left
from tests.procurement.loading.exports import PERSON, csv_text, row


def test_an_upload_is_planned_then_published(uploaded, client_of, work):
    upload = uploaded(export(*FOUR, name="malang 2022.csv"), year="2022")
    assert (upload.state, upload.rejects, upload.options) == (State.PLANNED, 0, {"year": "2022"})
    assert not Edition.objects.exists() and "malang 2022.csv" in left()
    page = client_of("publisher").get(f"/unggahan/{upload.pk}/").text
    assert "Rp1.000.000" in page and "Kota Malang 2022" in page and "Peringkat yang berubah" in page
    answer = client_of("publisher").post(f"/unggahan/{upload.pk}/terbitkan/", {"plan": upload.plan})
    assert answer["Location"] == f"/unggahan/{upload.pk}/"
    work()
    upload.refresh_from_db()
    assert (upload.state, upload.edition, upload.decided_by) == (State.PUBLISHED, 1, "publisher")
    assert Load.objects.get().operator == "publisher"
    file = upload.files.get()
    assert (file.name, file.rows, len(file.sha256)) == ("malang 2022.csv", 4, 64)
    assert Load.objects.get().files.get().sha256 == file.sha256
    assert left() == [] and upload.folder == ""
    assert Build.objects.get().state == Build.State.DONE
    assert "edisi 1" in client_of("editor").get(f"/unggahan/{upload.pk}/").text


def test_two_files_are_one_load(published):
    upload = published(export(FOUR[0], name="a.csv"), export(FOUR[1], name="b.csv"))
    assert [file.name for file in upload.files.all()] == ["a.csv", "b.csv"]
    assert Load.objects.get().files.count() == 2 and Transaction.objects.count() == 2


def test_the_same_again_changes_nothing(published, uploaded):
    published(export(*FOUR))
    again = uploaded(export(*FOUR, name="again.csv"))
    assert again.state == State.UNCHANGED and left() == []
    assert Edition.objects.count() == 1


def test_what_is_implausible_must_be_ticked(published, uploaded, client_of, work):
    published(export(*FOUR))
    upload = uploaded(export(*FOUR[:2]))
    publisher, address = client_of("publisher"), f"/unggahan/{upload.pk}/terbitkan/"
    page = publisher.get(f"/unggahan/{upload.pk}/").text
    assert "2 dari 4 baris ditarik" in page and "ditambah: 0, berubah: 0, ditarik: 2, tetap: 2." in page
    refused = publisher.post(address, {"plan": upload.plan})
    assert refused.status_code == 400 and "Centang ini" in refused.text
    assert publisher.post(address, {"plan": upload.plan, "confirm": "on"}).status_code == 302
    work()
    upload.refresh_from_db()
    assert (upload.state, upload.edition) == (State.PUBLISHED, 2)
    assert Transaction.objects.count() == 2


def test_the_implausible_is_told_of_a_government_by_name(published, uploaded, client_of):
    published(export(*FOUR))
    page = client_of("publisher").get(f"/unggahan/{uploaded(export(*FOUR[:2])).pk}/").text
    box = page.split('id="implausible"')[1].split("</section>")[0]
    assert "Kota Malang 2022 bela: 2 dari 4 baris" in box and "35.73" not in box
    tick = page.split('id="publish-form"')[1]
    assert "di bawah “Tidak wajar”" in tick and Upload.objects.latest("pk").report["confirm"] not in tick


def test_data_that_go_back_are_said(published, uploaded, client_of):
    """An older export over a newer one, too small a loss to want a tick."""
    days = ("2022-11-15 10:00:00", "2022-12-05 10:00:00")
    rows = [row(order_id=str(n), tanggal_transaksi=days[n == 9]) for n in range(10)]
    published(export(*rows))
    upload = uploaded(export(*rows[:9]))
    publisher = client_of("publisher")
    page = publisher.get(f"/unggahan/{upload.pk}/").text
    until = "5 Desember 2022 → 15 November 2022 (mundur)"
    assert f"Kota Malang 2022 · bela: {until}</li>" in page.split('id="goes-back"')[1].split("</section>")[0]
    assert f"Data sampai {until}." in page and 'id="implausible"' not in page
    forward = uploaded(export(*rows[:9], row(order_id="10", tanggal_transaksi="2022-12-06 10:00:00")))
    page = publisher.get(f"/unggahan/{forward.pk}/").text
    assert "Data sampai 6 Desember 2022." in page and "mundur" not in page


def test_a_plan_that_was_kept_before_it_said_how_far_the_data_reached_is_shown(uploaded, client_of):
    upload = uploaded(export(*FOUR))
    upload.report["slices"][0].pop("as_of_before")
    upload.report.pop("goes_back")
    upload.save()
    assert "Data sampai 1 Desember 2022." in client_of("publisher").get(f"/unggahan/{upload.pk}/").text


def test_the_day_of_a_field_is_written_as_its_browser_writes_it(client_of):
    page = client_of("uploader").get("/unggahan/baru/").text
    assert 'type="date"' in page and "YYYY-MM-DD" not in page


def test_rejects_are_published_around_only_by_their_number(uploaded, client_of, work):
    upload = uploaded(export(*FOUR, row(order_id="5", valuasi="x"), row(order_id="6", valuasi="=1+1")))
    assert (upload.state, upload.rejects) == (State.PLANNED, 2)
    publisher, address = client_of("publisher"), f"/unggahan/{upload.pk}/terbitkan/"
    page = publisher.get(f"/unggahan/{upload.pk}/").text
    assert "2 baris ditolak" in page and "R03" in page
    csv = b"".join(client_of("uploader").get(f"/unggahan/{upload.pk}/tolakan.csv")).decode().splitlines()
    assert csv[0] == "berkas,baris,kolom,kode,nilai,alasan"
    assert csv[1].startswith("export.csv,6,valuasi,R03,x,")
    assert csv[2].startswith("export.csv,7,valuasi,R03,'=1+1,")
    for typed in ("", "1", "3", "dua", "2 "):
        answer = publisher.post(address, {"plan": upload.plan, "rejects": typed})
        assert answer.status_code == (302 if typed == "2 " else 400), typed
    work()
    upload.refresh_from_db()
    assert upload.state == State.PUBLISHED
    assert Slice.objects.get().rejected_rows == Rejection.objects.count() == 2
    assert upload.report["rejections"] == []
    assert client_of("uploader").get(f"/unggahan/{upload.pk}/tolakan.csv").status_code == 404


def test_rejects_that_may_be_of_several_slices_are_said_of_each(uploaded, client_of, work):
    """As the public pages say it: nobody knows whose a row is of which nothing can be read."""
    rows = [row(), row(order_id="2", kd_klpd="D187", nama_klpd="Kota Kediri"), row(order_id="3", valuasi="x")]
    upload = uploaded(SimpleUploadedFile("export.csv", (csv_text(rows) + "a,b,c\n").encode()))
    publisher, address = client_of("publisher"), f"/unggahan/{upload.pk}/"
    page = publisher.get(address).text
    assert page.count("Baris ditolak yang mungkin miliknya: 1.") == 2 and page.count("Baris ditolak: 1.") == 1
    publisher.post(f"{address}terbitkan/", {"plan": upload.plan, "rejects": "2"})
    work()
    page = publisher.get(f"/muatan/{Load.objects.get().pk}/").text
    assert page.count("baris ditolak yang mungkin miliknya: 1") == 2


def test_a_plan_that_changed_is_not_published(uploaded, published, client_of, work):
    """F32: what was read before somebody else published is not what would be done now."""
    first = uploaded(export(*FOUR))
    published(export(FOUR[0], name="other.csv"))
    answer = client_of("publisher").post(f"/unggahan/{first.pk}/terbitkan/", {"plan": first.plan})
    assert answer.status_code == 302
    work()
    first.refresh_from_db()
    assert (first.state, first.failure) == (State.REFUSED, "F32")
    assert Edition.objects.count() == 1 and Transaction.objects.count() == 1
    page = client_of("publisher").get(f"/unggahan/{first.pk}/").text
    assert "F32 Rencananya berubah" in page and "--confirm" not in page and "periksa lagi unggahan ini" in page
    client_of("uploader").post(f"/unggahan/{first.pk}/periksa/")
    work()
    first.refresh_from_db()
    assert (first.state, first.failure) == (State.PLANNED, "")


def test_another_plan_than_the_one_that_is_shown_is_refused_at_once(uploaded, client_of):
    upload = uploaded(export(*FOUR))
    answer = client_of("publisher").post(f"/unggahan/{upload.pk}/terbitkan/", {"plan": "0" * 16})
    assert answer.status_code == 400 and "Rencananya berubah" in answer.text
    upload.refresh_from_db()
    assert upload.state == State.PLANNED


def test_a_refusal_is_said_and_closed(uploaded, client_of):
    upload = uploaded(SimpleUploadedFile("kosong.json", b""))
    assert (upload.state, upload.failure) == (State.REFUSED, "F01")
    assert "Berkas kosong" in client_of("uploader").get(f"/unggahan/{upload.pk}/").text
    assert "kosong.json" in left()
    answer = client_of("uploader").post(f"/unggahan/{upload.pk}/buang/")
    assert answer.status_code == 302 and left() == []
    upload.refresh_from_db()
    assert upload.state == State.DISCARDED
    assert client_of("uploader").post(f"/unggahan/{upload.pk}/buang/").status_code == 409
    assert client_of("publisher").post(f"/unggahan/{upload.pk}/terbitkan/", {"plan": ""}).status_code == 409


def test_a_row_of_nobody_we_know_cannot_be_published(uploaded, client_of):
    upload = uploaded(export(row(kd_klpd="D199", nama_klpd="Pemerintah Daerah Kota Pontianak")))
    assert (upload.state, upload.failure) == (State.REFUSED, "nothing")
    assert "Tidak ada baris yang dapat diterbitkan" in client_of("uploader").get(f"/unggahan/{upload.pk}/").text


def test_a_second_upload_waits_for_the_first(client_of, reference, work):
    """F20: one is at work, in whatever state, or its files are still coming in."""
    client = client_of("uploader")
    client.post(SEND, {"files": [export(*FOUR)]})
    answer = client.post(SEND, {"files": [export(*FOUR)]})
    assert answer.status_code == 409
    assert AuditEntry.objects.filter(action="upload").first().details == {"failure": "F20"}
    assert "F20" in answer.text and f"unggahan {Upload.objects.get().pk} oleh uploader" in answer.text
    assert "PID" not in answer.text
    work()
    with files.lock(files.RECEIVING) as held:
        assert held and client.post(SEND, {"files": [export(*FOUR)]}).status_code == 409
    assert client.post(SEND, {"files": [export(*FOUR)]}).status_code == 302
    assert Upload.objects.count() == 2


def test_another_load_at_work_is_said_and_can_be_tried_again(uploaded, client_of, work, monkeypatch):
    from procurement.loading import load as loading
    from procurement.loading.refusals import Refusal

    def held(folder):
        raise Refusal("F20", {"t": "2026-01-01 10:00:00", "p": "1"})

    with monkeypatch.context() as patched:
        patched.setattr(loading, "only_one", held)
        patched.setattr(patience, "PATIENCE", 0)
        upload = uploaded(export(*FOUR))
    assert (upload.state, upload.failure) == (State.REFUSED, "F20")
    page = client_of("uploader").get(f"/unggahan/{upload.pk}/").text
    assert "periksa lagi unggahan ini" in page and "Perbaiki ekspornya" not in page
    client_of("uploader").post(f"/unggahan/{upload.pk}/periksa/")
    work()
    upload.refresh_from_db()
    assert upload.state == State.PLANNED


def test_names_that_wait_for_a_person_are_queued_by_the_check(uploaded):
    from regions.models import QueuedName

    upload = uploaded(export(row(kd_klpd=None, nama_klpd="Kab. Malng"), *FOUR))
    assert upload.rejects == 1 and QueuedName.objects.get().name == "Kab. Malng"


def test_no_personal_cell_reaches_table_page_or_folder(uploaded, client_of):
    upload = uploaded(export(*FOUR, row(order_id="5", valuasi="x")))
    folder = files.root() / upload.folder
    written = [path.read_text() for path in folder.rglob("*") if path.is_file() and path.parent == folder]
    tables = [str(list(model.objects.values())) for model in (Upload, AuditEntry, QueuedTask)]
    page = client_of("publisher").get(f"/unggahan/{upload.pk}/").text
    csv = b"".join(client_of("publisher").get(f"/unggahan/{upload.pk}/tolakan.csv")).decode()
    assert written and PERSON not in "".join([*written, *tables, page, csv])
    assert PERSON in (folder / "1" / "export.csv").read_text(), "the upload itself holds it, so the search would see it"


@pytest.mark.parametrize("steps", ["check", "publish"])
def test_who_holds_the_lock_for_a_moment_is_waited_for(uploaded, client_of, work, monkeypatch, steps):
    """A preview of another page holds it; an accepted upload is not refused for that."""
    from procurement.loading import load as loading
    from procurement.loading.refusals import Refusal

    free, tries = loading.only_one, []

    def held_twice(folder):
        tries.append(folder)
        if len(tries) < 3:
            raise Refusal("F20", {"t": "2026-01-01 10:00:00", "p": "1"})
        return free(folder)

    monkeypatch.setattr(patience, "PAUSE", 0)
    if steps == "check":
        monkeypatch.setattr(loading, "only_one", held_twice)
        assert uploaded(export(*FOUR)).state == State.PLANNED
    else:
        upload = uploaded(export(*FOUR))
        monkeypatch.setattr(loading, "only_one", held_twice)
        client_of("publisher").post(f"/unggahan/{upload.pk}/terbitkan/", {"plan": upload.plan})
        work()
        upload.refresh_from_db()
        assert upload.state == State.PUBLISHED
    assert len(tries) == 3


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        ("F21", "Beri tahu pengelola situs"),
        ("F30", "Beri tahu pengelola situs"),
        ("exit 1", "Beri tahu pengelola situs"),
        ("time", "lebih sedikit sekaligus"),
        ("memory", "lebih sedikit sekaligus"),
        ("F01", "Perbaiki ekspornya"),
    ],
)
def test_a_refusal_says_the_step_that_helps(uploaded, client_of, failure, said):
    upload = uploaded(export(*FOUR))
    Upload.objects.filter(pk=upload.pk).update(state=State.REFUSED, failure=failure)
    page = client_of("uploader").get(f"/unggahan/{upload.pk}/").text
    steps = ("Beri tahu pengelola situs", "lebih sedikit sekaligus", "Perbaiki ekspornya")
    assert [one for one in steps if one in page.split('id="next"')[1].split("</p>")[0]] == [said]


def test_a_publish_that_ran_out_of_time_is_not_called_a_check(uploaded, client_of):
    upload = uploaded(export(*FOUR))
    Upload.objects.filter(pk=upload.pk).update(state=State.REFUSED, failure="time", decided_by="publisher")
    failure = client_of("uploader").get(f"/unggahan/{upload.pk}/").text.split('id="failure"')[1].split("</p>")[0]
    assert "terlalu lama" in failure and "Pemeriksaan" not in failure


def test_names_that_wait_are_said_wherever_they_stand_in_the_report(uploaded, client_of):
    """Beyond the reasons that are shown, and though the rest of the upload can be published."""
    wrong = [row(order_id=str(n), valuasi="x") for n in range(10, 10 + reports.SHOWN_REJECTIONS)]
    upload = uploaded(export(*FOUR, *wrong, row(kd_klpd=None, nama_klpd="Kab. Malng")))
    assert upload.state == State.PLANNED and "R13" not in {one["code"] for one in upload.report["rejections"]}
    answered = 'href="/nama-daerah/"'
    assert answered in client_of("publisher").get(f"/unggahan/{upload.pk}/").text.split('id="next"')[1].split("</p>")[0]
    client_of("uploader").post(f"/unggahan/{upload.pk}/buang/")
    assert 'id="next"' not in client_of("publisher").get(f"/unggahan/{upload.pk}/").text
    plain = uploaded(export(*FOUR))
    assert 'id="next"' not in client_of("publisher").get(f"/unggahan/{plain.pk}/").text


def test_an_option_that_is_ticked_reads_as_a_word(uploaded, client_of):
    upload = uploaded(export(*FOUR), allow_empty="on")
    page = client_of("uploader").get(f"/unggahan/{upload.pk}/").text
    assert "<code>allow-empty</code></dt><dd>ya</dd>" in page


@pytest.mark.parametrize("address", ["/unggahan/", "/muatan/"])
@pytest.mark.parametrize("number", ["9" * 5000, "0", "2", "x", "²"])
def test_a_page_that_there_is_not(client_of, address, number):
    assert client_of("uploader").get(address, {"halaman": number}).status_code == 404
