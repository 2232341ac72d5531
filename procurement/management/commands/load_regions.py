"""`manage.py load_regions FILE`: the list of a province's governments. A change makes an edition."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from procurement.loading.reference_publishing import publish_regions
from procurement.loading.refusals import EXIT_REFUSED
from procurement.management.publishing import PublishingCommand
from procurement.management.writing import alone
from regions.reference import Outcome, ReferenceRefused


class Command(PublishingCommand):
    help = "Muat daftar pemerintah daerah. / Load a list of governments."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **given: Any) -> None:
        try:
            with alone():
                done = publish_regions(given["file"])
        except ReferenceRefused as refusal:
            raise CommandError(str(refusal), returncode=EXIT_REFUSED) from None
        self.stdout.write(report(done.outcome))


def report(outcome: Outcome) -> str:
    return (
        f"{outcome.governments} daerah, {outcome.changed} berubah. / "
        f"{outcome.governments} governments, {outcome.changed} changed."
    )
