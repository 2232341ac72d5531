"""What a newer export changes, against a slow twin: inside an order equal content is unchanged, the rest is paired."""

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.loading.differences import NAMED, ChangedOrder, Changes, CurrentRows, compare, everything_is_new

pytestmark = pytest.mark.once

VALUE_OF = {1: 5, 2: 7, -3: 2**53 + 1, 4: 2**53 + 2, 2**63 - 1: 2**60 + 1}
"""content -> value: a content hash covers the value"""
ORDERS = [-(2**63), -16, 0, 16, 2**63 - 16]
"""As keys tell them: the last four bits are nobody's"""
ROWS = st.lists(st.tuples(st.sampled_from(ORDERS), st.sampled_from(sorted(VALUE_OF))), max_size=14)


def before_of(rows):
    orders, contents = (np.array(part, np.int64) for part in (zip(*rows, strict=True) if rows else ([], [])))
    values = np.array([VALUE_OF[content] for _, content in rows], np.int64)
    return CurrentRows(orders, contents, values, [f"order {order}" for order, _ in rows])


def after_of(rows, low):
    return pd.DataFrame(
        {
            "order": np.array([order + low for order, _ in rows], np.int64),
            "content": np.array([content for _, content in rows], np.int64),
            "value_sen": np.array([VALUE_OF[content] for _, content in rows], np.int64),
        },
        index=range(100, 100 + len(rows)),
    )


def plainly(old, new):
    """(added, changed, withdrawn, sen withdrawn, {kind: {order: (before, after)}})"""
    counts, orders = Counter(), {"added": {}, "changed": {}, "withdrawn": {}}
    withdrawn_sen = 0
    for order in {order for order, _ in (*old, *new)}:
        before, after = (Counter(content for one, content in rows if one == order) for rows in (old, new))
        gone, come = (before - after).elements(), (after - before).elements()
        lost, won = ([VALUE_OF[content] for content in contents] for contents in (gone, come))
        withdrawn_sen += max(sum(lost) - sum(won), 0)
        values = (sum(lost) if lost else None, sum(won) if won else None)
        kinds = {"changed": min(len(lost), len(won)), "added": len(won) - len(lost), "withdrawn": len(lost) - len(won)}
        for kind, count in kinds.items():
            if count > 0:
                counts[kind] += count
                orders[kind][f"order {order}"] = values
    return counts["added"], counts["changed"], counts["withdrawn"], withdrawn_sen, orders


@settings(max_examples=120, deadline=None)
@given(ROWS, ROWS, st.integers(0, 15))
def test_against_the_twin(old, new, low):
    rows = after_of(new, low)
    changes = compare(before_of(old), rows)
    changes.name({row: f"order {order}" for row, (order, _) in zip(rows.index, new, strict=True)})
    listed = {}
    for kind, orders in changes.orders.items():
        listed[kind] = {one.order_id: (one.before, one.after) for one in orders}
        assert [one.order_id for one in orders] == sorted(listed[kind])
    expected = plainly(old, new)
    assert (changes.added, changes.changed, changes.withdrawn, changes.withdrawn_sen, listed) == expected


def test_only_rows_that_no_key_names_are_asked_for():
    rows = after_of([(0, 1), (16, 1), (16, 2)], 3)
    changes = compare(before_of([(0, 2)]), rows)
    assert changes.unnamed() == [101], "order 0 is known by what stands"


def test_a_new_slice_names_its_first_orders():
    changes = everything_is_new(after_of([(16 * n, 1) for n in range(NAMED + 5) for _ in "ab"], 0))
    assert (changes.added, len(changes.orders["added"])) == (2 * (NAMED + 5), NAMED)
    assert changes.unnamed() == list(range(100, 100 + 2 * NAMED, 2))
    assert {one.after for one in changes.orders["added"]} == {2 * VALUE_OF[1]}, "an order is named with all its lines"


def test_the_edition_keeps_every_changed_order_and_the_first_added_ones():
    many = [ChangedOrder(f"{n:03}", None if kind == "added" else 100, None if kind == "withdrawn" else 250)
            for kind in ("added", "changed", "withdrawn") for n in range(NAMED + 1)]  # fmt: skip
    cut = NAMED + 1
    changes = Changes(orders={"added": many[:cut], "changed": many[cut : 2 * cut], "withdrawn": many[2 * cut :]})
    kept = {kind: len(orders) for kind, orders in changes.as_json(whole=False)["orders"].items()}
    assert kept == {"added": NAMED, "changed": cut, "withdrawn": cut}
    assert len(changes.as_json(whole=True)["orders"]["added"]) == cut
    assert changes.as_json(whole=True)["orders"]["changed"][0] == {"order_id": "000", "before": 1, "after": "2.50"}
