"""The only writer of published tables: replaces slices, sums again, checks, and makes the edition. One transaction."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
from django.db import OperationalError, connection, transaction
from psycopg.errors import LockNotAvailable

from procurement.counting import DEFAULT_RULE
from procurement.keys import order_key
from procurement.loading import bulk, parties
from procurement.loading.editions import make_edition
from procurement.loading.ledger import LEDGER, LoadedFile
from procurement.loading.planning import Plan, SlicePlan
from procurement.loading.preparing import Prepared
from procurement.loading.refusals import Refusal
from procurement.loading.totals import figures_of, month_of, rebuild_totals
from procurement.models import Edition, Load, Rejection, Slice, SourceFile, Total, Transaction

_COLUMNS = (
    "region_id", "year", "channel", "system", "ordered_at", "month", "order_key", "order_id", "marketplace",
    "agency_id", "agency_name", "supplier_id", "supplier_name", "description", "category", "payment_method", "location",
    "value_sen", "source", "stage", "stage_note", "verification", "standing", "file_id", "line", "content_hash",
)  # fmt: skip


class PublishedDiffers(RuntimeError):
    """What was written is not what was planned: a bug, and the transaction is undone."""


@dataclass(frozen=True)
class Provenance:
    """What the load record keeps beside the rows."""

    operator: str
    options: dict[str, Any]
    is_sample: bool


def publish(prepared: Prepared, plan: Plan, provenance: Provenance) -> Edition:
    """Replaces the plan's slices by the prepared rows and makes the edition. Call it inside one transaction."""
    _only_writer()
    load = Load.objects.create(
        started_at=datetime.now().replace(microsecond=0),
        operator=provenance.operator,
        options=provenance.options,
        is_sample=provenance.is_sample,
    )
    files = [_source_file(load, file) for file in prepared.files]
    for mine, file in zip(files, prepared.files, strict=True):
        _keep_rejections(mine, file)
    rows = prepared.rows.assign(
        agency_id=pd.Series(parties.agency_ids(prepared.rows), index=prepared.rows.index, dtype=object),
        supplier_id=pd.Series(parties.supplier_ids(prepared.rows), index=prepared.rows.index, dtype=object),
    )
    touched = _clear([(one.region_code, one.year, one.system) for one in plan.slices])
    bulk.insert(Transaction, _COLUMNS, _database_rows(rows, files))
    parties.tidy(touched[0] | set(rows["agency_id"].dropna()), touched[1] | set(rows["supplier_id"].dropna()))
    for one in plan.slices:
        _stand(one, load)
    rebuild_totals({(one.region_code, one.year) for one in plan.slices})
    for one in plan.slices:
        _check(one)
    return make_edition(
        Edition.Cause.LOAD, load=load, changes=[one.as_json() for one in plan.slices if not one.unchanged]
    )


def withdraw_sample() -> Edition | None:
    """Takes every sample slice out of what is published; None when there is none."""
    with transaction.atomic():
        _only_writer()
        slices = list(Slice.objects.filter(load__is_sample=True))
        if not slices:
            return None
        keys = [(one.region_id, one.year, one.system) for one in slices]
        touched = _clear(keys)
        Slice.objects.filter(pk__in=[one.pk for one in slices]).delete()
        parties.tidy(*touched)
        rebuild_totals({(region, year) for region, year, _ in keys})
        return make_edition(Edition.Cause.WITHDRAWAL)


def _only_writer() -> None:
    """Two writers never meet inside PostgreSQL either: another machine has a lock file of its own. Raises F20."""
    if connection.vendor != "postgresql":
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {connection.ops.quote_name(Load._meta.db_table)} IN EXCLUSIVE MODE NOWAIT")
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) != LockNotAvailable.sqlstate:
            raise
        raise Refusal("F20", {"t": "?", "p": "?"}) from error


def _source_file(load: Load, file: LoadedFile) -> SourceFile:
    second = file.second
    return SourceFile.objects.create(
        load=load,
        name=file.source.name,
        sha256=file.source.sha256,
        size=file.source.size,
        layout=file.layout.slug,
        rows=file.row_count(),
        value_sen=second.value_sen if second else 0,
        values=file.sen,
        notes=file.notes(),
        **{column: file.rows[column] for column in LEDGER},
    )


def _keep_rejections(mine: SourceFile, file: LoadedFile) -> None:
    Rejection.objects.bulk_create(
        (
            Rejection(file=mine, line=one.line, column=one.column, code=one.code, value=one.as_json()["value"])
            for one in file.cleaned.rejections
        ),
        batch_size=5000,
    )


def _clear(keys: list[tuple[str, int, str]]) -> tuple[set[int], set[int]]:
    """Deletes the rows of the slices; gives the agencies and suppliers they named."""
    agencies: set[int] = set()
    suppliers: set[int] = set()
    for region, year, system in keys:
        rows = Transaction.objects.filter(region=region, year=year, system=system).order_by()
        agencies |= set(rows.filter(agency__isnull=False).values_list("agency", flat=True).distinct())
        suppliers |= set(rows.filter(supplier__isnull=False).values_list("supplier", flat=True).distinct())
        rows._raw_delete(rows.db)  # nothing hangs on a transaction, so no cascade needs collecting
    return agencies, suppliers


def _database_rows(rows: pd.DataFrame, files: list[SourceFile]) -> Iterator[tuple[Any, ...]]:
    file_ids = {number: file.pk for number, file in enumerate(files)}
    columns = {
        **{name: rows[name].tolist() for name in rows.columns if name not in ("file", "region")},
        "region_id": rows["region"].tolist(),
        "month": [month_of(*pair) for pair in zip(rows["ordered_at"], rows["year"], strict=True)],
        "file_id": [file_ids[number] for number in rows["file"]],
        "order_key": [
            order_key(*parts)
            for parts in zip(rows["region"], rows["system"], rows["marketplace"], rows["order_id"], strict=True)
        ],
    }
    return zip(*(columns[name] for name in _COLUMNS), strict=True)


def _stand(one: SlicePlan, load: Load) -> None:
    Slice.objects.update_or_create(
        region_id=one.region_code,
        year=one.year,
        system=one.system,
        defaults={
            "channel": one.channel,
            "load": load,
            "as_of": one.as_of,
            "digest": one.digest,
            "rejected_rows": one.rejected_rows,
            "rejected_sen": one.rejected_sen,
        },
    )


def _check(one: SlicePlan) -> None:
    """Written rows, summed by the database, against the plan, counted by other code; and against the totals table."""
    rows = Transaction.objects.filter(region=one.region_code, year=one.year, system=one.system)
    for planned, written in (
        (one.after, figures_of(rows)),
        (one.counted_after, figures_of(rows.filter(DEFAULT_RULE.condition(one.channel)))),
    ):
        if planned != written:
            raise PublishedDiffers(f"{one.region_code} {one.year}: planned {planned}, written {written}")
    channel = Transaction.objects.filter(region=one.region_code, year=one.year, channel=one.channel)
    total = Total.objects.get(region=one.region_code, year=one.year, channel=one.channel, rule="semua")
    if (total.rows, total.value_sen) != (figures_of(channel).rows, figures_of(channel).sen):
        raise PublishedDiffers(f"{one.region_code} {one.year}: totals differ from the rows")
