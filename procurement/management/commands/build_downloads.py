"""`manage.py build_downloads`: checks every file on /data/ against its SHA-256 and makes what is missing."""

from typing import Any

from django.core.management.base import BaseCommand

from procurement.downloads.building import build
from procurement.downloads.store import Awaited, Made, Recipe
from procurement.management.publishing import report, unfinished


class Command(BaseCommand):
    help = "Periksa dan buat berkas unduhan di /data/. / Check and make the files on /data/."

    def handle(self, *args: Any, **given: Any) -> None:
        try:
            self.stdout.write(report(build(self._said)))
        except Awaited:
            self.stdout.write(report(None))
        except OSError as error:
            raise unfinished(error) from error

    def _said(self, recipe: Recipe, made: Made) -> None:
        self.stdout.write(f"{recipe.name}: {made.rows} baris/rows, {made.size} B, SHA-256 {made.sha256}")
