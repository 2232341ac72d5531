"""The claims of the repository, and a folder of its own for every test that takes the loader's lock."""

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command

CLAIMS = django_settings.BASE_DIR / "fixtures" / "claims.csv"


@pytest.fixture
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    return settings.DATA_DIR


@pytest.fixture
def load_claims(db, data_dir, capsys):
    """Loads a claims file (the repository's own) and gives what was printed."""

    def load(path=CLAIMS):
        call_command("load_claims", path)
        return capsys.readouterr().out

    return load
