"""A masked name or description is gone from the rows and from all that is made of them; no figure moves."""

import gzip
import os
import subprocess
import sys
from contextlib import contextmanager
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from procurement.checking.drift import check
from procurement.downloads.building import build
from procurement.keys import order_key, short_key
from procurement.loading.erasing import erasing
from procurement.loading.mask_publishing import lift, mask_order, mask_supplier
from procurement.loading.masks import Masks
from procurement.loading.reading import Options
from procurement.loading.refusals import Refusal
from procurement.loading.size_publishing import replace_register
from procurement.loading.size_register import read_register
from procurement.models import (
    Edition,
    Frozen,
    Mask,
    MonthTotal,
    Rejection,
    Slice,
    SliceTotal,
    Supplier,
    SupplierSize,
    Total,
    Transaction,
)
from procurement.queries import sizes
from regions.models import Region
from tests import builders
from tests.procurement.loading import exports
from tests.procurement.loading.conftest import published
from tests.procurement.loading.exports import row
from tests.procurement.loading.packages import UMUM

PERSON = "Siti Rahayu Wulandari"
KEY = short_key("bela", "siti rahayu wulandari")
WORDING = f"[disamarkan] {KEY}"
ORDER = order_key("35.73", "bela", "mbiz market", "1")
API = "/api/v1/transactions?daerah=kota-malang"
SPELT_AGAIN = "SITI RAHAYU WULANDARI"


def rows():
    """Two orders of a person under two spellings, one of a firm; one description names somebody."""
    return (
        row(order_id="1", valuasi=100, nama_merchant=PERSON, order_desc="Konsumsi untuk Budi Hartono"),
        row(order_id="2", valuasi=20, nama_merchant=SPELT_AGAIN, tanggal_transaksi="2022-12-02 08:00:00"),
        row(order_id="3", valuasi=500, nama_merchant="CV Maju"),
    )


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


def stored_texts():
    """Every text of every table."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            yield from (str(value) for values in cursor.fetchall() for value in values)


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


def test_shares_of_sizes_are_the_same(site, reference):
    replace_register(register(reference, f"bela,,{PERSON},mikro,Dinas,2023-12-31\n"), "admin")
    before = _shares()
    mask_supplier(KEY, "diminta", "admin")
    assert _shares() == before


def _shares():
    return sizes.shares_of(Region.objects.get(code="35.73"), 2022, "toko-daring", "bersih")


@pytest.mark.sqlite
def test_not_a_byte_of_the_name_is_left_in_the_file(tmp_path):
    """On SQLite overwritten text lies about in freed bytes, in the log and in the index of names until it is erased."""
    export = exports.write_csv(tmp_path / "export.csv", [*rows(), row(order_id="9", nama_merchant="Rahayu Wulandari")])
    _manage(tmp_path, "migrate")
    with somebody_else_has_it_open(tmp_path / "data" / "belanja-terbuka.sqlite3"):
        _manage(tmp_path, "load_regions", settings.BASE_DIR / "fixtures" / "regions.csv")
        _manage(tmp_path, "load_transactions", export)
        assert b"siti rahayu wulandari" in _stored(tmp_path)
        _manage(tmp_path, "mask", "supplier", KEY, "--reason", "diminta")
        stored = _stored(tmp_path)
        assert b"siti rahayu wulandari" not in stored and b"rahayu wulandari" in stored
        _manage(tmp_path, "mask", "order", ORDER, "--reason", "menyebut orang")
        assert b"budi hartono" not in _stored(tmp_path)


@pytest.mark.sqlite
def test_freed_bytes_are_zeroed_however_sqlite_was_built(db):
    """Debian's does it anyway; Python's own builds do not."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = OFF")
        with erasing():
            assert cursor.execute("PRAGMA secure_delete").fetchone() == (1,)
        assert cursor.execute("PRAGMA secure_delete").fetchone() == (0,)
        cursor.execute("PRAGMA secure_delete = ON")


@contextmanager
def somebody_else_has_it_open(path):
    """So the log is not emptied just because a command ends. A process: reading the file here would drop its locks."""
    reads = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT 1 FROM procurement_load').fetchall()"
    )
    waits = "print('open', flush=True); input()"
    command = [sys.executable, "-c", f"{reads}; {waits}", path]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "open\n"
        yield
        other.communicate("\n")


def _manage(folder, *arguments):
    env = os.environ | {"DATA_DIR": str(folder / "data"), "BUILD_DOWNLOADS": "0"}
    env.pop("DATABASE_URL", None)
    command = [sys.executable, settings.BASE_DIR / "manage.py", *arguments]
    subprocess.run(command, env=env, check=True, capture_output=True)


def _stored(folder):
    return b"".join(path.read_bytes() for path in (folder / "data").glob("belanja-terbuka.sqlite3*")).lower()
