"""/data/: the loads with their ledgers, however many there were and however much their editions changed."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from procurement.models import Edition
from procurement.queries import coverage
from tests.builders import covered, small_site, source_file

pytestmark = pytest.mark.django_db


def page(client, prefix=""):
    answer = client.get(f"{prefix}/data/")
    assert answer.status_code == 200
    return answer.content.decode()


def shown(html):
    return [int(number) for number in re.findall(r"<h2>Muatan (\d+), ", html)]


def test_what_editions_changed_is_not_read(client):
    """It names every order that a load brought: up to a million."""
    small_site()
    Edition.objects.update(load=source_file().load)
    with CaptureQueriesContext(connection) as queries:
        assert "Membuat edisi 1." in page(client)
    of_editions = [one["sql"] for one in queries if 'FROM "procurement_edition"' in one["sql"]]
    assert len(of_editions) == 2 and not any('"changes"' in sql for sql in of_editions)


def test_older_loads_are_left_to_their_editions(client, monkeypatch):
    """Except where rejected rows must stand on this page."""
    monkeypatch.setattr(coverage, "MOST", 2)
    rich = small_site()["rich"]
    loads = [source_file().load_id for _ in range(4)]
    html = page(client)
    assert shown(html) == loads[:1:-1] and "Muatan lama yang tidak ditampilkan di sini: 3." in html
    assert "Older loads that are not listed here: 3." in page(client, "/en")
    assert '"temporalCoverage":"2021/2022"' in html.replace('": "', '":"'), "years of all that stands"
    covered(rich, 2020, source_file(), rejected_rows=2, rejected_sen=900)
    loads = [source_file().load_id for _ in range(2)]
    html = page(client)
    assert shown(html)[:2] == loads[::-1] and len(shown(html)) == 3
    assert "2 baris senilai Rp9 ditolak" in html


def test_few_loads_are_all_there(client):
    small_site()
    assert len(shown(page(client))) == 1 and "tidak ditampilkan" not in page(client)
