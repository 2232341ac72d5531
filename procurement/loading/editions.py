"""Each publish makes the next edition: a number, its cause, and every figure frozen as it was published."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from procurement import ranks, registry
from procurement.loading import samples
from procurement.models import Edition, Frozen, Load, Total
from regions.models import Kind


def make_edition(cause: str, *, load: Load | None = None, changes: Sequence[dict[str, Any]] = ()) -> Edition:
    """The next edition, frozen and with what other apps add to it. Call it inside the transaction of the change."""
    edition = Edition.objects.create(
        number=Edition.objects.latest_number() + 1,
        made_at=datetime.now().replace(microsecond=0),
        cause=cause,
        load=load,
        is_sample=True in samples.standing(),
        changes=list(changes),
    )
    Frozen.objects.bulk_create(_frozen(edition), batch_size=2000)
    for step in registry.after_edition:
        step(edition)
    return edition


def _frozen(edition: Edition) -> list[Frozen]:
    totals = list(Total.objects.select_related("region").order_by("year", "channel", "rule", "region"))
    fields: dict[tuple[str, int, str, str], dict[str, int]] = defaultdict(dict)
    for total in totals:
        if total.region.kind != Kind.PROVINCE:
            field = (total.region.province_code, total.year, total.channel, total.rule)
            fields[field][total.region_id] = total.value_sen
    rank = {field: ranks.competition_ranks(values) for field, values in fields.items()}
    return [
        Frozen(
            edition=edition,
            region_code=total.region_id,
            year=total.year,
            channel=total.channel,
            rule=total.rule,
            population=total.region.population,
            rank=rank.get((total.region.province_code, total.year, total.channel, total.rule), {}).get(total.region_id),
            value_sen=total.value_sen,
            orders=total.orders,
            rows=total.rows,
            suppliers=total.suppliers,
        )
        for total in totals
    ]


def moved_ranks(edition: Edition, rule: str) -> list[dict[str, Any]]:
    """Governments whose rank differs from the edition before: region_code, year, channel, rank before and after."""
    now, then = _ranks(edition.number, rule), _ranks(edition.number - 1, rule)
    return [
        {"region_code": key[0], "year": key[1], "channel": key[2], "before": then.get(key), "after": now.get(key)}
        for key in sorted(now.keys() | then.keys())
        if now.get(key) != then.get(key)
    ]


def _ranks(number: int, rule: str) -> dict[tuple[str, int, str], int]:
    frozen = Frozen.objects.filter(edition=number, rule=rule, rank__isnull=False)
    return {(one.region_code, one.year, one.channel): one.rank or 0 for one in frozen}
