"""What a killed process left behind is ended, and files are kept no longer than they are needed."""

import os
import subprocess
import time
from datetime import datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection

from procurement.desk import child, files, worker
from procurement.desk.models import AuditEntry, Build, QueuedTask, State, Upload, UploadedFile, Withdrawal
from procurement.desk.work import builds, loading, recovery
from procurement.models import Edition
from tests import builders
from tests.procurement.desk.conftest import export
from tests.procurement.loading.exports import row


def stuck(state, **fields) -> Upload:
    folder = files.new_folder()
    (folder / "1").mkdir()
    (folder / "1" / "a.csv").write_text("x")
    return Upload.objects.create(by="uploader", state=state, folder=folder.name, **fields)


@pytest.mark.parametrize(
    ("state", "action", "by"),
    [
        (State.RECEIVING, "upload", "uploader"),
        (State.QUEUED, "check", "uploader"),
        (State.CHECKING, "check", "uploader"),
        (State.ACCEPTED, "publish", "publisher"),
        (State.PUBLISHING, "publish", "publisher"),
    ],
)
def test_an_upload_that_nobody_works_on_is_interrupted(state, action, by):
    upload = stuck(state, decided_by="publisher" if by == "publisher" else "")
    folder = files.place(upload.folder)
    task = QueuedTask.objects.create(path="procurement.desk.work.uploads.check", args=[upload.pk], status="RUNNING")
    recovery.recover()
    upload.refresh_from_db()
    task.refresh_from_db()
    assert (upload.state, upload.folder, folder.exists()) == (State.INTERRUPTED, "", False)
    assert (task.status, task.error) == ("FAILED", "InterruptedError")
    assert list(AuditEntry.objects.filter(result="interrupted").values_list("action", "by")) == [(action, by)]


def test_what_waits_for_its_task_goes_on_waiting(client_of, reference, work):
    client_of("uploader").post("/unggahan/kirim/", {"files": [export(row())]})
    recovery.recover()
    assert Upload.objects.get().state == State.QUEUED
    work()
    assert Upload.objects.get().state == State.PLANNED


def test_files_that_are_being_received_are_left_alone():
    upload = stuck(State.RECEIVING)
    with files.lock(files.RECEIVING):
        recovery.recover()
        recovery.tidy()
    upload.refresh_from_db()
    assert upload.state == State.RECEIVING and files.place(upload.folder).exists()


def test_what_was_published_before_the_kill_is_found(published, monkeypatch):
    """The process died between the commit and the word of it."""
    upload = published(export(row()))
    late = Upload.objects.create(
        by="uploader", state=State.PUBLISHING, decided_by="publisher", folder=files.new_folder().name
    )
    hashes = upload.files.values_list("sha256", flat=True)
    UploadedFile.objects.create(upload=late, name="a.csv", size=1, sha256=hashes[0])
    Upload.objects.filter(pk=late.pk).update(changed_at=datetime.now() - timedelta(minutes=1))
    recovery.recover()
    late.refresh_from_db()
    assert (late.state, late.edition, late.folder) == (State.PUBLISHED, Edition.objects.get().number, "")
    assert Build.objects.filter(edition=late.edition).exists()


@pytest.mark.parametrize(
    ("state", "said"),
    [(State.CHECKING, ("plan withdrawal", "publisher")), (State.PUBLISHING, ("withdraw", "chief"))],
)
def test_a_withdrawal_at_work_is_interrupted(state, said):
    one = Withdrawal.objects.create(
        by="publisher", load=1, slices=[["35.73", 2022, "bela"]], state=state, decided_by="chief"
    )
    recovery.recover()
    one.refresh_from_db()
    assert one.state == State.INTERRUPTED
    assert AuditEntry.objects.values_list("action", "by").get() == said


def test_a_withdrawal_that_nobody_decides_expires(settings):
    slices = [["35.73", 2022, "bela"]]
    old, young = [Withdrawal.objects.create(by="a", load=1, slices=slices, state=State.PLANNED) for _ in range(2)]
    long_ago = datetime.now() - timedelta(days=settings.DESK_KEEP_DAYS, seconds=1)
    Withdrawal.objects.filter(pk=old.pk).update(changed_at=long_ago)
    recovery.tidy()
    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.state, young.state) == (State.EXPIRED, State.PLANNED)
    assert AuditEntry.objects.get().what == f"withdrawal {old.pk}"


class Ending:
    """In place of the event that ends the worker: it ends at the second wait, and each looks at the upload."""

    def __init__(self):
        self.seen = []

    def is_set(self):
        return len(self.seen) == 2

    def wait(self, seconds):
        self.seen.append(Upload.objects.get().state)


def test_a_database_that_goes_and_comes_back_leaves_no_upload_at_work(
    transactional_db, client_of, reference, monkeypatch
):
    """The worker can note neither the end of the upload nor that of the task; once the database is back it does."""
    client_of("uploader").post("/unggahan/kirim/", {"files": [export(row())]})
    gone, save, ending = [], QueuedTask.save, Ending()

    def cut(*_, **__):
        if connection.vendor == "postgresql":
            connection.connection.close()  # as the server does when it ends; every later question fails
        raise OperationalError("server closed the connection unexpectedly")

    def save_or_not(task, *args, **kwargs):
        if task.status == "FAILED" and not gone:
            gone.append(task)
            cut()
        save(task, *args, **kwargs)

    monkeypatch.setattr(loading, "run", cut)
    monkeypatch.setattr(QueuedTask, "save", save_or_not)
    monkeypatch.setattr(worker.signal, "signal", lambda *_: None)
    monkeypatch.setattr(child, "stopping", ending)
    worker.work()
    assert gone and ending.seen == [State.CHECKING, State.INTERRUPTED]
    assert Upload.objects.get().folder == "" and QueuedTask.objects.get().status == "FAILED"


