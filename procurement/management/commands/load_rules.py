"""`manage.py load_rules FILE`: parses arguments and prints; the work is in procurement.loading."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from procurement.loading.reference_file import RowsRefused
from procurement.loading.rule_file import read_rules
from procurement.loading.rule_publishing import Replaced, replace_rules
from procurement.management.publishing import PublishingCommand
from procurement.management.writing import alone


class Command(PublishingCommand):
    help = "Ganti semua aturan hukum dengan isi berkas CSV. / Replaces all legal rules by those of a CSV file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, **given: Any) -> None:
        with alone():
            try:
                rows = read_rules(given["file"])
            except RowsRefused as refusal:
                for rejection in refusal.rejections:
                    self.stderr.write(str(rejection))
                raise
            done = replace_rules(rows, dry_run=given["dry_run"])
        self.stdout.write(report(done))


def report(done: Replaced) -> str:
    if done.unchanged:
        return (
            f"{done.rules} aturan sudah berlaku; tidak ada perubahan. / "
            f"{done.rules} rules stand already; nothing changed."
        )
    changes = f"{done.rules} aturan/rules (+{done.added} -{done.removed} ~{done.altered})"
    if done.edition is None:
        return f"{changes}: rencana saja; tidak ada perubahan. / plan only; nothing changed."
    return f"{changes}: edisi {done.edition}. / edition {done.edition}."
