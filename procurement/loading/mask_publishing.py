"""Masks a supplier's name or an order's descriptions in what stands, or lifts a mask, each with an edition.

The texts are overwritten where they are stored, so nothing that reads the tables can print them. Figures stay.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum

from procurement.identity import supplier_identity
from procurement.loading.editions import make_edition
from procurement.loading.erasing import erasing, forget_old_names
from procurement.loading.publishing import only_writer
from procurement.loading.refusals import Refusal, shown
from procurement.loading.size_masking import masked_row
from procurement.masking import MASKED, is_masked, masked_description, masked_name, name_key, text_key
from procurement.models import Edition, Mask, Rejection, Slice, Supplier, SupplierSize, Transaction

MAX_REASON = 500
"""Characters of a reason."""
ALIKE_SHOWN = 10
SHORTEST_ECHO = 5
"""Characters of a text that is looked for inside echoes; a shorter one would be found in others."""

type Place = tuple[str, int, str]
"""(Kemendagri code, year, system)"""


@dataclass(frozen=True)
class Masked:
    """What a mask hides, or would hide. Figures are of all rows that it is about."""

    rows: int
    orders: int
    sen: int
    texts: list[str]
    """What is printed now and would not be any more, the commonest first. For who asked: it is kept nowhere."""
    slices: list[Place]
    alike: list[Supplier] = field(default_factory=list)
    """Other suppliers under the same name, mostly of other systems: they stay as they are."""
    number: int | None = None
    """Of the mask; None for a dry run."""
    edition: int | None = None


@dataclass(frozen=True)
class Lifted:
    """What was, or would be, free to be printed again: with the next load of these slices."""

    slices: list[Place]
    edition: int | None
    """None for a dry run."""


def mask_supplier(key: str, reason: str, operator: str, *, dry_run: bool = False) -> Masked:
    """Its name is printed no more, in any of its rows. Raises Refusal: M01 nothing to mask, M02 no reason, M03 masked.

    A dry run is the real run, rolled back.
    """
    with _changing(dry_run):
        supplier = Supplier.objects.filter(key=key).first()
        rows = Transaction.objects.filter(supplier=supplier)
        if supplier is None or not (names := _names(supplier, rows)):
            raise Refusal("M01", {"s": key})
        mask = _mask(Mask.Kind.SUPPLIER, key, "", reason, operator, names=_name_keys(supplier, names))
        found = _found(rows, names, alike=_alike(supplier, names))
        wording = masked_name(key)
        rows.exclude(supplier_name="").update(supplier_name=wording)
        Supplier.objects.filter(pk=supplier.pk).update(name=wording, identity=supplier.code or wording)
        forget_old_names()
        _mask_register(mask, supplier, names)
        return _published(found, mask, dry_run)


def mask_order(key: str, reason: str, operator: str, *, line: int | None = None, dry_run: bool = False) -> Masked:
    """The descriptions of an order are printed no more; with `line`, only the one that stands in that line of its file.

    Raises Refusal as `mask_supplier` does, and M05 where two files have different descriptions in the line.
    """
    with _changing(dry_run):
        rows = Transaction.objects.filter(order_key=key).exclude(description="")
        texts = _texts(rows if line is None else rows.filter(line=line), "description")
        if not texts:
            raise Refusal("M01", {"s": key if line is None else f"{key}, {line}"})
        if line is not None and len(texts) > 1:
            raise Refusal("M05", {"s": key, "n": line})
        mask = _mask(Mask.Kind.ORDER, key, "" if line is None else text_key(key, texts[0]), reason, operator)
        rows = rows.filter(description__in=texts)
        found = _found(rows, texts)
        rows.update(description=masked_description(mask.edition_id))
        return _published(found, mask, dry_run)


def lift(number: int, reason: str, operator: str, *, dry_run: bool = False) -> Lifted:
    """The mask is no rule any more; the texts come back with the next load of the slices that hold its wording.

    Raises Refusal: M02 no reason, M04 no such mask stands.
    """
    with _changing(dry_run):
        mask = Mask.objects.standing().filter(pk=number).first()
        if mask is None:
            raise Refusal("M04", {"n": number})
        mask.lifted_by, mask.lifted_reason = operator, _reason(reason)
        mask.lifted_edition = make_edition(Edition.Cause.MASKS)
        mask.save(update_fields=["lifted_edition", "lifted_by", "lifted_reason"])
        places = [(one.region_id, one.year, one.system) for one in Slice.objects.all() if mask.pk in one.masks]
        return Lifted(places, None if dry_run else mask.lifted_edition.number)


@contextmanager
def _changing(dry_run: bool) -> Iterator[None]:
    with erasing(), transaction.atomic():
        only_writer()
        yield
        transaction.set_rollback(dry_run)


def _mask(kind: str, key: str, content: str, reason: str, operator: str, names: Sequence[str] = ()) -> Mask:
    """The rule, with the edition that it makes: a mask changes no figure, so those can be frozen first."""
    if Mask.objects.standing().filter(kind=kind, key=key, content__in=("", content)).exists():
        raise Refusal("M03", {"s": key})
    said = _reason(reason)
    edition = make_edition(Edition.Cause.MASKS)
    return Mask.objects.create(
        kind=kind, key=key, content=content, names=list(names), edition=edition, operator=operator, reason=said
    )


def _reason(reason: str) -> str:
    said = " ".join(reason.split())
    if not said or len(said) > MAX_REASON:
        raise Refusal("M02", {"m": MAX_REASON})
    return said


def _texts(rows: QuerySet[Transaction], field: str) -> list[str]:
    """What the rows print in the field and is not masked, the commonest first."""
    counted = rows.order_by().values_list(field).annotate(rows=Count("id"))
    return [text for text, _rows in sorted(counted, key=lambda one: (-one[1], one[0])) if text and not is_masked(text)]


def _names(supplier: Supplier, rows: QuerySet[Transaction]) -> list[str]:
    """Its names that can be masked, its latest first; its wording where a mask was lifted and nothing loaded since."""
    names = dict.fromkeys([supplier.name, *_texts(rows, "supplier_name")])
    return [name for name in names if name not in ("", supplier.code)]


def _name_keys(supplier: Supplier, names: Sequence[str]) -> list[str]:
    before = Mask.objects.names_of([supplier.key]).get(supplier.key, [])
    return list(dict.fromkeys([*(name_key(supplier.system, name) for name in names if not is_masked(name)), *before]))


def _alike(supplier: Supplier, names: Sequence[str]) -> list[Supplier]:
    identities = {supplier_identity(name) for name in names}
    near = Supplier.objects.filter(Q(identity__in=identities) | Q(name__in=names)).exclude(pk=supplier.pk)
    return list(near.order_by("system", "pk")[:ALIKE_SHOWN])


def _found(rows: QuerySet[Transaction], texts: list[str], alike: Sequence[Supplier] = ()) -> Masked:
    """What is about to be masked; read before it is."""
    sums = rows.aggregate(rows=Count("id"), orders=Count("order_key", distinct=True), sen=Sum("value_sen"))
    places = rows.order_by("region_id", "year", "system").values_list("region_id", "year", "system").distinct()
    return Masked(sums["rows"], sums["orders"], int(sums["sen"] or 0), texts, list(places), list(alike))


def _mask_register(mask: Mask, supplier: Supplier, names: Sequence[str]) -> None:
    """The register of sizes that stands, as `size_publishing` would write it under this mask."""
    hidden = {supplier.key}, set(mask.names)
    of_name = Q(code="", identity__in={supplier_identity(name) for name in names})
    about = of_name | Q(code=supplier.code) if supplier.code else of_name
    changed = []
    for row in SupplierSize.objects.filter(about, system=supplier.system):
        name, identity = masked_row(row.system, row.code, row.identity, row.name, hidden)
        if (name, identity) != (row.name, row.identity):
            row.name, row.identity = name, identity
            changed.append(row)
    SupplierSize.objects.bulk_update(changed, ["name", "identity"], batch_size=500)


def _published(found: Masked, mask: Mask, dry_run: bool) -> Masked:
    for one in Slice.objects.filter(region__in={place[0] for place in found.slices}):
        if (one.region_id, one.year, one.system) in found.slices:
            one.masks = sorted({*one.masks, mask.pk})
            one.save(update_fields=["masks"])
    _mask_echoes(found.texts)
    return found if dry_run else replace(found, number=mask.pk, edition=mask.edition_id)


def _mask_echoes(texts: Iterable[str]) -> None:
    """What lists of rejected rows echo of them: those are public."""
    for text in texts:
        echo = Q(value=shown(text))
        if len(text) >= SHORTEST_ECHO:
            echo |= Q(value__icontains=text)
        Rejection.objects.filter(echo).update(value=MASKED)
