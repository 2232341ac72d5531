"""Files that are answers: closed with the answer, whether anybody read them or not."""

import pytest

from procurement.views import twins
from tests.builders import small_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(monkeypatch):
    """The workbooks made."""
    files, make = [], twins.workbook

    def noted(*args):
        files.append(make(*args))
        return files[-1]

    monkeypatch.setattr(twins, "workbook", noted)
    return files


def test_read_to_its_end(client, opened):
    small_site()
    answer = client.get("/daerah/kota-malang/transaksi.xlsx")
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    answer.close()
    assert [one.closed for one in opened] == [True]


@pytest.mark.parametrize("method", ["get", "head"])
def test_never_begun(client, opened, method):
    """What a generator in its place would leave to the garbage collector."""
    small_site()
    answer = getattr(client, method)("/daerah/kota-malang/transaksi.xlsx")
    answer.close()
    assert [one.closed for one in opened] == [True]
