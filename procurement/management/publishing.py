"""What every command that publishes does at its end: the files on /data/ are made for the new edition."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from procurement.downloads.building import Built, build
from procurement.loading.refusals import EXIT_ENVIRONMENT
from procurement.models import Edition


class PublishingCommand(BaseCommand):
    """A command after which another edition may stand. One that calls others makes the files once, at its own end."""

    _inside = False

    def execute(self, *args: Any, **options: Any) -> Any:
        if PublishingCommand._inside or not settings.BUILD_DOWNLOADS:
            return super().execute(*args, **options)
        before = _latest()
        PublishingCommand._inside = True
        try:
            done = super().execute(*args, **options)
        finally:
            PublishingCommand._inside = False
        if _latest() != before:
            self.stdout.write(report(_built()))
        return done


def _latest() -> int | None:
    """None before anything was published, and where the database cannot say: the command itself then tells why."""
    try:
        return Edition.objects.order_by("-number").values_list("number", flat=True).first()
    except DatabaseError:
        return None


def _built() -> Built:
    try:
        return build()
    except OSError as error:
        raise CommandError(
            f"Edisi {_latest()} sudah terbit, tetapi berkas unduhannya belum selesai dibuat ({error.strerror}). "
            "Jalankan manage.py build_downloads. / "
            f"Edition {_latest()} is published, but its files are not all made ({error.strerror}). "
            "Run manage.py build_downloads.",
            returncode=EXIT_ENVIRONMENT,
        ) from error


def report(built: Built) -> str:
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
