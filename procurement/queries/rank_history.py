"""Where a government stood in every loaded year, under one channel and one counting rule."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from procurement import ranks
from procurement.models import Total
from procurement.queries.rankings import NONE_COUNTED, NOT_LOADED
from procurement.queries.reach import Reach
from regions.models import Kind, Region


@dataclass(frozen=True)
class YearStanding:
    year: int
    rank: int | None
    """Competition rank by value; None without data, and for the provincial government."""
    with_data: int
    """Regencies and cities that have a rank in the year."""
    value_sen: int | None
    """None without data, which is not zero."""
    reason: str
    """`belum-ada-data`, `tidak-ada-yang-memenuhi-aturan`; empty where there is a value."""
    as_of: date | None
    """How far the government's data of the year reach."""


def rank_history(region: Region, channel: str, rule: str, reach: Mapping[tuple[str, int], Reach]) -> list[YearStanding]:
    """Every year in `reach`, which holds all governments of its province and the channel; latest first. One query."""
    found = Total.objects.filter(
        channel=channel, rule=rule, region__in=Region.objects.of_province(region.province_code)
    )
    values: defaultdict[int, dict[str, tuple[int, str]]] = defaultdict(dict)
    for year, code, kind, sen in found.values_list("year", "region_id", "region__kind", "value_sen"):
        values[year][code] = (sen, kind)
    years = sorted({year for _code, year in reach}, reverse=True)
    return [_standing(region, year, values[year], reach.get((region.code, year))) for year in years]


def _standing(region: Region, year: int, values: dict[str, tuple[int, str]], mine: Reach | None) -> YearStanding:
    ranked = {code: sen for code, (sen, kind) in values.items() if kind != Kind.PROVINCE}
    value = values[region.code][0] if region.code in values else None
    return YearStanding(
        year=year,
        rank=ranks.competition_ranks(ranked).get(region.code),
        with_data=len(ranked),
        value_sen=value,
        reason="" if value is not None else NONE_COUNTED if mine else NOT_LOADED,
        as_of=mine.earliest if mine else None,
    )
