"""Small rows for tests: a government, what it bought, and the totals that follow, computed in plain Python.

Every builder fills in what the test does not care about, so that a test states only what it is about.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from itertools import count
from typing import Any

from procurement.counting import RULES, Channel, Stage, Standing, Verification
from procurement.keys import order_key, short_key
from procurement.models import (
    Agency,
    Edition,
    Load,
    MonthTotal,
    Slice,
    SliceTotal,
    SourceFile,
    Supplier,
    Total,
    Transaction,
)
from regions.models import Kind, Region

_numbers = count(1)


def region(name: str, code: str = "", *, population: int = 1000, **fields: Any) -> Region:
    """`Kota …` is a city, `Kabupaten …` a regency, `Provinsi …` the provincial government."""
    number = next(_numbers)
    kinds = {"Kota": Kind.CITY, "Provinsi": Kind.PROVINCE}
    return Region.objects.create(
        **{
            "code": code or _free_code(),
            "bps_code": f"3{number:03}",
            "klpd_code": f"D{number:03}",
            "name": name,
            "slug": Region.slug_of(name),
            "kind": kinds.get(name.split()[0], Kind.REGENCY),
            "province_code": "35",
            "population": population,
            "population_as_of": date(2024, 12, 31),
            "population_source": "made up",
            **fields,
        }
    )


def _free_code() -> str:
    """The next of those that no government of East Java has, as long as there are any."""
    taken = set(Region.objects.values_list("code", flat=True))
    return next(code for code in (f"35.{place:02}" for place in (*range(31, 100), *range(1, 31))) if code not in taken)


def source_file(rows: int = 0, *, is_sample: bool = False) -> SourceFile:
    """A file of a load of its own, whose ledger says that every row counted."""
    load = Load.objects.create(started_at=datetime(2023, 1, 2), operator="test", is_sample=is_sample)
    ledger = dict.fromkeys(("ignored", "rejected", "out_of_scope", "re_sent", "in_both", "repeated"), 0)
    return SourceFile.objects.create(
        load=load, name="made-up.json", sha256="0" * 64, size=1, layout="toko-daring",
        rows=rows, counted=rows, value_sen=0, **ledger,
    )  # fmt: skip


def covered(government: Region, year: int, file: SourceFile, as_of: date | None = None, **fields: Any) -> Slice:
    return Slice.objects.create(
        **{
            "region": government,
            "year": year,
            "system": "bela",
            "channel": Channel.TOKO_DARING,
            "load": file.load,
            "as_of": as_of or date(year, 12, 31),
            "digest": "0" * 64,
            **fields,
        }
    )


def bought(government: Region, rupiah: int, file: SourceFile, **fields: Any) -> Transaction:
    """One counted row of an order of its own, in June 2022, unless the fields say otherwise. The slice is `covered`."""
    number = next(_numbers)
    year = fields.get("year", 2022)
    values = {
        "year": year,
        "channel": Channel.TOKO_DARING,
        "system": "bela",
        "ordered_at": datetime(year, 6, 15, 10, 30),
        "order_id": f"order-{number}",
        "marketplace": "mbiz market",
        "description": "kertas",
        "category": "alat tulis",
        "value_sen": rupiah * 100,
        "source": "import",
        "stage": Stage.COMPLETED,
        "verification": Verification.VERIFIED,
        "standing": Standing.COUNTED,
        "line": number,
        "content_hash": number,
        **fields,
    }
    parts = (government.code, values["system"], values["marketplace"], values["order_id"])
    values.setdefault("order_key", order_key(*parts))
    values.setdefault("month", month_of(values["ordered_at"], year))
    return Transaction.objects.create(region=government, file=file, **values)


def agency(government: Region, name: str, code: str = "", system: str = "bela") -> Agency:
    identity = code or name.casefold()
    return Agency.objects.create(region=government, system=system, code=code, identity=identity, name=name)


def supplier(name: str, system: str = "bela", code: str = "") -> Supplier:
    identity = code or name.casefold()
    return Supplier.objects.create(
        system=system, code=code, identity=identity, name=name, key=short_key(system, identity)
    )


def publish(*, is_sample: bool = False) -> Edition:
    """Totals of all rows that stand, and the next edition."""
    Total.objects.all().delete()
    MonthTotal.objects.all().delete()
    for (where, year, channel, rule), rows in _counted(lambda row: ()).items():
        Total.objects.create(region_id=where, year=year, channel=channel, rule=rule, **figures(rows))
    for (where, year, channel, rule, month), rows in _counted(
        lambda row: (month_of(row.ordered_at, row.year),)
    ).items():
        MonthTotal.objects.create(region_id=where, year=year, channel=channel, rule=rule, month=month, **figures(rows))
    number = max(Edition.objects.values_list("number", flat=True), default=0) + 1
    _sum_slices()
    return Edition.objects.create(
        number=number, made_at=datetime(2023, 1, 2), cause=Edition.Cause.LOAD, is_sample=is_sample
    )


def _sum_slices() -> None:
    """The whole-year totals of slices, and their marketplaces."""
    SliceTotal.objects.all().delete()
    slices = {(one.region_id, one.year, one.system): one for one in Slice.objects.all()}
    for (where, year, _channel, rule, system), rows in _counted(lambda row: (row.system,)).items():
        orders: defaultdict[str, int] = defaultdict(int)
        for row in rows:
            orders[row.order_key] += row.value_sen
        if one := slices.get((where, year, system)):
            largest = max(orders.values())
            SliceTotal.objects.create(slice=one, rule=rule, month=-1, largest_order_sen=largest, **figures(rows))
            one.marketplaces = sorted({*one.marketplaces, *(row.marketplace.casefold() for row in rows)})
            one.save()


def _counted(more: Any) -> dict[tuple, list[Transaction]]:
    found = defaultdict(list)
    for row in Transaction.objects.order_by("pk"):
        for rule in RULES.values():
            if rule.applies_to(row.channel) and rule.counts(row.channel, row.standing, row.stage, row.verification):
                found[row.region_id, row.year, row.channel, rule.slug, *more(row)].append(row)
    return dict(found)


def month_of(moment: datetime | None, year: int) -> int:
    if moment is None:
        return 0
    return moment.month if moment.year == year else 13


def figures(rows: Iterable[Transaction]) -> dict[str, int]:
    rows = list(rows)
    return {
        "value_sen": sum(row.value_sen for row in rows),
        "orders": len({row.order_key for row in rows}),
        "rows": len(rows),
        "suppliers": len({row.supplier_id for row in rows if row.supplier_id}),
    }


def small_site(*, is_sample: bool = False) -> dict[str, Region]:
    """Two cities and a regency with data in 2021 and 2022, a regency without, and the province; edition 1."""
    regions = {
        "province": region("Provinsi Jawa Timur", "35"),
        "rich": region("Kota Malang", "35.73", population=800),
        "poor": region("Kota Kediri", "35.71", population=100),
        "rural": region("Kabupaten Malang", "35.07", population=2500),
        "silent": region("Kabupaten Blitar", "35.05"),
    }
    file = source_file(rows=8, is_sample=is_sample)
    office = agency(regions["rich"], "Dinas Pendidikan", "1001")
    shop = supplier("CV Maju")
    for key, value in (("rich", 500), ("poor", 200), ("rural", 300), ("province", 900)):
        for year in (2021, 2022):
            covered(regions[key], year, file)
            bought(
                regions[key], value + 10 * (year - 2021), file, year=year, order_id=f"{key} {year}",
                supplier=shop, supplier_name=shop.name,
                agency=office if key == "rich" else None, agency_name=office.name if key == "rich" else "",
            )  # fmt: skip
    publish(is_sample=is_sample)
    return regions
