"""G18: a letter that changes in a published row, in any column, is named by `check_totals` with its file and line."""

import datetime
import re

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import TextField

from procurement.checking import nightly, seals
from procurement.checking.row_hashes import Row
from procurement.loading.mask_publishing import lift, mask_order, mask_supplier
from procurement.models import Agency, Edition, Frozen, Load, Slice, SourceFile, Supplier, Transaction
from regions.models import Region
from regions.reference import load_regions
from tests.procurement.loading.exports import row, write_csv, write_json
from tests.procurement.loading.packages import V5, V6

pytestmark = [pytest.mark.fault, pytest.mark.django_db]


@pytest.fixture
def loaded(db, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path / "data")
    load_regions(settings.BASE_DIR / "fixtures" / "regions.csv")
    rows = [row(order_id=str(n), keterangan_ppmse="barang diterima") for n in range(4)]
    call_command("load_transactions", write_csv(tmp_path / "daring.csv", rows), verbosity=0)
    call_command("load_transactions", write_json(tmp_path / "paket.json", [V5]), write_json(tmp_path / "v6.json", [V6]))
    assert nightly.check().is_clean()


def texts(model):
    """Its text columns that are no keys of the database."""
    return [f.name for f in model._meta.concrete_fields if isinstance(f, TextField) or f.name in ("order_key", "key")]


def other(value):
    """The value with its last letter, digit or day changed."""
    match value:
        case str():
            return value[:-1] + ("x" if value[-1:] != "x" else "y")
        case int():
            return value ^ 1
        case datetime.date():  # and a moment
            return value - datetime.timedelta(days=1)
        case dict():
            return value | {sorted(value)[0]: "lain"}
    raise AssertionError(f"no other value of {value!r}")


def found(one, column, value=None):
    """What the check says of a record with another value in a column; the change is undone."""
    with transaction.atomic():
        changed = type(one).objects.filter(pk=one.pk)
        assert changed.update(**{column: other(getattr(one, column)) if value is None else value}) == 1
        night = nightly.check()
        transaction.set_rollback(True)
    return night


def test_every_column_of_a_row(loaded, keep):
    """By itself, with no earlier check to compare with; the row is named with its file and line."""
    missed, tried = [], []
    for one in Transaction.objects.filter(order_id__in=["3", V5["kd_paket"], V6["kd_paket"]]):
        covered = {*texts(Transaction), "year", "ordered_at", "value_sen", "content_hash", "details"} - {
            "standing",
            "order_key",
        }
        for column in sorted(covered):
            if column == "marketplace" and not one.marketplace:
                continue
            if getattr(one, column) is None:
                continue
            tried.append(column)
            night = found(one, column)
            line = f"berkas/file {one.file.name}, baris/line {one.line}: isi baris bukan lagi yang dimuat"
            # A row of another government, year, system or channel is of no slice that stands, and named so.
            named = any(line in str(finding) for finding in night.contents.findings)
            named = named or column in ("system", "channel", "year")
            missed += [] if named and not night.is_clean() else [column]
    assert set(Row._fields) - set(tried) <= {
        "id", "region_id", "month", "order_key", "agency_id", "supplier_id", "standing", "file_id", "line",
        "agency", "supplier",
    }  # fmt: skip
    keep(
        "G18",
        "one letter in each column of a row",
        f"{len(tried) - len(missed)} of {len(tried)} named",
        "all",
        not missed,
    )


def test_standing_and_what_a_slice_says(loaded, keep):
    missed = []
    one = Slice.objects.get(system="bela")
    standing = Transaction.objects.filter(system="bela").first()
    changes = [(standing, "standing", "repeated"), (one, "as_of", None), (one, "digest", None)]
    changes += [(one, "rejected_rows", 1), (one, "rejected_sen", 1), (one, "unplaced", [{"rows": 1}])]
    changes += [(one, "marketplaces", ["lain"])]
    for record, column, value in changes:
        night = found(record, column, value)
        named = any(str(finding).startswith("irisan/slice 35.73 2022 bela: ") for finding in night.contents.findings)
        missed += [] if named else [column]
    keep(
        "G18",
        "standing, last day, digest, rejects",
        f"{len(changes) - len(missed)} of {len(changes)} named",
        "all",
        not missed,
    )


