"""Names and codes of governments: every form that is known, and every guess that is not made."""

import pytest

from regions.matching import Found, Known, Matcher, fold, one_edit_apart

pytestmark = pytest.mark.once

MATCHER = Matcher(
    [
        Known("35", "D158", "Provinsi Jawa Timur", "province"),
        Known("35.07", "D166", "Kabupaten Malang", "regency"),
        Known("35.73", "D180", "Kota Malang", "city"),
        Known("35.03", "D192", "Kabupaten Trenggalek", "regency"),
    ],
    {fold("Pemda Trenggalek"): "35.03"},
)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Kota Malang", "35.73"),
        ("KOTA MALANG", "35.73"),
        ("Pemerintah Daerah Kota Malang", "35.73"),
        ("Pemerintah Kota Malang", "35.73"),
        ("Malang (Kota)", "35.73"),
        ("Pemkot Malang", "35.73"),
        ("Kab. Malang", "35.07"),
        ("Kab.Malang", "35.07"),
        ("Kab Malang", "35.07"),
        ("Malang (Kab.)", "35.07"),
        ("Pemkab Malang", "35.07"),
        ("Terenggalek (Kab.)", "35.03"),
        ("pemda  trenggalek", "35.03"),
        ("Pemprov Jawa Timur", "35"),
        ("Pemerintah Provinsi Jawa Timur", "35"),
        ("Pemerintah Daerah Provinsi Jawa Timur", "35"),
        ("Prov. Jawa Timur", "35"),
    ],
)
def test_known_forms(name, code):
    assert MATCHER.by_name(name) == (Found.KNOWN, code)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Malang", Found.BARE),
        ("MALANG", Found.BARE),
        ("Kab. Malng", Found.NEAR),
        ("Kab. Maalng", Found.NEAR),
        ("Kota Malangg", Found.NEAR),
        ("Kota Nalang", Found.NEAR),
        ("Malng", Found.OUTSIDE),
        ("Kota Batu", Found.OUTSIDE),
        ("Kota Trenggalek", Found.OUTSIDE),
        ("Kementerian Keuangan", Found.OUTSIDE),
    ],
)
def test_what_is_not_a_match(name, found):
    assert MATCHER.by_name(name) == (found, None)


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Malang", ["35.07", "35.73"]),
        ("Trenggalek", ["35.03"]),
        ("Kab. Malng", ["35.07"]),
        ("Kota Malangg", ["35.73"]),
        ("Kota Batu", []),
        ("Malng", []),
    ],
)
def test_what_a_name_may_mean(name, codes):
    assert MATCHER.nearest(name) == codes


def test_a_person_may_say_that_a_name_is_none_of_ours():
    told = Matcher(MATCHER.governments, {fold("Kab. Malng"): None, fold("Kota Malang"): None})
    assert told.by_name("KAB. MALNG") == (Found.OUTSIDE, None)
    assert told.by_name("Kota Malang") == (Found.KNOWN, "35.73")  # a name in full hears nobody


def slowly_one_edit_apart(a: str, b: str) -> bool:
    letters = set(a + b)
    swaps = {a[:i] + a[i + 1] + a[i] + a[i + 2 :] for i in range(len(a) - 1)}
    cuts = {a[:i] + a[i + 1 :] for i in range(len(a))}
    puts = {a[:i] + c + a[i:] for i in range(len(a) + 1) for c in letters}
    replaced = {a[:i] + c + a[i + 1 :] for i in range(len(a)) for c in letters}
    return a != b and b in swaps | cuts | puts | replaced


def test_one_edit_apart_against_all_edits():
    words = [
        "",
        "a",
        "b",
        "ab",
        "ba",
        "abc",
        "acb",
        "bac",
        "abcd",
        "abdc",
        "aab",
        "aba",
        "abab",
        "baba",
        "abca",
        "xabc",
    ]
    for a in words:
        for b in words:
            assert one_edit_apart(a, b) == slowly_one_edit_apart(a, b), (a, b)
