"""Small literal orders in every state that an export can have them, for the tests of OCDS."""

from datetime import date, datetime

from procurement.counting import Channel, Stage, Standing, Verification
from procurement.downloads.ocds.order import package
from procurement.keys import order_key
from procurement.queries.coverage import latest_edition
from tests.builders import agency, bought, covered, publish, region, source_file, supplier

CATALOGUE = {"channel": Channel.E_KATALOG, "marketplace": ""}
V5, V6 = {**CATALOGUE, "system": "katalog-v5"}, {**CATALOGUE, "system": "katalog-v6"}


def orders(*, is_sample: bool = False):
    """Kota Batu in toko daring and both e-katalog, 2022, and one order of 2023; a regency beside it."""
    city, rural = region("Kota Batu", "35.79", klpd_code="D177"), region("Kabupaten Malang", "35.07")
    file = source_file(is_sample=is_sample)
    for where, year, kind in (
        (city, 2022, {}), (city, 2023, {}), (rural, 2022, {}), (city, 2022, V5), (city, 2022, V6),
        (city, 2021, {}),  # an export of no rows
    ):  # fmt: skip
        of_kind = {name: word for name, word in kind.items() if name != "marketplace"}
        covered(where, year, file, date(year, 11, 30), **of_kind)
    office = agency(city, "Dinas Pendidikan", "1001")
    shop = supplier("CV Maju", code="77")
    known = {"agency": office, "agency_name": office.name, "supplier": shop, "supplier_name": "CV. MAJU"}
    bought(city, 0, file, order_id="dua", value_sen=123_45, description="pena", **known)
    bought(city, 60, file, order_id="dua", description="kertas", ordered_at=datetime(2022, 7, 1), **known)
    bought(city, 9000, file, order_id="dua", standing=Standing.RE_SENT, description="lama", **known)  # never
    bought(city, 70, file, order_id="gagal", stage=Stage.FAILED, **known)
    bought(city, 80, file, order_id="polos", stage=Stage.UNSTATED, category="", description="", ordered_at=None,
           verification=Verification.NOT_STATED)  # fmt: skip
    bought(city, 90, file, order_id="campur", stage=Stage.COMPLETED)
    bought(city, 91, file, order_id="campur", stage=Stage.ONGOING)
    bought(city, 92, file, order_id="campur", stage=Stage.FAILED)
    bought(city, 100, file, order_id="ulang", year=2022)
    bought(city, 101, file, order_id="ulang", year=2023)
    bought(rural, 500, file, order_id="dua")
    bought(city, 200, file, order_id="P5", **V5, details={
        "quantity": "4", "unit_price": "41822469.50", "edited_at": "2022-09-01 08:00:00", "plan": "1"
    })  # fmt: skip
    bought(city, 300, file, order_id="P6", **V6, stage=Stage.PLANNED)
    publish(is_sample=is_sample)
    return city


def key(number: str, system: str = "bela", area: str = "35.79") -> str:
    return order_key(area, system, "mbiz market" if system == "bela" else "", number)


def releases(number: str, system: str = "bela"):
    """Of one order of the city, in the order of its years."""
    return package(key(number, system), f"/transaksi/{key(number, system)}/ocds.json", latest_edition())["releases"]


def one(number: str, system: str = "bela"):
    (found,) = releases(number, system)
    return found
