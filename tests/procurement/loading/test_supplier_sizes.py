"""`load_supplier_sizes`: replaces the register in one step with an edition, or changes nothing."""

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command

from procurement.loading.locking import only_one
from procurement.loading.withdrawing import withdraw_sample
from procurement.models import Edition, SizeRegister, SupplierSize
from procurement.queries.sizes import current_register
from tests import builders

pytestmark = pytest.mark.django_db

SAMPLE = django_settings.BASE_DIR / "fixtures" / "sample" / "skala-penyedia.csv"
HEADER = "sistem,kode_penyedia,penyedia,skala,sumber,per_tanggal\n"
TWO = HEADER + "bela,,CV Maju,kecil,Dinas,2023-12-31\nbela,,UD Lain,besar,BPS,2022-06-30\n"


@pytest.fixture
def load_sizes(settings, tmp_path, capsys):
    """Loads a register, given as text or as a file, and gives what was printed."""
    settings.DATA_DIR = tmp_path / "data"

    def load(given, **how):
        path = given
        if isinstance(given, str):
            path = tmp_path / "skala.csv"
            path.write_text(given, encoding="utf-8")
        call_command("load_supplier_sizes", path, **how)
        return capsys.readouterr().out

    return load


def state():
    return [list(model.objects.order_by("pk").values()) for model in (SizeRegister, SupplierSize, Edition)]


def refused(load_sizes, given, code, exit_code=2, **how):
    before = state()
    with pytest.raises(CommandError, match=code) as caught:
        load_sizes(given, **how)
    assert caught.value.returncode == exit_code
    assert state() == before
    return str(caught.value)


def test_a_register_makes_an_edition_and_says_whom_it_reaches(load_sizes):
    builders.supplier("CV Maju")
    builders.supplier("CV Tak Terdaftar")
    assert load_sizes(TWO) == (
        "bela: skala 1 dari 2 penyedia diketahui / size known of 1 of 2 suppliers\n"
        "2 baris/rows (+2 -0 ~0): edisi 1. / edition 1.\n"
    )
    edition, register = Edition.objects.get(), SizeRegister.objects.get()
    assert (edition.cause, edition.is_sample) == ("sizes", False)
    assert (register.edition_id, register.rows, register.sizes) == (1, 2, {"kecil": 1, "besar": 1})
    assert [(one["source"], one["first"]) for one in register.sources] == [
        ("BPS", "2022-06-30"),
        ("Dinas", "2023-12-31"),
    ]


def test_the_same_rows_again_change_nothing(load_sizes):
    load_sizes(TWO)
    before = state()
    header, *rows = TWO.splitlines(keepends=True)
    for again in (TWO, "".join([header, *reversed(rows)])):
        assert "2 baris/rows sudah berlaku; tidak ada perubahan." in load_sizes(again)
        assert state() == before


def test_a_newer_register_replaces_the_older_one(load_sizes):
    load_sizes(TWO)
    printed = load_sizes(TWO.replace("kecil", "mikro").replace("UD Lain", "UD Baru"))
    assert "2 baris/rows (+1 -1 ~1): edisi 2." in printed
    assert set(SupplierSize.objects.values_list("name", "size")) == {("CV Maju", "mikro"), ("UD Baru", "besar")}
    assert SizeRegister.objects.count() == 2
    assert current_register().edition_id == 2


def test_a_dry_run_changes_nothing(load_sizes):
    load_sizes(TWO)
    before = state()
    assert "(+0 -0 ~1): rencana saja" in load_sizes(TWO.replace("kecil", "mikro"), dry_run=True)
    assert state() == before


def test_an_empty_register_takes_the_old_one_out(load_sizes):
    load_sizes(TWO)
    refused(load_sizes, HEADER, "F02")
    assert "0 baris/rows (+0 -2 ~0): edisi 2." in load_sizes(HEADER, allow_empty=True)
    assert current_register() is None


def test_every_reason_is_printed_and_nothing_changes(load_sizes, capsys):
    load_sizes(TWO)
    message = refused(
        load_sizes, TWO + "bela,,x,raksasa,,2023-12-31\nbela,,CV. Maju,kecil,D,2023-12-31\n", "F22 2 baris"
    )
    assert message.endswith("Tidak ada perubahan. / Nothing changed.")
    said = capsys.readouterr().err
    assert 'skala.csv baris 4, kolom skala: R24 status/kategori tidak dikenal: "raksasa" (yang dikenal: besar, ' in said
    assert "skala.csv baris 4, kolom sumber: R02 wajib diisi tetapi kosong / required but empty" in said
    assert 'skala.csv baris 5, kolom penyedia: S02 penyedia "CV. Maju" sudah ada pada baris 2' in said


def test_one_writer_at_a_time(load_sizes, settings):
    with only_one(settings.DATA_DIR):
        refused(load_sizes, TWO, "F20", 3)


def test_no_file(load_sizes, tmp_path):
    refused(load_sizes, tmp_path / "missing.csv", "F29")


def test_sample_and_real_never_mix(load_sizes):
    sample = TWO.replace("Dinas", "Register contoh A").replace("BPS", "Register contoh B")
    refused(load_sizes, TWO.replace("Dinas", "Register contoh"), "F31")
    load_sizes(TWO)
    refused(load_sizes, sample, "F31")


def test_a_real_register_is_refused_beside_sample_rows_and_taken_once_they_are_gone(load_sizes):
    builders.small_site(is_sample=True)
    refused(load_sizes, TWO, "F31")
    load_sizes(SAMPLE)
    assert SizeRegister.objects.get().is_sample and Edition.objects.first().is_sample
    withdraw_sample()
    assert not SupplierSize.objects.exists() and current_register() is None
    assert not Edition.objects.first().is_sample
    load_sizes(TWO)


def test_a_sample_register_alone_is_sample_data(load_sizes):
    load_sizes(SAMPLE)
    assert Edition.objects.get().is_sample
    assert withdraw_sample().number == 2
    assert withdraw_sample() is None


def test_the_register_stands_on_the_data_page(load_sizes, client):
    builders.small_site()
    load_sizes(TWO)
    html = client.get("/data/").content.decode()
    assert "<h2>Daftar skala penyedia</h2>" in html and "skala.csv" in html and "2 baris, edisi 2" in html
    assert SizeRegister.objects.get().sha256 in html
    assert "1 baris, per 31 Desember 2023" in html and "<b>BPS</b>" in html
    assert "<h2>Register of supplier sizes</h2>" in client.get("/en/data/").content.decode()
