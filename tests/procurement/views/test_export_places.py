"""Two large exports at once and no more: the others are told when to come again, and nobody keeps a place for ever."""

import gc

import pytest

from procurement.models import Transaction
from procurement.places import AllTaken, Places
from procurement.views import export_places
from tests.builders import bought, covered, publish, region, small_site, source_file
from tests.serving import fresh_site
from tests.visiting import Visitor, body_of, hang_up

pytestmark = pytest.mark.django_db

ROWS = "/daerah/kota-malang/transaksi"
SEED = """
from django.db import transaction
from tests import builders
with transaction.atomic():
    city = builders.region("Kota Malang", "35.73")
    file = builders.source_file()
    builders.covered(city, 2022, file)
    for number in range(3000):
        builders.bought(city, 1, file)
    builders.publish()
"""
OWN_TRANSACTION = pytest.mark.django_db(transaction=True)
"""A COPY that is left halfway takes its transaction along: the answer's own, as in a serving process, not a test's."""


@pytest.fixture(autouse=True)
def two_places(monkeypatch):
    monkeypatch.setattr(export_places, "PLACES", Places(2))


@pytest.fixture
def visitor():
    return Visitor()


def begun(visitor, address=f"{ROWS}.csv"):
    """An export whose reader has taken nothing yet. Kept open: the test client closes what it has read itself."""
    answer = visitor.get(address)
    assert answer.status_code == 200, address
    return answer


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_the_third_is_told_in_words_when_to_come_again(visitor, kind):
    small_site()
    stalled = [begun(visitor), begun(visitor, f"{ROWS}.json")]
    refused = visitor.get(f"{ROWS}.{kind}")
    assert refused.status_code == 503 and refused.headers["Retry-After"] == "30"
    assert refused.headers["Cache-Control"] == "no-store" and "Content-Disposition" not in refused.headers
    assert "30 detik" in refused.content.decode() and 'href="/data/"' in refused.content.decode()
    assert visitor.get(ROWS + "/").status_code == visitor.get("/peringkat/2022.csv").status_code == 200
    hang_up(stalled[0])
    assert body_of(visitor.get(f"{ROWS}.{kind}"))


@OWN_TRANSACTION
def test_a_reader_who_hangs_up_midway_gives_the_place_back(visitor):
    small_site()
    for _time in range(5):
        answer = begun(visitor)
        next(iter(answer.streaming_content))
        hang_up(answer)
        hang_up(answer)  # a second time gives nothing more back
    answers = [visitor.get(f"{ROWS}.csv") for _time in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 503]
    for one in answers:
        hang_up(one)


def test_an_answer_that_nobody_closes_gives_its_place_back_when_it_is_gone():
    places = Places(1)
    place = places.take()
    with pytest.raises(AllTaken):
        places.take()
    del place
    gc.collect()
    assert places.take()


@OWN_TRANSACTION
def test_head_keeps_no_place(visitor):
    small_site()
    for _time in range(4):
        answer = visitor.head(f"{ROWS}.csv")
        assert answer.status_code == 200
        hang_up(answer)
    hang_up(begun(visitor))


def test_a_refused_or_failing_export_keeps_no_place(visitor, monkeypatch):
    small_site()

    def failing(*_arguments):
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr("procurement.views.transaction_twins._written", failing)
        assert [visitor.get(f"{ROWS}.csv").status_code for _time in range(3)] == [500, 500, 500]
    assert [visitor.get(f"{ROWS}.csv?x=1").status_code for _time in range(3)] == [400, 400, 400]
    assert begun(visitor)


def test_what_a_filter_makes_small_needs_no_place_and_what_it_does_not_does(visitor, monkeypatch):
    small_site()
    stalled = [begun(visitor), begun(visitor)]
    assert visitor.get(f"{ROWS}.csv?urut=nilai").status_code == 503  # an order narrows nothing
    assert visitor.get(f"{ROWS}.csv?q=").status_code == 503
    assert visitor.get(f"{ROWS}.csv?min=1").status_code == 200
    assert visitor.get("/asal.csv?daerah=kota-malang&tahun=2022").status_code == 200
    monkeypatch.setattr(export_places, "LARGE", 0)
    assert visitor.get(f"{ROWS}.csv?min=1").status_code == 503
    assert visitor.get("/asal.csv?daerah=kota-malang&tahun=2022").status_code == 503
    assert visitor.get(f"{ROWS}.csv?min=1000").status_code == 200  # no row is left at all
    assert len(stalled) == 2


def test_counting_steps_over_no_more_than_it_must(django_assert_num_queries):
    city, file = region("Kota Malang", "35.73"), source_file()
    covered(city, 2022, file)
    for _time in range(3):
        bought(city, 1, file)
    publish()
    rows = Transaction.objects.order_by("ordered_at")
    with django_assert_num_queries(2) as asked:
        assert export_places.transactions.more_than(rows, 2) and not export_places.transactions.more_than(rows, 3)
    assert all("LIMIT 1" in one["sql"] and "ORDER BY" not in one["sql"] for one in asked.captured_queries)


def test_stalled_readers_of_a_serving_process(tmp_path):
    """Two readers take one piece and stall: pages answer, a third export does not, and each hang-up frees a place."""
    with fresh_site(tmp_path) as site:
        site.write(SEED)
        got = site.serve(f"""
stalled = [Answer("{ROWS}.csv"), Answer("{ROWS}.json")]
pieces = [next(iter(one.response)) for one in stalled]
def status(path):
    answer = Answer(path)
    answer.read()
    return answer.status
during = [status("{ROWS}.csv"), status("/"), status("/daerah/kota-malang/"), status("/peringkat/2022.csv")]
stalled.pop().close()
after = [status("{ROWS}.csv"), status("{ROWS}.xlsx"), status("{ROWS}.json")]
print(json.dumps({{"during": during, "after": after, "pieces": [len(one) > 0 for one in pieces]}}))
""")
    assert got == {"during": [503, 200, 200, 200], "after": [200, 200, 200], "pieces": [True, True]}