def test_files_of_an_edition_that_nobody_ordered_are_made(work):
    """The desk's process died, or the database went, between the commit and the order."""
    builders.publish()
    builders.publish()
    recovery.recover()
    recovery.recover()
    assert [(one.edition, one.state) for one in Build.objects.all()] == [(2, Build.State.WAITING)]
    work()
    assert Build.objects.get().state == Build.State.DONE


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device"), "disk penuh"),
        (subprocess.SubprocessError("Exception occurred in preexec_fn."), "sistem tidak mengizinkannya mulai"),
    ],
)
def test_a_build_that_cannot_begin_has_failed(published, client_of, monkeypatch, error, said):
    """It used to wait on, and was ordered again without a pause."""
    upload = published(export(row()))
    Build.objects.all().delete()
    QueuedTask.objects.all().delete()

    def refuse(*_):
        raise error

    monkeypatch.setattr(files, "new_folder", refuse)
    builds.order(upload.edition)
    worker.run_next()
    assert Build.objects.get().state == Build.State.FAILED
    assert list(QueuedTask.objects.values_list("status", flat=True)) == ["SUCCESSFUL"]
    assert said in client_of("publisher").get(f"/unggahan/{upload.pk}/").text


def test_a_build_without_its_task_is_ordered_again(work):
    one = Build.objects.create(edition=1)
    recovery.recover()
    work()
    one.refresh_from_db()
    assert one.state == Build.State.DONE


def test_a_build_that_fails_is_said(monkeypatch, published, client_of, work):
    def full(arguments, folder, tick=None):
        (folder / child.SAID).write_text("Traceback\nOSError: [Errno 28] No space left on device\n")
        return child.End(1)

    upload = published(export(row()))
    monkeypatch.setattr(child, "run", full)
    builds.order(upload.edition)
    work()
    one = Build.objects.first()
    assert (one.state, one.failure) == ("failed", "exit 1: OSError: [Errno 28] No space left on device")
    assert "No space left on device" in client_of("publisher").get(f"/unggahan/{upload.pk}/").text


def test_what_nobody_decides_is_discarded(uploaded, settings):
    upload = uploaded(export(row()))
    recovery.tidy()
    upload.refresh_from_db()
    assert upload.state == State.PLANNED
    Upload.objects.update(changed_at=datetime.now() - timedelta(days=settings.DESK_KEEP_DAYS, seconds=1))
    recovery.tidy()
    upload.refresh_from_db()
    assert (upload.state, upload.folder) == (State.EXPIRED, "") and upload.files.get().sha256
    assert not [path for path in files.root().iterdir() if path.is_dir()]


def test_folders_that_no_upload_knows_go_when_they_are_old():
    young, old = files.new_folder(), files.new_folder()
    known = stuck(State.PLANNED)
    hours_ago = time.time() - files.STALE - 1
    os.utime(old, (hours_ago, hours_ago))
    os.utime(files.place(known.folder), (hours_ago, hours_ago))
    recovery.tidy()
    assert young.exists() and not old.exists() and files.place(known.folder).exists()


def test_sessions_that_ran_out_are_deleted(client_of):
    """Nobody comes back to them with a cookie, so no request ever would."""
    for kind in ("uploader", "publisher"):
        client_of(kind).get("/")
    gone, lasting = Session.objects.order_by("session_key")
    Session.objects.filter(pk=gone.pk).update(expire_date=datetime.now() - timedelta(seconds=1))
    recovery.tidy()
    assert Session.objects.get().pk == lasting.pk


def test_files_that_could_not_be_deleted_are_deleted_later(uploaded, client_of, monkeypatch):
    upload = uploaded(export(row()))
    with monkeypatch.context() as patched:
        patched.setattr(files.shutil, "rmtree", lambda *_, **__: None)
        client_of("uploader").post(f"/unggahan/{upload.pk}/buang/")
    upload.refresh_from_db()
    assert upload.state == State.DISCARDED and files.place(upload.folder).exists()
    assert AuditEntry.objects.get(action="delete files").result == "refused"
    recovery.tidy()
    upload.refresh_from_db()
    assert upload.folder == ""


def test_a_fault_of_ours_ends_the_upload_not_the_worker(client_of, reference, monkeypatch, work, caplog):
    def broken(*_, **__):
        raise ValueError("Budi Santoso, 08123456789")

    monkeypatch.setattr(loading, "run", broken)
    client_of("uploader").post("/unggahan/kirim/", {"files": [export(row())]})
    work()
    assert Upload.objects.get().state == State.INTERRUPTED
    task = QueuedTask.objects.get()
    assert (task.status, task.error) == ("FAILED", "builtins.ValueError")
    assert "Budi" not in caplog.text + str(list(QueuedTask.objects.values()))


def test_a_worker_that_is_told_to_stop_ends_what_it_runs(client_of, reference, monkeypatch):
    def stopped(*_, **__):
        raise child.Stopped

    monkeypatch.setattr(child, "run", stopped)
    client_of("uploader").post("/unggahan/kirim/", {"files": [export(row())]})
    worker.run_next()
    recovery.recover()
    assert Upload.objects.get().state == State.INTERRUPTED
