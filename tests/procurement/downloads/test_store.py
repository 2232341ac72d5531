"""Prebuilt files: found only by what they are made of, whole or not there, damaged ones known."""

import hashlib
import json
import threading
from contextlib import contextmanager
from dataclasses import replace

import pytest

from procurement.downloads import store
from procurement.downloads.fields import TEXT, Field
from procurement.downloads.store import Recipe


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


def recipe(text: str = "isi", *made_of: object, name: str = "a.csv") -> Recipe:
    def write(path):
        path.write_text(text)
        return 3

    return Recipe(name, "A", "text/csv", made_of, write)


def test_made_once_and_found_again():
    assert store.find(recipe()) is None
    made = store.make(recipe())
    assert (made.rows, made.size, made.sha256) == (3, 3, hashlib.sha256(b"isi").hexdigest())
    assert store.find(recipe()) == made
    assert made.path.read_text() == "isi"


def test_other_data_are_another_file():
    store.make(recipe("lama", 1))
    assert store.find(recipe("baru", 2)) is None
    assert store.find(recipe("lama", 1, name="b.csv")) is None
    assert store.find(recipe("lama", 1)) is not None


def test_cut_short_is_not_found_and_changed_is_not_whole():
    made = store.make(recipe())
    made.path.write_text("ISI")
    assert store.find(recipe()) == made
    assert not store.is_whole(made)
    made.path.write_text("is")
    assert store.find(recipe()) is None
    made.path.unlink()
    assert store.find(recipe()) is None
    assert not store.is_whole(made)


@pytest.mark.parametrize(
    "note", ["", "{", "[]", "{}", "null", json.dumps({"rows": 1, "size": 3, "sha256": "x", "at": "kapan"})]
)
def test_a_note_nobody_can_read_is_no_file(note):
    made = store.make(recipe())
    made.path.with_name(f"{made.path.name}.json").write_text(note)
    assert store.find(recipe()) is None


def test_failing_leaves_nothing(data_dir):
    def write(path):
        path.write_text("separuh")
        raise OSError("penuh")

    with pytest.raises(OSError, match="penuh"):
        store.make(Recipe("a.csv", "A", "text/csv", (), write))
    assert [path for path in data_dir.rglob("*") if path.is_file()] == []


def test_removes_what_nobody_lists():
    old, new = store.make(recipe("lama", 1)), store.make(recipe("baru", 2))
    assert store.remove_others([recipe("baru", 2)]) == 2
    assert not old.path.exists()
    assert store.find(recipe("baru", 2)) == new


def test_what_a_killed_maker_left_is_removed():
    made = store.make(recipe())
    left = [made.path.with_name(f"{made.path.name}.99.tmp"), made.path.with_name(f"{made.path.name}.99.tmp.sqlite")]
    for path in left:
        path.write_text("separuh")
    assert store.remove_others([recipe()]) == 2
    assert not any(path.exists() for path in left)
    assert store.find(recipe()) == made


def test_other_columns_are_another_file():
    store.make(recipe())
    assert store.find(replace(recipe(), fields=(Field("baru", TEXT, ""),))) is None


@contextmanager
def two_makers():
    """One at work and one who waits, until the block ends; who ended, in their order."""
    began, may_end, ended = threading.Event(), threading.Event(), []

    def first():
        with store.alone():
            began.set()
            may_end.wait(10)
            ended.append("first")

    def second():
        with store.alone():
            ended.append("second")

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    assert began.wait(10)
    threads[1].start()
    threads[1].join(0.2)
    assert ended == [] and threads[1].is_alive()
    try:
        yield ended
    finally:
        may_end.set()
        for thread in threads:
            thread.join(10)


def test_who_comes_second_waits():
    with two_makers() as ended:
        assert ended == []
    assert ended == ["first", "second"]


def test_who_comes_third_need_not_wait():
    """The second has not begun, so what it makes will be of any edition that the third knows of."""
    with two_makers() as ended, pytest.raises(store.Awaited), store.alone():
        raise AssertionError("a third maker began")
    assert ended == ["first", "second"]
    with store.alone():
        pass
