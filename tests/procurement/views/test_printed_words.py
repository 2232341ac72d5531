"""Whatever tells of changes between editions tells the same ones."""

import json

import pytest

from procurement.models import Edition, Frozen
from tests.procurement.views.test_editions import loaded, page
from tests.visiting import body_of, without_sources

__all__ = ["loaded"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def once_more(loaded):
    """A fourth edition, of the same figures."""
    newest = Edition.objects.get(number=3)
    Edition.objects.create(number=4, made_at=newest.made_at, cause="claims")
    for one in Frozen.objects.filter(edition=3):
        one.pk, one.edition_id = None, 4
        one.save()


def test_an_edition_that_changed_no_figure_says_so(client, once_more):
    nothing = "tidak ada angka menurut aturan “Bersih” yang berubah."
    assert f"Ada edisi yang lebih baru: {nothing}" in page(client, "/edisi/3/")
    assert nothing.capitalize().replace("bersih", "Bersih") in page(client, "/edisi/4/")
    assert "tidak ada yang berubah dalam peringkat ini." in page(client, "/edisi/3/peringkat/2022/")
    assert "barisnya: sama" in page(client, "/asal/?daerah=kota-malang&tahun=2022&edisi=3")


@pytest.mark.parametrize(
    ("field", "name", "said", "is_of_rows"),
    [
        ("value_sen", "nilai", "nilai Rp600 → Rp0,99", True),
        ("orders", "pesanan", "pesanan 2 → 99", True),
        ("rows", "baris", "baris 2 → 99", True),
        ("suppliers", "penyedia", "penyedia 1 → 99", True),
        ("rank", "peringkat", "peringkat 1 → 99", False),
        ("population", "jumlah penduduk", "jumlah penduduk 889.359 → 99", False),
    ],
)
def test_every_place_knows_the_same_change(client, once_more, field, name, said, is_of_rows):
    """One printed figure of one government is another: of all places none may say that nothing changed."""
    Frozen.objects.filter(edition=4, region_code="35.73", rule="bersih").update(**{field: 99})
    assert f"Angka 1 daerah berubah, 2022: {name}." in page(client, "/edisi/")
    assert f"Angka 1 daerah berubah, 2022: {name}." in page(client, "/umpan/edisi.atom")
    assert f"satu daerah berubah ({name})." in page(client, "/edisi/3/")
    assert f"satu daerah berubah dalam peringkat ini ({name})." in page(client, "/edisi/3/peringkat/2022/")
    passport = page(client, "/asal/?daerah=kota-malang&tahun=2022&edisi=3")
    assert "Sudah berubah sejak itu" in passport and said in passport
    assert ("barisnya: sama" in passport) is not is_of_rows, "today's rows still sum to what has another rank only"
    changed = page(client, "/edisi/4/")
    assert "Tidak ada angka" not in changed and " → 99" in without_sources(changed).replace("0,99", "99")
    feed = page(client, "/umpan/daerah/kota-malang.atom")
    assert feed.count("<entry>") == 3 and said.removeprefix("nilai ") in feed
    latest = body_of(client.get("/edisi.csv")).decode().splitlines()[1]
    assert latest.endswith(f",1,2022,{name.removeprefix('jumlah ')},4,false")
    (line,) = json.loads(body_of(client.get("/edisi/4.json")))["baris"]
    sides = [line[f"{name.split()[-1]}_{when}{'_rupiah' * (field == 'value_sen')}"] for when in ("sebelum", "sesudah")]
    assert sides[0] != sides[1]
