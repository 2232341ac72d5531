"""`manage.py unmask NUMBER`: a mask is no rule any more; parses arguments and prints."""

import getpass
from argparse import ArgumentParser
from typing import Any

from procurement.loading.mask_publishing import Lifted, lift
from procurement.management.arguments import number
from procurement.management.publishing import PublishingCommand
from procurement.management.writing import alone


class Command(PublishingCommand):
    help = (
        "Cabut penyamaran; teksnya kembali pada pemuatan berikutnya. / Lifts a mask; texts return with the next load."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", type=number(1, 10**9), metavar="NUMBER", help="see manage.py mask list")
        parser.add_argument("--reason", required=True, help="kept with the mask")
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, **given: Any) -> None:
        with alone():
            done = lift(given["number"], given["reason"], getpass.getuser(), dry_run=given["dry_run"])
        self.stdout.write(report(done))


def report(done: Lifted) -> str:
    """Which slices have to be loaded again before the texts are back: they were overwritten, not hidden."""
    lines = [
        f"muat lagi / load again: {code} {year} {system} (teks lama tidak disimpan / the texts were not kept)"
        for code, year, system in done.slices
    ]
    if done.edition is None:
        return "\n".join([*lines, "Rencana saja; tidak ada perubahan. / Plan only; nothing changed."])
    return "\n".join([*lines, f"Dicabut: edisi {done.edition}. / Lifted: edition {done.edition}."])
