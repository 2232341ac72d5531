"""The claims of the repository, alone and beside hand-made rows, and a folder for every test that takes the lock."""

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command

from awards.judging import store_verdicts
from tests import builders
from tests.awards import hand_made

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


@pytest.fixture
def published(load_claims):
    """Hand-made rows and the claims; a parameter says whether the rows are sample rows."""

    def publish(*, is_sample=False):
        hand_made.load(is_sample=is_sample)
        load_claims()
        edition = builders.publish(is_sample=is_sample)
        store_verdicts(edition)

    return publish


@pytest.fixture
def real(published):
    published()


@pytest.fixture
def sample(published):
    published(is_sample=True)
