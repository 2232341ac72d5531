"""Suppliers that may be the same firm, found without a walk through all suppliers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from procurement.loading import mask_publishing
from procurement.models import Supplier
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
    many = [(f"cv mundur {number}", f"{number:012}") for number in range(5000)]
    Supplier.objects.bulk_create(Supplier(system="bela", identity=name, name=name, key=key) for name, key in many)
    with CaptureQueriesContext(connection) as queries:
        assert ASKED[asked](shop) == [same]
    plan = plan_of(queries[0]["sql"])
    assert "supplier_identity" in plan and "supplier_name" in plan, plan


def plan_of(sql: str) -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE procurement_supplier")
        cursor.execute(f"EXPLAIN {'' if connection.vendor == 'postgresql' else 'QUERY PLAN '}{sql}")
        return str(cursor.fetchall())
