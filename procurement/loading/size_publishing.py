"""Replaces the register of supplier sizes as a whole, in one transaction, and makes an edition where it changed."""

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from procurement.loading import samples
from procurement.loading.editions import make_edition
from procurement.loading.size_masking import masked_row
from procurement.loading.size_register import Register, SizeRow
from procurement.models import Edition, Mask, SizeRegister, Supplier, SupplierSize

_FIELDS = ("system", "code", "identity", "name", "size", "source", "as_of")


@dataclass(frozen=True)
class Replaced:
    """What a register changed, counted in its rows."""

    rows: int
    added: int
    removed: int
    altered: int
    suppliers: dict[str, tuple[int, int]]
    """system of the register -> (published suppliers whose size is known, all of the system)"""
    edition: int | None
    """None: the same rows stood already, or it was a dry run; nothing was written."""

    @property
    def unchanged(self) -> bool:
        return not self.added + self.removed + self.altered


def replace_register(register: Register, operator: str, *, dry_run: bool = False) -> Replaced:
    """The register in place of the one that stands. Raises Refusal F31. A dry run is the real run, rolled back."""
    samples.refuse_mixture(register.marked)
    with transaction.atomic():
        before = {row.key: row for row in _standing()}
        register = _masked(register)
        after = {row.key: row for row in register.rows}
        counts = (
            len(after.keys() - before.keys()),
            len(before.keys() - after.keys()),
            sum(before[key] != after[key] for key in before.keys() & after.keys()),
        )
        edition = _write(register, operator) if any(counts) else None
        replaced = Replaced(
            len(register.rows),
            *counts,
            suppliers=_reach({row.system for row in register.rows}),
            edition=edition.number if edition and not dry_run else None,
        )
        transaction.set_rollback(dry_run)
    return replaced


def _masked(register: Register) -> Register:
    """With the names that are masked in the rows masked here too: the same register is then no news."""
    hidden = Mask.objects.hidden()
    if not any(hidden):
        return register
    rows = []
    for row in register.rows:
        name, identity = masked_row(row.system, row.code, row.identity, row.name, hidden)
        rows.append(dataclasses.replace(row, name=name, identity=identity))
    return dataclasses.replace(register, rows=rows)


def take_out_sample() -> bool:
    """Deletes the rows of a sample register; whether there were any. Call it inside the transaction of the change."""
    return bool(SupplierSize.objects.filter(register__is_sample=True).delete()[0])


def _standing() -> Iterable[SizeRow]:
    return (SizeRow(*values) for values in SupplierSize.objects.order_by().values_list(*_FIELDS))


def _write(register: Register, operator: str) -> Edition:
    SupplierSize.objects.all().delete()
    record = SizeRegister.objects.create(
        operator=operator,
        is_sample=register.marked == {True},
        name=register.name,
        sha256=register.sha256,
        size=register.size,
        rows=len(register.rows),
        sizes=dict(Counter(row.size for row in register.rows)),
        sources=_sources(register.rows),
    )
    SupplierSize.objects.bulk_create(
        (SupplierSize(register=record, **{name: getattr(row, name) for name in _FIELDS}) for row in register.rows),
        batch_size=5000,
    )
    edition = make_edition(Edition.Cause.SIZES)
    SizeRegister.objects.filter(pk=record.pk).update(edition=edition)
    return edition


def _sources(rows: Iterable[SizeRow]) -> list[dict[str, Any]]:
    """Each source with its rows and its first and last as-of date, in the order of names."""
    days = defaultdict(list)
    for row in rows:
        days[row.source].append(row.as_of.isoformat())
    return [
        {"source": source, "rows": len(found), "first": min(found), "last": max(found)}
        for source, found in sorted(days.items())
    ]


def _reach(systems: set[str]) -> dict[str, tuple[int, int]]:
    found = {}
    for system in sorted(systems):
        suppliers = list(Supplier.objects.filter(system=system).values_list("system", "code", "name"))
        found[system] = len(SupplierSize.objects.of(suppliers)), len(suppliers)
    return found
