"""The conditions that the rows of a figure may meet, each declared once: what an address's key leaves of the rows.

Links name figures by them, passports say them, and their twins hold what they leave.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from functools import reduce
from itertools import product
from operator import or_

from django.db.models import Q, QuerySet, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from procurement.counting import Channel, Stage, Standing, Verification, rules_for
from procurement.models import SupplierSize, Transaction
from procurement.money import SEN
from procurement.months import OUTSIDE_YEAR, UNDATED
from procurement.queries import transactions
from procurement.queries.questions import night

type Rows = QuerySet[Transaction]

UNSTATED = "tidak-disebut"
"""What the source does not say, as the value of a condition."""
UNKNOWN_SIZE = "tidak-diketahui"
REPEATING = "berulang"
"""Every standing but `counted`."""
AT_NIGHT, TIMED = "malam", "tercatat"
BESIDE_MONTHS = {"tanpa-tanggal": UNDATED, "tahun-lain": OUTSIDE_YEAR}
"""Words of `bulan` for rows that stand in no month of their year."""


def months_of(value: str) -> list[int]:
    """Of a value of `bulan`: 3, 1-8, or a word of BESIDE_MONTHS."""
    if value in BESIDE_MONTHS:
        return [BESIDE_MONTHS[value]]
    first, _dash, last = value.partition("-")
    return list(range(int(first), int(last or first) + 1))


def counted_alike(channel: str, slugs: Iterable[str]) -> list[tuple[str, str, str]]:
    """(standing, stage, verification) that exactly these rules of the channel count."""
    wanted = set(slugs)
    return [
        (standing.value, stage.value, verification.value)
        for standing, stage, verification in product(Standing, Stage, Verification)
        if {rule.slug for rule in rules_for(channel) if rule.counts(channel, standing, stage, verification)} == wanted
    ]


def _of_agency(rows: Rows, key: str) -> Rows:
    return rows.filter(agency=None) if key == UNSTATED else transactions.of_agency(rows, key)


def _of_supplier(rows: Rows, key: str) -> Rows:
    return rows.filter(supplier=None) if key == UNSTATED else rows.filter(supplier__key=key)


def _from(rows: Rows, day: str) -> Rows:
    return rows.filter(ordered_at__gte=datetime.combine(date.fromisoformat(day), time.min))


def _until(rows: Rows, day: str) -> Rows:
    return rows.filter(ordered_at__lt=datetime.combine(date.fromisoformat(day) + timedelta(days=1), time.min))


def _at(rows: Rows, word: str) -> Rows:
    timed = night.with_time(rows)
    return timed.filter(night.LATE) if word == AT_NIGHT else timed


def _of_category(rows: Rows, text: str) -> Rows:
    return rows.filter(category="") if text == UNSTATED else transactions.of_category(rows, text)


def _of_marketplace(rows: Rows, name: str) -> Rows:
    """Without regard to case; folded in Python, since SQLite folds ASCII only."""
    used = rows.order_by().values_list("marketplace", flat=True).distinct()
    return rows.filter(marketplace__in=_spelt_alike(used, name))


def _of_catalogue(rows: Rows, name: str) -> Rows:
    # As plain text: what a key of JSON is looked up by is taken for JSON itself.
    rows = rows.annotate(catalogue=Cast(KeyTextTransform("catalogue", "details"), TextField()))
    used = rows.order_by().values_list("catalogue", flat=True).distinct()
    alike = Q(catalogue__in=[one for one in _spelt_alike(used, name) if one is not None])
    return rows.filter(alike | Q(catalogue=None) if name == UNSTATED else alike)


def _spelt_alike(used: Iterable[str | None], name: str) -> list[str | None]:
    wanted = "" if name == UNSTATED else name.casefold()
    return [one for one in used if (one or "").casefold() == wanted]


def _of_sizes(rows: Rows, words: str) -> Rows:
    """One query for the suppliers, and one for every ten thousand of them."""
    wanted = set(words.split(","))
    fields = ("supplier", "supplier__system", "supplier__code", "supplier__name")
    named = {pk: tuple(name) for pk, *name in rows.order_by().values_list(*fields).distinct() if pk}
    known = SupplierSize.objects.of(set(named.values()))
    theirs = Q(supplier__in=[pk for pk, name in named.items() if known.get(name, UNKNOWN_SIZE) in wanted])
    return rows.filter(theirs | Q(supplier=None) if UNKNOWN_SIZE in wanted else theirs)


def _verified(rows: Rows, word: str) -> Rows:
    return rows.filter(verification=Verification.NOT_STATED if word == UNSTATED else word)


def _standing(rows: Rows, word: str) -> Rows:
    return rows.exclude(standing=Standing.COUNTED) if word == REPEATING else rows.filter(standing=word)


def _counted_by(rows: Rows, slugs: str) -> Rows:
    conditions = [
        Q(channel=channel, standing=standing, stage=stage, verification=verification)
        for channel in Channel.values
        for standing, stage, verification in counted_alike(channel, slugs.split(","))
    ]
    return rows.filter(reduce(or_, conditions)) if conditions else rows.none()


NARROWING: dict[str, Callable[[Rows, str], Rows]] = {
    "satker": _of_agency,
    "penyedia": _of_supplier,
    "bulan": lambda rows, value: rows.filter(month__in=months_of(value)),
    "dari": _from,
    "sampai": _until,
    "waktu": _at,
    "kategori": _of_category,
    "lokapasar": _of_marketplace,
    "katalog": _of_catalogue,
    "skala": _of_sizes,
    "tahap": lambda rows, word: rows.filter(stage=word),
    "verifikasi": _verified,
    "kedudukan": _standing,
    "dihitung": _counted_by,
    "sistem": lambda rows, name: rows.filter(system=name),
    "transaksi": lambda rows, key: rows.filter(order_key=key),
    "min": lambda rows, rupiah: rows.filter(value_sen__gte=int(rupiah) * SEN),
    "maks": lambda rows, rupiah: rows.filter(value_sen__lte=int(rupiah) * SEN),
    "q": transactions.mentioning,
}
"""Key of the address -> the rows that its value leaves. Values are as `passport_form` lets them through."""
EXISTING = ("satker", "penyedia", "kategori", "lokapasar", "katalog", "sistem", "transaksi")
"""Keys whose value names a thing: where no row bears it, it does not exist."""
