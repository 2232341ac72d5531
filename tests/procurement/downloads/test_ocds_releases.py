"""An order as a release: what its rows say, nothing else, and another id exactly when it says something else."""

import json
from datetime import datetime
from decimal import Decimal

import pytest

from procurement.counting import Stage, Standing
from procurement.downloads.cells import json_text
from procurement.downloads.ocds.mapping import MAPPING
from procurement.downloads.ocds.release import award_status, contract_status
from procurement.models import Slice, Transaction
from tests.builders import bought, publish, source_file
from tests.procurement.downloads.ocds_orders import key, one, orders, releases

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return orders()


def test_an_order_of_two_rows(city):
    order = key("dua")
    found = one("dua")
    supplier = found["parties"][2]["id"]
    assert found.pop("id") and len(supplier) == len("penyedia-") + 12
    assert found == {
        "ocid": f"ocds-000000-{order}",
        "date": "2022-07-01T00:00:00+07:00",
        "tag": ["award", "contract"],
        "initiationType": "tender",
        "language": "id",
        "parties": [
            {
                "id": "ID-LKPP-KLPD-D177",
                "name": "Kota Batu",
                "identifier": {"scheme": "ID-LKPP-KLPD", "id": "D177"},
                "additionalIdentifiers": [{"scheme": "ID-KEMENDAGRI-WILAYAH", "id": "35.79"}],
                "roles": ["buyer"],
            },
            {
                "id": found["parties"][1]["id"],
                "name": "Dinas Pendidikan",
                "identifier": {"scheme": "ID-BELA-SATKER", "id": "1001"},
                "roles": ["procuringEntity"],
            },
            {
                "id": supplier,
                "name": "CV. MAJU",
                "identifier": {"scheme": "ID-BELA-PENYEDIA", "id": "77"},
                "roles": ["supplier"],
            },
        ],
        "buyer": {"id": "ID-LKPP-KLPD-D177", "name": "Kota Batu"},
        "awards": [
            {
                "id": f"{order}-2022",
                "title": "Pesanan dua",
                "description": "Toko daring, mbiz market, sistem bela, tahun anggaran 2022",
                "status": "active",
                "date": "2022-07-01T00:00:00+07:00",
                "value": {"amount": Decimal("183.45"), "currency": "IDR"},
                "suppliers": [{"id": supplier, "name": "CV. MAJU"}],
                "items": [
                    {"id": "1", "description": "kertas", "classification": {"description": "alat tulis"}},
                    {"id": "2", "description": "pena", "classification": {"description": "alat tulis"}},
                ],
            }
        ],
        "contracts": [
            {
                "id": f"{order}-2022",
                "awardID": f"{order}-2022",
                "title": "Pesanan dua",
                "description": "Toko daring, mbiz market, sistem bela, tahun anggaran 2022",
                "status": "terminated",
                "value": {"amount": Decimal("183.45"), "currency": "IDR"},
            }
        ],
    }
    assert '"value":{"amount":183.45,"currency":"IDR"}' in json_text(found)


def test_what_no_source_says_is_left_out(city):
    found = one("polos")
    assert [party["roles"] for party in found["parties"]] == [["buyer"]]
    (award,), (contract,) = found["awards"], found["contracts"]
    assert set(award) == {"id", "title", "description", "value", "items"}
    assert set(contract) == {"id", "awardID", "title", "description", "value"}
    assert award["items"] == [{"id": "1"}]
    assert award["value"] == {"amount": 80, "currency": "IDR"}
    assert found["date"] == "2022-11-30T00:00:00+07:00", "the day that the export reaches"


@pytest.mark.parametrize(
    ("stages", "award", "contract"),
    [
        ({Stage.COMPLETED}, "active", "terminated"),
        ({Stage.ONGOING}, "active", "active"),
        ({Stage.COMPLETED, Stage.ONGOING}, "active", "active"),
        ({Stage.UNSTATED}, None, None),
        ({Stage.COMPLETED, Stage.UNSTATED}, None, None),
        ({Stage.PLANNED}, "pending", "pending"),
        ({Stage.FAILED}, "unsuccessful", "cancelled"),
    ],
)
@pytest.mark.once
def test_stages_as_statuses(stages, award, contract):
    assert (award_status(stages), contract_status(stages)) == (award, contract)


def test_a_failed_and_a_planned_order_say_so(city):
    failed, planned = one("gagal"), one("P6", "katalog-v6")
    assert [award["status"] for award in failed["awards"]] == ["unsuccessful"]
    assert [contract["status"] for contract in failed["contracts"]] == ["cancelled"]
    assert [award["status"] for award in planned["awards"]] == ["pending"]
    assert [contract["status"] for contract in planned["contracts"]] == ["pending"]
    assert planned["awards"][0]["description"] == "E-katalog, sistem katalog-v6, tahun anggaran 2022"


def test_what_is_spent_and_what_failed_of_one_order_is_never_summed(city):
    found = one("campur")
    plain = f"{key('campur')}-2022"
    said = [(award["id"], award["status"], award["value"]["amount"]) for award in found["awards"]]
    assert said == [(plain, "active", 181), (f"{plain}-gagal", "unsuccessful", 92)]
    assert [contract["awardID"] for contract in found["contracts"]] == [plain, f"{plain}-gagal"]


