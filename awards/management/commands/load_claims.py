"""`manage.py load_claims FILE`: reads, replaces, reports. The work is in awards/reading.py and awards/publishing.py."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from awards.publishing import Replaced, replace_claims
from awards.reading import read_claims
from procurement.loading.reference_file import RowsRefused
from procurement.loading.refusals import EXIT_REFUSED
from procurement.management.publishing import PublishingCommand
from procurement.management.writing import NOTHING, alone
from regions.models import Region


class Command(PublishingCommand):
    help = "Ganti semua klaim dengan isi berkas CSV. / Replaces all claims by those of a CSV file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        with alone():
            try:
                rows = read_claims(path, dict(Region.objects.values_list("code", "kind")))
            except RowsRefused as refused:
                lines = [*map(str, refused.rejections), NOTHING]
                raise CommandError("\n".join(lines), returncode=EXIT_REFUSED) from None
            done = replace_claims(rows)
        self.stdout.write(report(done))


def report(done: Replaced) -> str:
    if done.edition is None:
        return (
            f"{done.claims} klaim sudah berlaku; tidak ada perubahan. / "
            f"{done.claims} claims stand already; nothing changed."
        )
    changes = f"+{len(done.added)} -{len(done.removed)} ~{len(done.altered)}"
    return (
        f"{done.claims} klaim ({changes}), edisi {done.edition.number}. / "
        f"{done.claims} claims ({changes}), edition {done.edition.number}."
    )
