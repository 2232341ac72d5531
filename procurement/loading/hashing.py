"""64-bit hashes: of texts, by XXH3, and of orders, by BLAKE2b, which makes their addresses. The same in every load."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

import numpy as np
import pyarrow as pa
from xxhash import xxh3_64_intdigest

SEPARATOR = "\x1f"
"""Between the parts of a text that is hashed; cleaning lets it into none of them."""

type Hashes = np.ndarray[Any, np.dtype[np.int64]]


def text_hash(text: str) -> int:
    return xxh3_64_intdigest(text.encode())


def text_hashes(texts: pa.Array) -> Hashes:
    """The hash of each text; what is null counts as empty."""
    hashes = [xxh3_64_intdigest(text or b"") for text in texts.cast(pa.binary()).to_pylist()]
    return np.array(hashes, np.uint64).view(np.int64)


def identity_hashes(texts: pa.Array) -> Hashes:
    """64 bits of BLAKE2b of each text: `keys.short_key` is made of the same."""
    digests = b"".join([blake2b(text, digest_size=8).digest() for text in texts.cast(pa.binary()).to_pylist()])
    return np.frombuffer(digests, ">i8").astype(np.int64)


def mixed(parts: Iterable[Hashes]) -> Hashes:
    """One hash a row from the hashes and numbers of its parts, in their order (the finish of SplitMix64 a part)."""
    whole: Any = np.uint64(0)
    for part in parts:
        whole = part.view(np.uint64) + whole + np.uint64(0x9E3779B97F4A7C15)
        whole = (whole ^ (whole >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        whole = (whole ^ (whole >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        whole ^= whole >> np.uint64(31)
    return np.asarray(whole).view(np.int64)
