"""The page of a load: what it changed, value before and after, and which load stands now."""

import re

import pytest

from procurement.loading.load import LoadOptions
from procurement.models import Edition, Load
from tests.procurement.loading.exports import PERSON, row
from tests.visiting import without_sources

pytestmark = pytest.mark.django_db
_HEADS = ("Baris", r"Sebelum \(Rp\)", r"Sesudah \(Rp\)")
LINE = "".join(f'<td class="num[^"]*" data-l="{head}">([^<]*)</td>' for head in _HEADS) + '<td data-l="Kini">(.*?)</td>'


def page(client, number):
    return without_sources(client.get(f"/data/muatan/{number}/").content.decode())


def test_what_it_changed_and_what_stands(loaded, client):
    old = [row(order_id=str(number), valuasi=100) for number in range(10)]
    loaded(*old, row(order_id="other", valuasi=5, kd_klpd="D181", nama_klpd="Kota Surabaya"))
    failed = row(order_id="failed", valuasi=4000, status_konfirmasi_ppmse="gagal")
    new = [
        *old[:8],
        failed,
        row(order_id="8", valuasi=130),
        row(order_id="new", valuasi=1),
        row(order_id="newer", valuasi=1),
    ]
    loaded(*new)
    first, second = Load.objects.order_by("pk")
    html = page(client, second.pk)
    assert re.findall(LINE, html) == [("+3 ~1 −1", "1.000", "932", "berlaku")]
    assert "Baris ditambah: 3, berubah: 1, ditarik: 1." in html and 'href="/edisi/2/"' in html
    html = page(client, first.pk)
    replaced = f'<a href="/data/muatan/{second.pk}/">diganti muatan {second.pk}</a>'
    assert re.findall(LINE, html) == [("+10 ~0 −0", "–", "1.000", replaced), ("+1 ~0 −0", "–", "5", "berlaku")]
    assert "1 dari 2 irisannya masih berlaku, untuk 2022." in html


def test_an_edition_from_before_rows_were_counted_as_unchanged(loaded, client):
    loaded(row())
    edition = Edition.objects.get()
    assert edition.changes[0].pop("unchanged") == 0
    edition.save()
    assert "+1 ~0 −0" in page(client, Load.objects.get().pk)
    assert client.get("/edisi/1/").status_code == 200


def test_rejects_are_counted_by_code_and_not_quoted(loaded, client):
    loaded(
        row(order_id="1"),
        row(order_id="2", valuasi="Budi Santoso"),
        row(order_id="3", valuasi="1.5e3"),
        options=LoadOptions(rejects=2),
    )
    html = page(client, Load.objects.get().pk)
    assert "2 baris senilai Rp0 ditolak" in html and "publish_with_rejects = 2" in html
    assert re.findall(r'<li><b>(R\d\d) · valuasi</b><span class="v">(\d)</span>', html)
    assert "Budi" not in html and PERSON not in html and "baris ditolak: 2" in html


def test_out_of_scope_is_named_with_rows_and_value(loaded, client):
    loaded(row(order_id="1"), row(order_id="2", kd_klpd="D107", nama_klpd="Kab. Bandung", valuasi=77))
    html = page(client, Load.objects.get().pk)
    assert re.search(r'<b>(D107|Kab. Bandung)</b><span class="small">1 baris, Rp77</span>', html)
