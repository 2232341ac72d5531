"""The digest of a slice, against a slow twin: SHA-256 over its rows sorted by content and standing."""

import hashlib
import struct
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.loading.planning import NONE, slice_digest

pytestmark = pytest.mark.once
UNTIL = date(2022, 12, 31)
CONTENTS = [-(2**63), -1, 0, 7, 2**63 - 1]


def slowly(rows):
    rows = sorted(rows)
    said = b"".join(struct.pack("<q", content) for content, _ in rows)
    said += bytes(standing for _, standing in rows)
    return hashlib.sha256(said + f"{UNTIL} 0 0".encode()).hexdigest()


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(CONTENTS), st.integers(0, 3)), max_size=40))
def test_rows_in_whatever_order(rows):
    contents = np.array([content for content, _ in rows], np.int64)
    standings = np.array([standing for _, standing in rows], np.int8)
    assert slice_digest(contents, standings, UNTIL, NONE) == slowly(rows)
