"""Replaces the legal rules as a whole, in one transaction, and makes an edition where anything changed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction

from procurement.loading.editions import make_edition
from procurement.loading.rule_file import RuleRow
from procurement.models import Edition, LegalRule


@dataclass(frozen=True)
class Replaced:
    """What a file of rules changed, counted in rules."""

    rules: int
    added: int
    removed: int
    altered: int
    unchanged: bool
    """The same rules stood already, in the same order."""
    edition: int | None
    """None: they stood already, or it was a dry run; nothing was written."""


def replace_rules(rows: Sequence[RuleRow], *, dry_run: bool = False) -> Replaced:
    """The rules in place of those that stand. A dry run is the real run, rolled back."""
    with transaction.atomic():
        before = {record.code: _content(record) for record in LegalRule.objects.order_by("position")}
        records = [_record(position, row) for position, row in enumerate(rows, start=1)]
        after = {record.code: _content(record) for record in records}
        same = list(before.items()) == list(after.items())  # in the same order: pages keep it
        edition = None if same else _write(records)
        transaction.set_rollback(dry_run)
    return Replaced(
        len(records),
        len(after.keys() - before.keys()),
        len(before.keys() - after.keys()),
        sum(before[code] != after[code] for code in before.keys() & after.keys()),
        same,
        edition.number if edition and not dry_run else None,
    )


def _record(position: int, row: RuleRow) -> LegalRule:
    return LegalRule(position=position, for_questions=row.for_questions, **asdict(row))


def _write(records: Sequence[LegalRule]) -> Edition:
    LegalRule.objects.all().delete()
    LegalRule.objects.bulk_create(records)
    return make_edition(Edition.Cause.RULES)


def _content(record: LegalRule) -> tuple[Any, ...]:
    """Everything but its place in the file."""
    return tuple(getattr(record, field.attname) for field in record._meta.concrete_fields if field.name != "position")
