"""What every command that publishes does at its end: the files on /data/ are made for the new edition."""

import os
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.db.models import Sum

from procurement.counting import RULES
from procurement.downloads import store
from procurement.downloads.building import Built, build
from procurement.loading.refusals import EXIT_ENVIRONMENT
from procurement.models import Edition, SliceTotal
from procurement.months import WHOLE_YEAR

MOST_WAITED_FOR = 100_000
"""Rows that stand in the database up to which a command waits for the files; of a million it would wait minutes."""
_LOG = "build.log"


class PublishingCommand(BaseCommand):
    """A command after which another edition may stand. One that calls others makes the files once, at its own end."""

    _inside = False

    def execute(self, *args: Any, **options: Any) -> Any:
        if PublishingCommand._inside or not settings.BUILD_DOWNLOADS:
            return super().execute(*args, **options)
        before = _latest()
        unread, done = None, None
        PublishingCommand._inside = True
        try:
            done = super().execute(*args, **options)
        except BrokenPipeError as error:  # nobody reads what is printed, but what is published stands
            unread = error
        finally:
            PublishingCommand._inside = False
        if _latest() != before:
            said = report(_built()) if _rows() <= MOST_WAITED_FOR else _being_made()
            if unread is None:
                self.stdout.write(said)
        if unread is not None:
            raise unread
        return done


def _latest() -> int | None:
    """None before anything was published, and where the database cannot say: the command itself then tells why."""
    try:
        return Edition.objects.latest_number() or None
    except DatabaseError:
        return None


def _rows() -> int:
    everything = SliceTotal.objects.filter(rule=RULES["semua"].slug, month=WHOLE_YEAR)
    return everything.aggregate(rows=Sum("rows"))["rows"] or 0


def _being_made() -> str:
    """Leaves the files to a process of its own, which outlives this one and gives way to others."""
    log, edition = store.folder() / _LOG, _latest()
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as said:
            maker = subprocess.Popen(
                [sys.executable, str(settings.BASE_DIR / "manage.py"), "build_downloads"],
                cwd=settings.BASE_DIR, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True,
            )  # fmt: skip
        os.setpriority(os.PRIO_PROCESS, maker.pid, 10)
    except OSError as error:
        raise unfinished(error) from error
    return (
        f"Berkas unduhan edisi {edition} dibuat di latar (proses {maker.pid}, catatannya {log}); sampai jadi, /data/ "
        "menyebutnya sedang dibuat. / "
        f"The files of edition {edition} are being made in the background (process {maker.pid}, its words in {log}); "
        "until then /data/ says so."
    )


def _built() -> Built | None:
    """None where another process makes them."""
    try:
        return build()
    except store.Awaited:
        return None
    except OSError as error:
        raise unfinished(error) from error


def unfinished(error: OSError) -> CommandError:
    """What stands, and what to do about the files that do not."""
    return CommandError(
        f"Edisi {_latest()} sudah terbit, tetapi berkas unduhannya belum selesai dibuat ({error.strerror}). "
        "Jalankan manage.py build_downloads. / "
        f"Edition {_latest()} is published, but its files are not all made ({error.strerror}). "
        "Run manage.py build_downloads.",
        returncode=EXIT_ENVIRONMENT,
    )


def report(built: Built | None) -> str:
    if built is None:
        return "Proses lain sudah menunggu untuk membuat berkasnya. / Another process already waits to make the files."
    if built.edition is None:
        return "Belum ada edisi, jadi belum ada berkas unduhan. / No edition yet, so there are no files."
    said = (
        f"Berkas unduhan edisi {built.edition}: {built.made} dibuat, {built.kept} tetap, "
        f"{built.removed} lama dihapus. / "
        f"Files of edition {built.edition}: {built.made} made, {built.kept} kept, {built.removed} old ones removed."
    )
    if not built.mended:
        return said
    names = ", ".join(built.mended)
    return f"{said}\nRusak dan dibuat lagi: {names}. / Damaged and made again: {names}."
