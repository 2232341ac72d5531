"""The masks that stand, applied to the rows of a load on their way into the database."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from procurement.masking import masked_description, masked_name, supplier_key, text_key
from procurement.models import Mask

type Numbers = np.ndarray[Any, np.dtype[Any]]
type Supplier = tuple[str, str, str]
"""(system, code, name)"""


class Masks:
    """The rules for one load. What rows are, and thus a slice's digest, was worked out before: it stays the same."""

    def __init__(self) -> None:
        every = list(Mask.objects.order_by("id"))
        standing = [one for one in every if one.lifted_edition_id is None]
        self.ever = {one.key for one in every if one.kind == Mask.Kind.SUPPLIER}
        """Keys of suppliers that were masked once: rows of a lifted mask, or of our own downloads, still bear them."""
        self._suppliers = {one.key: one for one in standing if one.kind == Mask.Kind.SUPPLIER}
        self._orders: defaultdict[str, list[Mask]] = defaultdict(list)
        for one in standing:
            if one.kind == Mask.Kind.ORDER:
                self._orders[one.key].append(one)
        self._hit: defaultdict[int, set[int]] = defaultdict(set)

    def suppliers(self, words: Sequence[Supplier], numbers: Numbers, slices: Numbers) -> list[Supplier]:
        """The suppliers' words with masked names. `numbers` has each row's word (-1 for none), `slices` its slice."""
        if not self._suppliers:
            return list(words)
        found = []
        for number, (system, code, name) in enumerate(words):
            mask = self._suppliers.get(supplier_key(system, code, name))
            if mask and name:
                self._note(mask, np.unique(slices[numbers == number]).tolist())
                name = masked_name(mask.key)
            found.append((system, code, name))
        return found

    def descriptions(self, texts: pa.Array, order_keys: pa.Array, slices: Numbers) -> pa.Array:
        """The descriptions of rows, masked where their order is."""
        if not self._orders:
            return texts
        places = np.flatnonzero(pc.is_in(order_keys, pa.array(list(self._orders))).to_numpy(zero_copy_only=False))
        if not len(places):
            return texts
        said = texts.to_pylist()
        for place, key in zip(places.tolist(), order_keys.take(pa.array(places)).to_pylist(), strict=True):
            mask = next((one for one in self._orders[key] if covers(one, said[place])), None)
            if mask:
                self._note(mask, [int(slices[place])])
                said[place] = masked_description(mask.edition_id)
        return pa.array(said, texts.type)

    def of_slice(self, number: int) -> list[int]:
        """The masks that were applied in a slice, by its number in the load. Ask when all its rows have passed."""
        return sorted(self._hit[number])

    def _note(self, mask: Mask, slices: Iterable[int]) -> None:
        for number in slices:
            self._hit[number].add(mask.pk)


def covers(mask: Mask, description: str | None) -> bool:
    """Whether the mask of an order covers this description of it: any that says something, or the one it is for."""
    return bool(description) and mask.content in ("", text_key(mask.key, description or ""))
