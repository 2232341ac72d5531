"""Exports whose rows are the lines of a package that says how many it has (katalog-v5)."""

from typing import Any

import numpy as np
import pandas as pd

from procurement.loading.standing.conflicts import COUNTED, REPEATED, Conflicts, Standings
from procurement.loading.standing.sets import Lines, repeated
from procurement.money import SEN

NAMED = 5
"""Packages that a sentence names."""


def decide(rows: pd.DataFrame) -> tuple[Standings, Conflicts]:
    """A package with k times the lines that it says it has, in k equal sets, stands once; any other stands whole.

    Dropping equal lines would be wrong: packages with two honest identical lines exist. A package that does not say
    how many lines it has, and comes in several files, must come in equal sets: files that overlap would else count its
    money twice.
    """
    if rows.empty:
        return np.empty(0, np.int8), {}
    lines = Lines(rows)
    stated = rows["lines_in_package"].to_numpy().astype(np.int64)
    least, most, found = lines.lowest(stated), -lines.lowest(-stated), lines.per_order()
    fits = (least > 0) & (least == most) & (found % np.maximum(least, 1) == 0)
    times = np.where(fits, found // np.maximum(least, 1), 1)
    times = np.where(lines.times() % times == 0, times, 1)
    standing = np.where(lines.one_set(times), COUNTED, REPEATED)
    return standing, repeated(rows, *_unstated(rows, stated), standing)


def _unstated(rows: pd.DataFrame, stated: np.ndarray[Any, Any]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """(number of each row's package, rows of packages in several files of which no line says how many there are)"""
    packages = rows.groupby(["slice", "order"], sort=False).ngroup().to_numpy()
    says = np.bincount(packages, stated > 0) > 0
    files = pd.Series(rows["file"].to_numpy()).groupby(packages)
    several = (files.transform("max") != files.transform("min")).to_numpy()
    return packages, np.flatnonzero(several & ~says[packages])


def misfits(rows: pd.DataFrame, standing: Standings) -> pd.DataFrame:
    """Packages whose lines that stand are not as many, or not as much, as the package says.

    `rows` is the frame of `decide` with the column `package_total` (sen, -1 unknown). One row a package: slice, order,
    lines, stated_lines, value_sen, stated_sen. What a package does not say (0 lines, -1 sen) is not checked; where its
    lines say different things, it does not fit.
    """
    columns = ["slice", "order", "lines_in_package", "package_total", "value_sen"]
    found = rows.loc[standing == COUNTED, columns].groupby(["slice", "order"], sort=True)
    packages = found.agg(
        lines=("value_sen", "size"),
        stated_lines=("lines_in_package", "min"),
        most_lines=("lines_in_package", "max"),
        stated_sen=("package_total", "min"),
        most_sen=("package_total", "max"),
        value_sen=("value_sen", "sum"),
    ).reset_index()
    wrong_lines = (packages["most_lines"] > 0) & (
        (packages["lines"] != packages["most_lines"]) | (packages["stated_lines"] != packages["most_lines"])
    )
    wrong_sum = (packages["most_sen"] >= 0) & (
        (packages["value_sen"] != packages["most_sen"]) | (packages["stated_sen"] != packages["most_sen"])
    )
    kept = ["slice", "order", "lines", "stated_lines", "value_sen", "stated_sen"]
    chosen: pd.DataFrame = packages.loc[wrong_lines | wrong_sum, kept]
    return chosen.reset_index(drop=True)


def sentences(where: str, order_ids: list[str]) -> tuple[str, str]:
    """(Indonesian, English): what the plan says of the misfits of one slice, whose package numbers are given."""
    named = ", ".join(sorted(order_ids)[:NAMED]) + (" …" if len(order_ids) > NAMED else "")
    count = len(order_ids)
    return (
        f"{where}: {count} paket yang baris atau jumlahnya tidak cocok dengan jml_jenis_produk dan total ({named})",
        f"{where}: {count} packages whose lines or sum do not fit jml_jenis_produk and total ({named})",
    )


def differs_from_its_parts(quantity: str, unit_price: str, shipping: str, value_sen: int | None) -> bool:
    """R23: whether quantity x price + shipping is more than Rp1 away from the line's value.

    Exact: the texts are plain decimals. A line that lacks quantity or price is not checked; no shipping is Rp0.
    """
    if not quantity or not unit_price or value_sen is None or value_sen < 0:
        return False
    (a, a_places), (b, b_places), (c, c_places) = map(_scaled, (quantity, unit_price, shipping or "0"))
    places = max(a_places + b_places, c_places, 2)
    parts = a * b * 10 ** (places - a_places - b_places) + c * 10 ** (places - c_places)
    return bool(abs(parts - value_sen * 10**places // SEN) > 10**places)


def _scaled(text: str) -> tuple[int, int]:
    """(digits, how many of them stand behind the point)"""
    whole, _, decimals = text.partition(".")
    return int(whole + decimals), len(decimals)
