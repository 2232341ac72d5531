"""Every link within the site leads somewhere: pages, twins, and the places on a page that links point to."""

import pytest

from procurement.counting import Stage
from tests.builders import bought, covered, publish, small_site, source_file
from tests.visiting import broken_links

pytestmark = pytest.mark.django_db


def test_every_link_answers(client):
    silent = small_site()["silent"]
    file = source_file(rows=1)
    covered(silent, 2022, file)
    bought(silent, 7, file, stage=Stage.FAILED)
    publish()
    visited, broken = broken_links(client, "/")
    assert broken == []
    assert {"/daerah/kabupaten-blitar/", "/en/daerah/kabupaten-blitar/", "/peringkat/2022.csv"} <= visited


def test_every_link_answers_before_anything_is_loaded(client):
    assert broken_links(client, "/")[1] == []
