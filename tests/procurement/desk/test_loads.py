"""/muatan/ and each load: what was loaded, without what it changed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from procurement.models import Edition, Load
from tests.procurement.desk.conftest import FOUR, export


@pytest.mark.parametrize("address", ["/muatan/", "/muatan/{load}/"])
def test_what_editions_changed_is_not_read(published, client_of, address):
    """It names every order that a load brought: up to a million."""
    published(export(*FOUR))
    client = client_of("publisher")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address.format(load=Load.objects.get().pk)).status_code == 200
    of_editions = [one["sql"] for one in queries if 'FROM "procurement_edition"' in one["sql"]]
    assert len(of_editions) == 1 and '"changes"' not in of_editions[0]


def test_what_an_edition_changed_is_read_when_asked_for(published, django_assert_num_queries):
    published(export(*FOUR))
    with django_assert_num_queries(1):
        (one,) = Edition.objects.defer(None)
        assert [change["added"] for change in one.changes] == [4]
