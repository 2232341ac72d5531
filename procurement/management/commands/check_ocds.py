"""`manage.py check_ocds`: has libcoveocds check every release package on /data/ and keeps its reports beside them."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from procurement.downloads import edition_files, store
from procurement.downloads.ocds import checking, reports
from procurement.downloads.ocds.files import is_package
from procurement.downloads.store import Made, Recipe
from procurement.loading.refusals import EXIT_ENVIRONMENT, EXIT_REFUSED
from procurement.queries.coverage import latest_edition

TOOL = ".venv-checks/bin/python"


class Command(BaseCommand):
    help = (
        "Periksa paket rilis OCDS di /data/ dengan libcoveocds dan simpan laporannya. / "
        "Check the OCDS release packages on /data/ with libcoveocds and keep its reports."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--tool",
            default=os.environ.get("CHECKS_PYTHON", TOOL),
            help=f"Python yang memiliki libcoveocds / Python that has libcoveocds ({TOOL})",
        )

    def handle(self, *args: Any, **given: Any) -> None:
        found = self._packages()
        bad = 0
        for recipe, made in found:
            report = reports.find(made) or self._checked(recipe, made, given["tool"])
            bad += reports.errors(report)
            self.stdout.write(
                f"{recipe.name}: {report['jumlah_rilis']} rilis/releases, "
                f"{reports.errors(report)} galat/errors ({report['alat']})"
            )
        reports.remove_others(made for _recipe, made in found)
        if bad:
            raise CommandError(f"{bad} galat. / {bad} errors.", returncode=EXIT_REFUSED)

    def _packages(self) -> list[tuple[Recipe, Made]]:
        recipes = edition_files.recipes(latest_edition(), edition_files.standing_slices())
        return [(one, made) for one in recipes if is_package(one) and (made := store.find(one))]

    def _checked(self, recipe: Recipe, made: Made, tool: str) -> reports.Report:
        try:
            report = checking.check(recipe, made, tool)
        except checking.CheckerFailed as failed:
            raise CommandError(f"libcoveocds: {failed}", returncode=EXIT_ENVIRONMENT) from failed
        reports.keep(made, report)
        return report