def test_a_planned_order_keeps_its_award_when_it_is_placed(city):
    before = one("P6", "katalog-v6")["awards"][0]["id"]
    Transaction.objects.filter(order_id="P6").update(stage=Stage.ONGOING)
    assert one("P6", "katalog-v6")["awards"][0]["id"] == before


def test_an_order_of_two_years_has_a_release_in_each(city):
    first, second = releases("ulang")
    assert first["ocid"] == second["ocid"] and first["id"] != second["id"]
    awards = [award for release in (first, second) for award in release["awards"]]
    assert [(award["id"][-4:], award["value"]["amount"]) for award in awards] == [("2022", 100), ("2023", 101)]


def test_quantity_price_and_time_of_a_change_come_from_the_catalogue(city):
    found = one("P5", "katalog-v5")
    (item,) = found["awards"][0]["items"]
    assert (item["quantity"], item["unit"]) == (4, {"value": {"amount": Decimal("41822469.50"), "currency": "IDR"}})
    assert found["date"] == "2022-09-01T08:00:00+07:00"
    assert found["awards"][0]["date"] == "2022-06-15T10:30:00+07:00"


@pytest.mark.parametrize("text", ["", "x", "1e3", "-1", "NaN", "1,5", "٣"])
def test_what_is_no_plain_number_is_no_quantity(city, text):
    Transaction.objects.filter(order_id="P5").update(details={"quantity": text, "unit_price": text})
    assert set(one("P5", "katalog-v5")["awards"][0]["items"][0]) == {"id", "description", "classification"}


def rows():
    return Transaction.objects.filter(order_key=key("dua"))


CHANGES = {
    "description": {"description": "pensil"},
    "category": {"category": "lain"},
    "value": {"value_sen": 1},
    "stage": {"stage": Stage.ONGOING},
    "supplier": {"supplier": None},
    "spelling": {"supplier_name": "CV Maju"},
    "agency": {"agency_name": "Dinas lain"},
    "time": {"ordered_at": datetime(2022, 8, 1)},
    "quantity": {"details": {"quantity": "7"}},
}


@pytest.mark.parametrize("change", CHANGES)
def test_another_content_is_another_release(city, change):
    before = one("dua")
    rows().filter(standing=Standing.COUNTED).update(**CHANGES[change])
    after = one("dua")
    assert after["id"] != before["id"] and after["ocid"] == before["ocid"]


def test_a_row_that_stands_no_more_is_gone_from_its_release(city):
    before = one("dua")
    rows().filter(description="kertas").update(standing=Standing.REPEATED)
    after = one("dua")
    assert after["id"] != before["id"]
    assert after["awards"][0]["value"]["amount"] == Decimal("123.45") and len(after["awards"][0]["items"]) == 1


SAME = {
    "line": {"line": 99_999},
    "hash": {"content_hash": 1},
    "verification, which OCDS has no place for": {"verification": ""},
    "payment": {"payment_method": "tunai"},
    "location": {"location": "Surabaya"},
    "details without a place": {"details": {"plan": "12"}},
}


@pytest.mark.parametrize("change", SAME)
def test_the_same_content_is_the_same_release_to_the_byte(city, change):
    before = json_text(one("dua"))
    rows().filter(description="kertas").update(**SAME[change])
    assert json_text(one("dua")) == before


def test_another_load_edition_or_order_of_rows_changes_nothing(city):
    before, copies = json_text(one("dua")), list(rows())
    rows().delete()
    file = source_file()
    for line, row in enumerate(reversed(copies)):
        row.pk, row.file, row.line = None, file, line
        row.save(force_insert=True)
    Slice.objects.update(load=file.load)
    publish()
    assert json_text(one("dua")) == before


def test_rows_that_repeat_others_change_nothing(city):
    before = json_text(one("dua"))
    for standing in (Standing.RE_SENT, Standing.IN_BOTH, Standing.REPEATED):
        bought(city, 7, source_file(), order_id="dua", standing=standing)
    assert json_text(one("dua")) == before


def test_a_day_further_changes_undated_orders_only(city):
    dated, undated = one("dua")["id"], one("polos")["id"]
    Slice.objects.update(as_of=datetime(2022, 12, 1))
    assert one("dua")["id"] == dated and one("polos")["id"] != undated


def test_of_several_spellings_one_is_said(city):
    rows().filter(description="kertas").update(supplier_name="")
    assert one("dua")["awards"][0]["suppliers"][0]["name"] == "CV. MAJU"
    rows().filter(description="kertas").update(supplier_name="CV Lebih Maju")
    found = one("dua")
    assert [party["name"] for party in found["parties"]] == ["Kota Batu", "Dinas Pendidikan", "CV Lebih Maju"]
    assert len(found["awards"][0]["suppliers"]) == 1


def test_the_mapping_names_every_field_and_no_other(city):
    mapped = [path for one in MAPPING for path in one.paths]
    assert len(set(mapped)) == len(mapped)
    found = set()
    for number, system in (("dua", "bela"), ("P5", "katalog-v5"), ("campur", "bela")):
        found |= set(paths(json.loads(json_text(one(number, system)))))
    assert found == set(mapped)


def paths(value, path=""):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from paths(inner, f"{path}/{name}" if path else name)
    elif isinstance(value, list):
        for inner in value:
            yield from paths(inner, path)
    else:
        yield path
