"""The checker is another program: what it is given, what is kept of its answer, and what a failure of it does."""

import gzip
import json
import sys
import zipfile

import pytest
from django.core.management import CommandError, call_command

from procurement.downloads import edition_files, store
from procurement.downloads.building import build
from procurement.downloads.ocds import checking, reports
from procurement.downloads.ocds.files import is_package
from procurement.queries.coverage import latest_edition
from tests.procurement.downloads.ocds_orders import orders

NOTHING = {"validation_errors": [], "additional_checks": {}, "all_additional_fields": [], "deprecated_fields": []}
SOMETHING = {
    "validation_errors": [{"type": "required"}, {"type": "date-time"}],
    "additional_checks": {"empty_field": [{"json_location": "releases/0/buyer"}]},
    "conformance_errors": {"ocds_prefixes_bad_format": [["x-1", "releases/0/ocid"]]},
}


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def tool(path, findings, code=0):
    """An interpreter that answers like the checker, with how many releases it was given."""
    script = path / "checker.py"
    script.write_text(
        f"""import json, sys, zipfile
if sys.argv[1] == "-c": sys.exit(print("9.9"))
module, portion, option, standard = sys.argv[2:]
assert (module, option) == ("libcoveocds", "--standard-zip")
names = zipfile.ZipFile(standard).namelist()
assert "standard/schema/codelists/awardStatus.csv" in names and names[0] == "standard/"
found = {findings!r}
if found: found["count"] = len(json.load(open(portion))["releases"])
print(json.dumps(found)); print("it broke", file=sys.stderr); sys.exit({code})
""",
        encoding="utf-8",
    )
    python = path / "python"
    python.write_text(f'#!/bin/sh\nexec {sys.executable} {script} "$@"\n')
    python.chmod(0o755)
    return str(python)


def packages():
    every = edition_files.recipes(latest_edition(), edition_files.standing_slices())
    return [store.find(one) for one in every if is_package(one)]


@pytest.fixture
def built(db):
    orders()
    build()


def test_reports_are_kept_under_the_hash_of_their_file(built, tmp_path, capsys):
    call_command("check_ocds", "--tool", tool(tmp_path, NOTHING))
    assert capsys.readouterr().out.splitlines() == [
        "ocds-2022-e-katalog.json.gz: 2 rilis/releases, 0 galat/errors (libcoveocds 9.9)",
        "ocds-2022-toko-daring.json.gz: 6 rilis/releases, 0 galat/errors (libcoveocds 9.9)",
        "ocds-2023-toko-daring.json.gz: 1 rilis/releases, 0 galat/errors (libcoveocds 9.9)",
    ]
    found = [reports.find(one) for one in packages()]
    assert [one["jumlah_rilis"] for one in found] == [2, 6, 1]
    assert [one["sha256"] for one in found] == [one.sha256 for one in packages()]
    assert found[0]["keluaran_alat"] == [NOTHING | {"count": 2}]


def test_what_was_checked_is_not_checked_again_and_old_reports_go(built, tmp_path, capsys):
    call_command("check_ocds", "--tool", tool(tmp_path, NOTHING))
    (reports.folder() / "of-another-file.json").write_text("{}")
    call_command("check_ocds", "--tool", "/nowhere/python")
    assert len(list(reports.folder().iterdir())) == 3


def test_errors_are_counted_kept_and_end_the_command(built, tmp_path):
    with pytest.raises(CommandError, match=r"^12 galat") as refused:
        call_command("check_ocds", "--tool", tool(tmp_path, SOMETHING))
    assert refused.value.returncode == 2
    for one in map(reports.find, packages()):
        counts = [one[field] for field in ("galat_skema", "galat_pemeriksaan_tambahan", "galat_kesesuaian")]
        assert counts == [2, 1, 1]


@pytest.mark.parametrize(("findings", "code", "says"), [(NOTHING, 1, "it broke"), ({}, 0, "{}")])
def test_a_checker_that_breaks_leaves_no_report(built, tmp_path, findings, code, says):
    with pytest.raises(CommandError, match=says) as refused:
        call_command("check_ocds", "--tool", tool(tmp_path, findings, code))
    assert refused.value.returncode == 4
    assert not reports.folder().exists()


def test_a_checker_that_is_not_there(built):
    with pytest.raises(CommandError, match="/nowhere/python") as refused:
        call_command("check_ocds", "--tool", "/nowhere/python")
    assert refused.value.returncode == 4


@pytest.mark.django_db
def test_nothing_published_nothing_to_check(capsys):
    call_command("check_ocds", "--tool", "/nowhere/python")
    assert capsys.readouterr().out == ""


def test_a_large_package_is_checked_in_portions(built, tmp_path, monkeypatch):
    monkeypatch.setattr(checking, "PORTION", 4)
    made = max(packages(), key=lambda one: one.rows)
    found = [json.loads(one) for one in checking.portions(made.path)]
    whole = json.loads(gzip.decompress(made.path.read_bytes()))
    assert [len(one["releases"]) for one in found] == [4, 2]
    assert [release for one in found for release in one["releases"]] == whole["releases"]
    assert all(one | {"releases": []} == whole | {"releases": []} for one in found)
    call_command("check_ocds", "--tool", tool(tmp_path, NOTHING))
    assert reports.find(made)["jumlah_rilis"] == 6 and len(reports.find(made)["keluaran_alat"]) == 2


@pytest.mark.parametrize("broken", ["{}\n{}\n]}\n", "{},\n{},\n", "{},\n{}\n"])
@pytest.mark.once
def test_a_package_that_is_not_whole_is_not_mended_by_being_cut(tmp_path, broken):
    path = tmp_path / "package.json.gz"
    path.write_bytes(gzip.compress(f'{{"releases":[\n{broken}'.encode()))
    with pytest.raises(ValueError, match=r"releases|end"):
        list(checking.portions(path))


@pytest.mark.once
def test_the_standard_is_packed_with_its_closed_codelists(tmp_path):
    checking.pack_standard(tmp_path / "standard.zip")
    with zipfile.ZipFile(tmp_path / "standard.zip") as archive:
        statuses = archive.read("standard/schema/codelists/contractStatus.csv").decode().split()
        assert statuses == ["Code", "active", "cancelled", "pending", "terminated"]
        assert "IDR" in archive.read("standard/schema/codelists/currency.csv").decode().split()
        assert json.loads(archive.read("standard/schema/release-schema.json"))["id"].endswith(
            "1__1__5/release-schema.json"
        )
