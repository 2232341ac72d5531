"""The list of governments: strict in, one row a government, nothing changed by a bad list."""

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from procurement.loading.reference_publishing import publish_regions
from procurement.models import Edition
from regions.models import Kind, Region
from regions.reference import COLUMNS, ReferenceRefused, load_regions

pytestmark = pytest.mark.django_db

LIST = settings.BASE_DIR / "fixtures" / "regions.csv"
MALANG = "35.73,3573,D180,Kota Malang,city,35,889359,2024-12-31,Dukcapil,111.077,K.MLG,4,5"


def write(tmp_path, *lines):
    path = tmp_path / "regions.csv"
    path.write_text("\n".join([",".join(COLUMNS), *lines]) + "\n", encoding="utf-8")
    return path


def test_east_java_whole():
    assert load_regions(LIST).governments == 39
    kinds = [Region.objects.filter(kind=kind).count() for kind in (Kind.PROVINCE, Kind.REGENCY, Kind.CITY)]
    assert kinds == [1, 29, 9]
    malang = Region.objects.get(slug="kota-malang")
    assert (malang.code, malang.klpd_code, malang.population) == ("35.73", "D180", 889359)
    assert Region.objects.of_province("35").ranked().count() == 38
    assert load_regions(LIST).changed == 0


def test_a_population_that_changes_is_taken(tmp_path):
    load_regions(LIST)
    assert load_regions(write(tmp_path, MALANG.replace("889359", "900000"))).changed == 1
    assert Region.objects.get(code="35.73").population == 900000
    assert Region.objects.count() == 39


@pytest.mark.parametrize(
    ("line", "named"),
    [
        (MALANG.replace("889359", "8893x"), "baris 2"),
        (MALANG.replace("city", "town"), "baris 2"),
        (MALANG.replace("2024-12-31", "31-12-2024"), "baris 2"),
        (MALANG.replace("D180", ""), "klpd_code"),
        (MALANG + ",x", "baris 2"),
        (MALANG + "\n" + MALANG, "baris 3"),
    ],
)
def test_a_bad_list_is_refused_with_its_line(tmp_path, line, named):
    with pytest.raises(ReferenceRefused, match=named):
        load_regions(write(tmp_path, line))
    assert not Region.objects.exists()


def test_another_header_is_refused(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(ReferenceRefused, match="kemendagri_code"):
        load_regions(path)


def test_the_command_makes_an_edition_only_for_a_change(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    call_command("load_regions", LIST)
    call_command("load_regions", LIST)
    assert Edition.objects.count() == 1
    with pytest.raises(CommandError) as caught:
        call_command("load_regions", write(tmp_path, "x"))
    assert caught.value.returncode == 2


def test_a_list_that_is_only_planned_names_what_would_change(tmp_path):
    publish_regions(LIST)
    bigger = write(tmp_path, MALANG.replace("889359", "900000"))
    planned = publish_regions(bigger, dry_run=True)
    assert (planned.edition, planned.outcome.changed, planned.outcome.names) == (None, 1, ["Kota Malang"])
    assert Region.objects.get(code="35.73").population == 889359
    assert publish_regions(bigger).edition == 2
    assert publish_regions(bigger).edition is None


def test_a_broken_quote_is_a_refusal_with_its_line(tmp_path):
    path = write(tmp_path, MALANG, '"35.74,')
    with pytest.raises(ReferenceRefused, match="baris 3: tanda kutip"):
        load_regions(path)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((MALANG.replace("889359", "0"),), "population < 1"),
        (
            (
                MALANG.replace("D180", "D999"),
                MALANG.replace("35.73,3573,D180,Kota Malang", "35.99,3599,D181,Kota Baru"),
            ),
            "baris 3",
        ),
    ],
)
def test_what_the_database_would_refuse_is_said_by_line(tmp_path, lines, said):
    load_regions(LIST)
    with pytest.raises(ReferenceRefused, match=said):
        load_regions(write(tmp_path, *lines))
    assert Region.objects.get(code="35.73").klpd_code == "D180"
    with pytest.raises(CommandError) as caught:
        call_command("load_regions", write(tmp_path, *lines))
    assert caught.value.returncode == 2


def test_a_bad_code_is_refused_in_both_languages(tmp_path):
    for code in ("35.731", "35.00", "3573"):
        with pytest.raises(ReferenceRefused) as refused:
            load_regions(write(tmp_path, MALANG.replace("35.73", code)))
        assert str(refused.value) == (
            f"regions.csv, baris 2: “{code}” bukan kode Kemendagri. / line 2: “{code}” is no code of Kemendagri."
        )


def test_codes_that_change_places_are_refused_by_line(tmp_path):
    load_regions(LIST)
    rows = LIST.read_text(encoding="utf-8").splitlines()[1:]
    one, other = (row.split(",") for row in rows[1:3])
    one[2], other[2] = other[2], one[2]
    with pytest.raises(ReferenceRefused, match="baris 2: kode atau nama milik daerah lain"):
        load_regions(write(tmp_path, ",".join(one), ",".join(other)))
