"""The trigram indexes: they follow loads, renames and withdrawals, and both databases give the same names."""

from importlib import import_module

import pytest
from django.core.management import CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from procurement.models import Agency, Supplier
from procurement.queries.name_index import holding
from tests.builders import agency, region, supplier

pytestmark = pytest.mark.django_db


def found(*pieces: str, typed: str = "", most: int = 10) -> list[str]:
    names = holding(Supplier.objects.all(), [[piece] for piece in pieces], typed or pieces[0], most)
    return [name for _key, name in names]


def test_names_hold_every_piece_in_any_case():
    supplier("CV MAJU JAYA")
    supplier("cv maju")
    supplier("Toko Majapahit")
    assert found("maj") == ["Toko Majapahit", "CV MAJU JAYA", "cv maju"][::-1]
    assert found("maj", "jaya") == ["CV MAJU JAYA"]
    assert found("maj", "xyz") == []


def test_one_piece_of_a_group_is_enough():
    supplier("Sejahtera")
    supplier("Sentosa")
    names = holding(Supplier.objects.all(), [["sejah", "htera", "zzz"]], "sejahtra", 10)
    assert [name for _key, name in names] == ["Sejahtera"]


def test_beginnings_come_first_then_words_then_the_shortest():
    for name in ("Pasar Jaya", "Sanjaya", "Jaya Makmur Abadi Sentosa", "Adijaya Dua", "Jaya Baru"):
        supplier(name)
    assert found("jaya") == ["Jaya Baru", "Jaya Makmur Abadi Sentosa", "Pasar Jaya", "Sanjaya", "Adijaya Dua"]
    assert found("jaya", most=2) == ["Jaya Baru", "Jaya Makmur Abadi Sentosa"]


@pytest.mark.parametrize("piece", ["100%", "a_b", '"quoted"', "o'brien", "a\\b", "OR NEAR(", "* ^ -", "é日本", "{}%s"])
def test_signs_are_only_text(piece):
    supplier(f"Toko {piece} Jaya")
    supplier("Toko 1000 axb quoted obrien")
    assert found(piece) == [f"Toko {piece} Jaya"]


def test_index_follows_new_names_renames_and_deletions():
    shop = supplier("Lama Sekali")
    other = supplier("Tetap Ada")
    Supplier.objects.bulk_update([_renamed(shop, "Baru Sekali")], ["name"], batch_size=500)
    assert found("lama") == [] and found("baru") == ["Baru Sekali"]
    Supplier.objects.filter(pk=shop.pk).delete()
    assert found("sekali") == [] and found("tetap") == ["Tetap Ada"]
    Supplier.objects.filter(pk=other.pk).update(code="9")
    assert found("tetap") == ["Tetap Ada"]
    assert_index_is_the_table()


def test_agencies_are_found_among_those_asked_for():
    here, there = region("Kota Malang"), region("Kota Kediri")
    agency(here, "Dinas Pendidikan", "1")
    agency(there, "Dinas Pendidikan", "1")
    ours = Agency.objects.filter(region=here)
    assert [key for key, _name in holding(ours, [["didik"]], "didik", 10)] == [ours.get().pk]


@pytest.mark.django_db(transaction=True)
def test_migration_goes_back_and_forth():
    supplier("Sudah Ada Sebelumnya")
    try:
        MigrationExecutor(connection).migrate([("procurement", "0004_figures_for_pages")])
        with pytest.raises(DatabaseError), connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM procurement_supplier_trigrams")
    finally:
        MigrationExecutor(connection).migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
    assert found("sebelum") == ["Sudah Ada Sebelumnya"]


@pytest.mark.postgres
def test_a_user_who_may_not_make_the_extension_hears_what_to_do():
    migration = import_module("procurement.migrations.0005_search")
    with connection.cursor() as cursor:
        cursor.execute("DROP EXTENSION pg_trgm CASCADE")
        cursor.execute("CREATE ROLE powerless")
        cursor.execute("SET LOCAL ROLE powerless")
    with pytest.raises(CommandError, match="CREATE EXTENSION pg_trgm"), connection.schema_editor() as editor:
        migration.install(None, editor)


@pytest.mark.postgres
@pytest.mark.parametrize("table", ["procurement_agency", "procurement_supplier"])
def test_postgresql_uses_the_index(table):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN SELECT id FROM {table} WHERE name COLLATE \"C\" ILIKE '%maju%' ESCAPE '\\'")
        assert f"{table}_trigrams" in str(cursor.fetchall())


def _renamed(shop: Supplier, name: str) -> Supplier:
    shop.name = name
    return shop


def assert_index_is_the_table() -> None:
    """SQLite compares the two itself; an index of PostgreSQL cannot differ from its table."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for table in ("procurement_agency_trigrams", "procurement_supplier_trigrams"):
                cursor.execute(f"INSERT INTO {table}({table}, rank) VALUES ('integrity-check', 1)")
