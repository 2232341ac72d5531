"""A list too long to count: its totals and its pages by date equal what counting and sorting every row gives."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from procurement.counting import Channel, Stage, Standing
from procurement.models import Transaction
from procurement.queries import long_lists, transactions
from tests import builders

pytestmark = pytest.mark.django_db
DAYS = (1, 1, 1, 1, 1, 2, 3, 3, 3, 4, 5, 5)


@pytest.fixture
def city(monkeypatch):
    """Many rows of one date, some without one, in two files, two years and two channels; another city beside it."""
    monkeypatch.setattr(long_lists, "PAGE_SIZE", 3)
    city, other = builders.region("Kota Malang"), builders.region("Kota B")
    files = [builders.source_file(), builders.source_file()]
    for place, day in enumerate(DAYS):
        builders.bought(city, place, files[place % 2], line=100 - place, ordered_at=datetime(2022, 3, day))
        builders.bought(other, 999, files[0], ordered_at=datetime(2022, 3, day))
    for line in (9, 8):
        builders.bought(city, 5, files[1], line=line, ordered_at=None, stage=Stage.FAILED)
    builders.bought(city, 7, files[0], year=2021, order_id="over two years", standing=Standing.RE_SENT)
    builders.bought(city, 7, files[0], order_id="over two years", category="pulpen;tinta")
    builders.bought(city, 11, files[0], channel=Channel.E_KATALOG, system="katalog-v6")
    builders.publish()
    return city


def sorted_by(rows, order):
    """Newest or oldest first, then as in their files; rows without a date last."""
    sign = -1 if order == "-tanggal" else 1
    return sorted(
        rows,
        key=lambda row: (
            row.ordered_at is None,
            sign * row.ordered_at.timestamp() if row.ordered_at else 0,
            row.file_id,
            row.line,
        ),
    )


@pytest.mark.parametrize("order", transactions.BY_DATE)
def test_every_page_is_the_slice_of_the_sorted_list(city, order):
    rows = sorted_by(Transaction.objects.filter(region=city), order)
    pages = -(-len(rows) // 3)
    for number in range(1, pages + 1):
        page = long_lists.turned(city, len(rows), number, order)
        assert [row.pk for row in page.rows] == [row.pk for row in rows[(number - 1) * 3 : number * 3]], number
        assert (page.number, page.pages) == (number, pages)
    with pytest.raises(LookupError):
        long_lists.turned(city, len(rows), pages + 1, order)


@pytest.mark.parametrize("order", transactions.BY_DATE)
@pytest.mark.parametrize("channel", ["", "toko-daring"])
@pytest.mark.parametrize("outside", [False, True])
def test_every_page_of_a_year(city, monkeypatch, order, channel, outside):
    """Over months, to the rows without a date; rows of other years dated in this one stand beside, not among, them."""
    monkeypatch.setattr(transactions, "PAGE_SIZE", 3)
    file = builders.source_file()
    for place, month in enumerate((1, 7, 12, 12)):
        builders.bought(city, month, file, ordered_at=datetime(2022, month, 28), line=50 - place)
    builders.bought(city, 1, file, year=2021, ordered_at=datetime(2022, 3, 2))
    if outside:
        builders.bought(city, 1, file, ordered_at=datetime(2023, 1, 2))
    builders.publish()
    mine = {"year": 2022, **({"channel": channel} if channel else {})}
    rows = sorted_by(Transaction.objects.filter(region=city, **mine), order)
    held = long_lists.held(city, 2022, channel)
    pages = -(-len(rows) // 3)
    for number in range(1, pages + 1):
        page = long_lists.turned_in_year(city, held, 2022, channel, number, order)
        assert [row.pk for row in page.rows] == [row.pk for row in rows[(number - 1) * 3 : number * 3]], number
        assert (page.number, page.pages) == (number, pages)
    with pytest.raises(LookupError):
        long_lists.turned_in_year(city, held, 2022, channel, pages + 1, order)


@pytest.mark.parametrize("undated", [True, False])
def test_lists_all_of_one_kind(city, undated):
    Transaction.objects.filter(region=city, ordered_at__isnull=not undated).delete()
    rows = sorted_by(Transaction.objects.filter(region=city), "-tanggal")
    found = [
        row for n in range(-(-len(rows) // 3)) for row in long_lists.turned(city, len(rows), n + 1, "-tanggal").rows
    ]
    assert [row.pk for row in found] == [row.pk for row in rows]


@pytest.mark.parametrize(
    ("year", "channel"), [(None, ""), (2022, ""), (2021, "toko-daring"), (None, "e-katalog"), (1999, "")]
)
def test_what_it_holds_equals_the_rows(city, year, channel):
    rows = [
        row
        for row in Transaction.objects.filter(region=city)
        if year in (None, row.year) and channel in ("", row.channel)
    ]
    held = long_lists.held(city, year, channel)
    assert held.rows == held.whole.rows == len(rows)
    assert set(held.by_channel) == {row.channel for row in rows} and held.years == [2022, 2021]
    for name, summary in held.by_channel.items():
        mine = [row for row in rows if row.channel == name]
        assert (summary.rows, summary.value_sen) == (len(mine), sum(row.value_sen for row in mine))
        assert summary.orders in (None, len({row.order_key for row in mine}))
    assert (held.whole.orders is None) == (year is None and channel == ""), "an order over two years is one order"


def test_the_page_of_a_long_list(client, city, monkeypatch):
    short = client.get("/daerah/kota-malang/transaksi/").content.decode()
    monkeypatch.setattr(long_lists, "LONG", 10)
    monkeypatch.setattr(long_lists, "PAGE_SIZE", transactions.PAGE_SIZE)
    long = client.get("/daerah/kota-malang/transaksi/").content.decode()
    assert "17 baris dari 16 pesanan" in short and "Pilih tahun untuk melihat jumlah pesanannya" in long
    rows = [html[html.index("<tbody>") : html.index("</tbody>")] for html in (short, long)]
    assert rows[0] == rows[1]
    sums = [
        html[html.index('<ul class="sums">') : html.index("</ul>", html.index('class="sums"'))]
        for html in (short, long)
    ]
    assert sums[0] == sums[1]
    of_year = client.get("/daerah/kota-malang/transaksi/?tahun=2022&urut=-nilai").content.decode()
    assert "16 baris dari 16 pesanan" in of_year and "20.000 baris terbaru" in of_year
    assert '<option value="pulpen"' in long
    assert client.get("/daerah/kota-malang/transaksi/?halaman=2").status_code == 404
    assert client.get("/daerah/kota-malang/transaksi/?halaman=30000").status_code == 404


def test_the_form_of_a_long_list_costs_no_walk_whatever_is_asked(client, city, monkeypatch):
    """Its years and categories come from totals and the latest rows, not from all rows of the government."""
    address = "/daerah/kota-malang/transaksi/?q=pulpen&tahun=2021"
    assert "20.000 baris terbaru" not in client.get(address).content.decode()
    monkeypatch.setattr(long_lists, "LONG", 10)
    with CaptureQueriesContext(connection) as queries:
        html = client.get(address).content.decode()
    assert not any("DISTINCT" in one["sql"] and '"category"' in one["sql"] for one in queries)
    assert "20.000 baris terbaru" in html and '<option value="pulpen"' in html and '<option value="2022">' in html


def test_search_folds_letters_beyond_ascii_alike_on_every_database():
    city, file = builders.region("Kota A"), builders.source_file()
    for name in ("Kopi CAFÉ Été", "kopi café été", "teh"):
        builders.bought(city, 1, file, description=name)
    for text in ("café", "CAFÉ", "CaFÉ é", "ÉTÉ", "cafÉ ÉTÉ"):
        found = {row.description for row in transactions.mentioning(transactions.rows_of(city), text)}
        assert found == {"Kopi CAFÉ Été", "kopi café été"}, text
    assert not transactions.mentioning(transactions.rows_of(city), "cafe")
    assert len(transactions._in_each_case("é" * 100)) == 2
