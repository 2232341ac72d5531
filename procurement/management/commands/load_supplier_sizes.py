"""`manage.py load_supplier_sizes FILE`: parses arguments and prints; the work is in procurement.loading."""

import getpass
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from procurement.loading.reading import Options
from procurement.loading.reading.text import ENCODINGS
from procurement.loading.reference_file import RowsRefused
from procurement.loading.size_publishing import Replaced, replace_register
from procurement.loading.size_register import read_register
from procurement.management.arguments import number
from procurement.management.publishing import PublishingCommand
from procurement.management.writing import alone


class Command(PublishingCommand):
    help = "Ganti daftar skala penyedia dengan isi berkas CSV. / Replaces the register of supplier sizes by a CSV file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--encoding", choices=ENCODINGS, default="utf-8")
        parser.add_argument("--delimiter", choices=[",", ";"])
        parser.add_argument("--header-row", type=number(1, 1000), default=1)
        parser.add_argument("--ignore-columns", default="", help="comma-separated names of further columns")
        parser.add_argument("--allow-empty", action="store_true", help="an empty file takes the register out")
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, **given: Any) -> None:
        options = Options(given["encoding"], given["delimiter"], given["header_row"])
        ignore = {name.strip() for name in given["ignore_columns"].split(",") if name.strip()}
        with alone():
            try:
                register = read_register(given["file"], options, ignore, allow_empty=given["allow_empty"])
            except RowsRefused as refusal:
                for rejection in refusal.rejections:
                    self.stderr.write(str(rejection))
                raise
            done = replace_register(register, getpass.getuser(), dry_run=given["dry_run"])
        self.stdout.write(report(done))


def report(done: Replaced) -> str:
    lines = [
        f"{system}: skala {known} dari {every} penyedia diketahui / size known of {known} of {every} suppliers"
        for system, (known, every) in done.suppliers.items()
    ]
    if done.unchanged:
        stands = "sudah berlaku; tidak ada perubahan. / stand already; nothing changed."
        return "\n".join([*lines, f"{done.rows} baris/rows {stands}"])
    changes = f"{done.rows} baris/rows (+{done.added} -{done.removed} ~{done.altered})"
    if done.edition is None:
        return "\n".join([*lines, f"{changes}: rencana saja; tidak ada perubahan. / plan only; nothing changed."])
    return "\n".join([*lines, f"{changes}: edisi {done.edition}. / edition {done.edition}."])
