"""Suppliers that may be the same firm, found without a walk through all suppliers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from procurement.loading import mask_publishing
from procurement.queries.suppliers import alike
from tests.builders import supplier

pytestmark = pytest.mark.django_db

ASKED = {
    "the page of a supplier": lambda shop: alike(shop),
    "a mask of a supplier": lambda shop: mask_publishing._alike(shop, [shop.name, "CV. Maju"]),
}


@pytest.mark.parametrize("asked", ASKED)
def test_suppliers_of_the_same_name_are_found_by_indexes(asked):
    shop, same = supplier("CV Maju"), supplier("CV Maju", system="katalog-v6", code="123")
    supplier("CV Mundur", system="katalog-v6")
    with CaptureQueriesContext(connection) as queries:
        assert ASKED[asked](shop) == [same]
    plan = plan_of(queries[0]["sql"])
    assert "supplier_identity" in plan and "supplier_name" in plan, plan


def plan_of(sql: str) -> str:
    """PostgreSQL would read so small a table whole, were it not told otherwise."""
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if not is_sqlite:
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if is_sqlite else ''}{sql}")
        return str(cursor.fetchall())
