"""The guard of a writer in PostgreSQL: a writer is named at once, a process of the server itself is waited for."""

import threading
import time

import pytest
from django.db import connection

from procurement.loading import database_lock
from procurement.loading.database_lock import GUARDED, alone_in_the_database
from procurement.loading.refusals import Refusal

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]
LOCK = f"LOCK TABLE {GUARDED} IN SHARE UPDATE EXCLUSIVE MODE"


@pytest.fixture
def holder():
    """Another session that has the lock."""
    with database_lock._another_connection() as session:
        session.execute(LOCK)
        yield session
        session.rollback()


def test_a_writer_is_named_at_once(holder):
    begin = time.monotonic()
    with pytest.raises(Refusal) as refused, alone_in_the_database():
        pass
    assert refused.value.code == "F20" and time.monotonic() - begin < 1
    assert str(refused.value.details["p"]).endswith(database_lock._name().removeprefix("belanja-terbuka "))


def test_a_process_of_the_server_is_waited_for(holder, monkeypatch):
    """Autovacuum, as PostgreSQL shows it: a session without a user."""
    monkeypatch.setattr(database_lock, "_WHO", database_lock._WHO.replace("IS NOT NULL", "IS NULL"))
    giving_way = threading.Timer(1, holder.rollback)
    giving_way.start()
    with alone_in_the_database():
        assert connection.vendor == "postgresql" and not giving_way.is_alive()
    giving_way.join()


def test_autovacuum_has_no_user():
    """What the guard tells it by."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT backend_type FROM pg_stat_activity WHERE usesysid IS NULL")
        kinds = {kind for (kind,) in cursor.fetchall()}
    assert "checkpointer" in kinds and "client backend" not in kinds
