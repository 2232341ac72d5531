"""What is worked out once an edition is worked out once, however many ask for it at the same time."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from procurement.models import Edition
from procurement.queries.kept import kept


def edition(number: int = 1) -> Edition:
    return Edition(number=number, made_at=datetime(2024, 1, 2))


def test_those_who_ask_at_the_same_time_wait_for_the_one_that_makes_it():
    made, may_go = [], threading.Event()

    def make() -> str:
        made.append(threading.get_ident())
        may_go.wait(5)
        return "the answer"

    with ThreadPoolExecutor(8) as threads:
        asked = [threads.submit(kept, edition(), ["slow"], make) for _ in range(8)]
        threading.Event().wait(0.2)
        may_go.set()
        assert {one.result() for one in asked} == {"the answer"}
    assert len(made) == 1


def test_one_that_fails_keeps_nobody_waiting():
    def fail() -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        kept(edition(), ["failing"], fail)
    assert kept(edition(), ["failing"], lambda: "made") == "made"
    assert kept(edition(2), ["failing"], lambda: "of the next") == "of the next"


def test_more_is_kept_than_one_visitor_asks_for_in_passing():
    for number in range(1000):
        kept(edition(), [str(number)], lambda: "made")
    assert kept(edition(), ["0"], lambda: "made anew") == "made"
