"""`manage.py clear_sample`: takes the sample rows out, so that real exports can be loaded."""

from typing import Any

from procurement.loading.withdrawing import withdraw_sample
from procurement.management.publishing import PublishingCommand
from procurement.management.writing import alone


class Command(PublishingCommand):
    help = "Keluarkan data contoh. / Take the sample data out."

    def handle(self, *args: Any, **given: Any) -> None:
        with alone():
            edition = withdraw_sample()
        if edition is None:
            self.stdout.write("Tidak ada data contoh. / There is no sample data.")
        else:
            self.stdout.write(
                f"Data contoh dikeluarkan: edisi {edition.number}. / Sample data taken out: edition {edition.number}."
            )
