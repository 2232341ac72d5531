"""A masked name or description is gone from the rows and from all that is made of them; no figure moves."""

import gzip
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client

from procurement.checking.drift import check
from procurement.downloads.building import build
from procurement.loading.mask_publishing import lift, mask_order, mask_supplier
from procurement.loading.masks import Masks
from procurement.loading.refusals import Refusal
from procurement.models import (
    Edition,
    Frozen,
    Mask,
    MonthTotal,
    Rejection,
    Slice,
    SliceTotal,
    Supplier,
    Total,
    Transaction,
)
from tests.procurement.loading import exports
from tests.procurement.loading.conftest import published
from tests.procurement.loading.exports import row
from tests.procurement.loading.masked_person import KEY, ORDER, PERSON, SPELT_AGAIN, WORDING, rows, stored_texts
from tests.procurement.loading.packages import UMUM

API = "/api/v1/transactions?daerah=kota-malang"


@pytest.fixture
def site(loaded):
    loaded(*rows())
    return loaded


def figures():
    """Every figure that a page reads, whatever the rows print."""
    return [
        list(model.objects.order_by("pk").values_list("value_sen", "orders", "rows", "suppliers"))
        for model in (Total, MonthTotal, SliceTotal)
    ]


def ranks(edition):
    return list(Frozen.objects.filter(edition=edition).order_by("pk").values_list("region_code", "rank", "value_sen"))


def everything_printed():
    """Pages, twins, the API and search, over every place where a supplier or a description is printed."""
    client = Client()
    paths = [
        "/",
        "/daerah/kota-malang/2022/",
        "/daerah/kota-malang/transaksi/",
        "/daerah/kota-malang/transaksi.csv",
        "/daerah/kota-malang/transaksi.json",
        f"/transaksi/{ORDER}/",
        "/cari/?q=disamarkan",
        API,
        "/api/v1/suppliers",
        "/sorotan/",
        f"/penyedia/{KEY}.csv",
    ]
    found = {}
    for path in paths:
        answer = client.get(path, follow=True)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found[path] = (answer.status_code, content.decode())
    return found


def test_a_masked_name_is_nowhere_and_figures_stay(site):
    before, ranked = figures(), ranks(1)
    done = mask_supplier(KEY, "diminta yang bersangkutan", "admin")
    assert (done.rows, done.orders, done.sen, done.slices) == (2, 2, 12_000, [("35.73", 2022, "bela")])
    assert done.texts == [SPELT_AGAIN, PERSON]
    assert figures() == before and ranks(2) == ranked
    assert set(Transaction.objects.values_list("supplier_name", flat=True)) == {WORDING, "CV Maju"}
    supplier = Supplier.objects.get(key=KEY)
    assert (supplier.name, supplier.identity) == (WORDING, WORDING)
    assert not [text for text in stored_texts() if "wulandari" in text.casefold()]
    assert not check().drifts
    edition = Edition.objects.get(number=2)
    assert (edition.cause, edition.changes, done.number, done.edition) == ("masks", [], Mask.objects.get().pk, 2)
    mask = Mask.objects.get()
    assert (mask.operator, mask.reason, mask.edition_id) == ("admin", "diminta yang bersangkutan", 2)


def test_pages_twins_and_search_print_the_wording_and_say_so(site):
    mask_supplier(KEY, "diminta", "admin")
    printed = everything_printed()
    assert [path for path, (status, _text) in printed.items() if status != 200] == []
    assert not [path for path, (_status, text) in printed.items() if "wulandari" in text.casefold()]
    note = "Sebagian nama/uraian pada halaman ini disamarkan (edisi 2)."
    pages = (
        "/daerah/kota-malang/2022/",
        "/daerah/kota-malang/transaksi/",
        f"/transaksi/{ORDER}/",
        "/cari/?q=disamarkan",
    )
    for path in pages:
        assert WORDING in printed[path][1] and note in printed[path][1], path
    assert note not in printed["/"][1]
    assert WORDING in printed["/daerah/kota-malang/transaksi.csv"][1]
    assert WORDING in printed[API][1] and WORDING in printed["/api/v1/suppliers"][1]
    assert Client().get("/cari/?q=siti+rahayu").content.decode().count(f"/penyedia/{KEY}") == 0


def test_the_old_address_leads_to_one_that_names_nobody(site):
    old = f"/penyedia/{KEY}-siti-rahayu-wulandari/"
    assert Client().get(old).status_code == 200
    mask_supplier(KEY, "diminta", "admin")
    moved = Client().get(old)
    assert (moved.status_code, moved["Location"]) == (301, f"/penyedia/{KEY}-disamarkan-{KEY}/")
    page = Client().get(moved["Location"]).content.decode()
    assert f"<h1>{WORDING}</h1>" in page and "wulandari" not in page.casefold()
    assert "Rp120" in page


