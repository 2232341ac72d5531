"""`load_rules`: reads a file of legal rules strictly, replaces all of them in one step with an edition, or nothing."""

from datetime import date

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command

from procurement.loading.locking import only_one
from procurement.loading.reference_file import RowsRefused
from procurement.loading.refusals import Refusal
from procurement.loading.rule_columns import COLUMNS
from procurement.loading.rule_file import read_rules
from procurement.models import Edition, LegalRule
from procurement.queries import rules as rules_query

RULES = django_settings.BASE_DIR / "fixtures" / "rules.csv"
HEADER = ",".join(COLUMNS)
GOOD = (
    "EP-1,Judul,Title,200000000,IDR,e-katalog,2021-02-02,,Perpres art. 1,Text,Negara,https://a.example/x,primary text,"
)


def row(**cells):
    values = dict(zip(COLUMNS, GOOD.split(","), strict=True))
    return ",".join(f'"{value}"' for value in (values | cells).values())


@pytest.fixture
def written(tmp_path):
    def write(*lines, header=HEADER, encoding="utf-8"):
        path = tmp_path / "aturan.csv"
        path.write_bytes(("\n".join([header, *lines]) + "\n").encode(encoding))
        return path

    return write


@pytest.fixture
def load_rules(settings, tmp_path, capsys):
    settings.DATA_DIR = tmp_path / "data"

    def load(path=RULES, **how):
        call_command("load_rules", path, **how)
        return capsys.readouterr().out

    return load


def state():
    return [list(model.objects.order_by("pk").values()) for model in (LegalRule, Edition)]


@pytest.mark.once
@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"code": "ep-1"}, ("code", "L02")),
        ({"code": "EP 1"}, ("code", "L02")),
        ({"code": ""}, ("code", "R02")),
        ({"title_id": " "}, ("title_id", "R02")),
        ({"title_en": ""}, ("title_en", "R02")),
        ({"legal_basis": ""}, ("legal_basis", "R02")),
        ({"title_id": "x" * 1001}, ("title_id", "R19")),
        ({"value": "Rp200 juta"}, ("value", "L05")),
        ({"value": "200.000.000"}, ("value", "L05")),
        ({"value": "-1"}, ("value", "L05")),
        ({"value": "0"}, ("value", "L05")),
        ({"value": "99999999999999999999"}, ("value", "L05")),
        ({"value": "101", "unit": "percent"}, ("value", "L05")),
        ({"value": "40%", "unit": "percent"}, ("value", "L05")),
        ({"value": "2021-02-30", "unit": "date"}, ("value", "L05")),
        ({"value": "0", "unit": "months"}, ("value", "L05")),
        ({"value": "dua", "unit": "years"}, ("value", "L05")),
        ({"unit": "rupiah"}, ("unit", "L08")),
        ({"applies_to": "katalog"}, ("applies_to", "L08")),
        ({"quality": "gossip"}, ("quality", "L08")),
        ({"valid_from": ""}, ("valid_from", "R02")),
        ({"valid_from": "02-02-2021"}, ("valid_from", "R10")),
        ({"valid_from": "2021-02-30"}, ("valid_from", "R10")),
        ({"valid_from": "1821-02-02"}, ("valid_from", "R12")),
        ({"valid_to": "2021-02-01"}, ("valid_to", "L04")),
        ({"url": "javascript:alert(1)"}, ("url", "L06")),
        ({"url": "perpres.pdf"}, ("url", "L06")),
    ],
)
def test_a_bad_cell_is_refused_with_its_place(written, cells, fault):
    with pytest.raises(RowsRefused) as refused:
        read_rules(written(row(), row(code="EP-2", **cells) if "code" not in cells else row(**cells)))
    (one,) = refused.value.rejections
    assert (one.line, one.column, one.code) == (3, *fault)
    assert one.sentence("id") and one.sentence("en")


@pytest.mark.once
def test_every_fault_of_a_file_is_told_at_once(written):
    with pytest.raises(RowsRefused) as refused:
        read_rules(written(row(), row(), row(code="EP-3", unit="kg"), "too,few"))
    assert [(one.line, one.column, one.code) for one in refused.value.rejections] == [
        (3, "code", "L03"),
        (4, "unit", "L08"),
        (5, "", "R01"),
    ]


@pytest.mark.once
@pytest.mark.parametrize(
    ("header", "code"),
    [
        (HEADER.replace(",note", ""), "F03"),
        (HEADER.replace("note", "code"), "F0"),
        (HEADER + ",more", "L01"),
        (HEADER.upper(), "L01"),
    ],
)
def test_the_header_is_exactly_ours(written, header, code):
    with pytest.raises(Refusal) as refused:
        read_rules(written(row() + ",x" * (header.count(",") - HEADER.count(",")), header=header))
    codes = [one.code for one in getattr(refused.value, "rejections", [])] or [refused.value.code]
    assert all(one.startswith(code) for one in codes)


