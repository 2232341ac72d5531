"""Column heads whose link sorts by the column: a second time reversed, and the order that stands is marked."""

from typing import Any

from procurement.views import addresses


def sort_head(
    key: str, label: str, css: str, path: str, query: dict[str, str], *, order: str, default: str, first: str = ""
) -> dict[str, Any]:
    """A column without a key is not sorted by. `first`: the order of the first click, where it is not the largest.

    `default` is the order of an address that names none, and is not named.
    """
    here = bool(key) and order.removeprefix("-") == key
    wanted = (key if order.startswith("-") else f"-{key}") if here else first or f"-{key}"
    changed = addresses.query_of({**query, "urut": wanted}, {"urut": default})
    return {
        "label": label,
        "css": css,
        "address": addresses.with_query(path, changed) if key else "",
        "sort": ("descending" if order.startswith("-") else "ascending") if here else "",
    }