def test_an_order_s_descriptions_are_masked_and_its_address_stays(site):
    before = figures()
    done = mask_order(ORDER, "menyebut orang", "admin")
    assert (done.rows, done.sen, done.texts) == (1, 10_000, ["Konsumsi untuk Budi Hartono"])
    assert figures() == before and not check().drifts
    assert Transaction.objects.get(order_id="1").description == "[disamarkan] (edisi 2)"
    assert Transaction.objects.get(order_id="2").description == "Kertas HVS"
    page = Client().get(f"/transaksi/{ORDER}/").content.decode()
    assert "[disamarkan] (edisi 2)" in page and "disamarkan (edisi 2)." in page
    assert not [text for text in stored_texts() if "Hartono" in text]


def test_one_description_of_an_order_is_masked_by_its_line(loaded):
    loaded(
        row(order_id="1", order_desc="untuk Budi", sumber_data="import", status_verif=None, valuasi=1),
        row(order_id="1", order_desc="kertas", sumber_data="import", status_verif=None, valuasi=2),
    )
    line = Transaction.objects.get(description="untuk Budi").line
    done = mask_order(ORDER, "menyebut orang", "admin", line=line)
    assert (done.rows, done.texts) == (1, ["untuk Budi"])
    assert set(Transaction.objects.values_list("description", flat=True)) == {"[disamarkan] (edisi 2)", "kertas"}


def test_the_same_file_again_is_no_news_and_a_newer_one_stays_masked(site):
    mask_supplier(KEY, "diminta", "admin")
    mask_order(ORDER, "menyebut orang", "admin")
    before = published()
    assert site(*rows()).unchanged
    assert published() == before
    newer = row(
        order_id="4", valuasi=7, nama_merchant="Siti Rahayu  Wulandari", tanggal_transaksi="2022-12-09 08:00:00"
    )
    assert site(*rows(), newer).plan.slices[0].changes.added == 1
    assert not [text for text in stored_texts() if "wulandari" in text.casefold() or "Hartono" in text]
    assert Supplier.objects.filter(key=KEY).values_list("name", "identity").get() == (WORDING, WORDING)
    assert Transaction.objects.filter(supplier_name=WORDING).count() == 3
    # Since the edition that masked it, not since the load.
    assert Transaction.objects.get(order_id="1").description == "[disamarkan] (edisi 3)"
    assert Slice.objects.get().masks == sorted(Mask.objects.values_list("pk", flat=True))
    assert not check().drifts


def test_a_mask_holds_where_the_supplier_was_gone_meanwhile(site):
    mask_supplier(KEY, "diminta", "admin")
    site(rows()[2], confirm=_token(site, rows()[2]))
    assert not Supplier.objects.filter(key=KEY).exists()
    site(*rows())
    assert Supplier.objects.get(key=KEY).name == WORDING
    assert not check().drifts


def _token(loaded, *given):
    return loaded(*given, dry_run=True).plan.token


def test_a_lifted_mask_gives_the_texts_back_with_the_next_load(site):
    number = mask_supplier(KEY, "diminta", "admin").number
    text = mask_order(ORDER, "menyebut orang", "admin").number
    done = lift(number, "keliru", "admin")
    assert (done.edition, done.slices) == (4, [("35.73", 2022, "bela")])
    assert Supplier.objects.get(key=KEY).name == WORDING  # nothing kept it
    assert "(edisi 2, 3)" in Client().get(f"/transaksi/{ORDER}/").content.decode()
    outcome = site(*rows())
    assert (outcome.unchanged, outcome.edition) == (False, 5)
    assert (outcome.plan.slices[0].changes.added, outcome.plan.slices[0].changes.withdrawn) == (0, 0)
    supplier = Supplier.objects.get(key=KEY)
    assert (supplier.name, supplier.identity) == (SPELT_AGAIN, "siti rahayu wulandari")
    assert Slice.objects.get().masks == [text]
    assert Transaction.objects.get(order_id="1").description == "[disamarkan] (edisi 3)"
    assert site(*rows()).unchanged
    assert not check().drifts


def test_wording_that_no_mask_made_is_just_a_name(loaded):
    """A merchant may call itself anything: it is not taken for the supplier whose key it bears."""
    loaded(*rows(), row(order_id="5", nama_merchant=WORDING))
    assert Supplier.objects.count() == 3
    assert Supplier.objects.get(key=KEY).name == SPELT_AGAIN
    assert not check().drifts


def test_a_mask_may_be_set_again_before_anything_was_loaded(site):
    lift(mask_supplier(KEY, "diminta", "admin").number, "keliru", "admin")
    assert mask_supplier(KEY, "diminta lagi", "admin").edition == 4
    assert site(*rows()).edition == 5  # the lifted mask is still noted in the slice
    assert Supplier.objects.get(key=KEY).name == WORDING
    assert site(*rows()).unchanged


def test_our_own_download_of_masked_rows_names_the_same_supplier_when_it_is_loaded(site, reference):
    number = mask_supplier(KEY, "diminta", "admin").number
    answer = Client().get("/daerah/kota-malang/transaksi.csv")
    lines = b"".join(answer.streaming_content).decode().splitlines(keepends=True)
    again = reference / "umum.csv"
    again.write_text("".join(lines), encoding="utf-8")
    lift(number, "keliru", "admin")
    site(again, confirm=_token(site, again))
    assert Supplier.objects.get(key=KEY).name == WORDING
    assert Transaction.objects.filter(supplier__key=KEY).count() == 2
    site(*rows(), confirm=_token(site, *rows()))
    assert Supplier.objects.get(key=KEY).name == SPELT_AGAIN
    assert not check().drifts


