"""The only writer of published rows: replaces slices, sums again, checks, and makes the edition. One transaction."""

import contextlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd
from django.db import OperationalError, connection
from psycopg.errors import LockNotAvailable

from procurement.counting import LEDGER
from procurement.loading import bulk, parties
from procurement.loading.database_lock import busy
from procurement.loading.editions import make_edition
from procurement.loading.ledger import LoadedFile
from procurement.loading.masks import Masks
from procurement.loading.parties import AGENCIES, Parties
from procurement.loading.planning import Plan, SlicePlan
from procurement.loading.preparing import Prepared
from procurement.loading.standing_slices import rows_of
from procurement.loading.sums import slice_totals
from procurement.loading.table_rows import table_rows
from procurement.loading.totals import keep_slice_totals, rebuild_totals
from procurement.loading.withdrawn_orders import keep_withdrawn
from procurement.loading.written import check_written
from procurement.models import Edition, Load, Rejection, Slice, SourceFile, Transaction


@dataclass(frozen=True)
class Provenance:
    """What the load record keeps beside the rows."""

    operator: str
    options: dict[str, Any]
    is_sample: bool


def publish(prepared: Prepared, plan: Plan, provenance: Provenance) -> Edition:
    """Replaces the plan's slices by the prepared rows and makes the edition. Call it inside one transaction."""
    only_writer()
    load = Load.objects.create(
        started_at=datetime.now().replace(microsecond=0),
        operator=provenance.operator,
        options=provenance.options,
        is_sample=provenance.is_sample,
    )
    files = [_source_file(load, file) for file in prepared.files]
    for mine, file in zip(files, prepared.files, strict=True):
        _keep_rejections(mine, file)
    rows, words = prepared.accepted(), prepared.taken
    agencies = Parties(AGENCIES, words.agencies.listed(), rows["agency"].to_numpy(), rows["moment"].to_numpy())
    masks = Masks()
    sellers = masks.suppliers(words.suppliers.listed(), rows["supplier"].to_numpy(), rows["slice"].to_numpy())
    suppliers = Parties(parties.suppliers(masks.ever), sellers, rows["supplier"].to_numpy(), rows["moment"].to_numpy())
    nothing_stands = not Transaction.objects.exists()  # before the clearing: what is read now needs its indexes
    for one in _standing(plan):
        clear(one, (agencies, suppliers))
    tables = table_rows(prepared, [file.pk for file in files], agencies, suppliers, masks)
    with ThreadPoolExecutor(1) as beside:  # the sums need no database, and writing rows is mostly waiting for one
        sums = beside.submit(list, slice_totals(_one_supplier_each(rows, suppliers), words.slices.listed()))
        with bulk.without_indexes(Transaction) if nothing_stands else contextlib.nullcontext():
            bulk.insert(Transaction, tables)
    for party in (agencies, suppliers):
        party.settle()
    markets = _listed_by(sorted(words.marketplaces))
    slices = {one.number: _stand(one, load, markets[one.number], masks.of_slice(one.number)) for one in plan.slices}
    keep_slice_totals(sums.result(), slices)
    rebuild_totals({(one.region_code, one.year) for one in plan.slices})
    check_written(plan)
    edition = make_edition(
        Edition.Cause.LOAD, load=load, changes=[one.as_json() for one in plan.slices if not one.unchanged]
    )
    keep_withdrawn(edition, _listed_by((one.region_code, key) for one in plan.slices for key in one.changes.gone))
    return edition


def _listed_by[K](pairs: Iterable[tuple[K, str]]) -> defaultdict[K, list[str]]:
    found: defaultdict[K, list[str]] = defaultdict(list)
    for key, text in pairs:
        found[key].append(text)
    return found


def only_writer() -> None:
    """Two writers never meet inside PostgreSQL either: another machine has a lock file of its own. Raises F20."""
    if connection.vendor != "postgresql":
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '3s'")  # in which autovacuum, which has a like lock, gives way
            cursor.execute(f"LOCK TABLE {connection.ops.quote_name(Load._meta.db_table)} IN EXCLUSIVE MODE")
            cursor.execute("SET LOCAL lock_timeout TO DEFAULT")
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) != LockNotAvailable.sqlstate:
            raise
        raise busy(Load._meta.db_table) from error


def clear(one: Slice, touched: Sequence[Parties]) -> None:
    """Deletes the rows of a slice; the parties remember whom they named."""
    rows = rows_of(one)
    for party in touched:
        party.leave(rows)
    rows._raw_delete(rows.db)  # nothing hangs on a transaction, so no cascade needs collecting


def _standing(plan: Plan) -> list[Slice]:
    """The slices that the plan replaces."""
    places = {(one.region_code, one.year, one.system) for one in plan.slices}
    near = Slice.objects.filter(region__in={place[0] for place in places})
    return [one for one in near if (one.region_id, one.year, one.system) in places]


def _one_supplier_each(rows: pd.DataFrame, suppliers: Parties) -> pd.DataFrame:
    """The rows with suppliers as the database tells them apart: several spellings are one."""
    keys = suppliers.find()
    _, numbers = np.unique(keys, return_inverse=True)
    numbers[keys < 0] = -1
    return rows.assign(supplier=numbers[rows["supplier"].to_numpy()])


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


def _stand(one: SlicePlan, load: Load, marketplaces: list[str], masks: list[int]) -> Slice:
    slice_, _ = Slice.objects.update_or_create(
        region_id=one.region_code,
        year=one.year,
        system=one.system,
        defaults={
            "channel": one.channel,
            "load": load,
            "as_of": one.as_of,
            "digest": one.digest,
            "rejected_rows": one.rejects.rows,
            "rejected_sen": one.rejects.sen,
            "unplaced": list(one.rejects.unplaced),
            "masks": masks,
            "marketplaces": marketplaces,
        },
    )
    return slice_
