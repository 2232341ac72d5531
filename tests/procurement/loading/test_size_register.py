"""A register of supplier sizes is understood whole, or refused with every reason by line."""

from datetime import date

import pytest

from procurement.loading.reading import Options
from procurement.loading.reference_file import RowsRefused
from procurement.loading.refusals import Refusal
from procurement.loading.size_register import COLUMNS, SizeRow, read_register

pytestmark = pytest.mark.once

HEADER = "sistem,kode_penyedia,penyedia,skala,sumber,per_tanggal"
GOOD = "bela,,CV Maju Jaya,kecil,Dinas Koperasi,2023-12-31"


@pytest.fixture
def read(tmp_path):
    def run(*lines, header=HEADER, name="skala.csv", ignore=(), **how):
        path = tmp_path / name
        path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        return read_register(path, Options(), ignore, **how)

    return run


@pytest.fixture
def faults(read):
    """(line, column, code) of every reason."""

    def run(*lines, **how):
        with pytest.raises(RowsRefused) as refused:
            read(*lines, **how)
        assert refused.value.code == "F22"
        for one in refused.value.rejections:
            assert one.sentence("id") and one.sentence("en")
        return [(one.line, one.column, one.code) for one in refused.value.rejections]

    return run


def test_a_good_row_with_and_without_a_code(read):
    register = read(GOOD, "katalog-v5,00123,PT Besar,besar,Dinas Koperasi,2022-01-05")
    assert register.rows == [
        SizeRow("bela", "", "maju jaya", "CV Maju Jaya", "kecil", "Dinas Koperasi", date(2023, 12, 31)),
        SizeRow("katalog-v5", "00123", "", "PT Besar", "besar", "Dinas Koperasi", date(2022, 1, 5)),
    ]
    assert (register.name, len(register.sha256), register.marked) == ("skala.csv", 64, {False})


def test_a_system_is_folded_as_loads_fold_it(read, faults):
    assert [row.system for row in read(GOOD.replace("bela", "Bela")).rows] == ["bela"]
    assert [one[2] for one in faults(GOOD, GOOD.replace("bela", "BELA"))] == ["S02"], "the same supplier twice"


def test_columns_in_another_order_and_a_further_one_that_is_ignored(read):
    header = "penyedia,sistem,kode_penyedia,telepon,per_tanggal,sumber,skala"
    register = read("CV Maju,bela,,0812-KANARI,2023-12-31,Dinas,mikro", header=header, ignore={"telepon"})
    assert (register.rows[0].name, register.rows[0].size) == ("CV Maju", "mikro")
    assert "KANARI" not in repr(register)


@pytest.mark.parametrize(
    ("line", "column", "code"),
    [
        (",,CV Maju,kecil,Dinas,2023-12-31", "sistem", "R02"),
        ("bela,,,kecil,Dinas,2023-12-31", "penyedia", "S01"),
        ("bela,,..,kecil,Dinas,2023-12-31", "penyedia", "S01"),
        ("bela,12.0,,kecil,Dinas,2023-12-31", "kode_penyedia", "R14"),
        ("bela,,CV Maju,Kecil,Dinas,2023-12-31", "skala", "R24"),
        ("bela,,CV Maju,,Dinas,2023-12-31", "skala", "R02"),
        ("bela,,CV Maju,kecil,,2023-12-31", "sumber", "R02"),
        ("bela,,CV Maju,kecil,Dinas,", "per_tanggal", "R02"),
        ("bela,,CV Maju,kecil,Dinas,31/12/2023", "per_tanggal", "R10"),
        ("bela,,CV Maju,kecil,Dinas,2023-12-31 10:00", "per_tanggal", "R10"),
        ("bela,,CV Maju,kecil,Dinas,2093-12-31", "per_tanggal", "R12"),
        ("bela,,CV\u200bMaju,kecil,Dinas,2023-12-31", "penyedia", "R18"),
        ("bela,,CV Maju,kecil,Dinas", "", "R01"),
        ("jumlah,,1,,,", "", "R28"),
    ],
)
def test_a_bad_cell_is_named_by_line_and_column(faults, line, column, code):
    assert faults(GOOD, line) == [(3, column, code)]


def test_every_reason_is_given_in_the_order_of_lines(faults):
    found = faults("bela,,CV Maju,raksasa,,2023-12-31", GOOD, "bela,,maju jaya,kecil,Dinas,2023-12-31", ",,x,kecil,D,1")
    assert found == [
        (2, "skala", "R24"),
        (2, "sumber", "R02"),
        (4, "penyedia", "S02"),
        (5, "sistem", "R02"),
        (5, "per_tanggal", "R10"),
    ]


def test_a_supplier_stands_once_but_systems_are_apart(faults, read):
    coded = "katalog-v5,77,{},mikro,Dinas,2023-12-31"
    assert faults(coded.format("CV A"), coded.format("CV B")) == [(3, "kode_penyedia", "S02")]
    other = GOOD.replace("bela", "katalog-v6")
    assert len(read(GOOD, other, "bela,9,CV Maju Jaya,besar,Dinas,2023-12-31").rows) == 3


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (HEADER.replace("skala", "ukuran"), "F03"),
        (HEADER + ",skala", "F04"),
        (HEADER + ",telepon", "F05"),
    ],
)
def test_a_wrong_header(read, header, code):
    with pytest.raises(Refusal) as refused:
        read(GOOD, header=header)
    assert refused.value.code == code


def test_a_stray_quote_swallows_no_record(read):
    with pytest.raises(Refusal) as refused:
        read('bela,,"CV Maju,kecil,Dinas,2023-12-31', GOOD, 'bela,,"CV Lain",kecil,Dinas,2023-12-31')
    assert refused.value.code == "F07"


def test_an_empty_register_only_when_it_is_meant(read):
    with pytest.raises(Refusal) as refused:
        read()
    assert refused.value.code == "F02"
    assert read(allow_empty=True).rows == []


def test_only_csv(tmp_path):
    path = tmp_path / "skala.json"
    path.write_text('[{"sistem": "bela"}]')
    with pytest.raises(Refusal) as refused:
        read_register(path, Options())
    assert refused.value.code == "F09"


def test_sample_and_real_rows_are_told_apart(read):
    sample = "bela,,CV Contoh,kecil,Register Contoh untuk peragaan,2023-12-31"
    assert read(sample).marked == {True}
    assert read(sample, GOOD).marked == {True, False}


def test_the_columns_of_the_file_are_those_it_is_read_by():
    assert list(COLUMNS) == HEADER.split(",")
