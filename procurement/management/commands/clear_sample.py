"""`manage.py clear_sample`: takes the sample rows out, so that real exports can be loaded."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from procurement.loading.locking import only_one
from procurement.loading.refusals import Refusal
from procurement.loading.withdrawing import withdraw_sample
from procurement.management.publishing import PublishingCommand


class Command(PublishingCommand):
    help = "Keluarkan data contoh. / Take the sample data out."

    def handle(self, *args: Any, **given: Any) -> None:
        try:
            with only_one(settings.DATA_DIR):
                edition = withdraw_sample()
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=refusal.exit_code) from None
        if edition is None:
            self.stdout.write("Tidak ada data contoh. / There is no sample data.")
        else:
            self.stdout.write(
                f"Data contoh dikeluarkan: edisi {edition.number}. / Sample data taken out: edition {edition.number}."
            )