def test_what_no_rule_says_is_compared_with_the_last_check(loaded, keep):
    seals.note(nightly.check().to_note)
    one = Transaction.objects.filter(system="bela").first()
    changes = [(one, "line", None), (one, "marketplace", one.marketplace.title())]
    for model in (Region, Edition, Frozen, Load, SourceFile, Agency, Supplier):
        record = model.objects.order_by("pk").last()
        changes += [
            (record, name, None) for name in texts(model) if name not in ("pk", "code", "bps_code", "klpd_code")
        ]
    changes += [(Edition.objects.first(), "made_at", None), (Load.objects.first(), "started_at", None)]
    missed = [
        f"{type(record).__name__}.{name}" for record, name, value in changes if found(record, name, value).is_clean()
    ]
    keep("G18", "one letter elsewhere", f"{len(changes) - len(missed)} of {len(changes)} noticed", "all", not missed)


def test_a_masked_row_is_counted_and_only_its_wording_excuses_it(loaded, capsys):
    one = Transaction.objects.filter(system="bela").first()
    mask_supplier(one.supplier.key, "uji", "uji")
    mask = mask_order(Transaction.objects.get(system="katalog-v5").order_key, "uji", "uji")
    call_command("check_totals")
    assert "Cannot be compared with what was loaded: 5 masked rows." in capsys.readouterr().out
    one.refresh_from_db()
    assert found(one, "supplier_name").contents.findings, "no mask wrote this"
    night = found(one, "category")
    assert night.contents.masked == 5 and not night.contents.findings, "what it was is not kept"
    assert [finding.place for finding in night.found if "bela" in finding.place], "but as at the last check it is not"
    lift(mask.number, "uji", "uji")
    assert nightly.check().contents.masked == 5, "until the slice is loaded again"
    with transaction.atomic():
        Slice.objects.update(masks=[])
        assert len(nightly.check().contents.findings) == 5, "a slice that names no mask has no masked row"
        transaction.set_rollback(True)


def test_a_value_of_no_sense_is_a_finding(loaded):
    one = Transaction.objects.filter(system="bela").first()
    for column, value in (("details", {"a": 1}), ("stage", "xx"), ("file_id", 999_999)):
        night = found(one, column, value)
        assert not night.is_clean() and night.contents.findings


def test_the_command(loaded, capsys):
    call_command("check_totals")
    assert "No earlier check to compare with" in capsys.readouterr().out
    call_command("check_totals")
    same, of = re.search(r"As at the last check: (\d+) of (\d+) tables", capsys.readouterr().out).groups()
    assert same == of and int(of) > 20
    one = Transaction.objects.filter(system="bela").first()
    Transaction.objects.filter(pk=one.pk).update(description="Kertas HVT")
    with pytest.raises(CommandError) as caught:
        call_command("check_totals")
    said = capsys.readouterr().out
    place = f"irisan/slice 35.73 2022 bela, berkas/file daring.csv, baris/line {one.line}"
    assert f"{place}: isi baris bukan lagi yang dimuat / its content is no longer what was loaded\n" in said
    assert (
        "Isi: 6 baris dalam 3 irisan dibandingkan, 1 berbeda. / Contents: 6 rows in 3 slices compared, 1 differ."
        in said
    )
    assert caught.value.returncode == 1 and "restore a backup" in str(caught.value)
    Transaction.objects.filter(pk=one.pk).update(description=one.description)
    call_command("check_totals")


def test_an_older_backup_and_a_damaged_note(loaded):
    clean = nightly.check().to_note
    seals.note(seals.Noted(clean.edition + 1, clean.schema, clean.tables, clean.slices))
    with pytest.raises(CommandError):
        call_command("check_totals")
    call_command("check_totals", forget=True)
    call_command("check_totals")
    seals.path().write_text(seals.path().read_text()[:-5])
    with pytest.raises(CommandError):
        call_command("check_totals")
    call_command("check_totals", forget=True)


def test_what_an_edition_said_is_compared_for_ever(loaded, tmp_path):
    seals.note(nightly.check().to_note)
    call_command(
        "load_transactions",
        write_csv(tmp_path / "lain.csv", [row(kd_klpd="D187", nama_klpd="Kota Kediri")]),
    )
    assert nightly.check().is_clean()
    old = Frozen.objects.order_by("edition_id", "pk").first()
    assert old.edition_id < Edition.objects.latest_number()
    assert not found(old, "value_sen").is_clean()
    assert not found(Transaction.objects.filter(region="35.73").first(), "line").is_clean(), "its slice is the same"
