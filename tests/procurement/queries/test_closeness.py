"""How close a name is to a typed text: literals, nothing else."""

import pytest

from procurement.queries.closeness import ALIKE, Closeness, closeness, likeness, likest, plain, similarity

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("typed", "name", "expected"),
    [
        ("malang", "Malang", Closeness.EXACT),
        ("cv maju", "CV. Maju", Closeness.EXACT),
        ("malang", "Malang Raya", Closeness.BEGINNING),
        ("malang", "Dinas Kesehatan Malang", Closeness.WORD),
        ("lang", "Malang", Closeness.WITHIN),
        ("jaya toko", "TOKO MAJU JAYA", Closeness.ALL_WORDS),
        ("jaya kota", "TOKO MAJU JAYA", None),
        ("malang", "Kota Magelang", None),
    ],
)
def test_closeness(typed, name, expected):
    assert closeness(plain(typed), plain(name)) == expected


def test_better_is_lower():
    assert sorted(Closeness) == [
        Closeness.EXACT, Closeness.BEGINNING, Closeness.WORD, Closeness.WITHIN, Closeness.ALL_WORDS,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "name"),
    [("pasuruhan", "pasuruan"), ("malng", "malang"), ("amlang", "malang"), ("surbaya", "kota surabaya")],
)
def test_a_misspelt_name_is_alike(typed, name):
    assert likeness(typed, name) >= ALIKE


@pytest.mark.parametrize(("typed", "name"), [("jaya", "jawa"), ("malang", "kediri"), ("pt", "pt"), ("malang", "")])
def test_another_word_is_not(typed, name):
    assert likeness(typed, name) == 0


def test_similarity_is_that_of_trigrams():
    """`  c`, ` ca`, `cat`, `at ` and `  c`, ` ca`, `car`, `ar `: two of six, as pg_trgm has it."""
    assert similarity("cat", "car") == 2 / 6
    assert similarity("cat", "cat") == 1


def test_the_most_alike_first():
    named = [(1, "kabupaten pasuruan"), (2, "pasuruhan"), (3, "malang")]
    assert likest("pasuruhan", named) == [2, 1]
