"""CSV of rows by the database: the bytes of the plain way in Python, whatever the texts, the filters and the order."""

import csv
import io
from datetime import datetime

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procurement import filters
from procurement.downloads import umum, umum_csv
from procurement.downloads.cells import until_broken_off
from procurement.models import Agency, Supplier, Transaction
from procurement.money import MAX_SEN
from procurement.queries import transactions
from procurement.views.twins import csv_text
from regions.models import Region
from tests import builders

EDITION = {"edisi": 3, "contoh": False}
ODD = (
    "", " ", "=1+1", "+62", "-", "@x", "\tx", "\rx", "\nx", '"', '""', ",", "'", "'=x", "\\.", "\\N", "NULL", "null",
    '=HYPERLINK("x"),\r\n', "a\nb", "a\r\nb", "  a ", "é", "½ rim", "\N{NO-BREAK SPACE}x", "\ufeffx", "\u2028", "漢字",
    "CV A;@SUM(1+1)", "Kertas;=HYPERLINK(1)", 'a; "=1', ";'=1", "a;\N{NO-BREAK SPACE}+1", "a;b", "'a", "=1;=2", ";;-",
    "😀", "%s", "%%", "0012", "A", "@", "?", "\x1f", "\x7f",
)  # fmt: skip
TEXTS = (
    st.sampled_from(ODD)
    | st.text(";='\" @x\t\r\n\N{NO-BREAK SPACE}", max_size=9)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=9)
)
ROWS = st.fixed_dictionaries(
    {
        **dict.fromkeys(("agency_name", "supplier_name", "order_id", "description", "category"), TEXTS),
        **dict.fromkeys(("marketplace", "system"), TEXTS),
        "verification": st.sampled_from(("verified", "unverified", "")),
        "value_sen": st.sampled_from((0, 1, 9, 10, 99, 100, 101, 110, 1_00, 12_50, 99_99, MAX_SEN))
        | st.integers(0, MAX_SEN),
        "ordered_at": st.none()
        | st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)).map(lambda when: when.replace(microsecond=0)),
        "order_key": st.just("k"),
        "month": st.just(0),
    }
)
PARTIES = st.none() | st.tuples(TEXTS, TEXTS)
"""(its code in the row's agency, its code in the row's supplier); none: the row has neither"""


def plainly(portions, constant) -> bytes:
    return "".join(csv_text(umum.COLUMNS, umum.records(*portions), constant)).encode()


def by_the_database(portions, constant=EDITION, region=None, at_once=False) -> bytes:
    made = umum_csv.lines((umum_csv.Portion(rows, region) for rows in portions), constant, at_once=at_once)
    return b"".join(piece.encode() if isinstance(piece, str) else piece for piece in made)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(ROWS, PARTIES), max_size=4), names=st.tuples(TEXTS, TEXTS),
    constant=st.sampled_from((EDITION, {"aturan": "bersih", "edisi": None, "contoh": True})),
    order=st.sampled_from(transactions.ORDERS), at_once=st.booleans(),
)  # fmt: skip
def test_the_bytes_are_those_of_the_plain_way(db, rows, names, constant, order, at_once):
    for model in (Transaction, Agency, Supplier, Region):
        model.objects.all().delete()
    city, file = builders.region("Kota A", klpd_code=names[0]), builders.source_file()
    Region.objects.update(name=names[1])
    for number, (fields, codes) in enumerate(rows):
        parties = {}
        if codes:
            named = {"system": "bela", "identity": str(number), "name": "x"}
            parties["agency"] = Agency.objects.create(region=city, code=codes[0], **named)
            parties["supplier"] = Supplier.objects.create(code=codes[1], key=str(number), **named)
        builders.bought(city, 0, file, **fields, **parties)
    portions = transactions.in_turn(transactions.rows_of(city), order)
    known = Region.objects.get()
    made = by_the_database(portions, constant, known, at_once)
    assert made == by_the_database(portions, constant, None, at_once) == plainly(portions, constant)
    assert len(list(csv.reader(io.StringIO(made.decode(), newline=""), strict=True))) == len(rows) + 1


@pytest.mark.django_db
def test_a_line_in_full():
    """Byte for byte by hand, so that both ways cannot be wrong alike."""
    city, file = builders.region("Kota A", klpd_code="D1"), builders.source_file()
    builders.bought(
        city, 0, file, value_sen=12_05, order_id="=1", description='a "b", c\nd', supplier_name="",
        marketplace="mbiz", category="\r", ordered_at=datetime(2022, 3, 1, 9, 5), verification="",
    )  # fmt: skip
    made = by_the_database([transactions.rows_of(city)]).decode()
    assert made.split("\r\n", 1)[1] == (
        '2022,D1,Kota A,,,toko-daring,bela,mbiz,\'=1,"a ""b"", c\nd","\'\r",,,12.05,2022-03-01 09:05:00,completed,,'
        "counted,3,false\r\n"
    )


QUERIES = (
    "tahun=2022", "kanal=toko-daring", "kanal=e-katalog", "satker=0%2501", "kategori=alat+tulis", "tahap=completed",
    "kedudukan=counted", "min=2&maks=30", "q=50%25", "q=%27%22", "q=%C3%89", "penyedia=x", "tahun=1999",
    "tahun=2022&q=kertas&urut=nilai", "urut=tanggal", "urut=-nilai",
)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("query", QUERIES)
def test_filters_choose_the_same_rows_either_way(client, query):
    city, file = builders.region("Kota A"), builders.source_file()
    office = builders.agency(city, "Dinas", "0%01")
    for number, text in enumerate(("kertas", "diskon 50%", "'\"", "É", "kertas É 50%")):
        builders.bought(city, 10 * number, file, description=text, agency=office if number % 2 else None)
    builders.bought(city, 3, file, ordered_at=None, year=2021)
    builders.publish()
    request = RequestFactory().get("/", QueryDict(query).dict())
    _asked, rows = filters.filtered(request, filters.TransactionFilter, transactions.rows_of(city))
    answer = client.get(f"/daerah/kota-a/transaksi.csv?{query}")
    assert answer.getvalue() == plainly([rows], {"edisi": 1, "contoh": False})


@pytest.mark.django_db
def test_portions_are_the_whole_list_in_its_order():
    city, file = builders.region("Kota A"), builders.source_file()
    for day in (3, None, 1, 3, None, 2):
        builders.bought(city, day or 9, file, ordered_at=day and datetime(2022, 1, day))
    rows = transactions.rows_of(city)
    for order in transactions.ORDERS:
        portions = transactions.in_turn(rows, order)
        assert [one.pk for rows in portions for one in rows] == [one.pk for one in transactions.in_order(rows, order)]


@pytest.mark.django_db
def test_no_row_at_all_is_a_header():
    assert by_the_database([Transaction.objects.none(), Transaction.objects.all()]).count(b"\r\n") == 1


@pytest.mark.once
def test_what_breaks_off_midway_is_no_whole_file():
    def failing():
        yield "a,b\r\n1,2\r\n"
        raise ConnectionError

    taken = []
    with pytest.raises(ConnectionError):
        taken.extend(until_broken_off(failing()))
    assert taken[0] == "a,b\r\n1,2\r\n"
    with pytest.raises(csv.Error):
        list(csv.reader(io.StringIO("".join(taken), newline=""), strict=True))


@pytest.mark.once
def test_a_reader_who_hangs_up_is_told_nothing():
    lines = until_broken_off(iter(("a\r\n", "b\r\n")))
    assert next(lines) == "a\r\n"
    lines.close()
    assert list(lines) == []
