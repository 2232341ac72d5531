"""The claims as a file on /data/, with the verdicts of the edition that stands."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from awards import queries
from awards.fields import CLAIMS
from awards.records import RULE, records
from procurement.downloads.tables import BulkTable
from procurement.queries.coverage import latest_edition


def claims() -> BulkTable:
    return BulkTable("klaim", _("Stated figures with their verdicts"), CLAIMS, _records)


def _records() -> Iterator[dict[str, Any]]:
    for record in records(queries.claims(latest_edition())):
        yield record | RULE
