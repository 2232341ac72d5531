"""The body of an upload: what is read of it, what is kept, and that nothing is left where it fails."""

import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from procurement.desk import files, receiving
from procurement.desk.models import AuditEntry, QueuedTask, State, Upload
from tests.procurement.desk.conftest import FOUR, SEND, export, left

TABLE = "/tabel/daerah/baca/"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/malang.csv", "malang.csv"),
        ("C:\\data\\malang.csv", "malang.csv"),
        ("malang&amp;.csv", "malang&.csv"),
        ("a\u202egnp.csv", "agnp.csv"),
        ("a\x1b.csv", "a.csv"),
    ],
)
def test_path_parts_of_a_name_are_dropped(uploaded, sent, kept):
    upload = uploaded(export(*FOUR, name=sent))
    assert upload.files.get().name == kept
    (stored,) = (files.root() / upload.folder / "1").iterdir()
    assert stored.name == kept and stored.stat().st_mode & 0o777 == 0o600
    assert (files.root() / upload.folder).stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("name", [".htaccess", "-rf.csv", "a:b.csv", "x" * 160 + ".csv"])
def test_a_name_that_is_not_regular_is_refused(client_of, name):
    answer = client_of("uploader").post(SEND, {"files": [export(*FOUR, name=name)]})
    assert answer.status_code == 400 and "Ganti nama berkasnya" in answer.text
    assert left() == [] and not Upload.objects.exists()


def test_files_of_equal_name_none_and_bad_options_leave_nothing(client_of):
    client = client_of("uploader")
    for sent, said in (
        ({"files": [export(FOUR[0], name="A.csv"), export(FOUR[1], name="a.csv")]}, "bernama sama"),
        ({}, "paling sedikit satu"),
        ({"files": [export(*FOUR)], "as_of": "2999-01-01"}, "belum tiba"),
        ({"files": [export(*FOUR)], "year": "1900"}, "2012"),
        ({"files": [export(*FOUR)], "layout": "--confirm"}, "--confirm"),
    ):
        answer = client.post(SEND, sent)
        assert answer.status_code == 400 and said in answer.text
    assert left() == [] and not Upload.objects.exists() and not QueuedTask.objects.exists()


def test_an_option_cannot_be_smuggled_in(uploaded):
    """A value that looks like an option stays a value."""
    upload = uploaded(export(*FOUR), ignore_columns="--publish-with-rejects=1")
    assert upload.state == State.PLANNED
    assert upload.options == {"ignore-columns": "--publish-with-rejects=1"}


def test_what_the_content_type_says_is_not_believed(uploaded):
    upload = uploaded(SimpleUploadedFile("x.csv", b"<html>hello</html>", content_type="text/csv"))
    assert (upload.state, upload.failure) == (State.REFUSED, "F09")


def test_a_body_beyond_the_limit_is_not_read(client_of, settings):
    settings.DESK_UPLOAD_BYTES = 1000
    client = client_of("uploader")
    answer = client.generic("POST", SEND, **body(Unread(), 2_000_000))
    assert answer.status_code == 413 and "Terlalu besar" in answer.text
    answer = client.generic("POST", SEND, **body(Unread(), ""))
    assert answer.status_code == 411 and "Panjang tidak disebut" in answer.text and "Terlalu besar" not in answer.text
    assert left() == [] and not Upload.objects.exists()


def body(stream, length):
    """What a request says of a body of files."""
    return {"CONTENT_TYPE": "multipart/form-data; boundary=x", "CONTENT_LENGTH": str(length), "wsgi.input": stream}


class Unread:
    """A body that nobody may read."""

    def read(self, *_):
        raise AssertionError("the body was read")

    readline = read


@pytest.mark.parametrize("kind", ["anonymous", "publisher", "editor"])
def test_nobody_without_the_permission_has_a_body_read(client_of, kind):
    answer = client_of(kind).generic("POST", SEND, **body(Unread(), 5000))
    assert answer.status_code == (302 if kind == "anonymous" else 403)


def test_a_file_sent_to_a_page_that_asks_for_none_is_not_kept(client_of):
    answer = client_of("anonymous").post("/login/", {"username": "x", "password": "y", "f": export(*FOUR)})
    assert answer.status_code == 200 and left() == []


class Broken:
    """A body whose sender hangs up, or whose file the disk does not take."""

    def __init__(self, begun: bytes, error: OSError) -> None:
        self.begun, self.error = begun, error

    def read(self, size: int = -1) -> bytes:
        begun, self.begun = self.begun, b""
        if not begun:
            raise self.error
        return begun

    readline = read


BEGUN = (
    b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n'
    + b"kd_klpd,nama_klpd\r\n" * 5000
)


def test_a_sender_who_hangs_up_leaves_nothing(client_of):
    stream = Broken(BEGUN, ConnectionResetError(104, "reset"))
    assert client_of("uploader").generic("POST", SEND, **body(stream, 500_000)).status_code == 507
    assert left() == [] and Upload.objects.get().state == State.INTERRUPTED
    assert AuditEntry.objects.get(action="upload").result == "interrupted"


def test_a_full_disk_leaves_nothing_and_says_so(client_of, monkeypatch):
    def full(self, raw_data, start):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(receiving.PrivateFiles, "receive_data_chunk", full)
    answer = client_of("uploader").post(SEND, {"files": [export(*FOUR)]})
    assert answer.status_code == 507 and "disk penuh" in answer.text and "No space" not in answer.text
    assert left() == [] and Upload.objects.get().state == State.INTERRUPTED


def entries():
    return list(AuditEntry.objects.order_by("id").values_list("action", "what", "result"))


@pytest.mark.parametrize(
    ("length", "status", "title"),
    [(50_000_000 + 2**20 + 1, 413, "Terlalu besar"), ("", 411, "Panjang tidak disebut")],
)
def test_a_table_that_is_too_large_is_not_read(client_of, length, status, title, settings):
    answer = client_of("publisher").generic("POST", TABLE, **body(Unread(), length))
    assert answer.status_code == status and f"<h1>{title}</h1>" in answer.text
    assert not (settings.DATA_DIR / "uploads").exists()
    assert entries() == [("check", "daerah", "refused")]


def test_a_sender_of_a_table_who_hangs_up_is_not_taken_for_a_forger(user_of):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user_of("publisher"))
    stream = Broken(BEGUN, ConnectionResetError(104, "reset"))
    assert client.generic("POST", TABLE, **body(stream, 500_000)).status_code == 507
    assert left() == [] and entries() == [("check", "daerah", "interrupted")]


def test_a_disk_that_takes_no_table_leaves_nothing_and_says_so(client_of, monkeypatch):
    def full(self, raw_data, start):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(receiving.PrivateFiles, "receive_data_chunk", full)
    answer = client_of("publisher").post(TABLE, {"files": [export(*FOUR)]})
    assert answer.status_code == 507 and "disk penuh" in answer.text and left() == []


def test_the_size_that_is_read_is_bounded_by_the_length():
    request = RequestFactory().post(SEND, CONTENT_LENGTH=str(500 * 10**6 + 2**20 + 1))
    assert receiving.refused(request, 500 * 10**6) == 413
    request = RequestFactory().post(SEND, CONTENT_LENGTH=str(500 * 10**6 + 2**20))
    assert receiving.refused(request, 500 * 10**6) is None


def test_the_private_folder_is_private():
    assert os.stat(files.root()).st_mode & 0o777 == 0o700
