"""A masked supplier keeps its size, and the register of sizes names it no more."""

import pytest

from procurement.loading.mask_publishing import lift, mask_supplier
from procurement.loading.reading import Options
from procurement.loading.size_publishing import replace_register
from procurement.loading.size_register import read_register
from procurement.models import Mask, Supplier, SupplierSize
from procurement.queries import sizes
from regions.models import Region
from tests import builders
from tests.procurement.loading.masked_person import KEY, PERSON, rows, stored_texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(loaded):
    loaded(*rows())
    return loaded


def register(folder, text):
    path = folder / "skala.csv"
    path.write_text(f"sistem,kode_penyedia,penyedia,skala,sumber,per_tanggal\n{text}", encoding="utf-8")
    return read_register(path, Options("utf-8", ",", 1))


def known(system="bela"):
    suppliers = list(Supplier.objects.filter(system=system).values_list("system", "code", "name"))
    return sorted(SupplierSize.objects.of(suppliers).values())


def test_sizes_by_name_are_found_as_before_and_the_register_names_nobody(site, reference):
    given = register(reference, f"bela,,{PERSON},mikro,Dinas,2023-12-31\nbela,,CV Maju,besar,Dinas,2023-12-31\n")
    replace_register(given, "admin")
    assert known() == ["besar", "mikro"]
    mask_supplier(KEY, "diminta", "admin")
    assert known() == ["besar", "mikro"]
    assert not [text for text in stored_texts() if "wulandari" in text.casefold()]
    assert replace_register(given, "admin").unchanged
    lift(Mask.objects.get().pk, "keliru", "admin")
    assert replace_register(given, "admin").unchanged
    assert known() == ["besar", "mikro"]
    site(*rows())
    assert known() == ["besar", "mikro"]


def test_a_coded_supplier_keeps_the_size_that_the_register_knows_by_its_name(reference):
    one = builders.supplier(PERSON, system="katalog-v6", code="77")
    namesake = builders.supplier(PERSON, system="katalog-v6", code="78")
    government = builders.region("Kota Uji", "35.99")
    file = builders.source_file(1)
    builders.covered(government, 2022, file, system="katalog-v6", channel="e-katalog")
    for supplier in (one, namesake):
        builders.bought(
            government, 5, file, system="katalog-v6", channel="e-katalog", supplier=supplier, supplier_name=PERSON
        )
    builders.publish()
    given = register(reference, f"katalog-v6,,{PERSON},mikro,Dinas,2023-12-31\n")
    replace_register(given, "admin")
    assert known("katalog-v6") == ["mikro", "mikro"]
    done = mask_supplier(one.key, "diminta", "admin")
    assert [two.pk for two in done.alike] == [namesake.pk]
    assert known("katalog-v6") == ["mikro", "mikro"]
    assert Supplier.objects.get(pk=one.pk).identity == "77"
    assert Supplier.objects.get(pk=namesake.pk).name == PERSON
    assert replace_register(given, "admin").unchanged
    assert known("katalog-v6") == ["mikro", "mikro"]
    assert SupplierSize.objects.get().name.startswith("[disamarkan] ")


def test_shares_of_sizes_are_the_same(site, reference):
    replace_register(register(reference, f"bela,,{PERSON},mikro,Dinas,2023-12-31\n"), "admin")
    before = _shares()
    mask_supplier(KEY, "diminta", "admin")
    assert _shares() == before


def _shares():
    return sizes.shares_of(Region.objects.get(code="35.73"), 2022, "toko-daring", "bersih")