@pytest.mark.once
def test_columns_may_stand_in_another_order(written):
    names = HEADER.split(",")
    turned = ",".join(reversed(names))
    (one,) = read_rules(written(",".join(reversed(GOOD.split(","))), header=turned))
    assert (one.code, one.valid_to, one.note) == ("EP-1", None, "")


@pytest.mark.once
def test_odd_files_are_refused(written, tmp_path):
    for path, code in (
        (written(row(title_id="caf\xe9"), encoding="latin-1"), "F06"),
        (tmp_path / "missing.csv", "F29"),
    ):
        with pytest.raises(Refusal, match=code):
            read_rules(path)
    with pytest.raises(RowsRefused) as refused:
        read_rules(written())
    assert [one.code for one in refused.value.rejections] == ["L07"]


@pytest.mark.django_db
def test_the_repositorys_rules_load_once(load_rules):
    assert load_rules() == "57 aturan/rules (+57 -0 ~0): edisi 1. / edition 1.\n"
    edition = Edition.objects.get()
    assert (edition.cause, edition.is_sample) == ("rules", False)
    before = state()
    assert load_rules() == "57 aturan sudah berlaku; tidak ada perubahan. / 57 rules stand already; nothing changed.\n"
    assert state() == before


@pytest.mark.django_db
def test_what_is_not_for_flags_is_not_for_questions(load_rules):
    load_rules()
    asked = dict(LegalRule.objects.values_list("code", "for_questions"))
    assert asked["EP-PPK-200"] and asked["PECAH-PAKET"]
    for code in ("TD-CAP-2020", "TD-PERPRES46", "EP-PPK-200-TD", "UMK-40-2021", "JATIM-AWARD-2023", "SATU-PAKET-UK"):
        assert not asked[code], code
    assert sum(asked.values()) == 57 - RULES.read_text().count("NOT FOR FLAGS") - RULES.read_text().count("NOT A RULE")


@pytest.mark.django_db
def test_a_change_makes_an_edition_and_a_dry_run_none(load_rules, written):
    load_rules(written(row(), row(code="EP-2")))
    before = state()
    changed = written(row(code="EP-2", note="NOT FOR FLAGS."), row(code="EP-3"))
    planned = "2 aturan/rules (+1 -1 ~1): rencana saja; tidak ada perubahan. / plan only; nothing changed.\n"
    assert load_rules(changed, dry_run=True) == planned
    assert state() == before
    assert load_rules(changed) == "2 aturan/rules (+1 -1 ~1): edisi 2. / edition 2.\n"
    assert [(rule.code, rule.for_questions) for rule in LegalRule.objects.all()] == [("EP-2", False), ("EP-3", True)]


@pytest.mark.django_db
def test_another_order_is_a_change_since_pages_keep_it(load_rules, written):
    load_rules(written(row(), row(code="EP-2")))
    assert "(+0 -0 ~0): edisi 2." in load_rules(written(row(code="EP-2"), row()))
    assert LegalRule.objects.first().code == "EP-2"


@pytest.mark.django_db
def test_a_bad_file_changes_nothing(load_rules, written, capsys):
    load_rules(written(row()))
    before = state()
    with pytest.raises(CommandError) as refused:
        load_rules(written(row(), row()))
    assert refused.value.returncode == 2
    assert "Nothing changed." in str(refused.value)
    assert 'aturan.csv baris 3, kolom code: L03 kode "EP-1" sudah ada pada baris 2' in capsys.readouterr().err
    assert state() == before


@pytest.mark.django_db
def test_one_writer_at_a_time(load_rules, settings):
    with only_one(settings.DATA_DIR), pytest.raises(CommandError, match="F20") as refused:
        load_rules()
    assert refused.value.returncode == 3
    assert not LegalRule.objects.exists()


@pytest.mark.django_db
def test_a_failing_edition_undoes_the_rules(load_rules, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError("no edition today")

    monkeypatch.setattr("procurement.loading.rule_publishing.make_edition", fail)
    with pytest.raises(RuntimeError):
        load_rules()
    assert not LegalRule.objects.exists()


@pytest.mark.django_db
def test_rules_are_asked_by_code_year_and_channel(load_rules, written):
    load_rules(
        written(
            row(valid_to="2025-04-29"),
            row(code="EP-2", applies_to="all"),
            row(code="EP-3", note="NOT FOR FLAGS"),
        )
    )
    every = rules_query.rules()
    one = every[0]
    assert (one.title("id"), one.title("en"), one.valid_to) == ("Judul", "Title", date(2025, 4, 29))
    assert [rule.code for rule in every] == ["EP-1", "EP-2", "EP-3"]

    def asked(year, channel):
        found = rules_query.for_question(every, ["EP-3", "EP-1", "EP-2", "EP-9"], year, channel)
        return [rule.code for rule in found]

    assert asked(2025, "e-katalog") == ["EP-1", "EP-2"]
    assert asked(2026, "e-katalog") == ["EP-2"]
    assert asked(2021, "toko-daring") == ["EP-2"]
    assert asked(2020, "e-katalog") == []
