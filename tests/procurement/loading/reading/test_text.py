"""A byte that is not of the stated encoding is told with its place, however the lines end (cases B12, B18)."""

import pytest

from procurement.loading.refusals import Refusal
from tests.procurement.loading.reading.workbooks import read

pytestmark = pytest.mark.once
BLOCK = 1 << 20
"""Bytes that are decoded at once."""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("shift", range(-3, 4))
def test_a_bad_byte_is_told_with_its_line(tmp_path, end, shift):
    """The file has three blocks; a line end, a long character and the byte itself each lie about a block's end."""
    first = "a,b" + end + "x," + "é" * ((BLOCK - 20 - shift) // 2) + end * 10
    second = "y,z" + end + "x," + "z" * (BLOCK + shift) + "é" + end
    good = (first + second).encode()
    path = tmp_path / "x.csv"
    path.write_bytes(good + b"CV Caf\xe9" + end.encode() + b"1,2" + end.encode())
    with pytest.raises(Refusal) as caught:
        read(path)
    found = caught.value
    assert (found.code, found.details["b"], found.details["n"]) == ("F06", len(good) + 6, 14)
