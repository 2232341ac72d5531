"""The index that search reads is the table of names after every load, rename and withdrawal."""

from django.core.management import call_command
from django.db import connection

from procurement.models import Agency, Supplier
from procurement.queries.name_index import holding
from tests.procurement.loading.exports import row


def found(word: str) -> list[str]:
    return [name for _key, name in holding(Supplier.objects.all(), [[word]], word, 10)]


def test_names_follow_loads_and_withdrawals(loaded, reference, capsys):
    loaded(row(order_id="1", nama_merchant="UD Sumber Rejeki"))
    loaded(row(order_id="2", nama_merchant="UD Pergi", kd_klpd="D179", nama_klpd="Kota Madiun"))
    assert found("ud sumber") == ["UD Sumber Rejeki"] and found("pergi") == ["UD Pergi"]
    loaded(row(order_id="1", nama_merchant="SUMBER REJEKI, CV"))  # the same one in a newer spelling
    assert found("ud sumber") == [] and found("rejeki, cv") == ["SUMBER REJEKI, CV"]
    assert_index_is_the_tables()
    call_command("withdraw", "--slice", "35.77", "2022", "bela", "--dry-run")
    token = capsys.readouterr().out.split("--confirm=")[1].strip().split(".")[0]
    call_command("withdraw", "--slice", "35.77", "2022", "bela", "--confirm", token)
    assert found("pergi") == []
    assert_index_is_the_tables()


def assert_index_is_the_tables() -> None:
    """Every name is found; SQLite compares index and table itself besides."""
    for model in (Agency, Supplier):
        for one in model.objects.all():
            assert (one.pk, one.name) in holding(model.objects.all(), [[one.name]], one.name, 100)
        if connection.vendor == "sqlite":
            table = f"{model._meta.db_table}_trigrams"
            with connection.cursor() as cursor:
                cursor.execute(f"INSERT INTO {table}({table}, rank) VALUES ('integrity-check', 1)")
