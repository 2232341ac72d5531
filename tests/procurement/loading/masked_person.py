"""A person among the suppliers of a few rows, whose name is to go."""

from django.db import connection

from procurement.keys import order_key, short_key
from tests.procurement.loading.exports import row

PERSON = "Siti Rahayu Wulandari"
KEY = short_key("bela", "siti rahayu wulandari")
WORDING = f"[disamarkan] {KEY}"
ORDER = order_key("35.73", "bela", "mbiz market", "1")
SPELT_AGAIN = "SITI RAHAYU WULANDARI"


def rows():
    """Two orders of a person under two spellings, one of a firm; one description names somebody."""
    return (
        row(order_id="1", valuasi=100, nama_merchant=PERSON, order_desc="Konsumsi untuk Budi Hartono"),
        row(order_id="2", valuasi=20, nama_merchant=SPELT_AGAIN, tanggal_transaksi="2022-12-02 08:00:00"),
        row(order_id="3", valuasi=500, nama_merchant="CV Maju"),
    )


def stored_texts():
    """Every text of every table."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            yield from (str(value) for values in cursor.fetchall() for value in values)
