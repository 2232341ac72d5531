"""The administrator's guide never lies: its codes, options and examples are those of the program."""

import re
from datetime import date

import pytest
from django.conf import settings
from django.core.management import call_command, load_command_class

from docs import write_codes
from procurement.loading.layouts import LAYOUTS
from regions.reference import load_regions

GUIDES = ("administrator.md", "administrator.en.md")
BLOCK = re.compile(r"```(\w+) ?([\w-]*)\n(.*?)```", re.DOTALL)
OURS = {"help", "skip-checks", "version", "verbosity", "settings", "pythonpath", "traceback", "no-color", "force-color"}
"""Options that every command of Django has."""
AS_OF = {"inaproc-realisasi": date(2025, 12, 31)}


def text(name):
    return (settings.BASE_DIR / "docs" / name).read_text(encoding="utf-8")


def examples(name=GUIDES[0]):
    return {what: content for kind, what, content in BLOCK.findall(text(name)) if kind == "csv"}


def options(command):
    parser = load_command_class("procurement", command).create_parser("manage.py", command)
    return {
        string.removeprefix("--")
        for action in parser._actions
        for string in action.option_strings
        if string.startswith("--")
    } - OURS


@pytest.mark.once
def test_codes_are_written_anew_when_they_change():
    assert text("codes.md") == write_codes.page(), "run: python -m docs.write_codes"


@pytest.mark.once
def test_every_code_has_its_mend():
    codes = {code for _title, part in write_codes.PARTS for code in part}
    assert write_codes.MENDS.keys() <= codes
    # The sentence of a file code says what to do; that of a row or a claim says only what is wrong.
    assert {code for code in codes if code[0] != "F"} <= write_codes.MENDS.keys()
    assert all(all(both) for both in write_codes.MENDS.values())


@pytest.mark.once
@pytest.mark.parametrize("name", GUIDES)
@pytest.mark.parametrize("command", ["load_transactions", "load_supplier_sizes", "load_rules", "withdraw", "unmask"])
def test_every_option_is_explained_and_no_other(name, command):
    guide = text(name)
    assert [option for option in options(command) if f"--{option}" not in guide] == []
    known = {one for each in ("load_transactions", "load_supplier_sizes", "withdraw") for one in options(each)}
    table = re.findall(r"^\| (`--.*?) \|", guide, re.MULTILINE)
    assert {option for line in table for option in re.findall(r"`--([\w-]+)`", line)} <= known


@pytest.mark.once
def test_both_languages_have_the_same_commands_examples_and_chapters():
    one, other = (text(name) for name in GUIDES)
    assert BLOCK.findall(one) == BLOCK.findall(other)
    chapters = [re.findall(r"^## (\d+)\.", each, re.MULTILINE) for each in (one, other)]
    assert chapters[0] == chapters[1] == [str(number) for number in range(1, 11)]


@pytest.mark.once
def test_every_layout_has_an_example():
    assert examples().keys() == {*LAYOUTS, "skala"}


@pytest.mark.django_db
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_examples_load(layout, tmp_path, settings, capsys):
    settings.DATA_DIR = tmp_path / "data"
    load_regions(settings.BASE_DIR / "fixtures" / "regions.csv")
    path = tmp_path / "contoh.csv"
    path.write_text(examples()[layout], encoding="utf-8")
    call_command("load_transactions", str(path), as_of=AS_OF.get(layout))
    printed = capsys.readouterr().out
    assert f"contoh.csv ({layout}): 1 baris/rows = counted 1" in printed
    assert "Terbit: edisi 1." in printed


@pytest.mark.django_db
def test_the_example_of_sizes_loads(tmp_path, settings, capsys):
    settings.DATA_DIR = tmp_path / "data"
    path = tmp_path / "skala.csv"
    path.write_text(examples()["skala"], encoding="utf-8")
    call_command("load_supplier_sizes", path)
    assert "2 baris/rows (+2 -0 ~0): edisi 1." in capsys.readouterr().out
