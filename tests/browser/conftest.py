import pytest


@pytest.fixture(scope="session")
def live_server(django_db_setup, live_server):
    """The server, made after the test database: only then does it share its connection with an in-memory one."""
    return live_server
