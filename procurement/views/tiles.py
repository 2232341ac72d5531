"""The tile map: a square for each regency, a disc for each city, darker where more is spent."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from procurement.queries.rankings import NOT_LOADED, Ranking, RankingRow
from procurement.views import words
from procurement.views.ranking_table import government_address
from regions.models import Kind, Region

SIDE = 12
"""How large a grid the stylesheet knows; what lies beyond it is listed."""


def tile_map(
    regions: list[Region], found: Ranking | None, query: dict[str, str] | None = None
) -> dict[str, list[dict[str, Any]]]:
    """`placed` tiles in the order of the grid, and the names of those without a place in it.

    `query` is what the page was asked beside its year; a tile leads to the figure that it shows.
    """
    rows = {row.region.code: row for row in found.rows} if found else {}
    reasons = {one.region.code: one.reason for one in found.missing} if found else {}
    with_data = found.with_data if found else 0
    tiles = [
        _tile(region, rows.get(region.code), reasons.get(region.code, NOT_LOADED), with_data)
        | {"address": _address(region, found, query or {})}
        for region in sorted(regions, key=_reading_order)
    ]
    return {
        "placed": [tile for tile in tiles if tile["css"]],
        "unplaced": [tile for tile in tiles if not tile["css"]],
    }


def _reading_order(region: Region) -> tuple[int, int, str]:
    return (region.grid_row or 0, region.grid_col or 0, region.name)


def _tile(region: Region, row: RankingRow | None, reason: str, with_data: int) -> dict[str, Any]:
    """`reason`: why there is no row, where there is none."""
    return {
        "name": region.name,
        "bare": region.name.partition(" ")[2] or region.name,
        # A city is told by its form, so that three or four letters fit a finger on a small phone.
        "abbr": (region.abbr or region.name[:3].upper()).removeprefix("K."),
        "css": _classes(region, row, with_data),
        "says": _says(row) if row else words.no_figure(reason),
        "short": words.short(row.value_sen) if row else "",
    }


def _address(region: Region, found: Ranking | None, query: dict[str, str]) -> str:
    if found is None:
        return reverse("region", args=[region.slug])
    return government_address(region.slug, found.year, query)


def _classes(region: Region, row: RankingRow | None, with_data: int) -> str:
    """Place, form and fifth of the ranking; empty for a government without a place in the grid."""
    if region.grid_row is None or region.grid_col is None or max(region.grid_row, region.grid_col) >= SIDE:
        return ""
    place = f"r{region.grid_row + 1} c{region.grid_col + 1}"
    form = " city" if region.kind == Kind.CITY else ""
    fifth = f" q{fifth_of(row.rank, with_data)}" if row else ""
    return place + form + fifth


def fifth_of(rank: int, with_data: int) -> int:
    """1 for the top fifth of the ranking to 5 for the bottom one: how dark a tile is."""
    return 1 + (rank - 1) * 5 // with_data


def _says(row: RankingRow) -> str:
    return gettext("%(value)s, rank %(rank)s") % {"value": words.short(row.value_sen), "rank": row.rank}
