"""The five rules as the method page states them, cell by cell."""

from itertools import product

import pytest

from procurement.counting import RULES, Channel, Stage, Standing, Verification, rules_for

pytestmark = pytest.mark.once
SPENDING = {"completed", "ongoing", "unstated"}


def stated(rule, channel, standing, stage, verification):
    """The table of the rules, written a second time."""
    toko = channel == "toko-daring"
    return {
        "bersih": standing == "counted" and stage in SPENDING,
        "selesai": standing == "counted" and stage == "completed" and (verification == "verified" or not toko),
        "terverifikasi": verification == "verified",
        "tidak-gagal": stage in SPENDING,
        "semua": True,
    }[rule]


def test_every_rule_on_every_kind_of_row():
    assert list(RULES) == ["bersih", "selesai", "terverifikasi", "tidak-gagal", "semua"]
    for rule, channel in product(RULES.values(), Channel):
        if rule.applies_to(channel):
            for words in product(Standing, Stage, Verification):
                assert rule.counts(channel, *words) == stated(rule.slug, channel, *words), (rule.slug, channel, words)


def test_verified_is_for_toko_daring_only():
    assert not RULES["terverifikasi"].applies_to("e-katalog")
    assert [rule.slug for rule in rules_for("e-katalog")] == ["bersih", "selesai", "tidak-gagal", "semua"]
    with pytest.raises(KeyError):
        RULES["terverifikasi"].condition("e-katalog")
