"""Which rows stand for spending of their own (docs/semantics.md, "Standing").

Worked out inside one slice, whatever the order of files and rows.

Rows are a DataFrame of numbers with one row per accepted row of all files of a load: `slice`, `order` (identity of
government, system, marketplace and order id), `file`, `line`, `content` (equal where everything stored is equal),
`value_sen`, `moment` (seconds, -1 without date), `stage`, `verification` (positions in their lists), `is_import`,
`lines_in_package` (0 unknown), `stated` (position in list(Standing), -1 to decide).
"""

from collections.abc import Callable
from typing import Any

import pandas as pd

from procurement.loading.standing import lines, packages, snapshots
from procurement.loading.standing.conflicts import Conflicts

__all__ = ["DECIDERS", "Conflicts"]

DECIDERS: dict[str, Callable[[pd.DataFrame], tuple[Any, Conflicts]]] = {
    "snapshots": snapshots.decide,
    "lines": lines.decide,
    "packages": packages.decide,
    "stated": packages.decide_stated,
}
"""The layout's way of standing -> what decides it"""
