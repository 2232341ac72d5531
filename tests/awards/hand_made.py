"""A few rows, made so that every outcome occurs, for the governments that fixtures/claims.csv speaks of.

Cut-offs are tried at both ends of a day, roundings at the half, "almost" at exactly nine tenths.
"""

from copy import copy
from datetime import date, datetime

from procurement.counting import Stage, Verification
from procurement.keys import short_key
from procurement.models import SourceFile, Transaction
from regions.models import Region
from tests import builders

NAMES = {
    "35": "Provinsi Jawa Timur",
    "35.73": "Kota Malang",
    "35.71": "Kota Kediri",
    "35.79": "Kota Batu",
    "35.15": "Kabupaten Sidoarjo",
    "35.25": "Kabupaten Gresik",
    "35.14": "Kabupaten Pasuruan",
    "35.12": "Kabupaten Situbondo",
}
UNVERIFIED = {"verification": Verification.UNVERIFIED}

# code -> (day and time of the order, rupiah, what is unusual about the row)
ROWS: dict[str, list[tuple]] = {
    "35.73": [
        (datetime(2021, 2, 10), 100_000_000, {}),
        (datetime(2021, 8, 31, 23, 59, 59), 2_859_536_672, {}),  # the last second of the claims' day
        (datetime(2021, 9, 1), 40_463_328, {}),  # the first after it
        (datetime(2021, 11, 25), 6_000_000_000, {}),
        (datetime(2021, 12, 30, 8), 365_000_000, {}),  # Rp9,365 billion: rounds half up to 9,37
        (datetime(2021, 12, 31, 8), 1_000_000_000, {}),
        (datetime(2022, 1, 1), 60_000_000_000, {"marketplace": "Mbiz Market"}),
        (datetime(2022, 4, 1), 6_000_000_000, {}),
        (datetime(2022, 5, 1), 1_000_000_000, {"marketplace": "Grab"}),
        (datetime(2022, 12, 31, 23, 59, 59), 2_500_435, {"stage": Stage.ONGOING, **UNVERIFIED}),
        (datetime(2022, 7, 1), 80_000_000, {"stage": Stage.FAILED, **UNVERIFIED}),  # only "semua" counts it
        (datetime(2023, 3, 3), 36_000_000_000, {}),  # nine tenths of "almost Rp40 billion"
        (datetime(2023, 9, 9), 1_000_000, {}),
        (datetime(2025, 5, 5), 1_000_000, {}),
    ],
    "35.79": [
        (datetime(2021, 3, 1), 1_000_000_000, {}),
        (datetime(2021, 3, 2), 1_000_000_000, {}),
        (datetime(2021, 11, 29), 3_070_000_000, {}),  # Rp5,07 billion at the end of November
        (datetime(2021, 12, 15), 100_000_000, {}),
        (datetime(2022, 6, 1), 5_000_000_000, {}),
    ],
    "35.25": [
        (datetime(2021, 10, 1), 1_000_000, {"times": 439}),
        (datetime(2021, 10, 5), 483_499_999, {}),  # Rp922.499.999 in 440 orders: rounds to 922 million
    ],
    "35.15": [(datetime(2021, 5, 5), 500_000_000, {})],
    "35.71": [
        (datetime(2021, 5, 5), 9_000_000_000, {"stage": Stage.FAILED}),
        *[(datetime(2022, 6, 1), 300_000_000, {})] * 3,
        (datetime(2023, 3, 4), 20_000_000, {}),
    ],
    "35.12": [(datetime(2023, 1, 5), 9_000_000, {})],
    "35": [
        (datetime(2021, 2, 20), 1_000_000_000, {}),
        (datetime(2021, 11, 30, 12), 19_257_500_001, {}),  # makes the programme Rp35,75 billion: rounds to 35,8
    ],
}
# (code, year) -> the last day of the export; every government has 2021
ENDS = {
    **{(code, 2021): date(2021, 12, 31) for code in NAMES},
    ("35.79", 2021): date(2021, 12, 30),
    ("35.73", 2022): date(2022, 12, 31),
    ("35.79", 2022): date(2022, 12, 31),
    ("35.71", 2022): date(2022, 12, 31),
    ("35.73", 2023): date(2023, 11, 30),
    ("35.71", 2023): date(2023, 8, 31),
    ("35.12", 2023): date(2023, 8, 30),  # one day short of the claim's cut-off
    ("35.73", 2025): date(2025, 6, 30),
}


def governments() -> dict[str, Region]:
    return {code: builders.region(name, code) for code, name in NAMES.items()}


def load(*, is_sample: bool = False) -> dict[str, Region]:
    """Governments, slices and rows; no edition yet."""
    regions = governments()
    file = builders.source_file(is_sample=is_sample)
    for (code, year), end in ENDS.items():
        builders.covered(regions[code], year, file, end)
    for code, rows in ROWS.items():
        for row in rows:
            _buy(regions[code], row, file)
    return regions


def _buy(region: Region, row: tuple, file: SourceFile) -> None:
    when, rupiah, fields = row
    fields = dict(fields)
    times = fields.pop("times", 1)
    first = builders.bought(region, rupiah, file, year=when.year, ordered_at=when, **fields)
    copies = [copy(first) for _ in range(times - 1)]
    for number, one in enumerate(copies):
        one.pk, one.order_id = None, f"{first.order_id}-{number}"
        one.order_key = short_key(first.order_key, str(number))
    Transaction.objects.bulk_create(copies)