def test_files_on_data_are_made_again_without_the_name(site):
    build()
    mask_supplier(KEY, "diminta", "admin")
    build()
    folder = settings.DATA_DIR / "unduhan"
    contents = [path.read_bytes() for path in folder.glob("*/*")]
    contents += [gzip.decompress(one) for one in contents if one[:2] == b"\x1f\x8b"]
    assert len(contents) > 10
    assert any(WORDING.encode() in one for one in contents)
    assert not [one for one in contents if b"wulandari" in one.lower()]


def test_a_supplier_with_a_code_is_masked_by_it_whatever_it_calls_itself(loaded, reference):
    def sold(number, name, **changes):
        return {**UMUM, "nomor_pesanan": number, "kode_penyedia": "4411", "penyedia": name, **changes}

    loaded(exports.write_csv(reference / "a.csv", [sold("1", PERSON), sold("2", "Toko Siti")]))
    supplier = Supplier.objects.get()
    done = mask_supplier(supplier.key, "diminta", "admin")
    assert sorted(done.texts) == [PERSON, "Toko Siti"]
    loaded(exports.write_csv(reference / "b.csv", [sold("1", PERSON), sold("2", "Siti R."), sold("3", "")]))
    assert set(Transaction.objects.values_list("supplier_name", flat=True)) == {f"[disamarkan] {supplier.key}", ""}
    after = Supplier.objects.get()
    assert (after.pk, after.code, after.identity, after.name) == (
        supplier.pk, "4411", "4411", f"[disamarkan] {supplier.key}",
    )  # fmt: skip
    assert not [text for text in stored_texts() if "siti" in text.casefold()]


def test_an_echo_of_a_rejected_row_is_masked_too(site):
    file = Transaction.objects.first().file
    Rejection.objects.create(file=file, line=9, column="nama_merchant", code="R18", value=f"{PERSON}\\u200b")
    Rejection.objects.create(file=file, line=9, column="valuasi", code="R03", value="Rp1")
    mask_supplier(KEY, "diminta", "admin")
    assert list(Rejection.objects.values_list("value", flat=True)) == ["[disamarkan]", "Rp1"]


@pytest.mark.parametrize(
    ("code", "act"),
    [
        ("M01", lambda: mask_supplier("aaaaaaaaaaaa", "alasan", "admin")),
        ("M01", lambda: mask_order("aaaaaaaaaaaa", "alasan", "admin")),
        ("M01", lambda: mask_order(ORDER, "alasan", "admin", line=99)),
        ("M02", lambda: mask_supplier(KEY, "  ", "admin")),
        ("M02", lambda: mask_order(ORDER, "x" * 501, "admin")),
        ("M04", lambda: lift(99, "alasan", "admin")),
    ],
)
def test_a_refusal_changes_nothing(site, code, act):
    before = published()
    with pytest.raises(Refusal) as caught:
        act()
    assert caught.value.code == code
    assert published() == before and not Mask.objects.exists()


def test_what_is_masked_is_not_masked_twice(site):
    mask_supplier(KEY, "diminta", "admin")
    mask_order(ORDER, "diminta", "admin")
    for again in (lambda: mask_supplier(KEY, "lagi", "admin"), lambda: mask_order(ORDER, "lagi", "admin")):
        with pytest.raises(Refusal) as caught:
            again()
        assert caught.value.code in ("M03", "M01")
    assert Edition.objects.count() == 3


def test_a_dry_run_shows_what_would_go_and_changes_nothing(site):
    before = published()
    out = StringIO()
    call_command("mask", "supplier", KEY, reason="diminta", dry_run=True, stdout=out)
    assert "2 baris/rows, 2 pesanan/orders, Rp120" in out.getvalue()
    assert f"akan disamarkan / would be masked: {PERSON}" in out.getvalue()
    assert published() == before and not Mask.objects.exists()


def test_the_commands_mask_list_and_lift(site):
    out = StringIO()
    call_command("mask", "supplier", KEY, reason="diminta", stdout=out)
    number = Mask.objects.get().pk
    assert f"Penyamaran {number}: edisi 2." in out.getvalue() and PERSON not in out.getvalue()
    call_command("unmask", str(number), reason="keliru", stdout=out)
    assert "muat lagi / load again: 35.73 2022 bela" in out.getvalue() and "Dicabut: edisi 3." in out.getvalue()
    out = StringIO()
    call_command("mask", "list", stdout=out)
    assert out.getvalue().startswith(f"{number}: supplier {KEY} (edisi/edition 2, ") and "keliru" in out.getvalue()
    with pytest.raises(CommandError, match="M04"):
        call_command("unmask", str(number), reason="lagi", stdout=out)


def test_rules_are_read_once_a_load(site, django_assert_num_queries):
    mask_supplier(KEY, "diminta", "admin")
    with django_assert_num_queries(1):
        Masks()
