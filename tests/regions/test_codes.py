"""Codes of governments: text in Python, numbers in the database."""

from importlib import import_module
from unittest import mock

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import F, Max, Min

from procurement.models import Agency, MonthTotal, Slice, Total, Transaction, WithdrawnOrder
from procurement.queries.name_index import holding
from regions.codes import NOWHERE, code_of, number_of
from regions.models import Region, RegionAlias
from tests import builders

pytestmark = pytest.mark.django_db
EVERY = [
    f"{province:02}{place}"
    for province in range(11, 100)
    for place in ("", *(f".{number:02}" for number in range(1, 100)))
]


def test_every_code_has_a_number_and_they_stand_in_one_order():
    numbers = [number_of(code) for code in EVERY]
    assert numbers == list(range(1100, 10_000))
    assert [code_of(number) for number in numbers] == EVERY == sorted(EVERY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3",
        "3573",
        "35.7",
        "35.00",
        "35.731",
        "35.73.01",
        "35,73",
        "35.7３",
        "35.73\n",
        "D180",
        "01.73",
        "10",
        "1.5",
    ],
)
def test_no_other_text_is_a_code(text):
    with pytest.raises(ValueError, match="no code of Kemendagri"):
        number_of(text)
    with pytest.raises(ValidationError, match=r"Kemendagri|kosong"):
        Region(code=text).clean_fields(exclude=[f.name for f in Region._meta.fields if f.name != "code"])
    with pytest.raises(ValueError, match="no code of Kemendagri"):
        Region.objects.filter(code=text)


def test_nowhere_can_be_asked_for_and_is_no_government():
    assert number_of(NOWHERE) == 0 and not Region.objects.filter(code=NOWHERE)
    with pytest.raises(ValidationError, match=r"Kemendagri"):
        Region(code=NOWHERE).clean_fields(exclude=[f.name for f in Region._meta.fields if f.name != "code"])


def test_codes_are_text_wherever_a_query_gives_them():
    city = builders.region("Kota Malang", "35.73")
    province = builders.region("Provinsi Jawa Timur", "35")
    for place in (city, province):
        builders.bought(place, 1, builders.source_file())
    rows = Transaction.objects.order_by("region")
    found = ["35", "35.73"]
    assert [row.region_id for row in rows] == [row.region.code for row in rows.select_related("region")] == found
    assert list(rows.values_list("region", flat=True)) == list(rows.values_list("region_id", flat=True)) == found
    assert list(rows.values_list("region__code", flat=True)) == found
    assert list(rows.annotate(place=F("region")).values_list("place", flat=True)) == found
    assert list(rows.filter(region__in=Region.objects.filter(code__gt="35")).values_list("region", flat=True)) == [
        "35.73"
    ]
    for column in ("region", "region_id", "region__code"):
        assert rows.aggregate(least=Min(column), most=Max(column)) == {"least": "35", "most": "35.73"}, column
    assert Region.objects.in_bulk(["35.73"]) == {"35.73": city}


@pytest.mark.django_db(transaction=True)
def test_migration_goes_back_and_forth_with_all_that_points_to_governments():
    """Before it the key was text."""
    city, province = builders.region("Kota Malang", "35.73"), builders.region("Provinsi Jawa Timur", "35")
    for place in (city, province):
        file = builders.source_file()
        builders.bought(place, 5, file, agency=builders.agency(place, f"Dinas {place.name}"))
        builders.covered(place, 2022, file)
        RegionAlias.objects.create(alias=place.slug, region=place)
        WithdrawnOrder.objects.create(order_key=f"key{place.code}", region=place, edition=builders.publish())
    last = RegionAlias.objects.create(alias="gone", region=city).pk
    RegionAlias.objects.filter(pk=last).delete()
    before = stands()
    try:
        MigrationExecutor(connection).migrate([("regions", "0003_alias_operator")])
        with connection.cursor() as cursor:
            for table in ("transaction", "agency", "slice", "withdrawnorder"):
                cursor.execute(f"SELECT region_id FROM procurement_{table} ORDER BY region_id")
                assert cursor.fetchall() == [("35",), ("35.73",)], table
    finally:
        MigrationExecutor(connection).migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
    assert stands() == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT region_id FROM procurement_withdrawnorder ORDER BY region_id")
        assert cursor.fetchall() == [(3500,), (3573,)]
    office = Agency.objects.get(region=city)
    Agency.objects.update(name="Badan Baru")
    assert RegionAlias.objects.create(alias="next", region=city).pk > last, "no key is given twice"
    assert office.pk in [key for key, _name in holding(Agency.objects.all(), [["badan"]], "badan", 10)], "by the index"


def test_what_was_no_code_is_refused_in_words_before_anything_changes():
    """Text of before that would be another government's number, or none."""
    migration = import_module("regions.migrations.0004_codes_as_numbers")
    editor = mock.Mock(connection=connection)
    with connection.cursor() as cursor, mock.patch.object(migration, "TABLES", {"other_codes": "code"}):
        cursor.execute("CREATE TABLE other_codes (code text)")
        for text in ("35.731", "1.5", "uji", "3573", "35.00", ""):
            cursor.execute("DELETE FROM other_codes")
            cursor.execute("INSERT INTO other_codes VALUES ('35.73'), (NULL), (%s)", [text])
            with pytest.raises(CommandError, match=r"bukan kode.*no code") as refused:
                migration.only_digits(None, editor)
            assert repr(text) in str(refused.value) and "35.73'" not in str(refused.value)
    editor.execute.assert_not_called()


def stands():
    models = (Region, RegionAlias, Transaction, Agency, Slice, Total, MonthTotal, WithdrawnOrder)
    return [list(model.objects.order_by("pk").values()) for model in models]
