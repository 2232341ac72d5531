"""The small form on a government's page that opens it beside another one."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from procurement.queries.rankings import RankingRow
from procurement.queries.spending import Spending
from regions.models import Kind, Region


def form(
    found: Spending, governments: Sequence[Region], rows: Sequence[RankingRow], query: dict[str, str]
) -> dict[str, Any]:
    """Hidden keys, and the others to choose from, the next in rank chosen."""
    others = sorted((one for one in governments if one != found.region), key=lambda one: one.name)
    kinds = ((Kind.CITY, gettext("Cities")), (Kind.REGENCY, gettext("Regencies")), (Kind.PROVINCE, gettext("Province")))
    return {
        "address": reverse("comparison"),
        "kept": [("d", found.region.slug), ("tahun", str(found.year)), *query.items()],
        "groups": [
            (label, of_kind) for kind, label in kinds if (of_kind := [one for one in others if one.kind == kind])
        ],
        "chosen": _neighbour(found.region, rows),
    }


def _neighbour(region: Region, rows: Sequence[RankingRow]) -> str:
    """The slug of the government next behind it, of the last one next before it; none where there is no other."""
    ordered = [row.region.slug for row in rows]
    if region.slug not in ordered or len(ordered) < 2:
        return ""
    here = ordered.index(region.slug)
    return ordered[here + 1] if here + 1 < len(ordered) else ordered[here - 1]
