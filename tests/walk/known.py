"""What a page may say: the sums of rows, in plain Python, that stand behind its figures."""

from collections import Counter

from tests.naive_sums import RULES, Rows, median, order_of, per_head


def known_of_all(counted: Rows, year: int) -> set[int]:
    """What any page may say of all governments of a year: their totals, per head, sums, medians, gaps between ranks.

    `counted`: the rows of all years under one rule.
    """
    this = counted.where(year=year)
    totals = {code: rows.sen for code, rows in this.ranked().by("region").items()}
    people = {row.region: row.population for row in this}
    heads = {code: per_head(rows.sen, people[code]) for code, rows in this.by("region").items()}
    known = {0, this.ranked().sen, this.sen, *totals.values(), *heads.values()} | counted.sums("region", region_year)
    if totals:
        known |= {median(totals.values()), median(heads[code] for code in totals)}
        known |= {one - other for one in totals.values() for other in totals.values() if one > other}
    return known


def region_year(row) -> tuple:
    return row.region, row.year


def year_month(row) -> tuple:
    return row.year, row.month


def slice_of(row) -> tuple:
    return row.region, row.year, row.system


def known_of_rows(every: Rows, rule: str) -> set[int]:
    """What a page about some rows of one government, year and channel may say of them under a rule."""
    counted = every.counted(rule)
    known = {every.counted(other).sen for other in RULES} | {every.sen, counted.sen}
    known |= counted.sums("agency", "supplier", marketplace, "category", "system", order_of, "id", "size", "month")
    known |= every.counted("bersih").sums(marketplace)
    known |= categories(counted) | ladder(every) | sizes(counted)
    largest = sorted((rows.sen for key, rows in counted.by("supplier").items() if key is not None), reverse=True)
    biggest_order = max((rows.sen for rows in counted.by(order_of).values()), default=0)
    known |= {sum(largest[:5]), counted.sen - counted.where(month=12).sen, counted.sen - biggest_order}
    return known


def marketplace(row) -> str:
    return row.marketplace.casefold()


def named(row) -> list[str]:
    return [name.strip() for name in row.category.split(";")]


def categories(counted: Rows) -> set[int]:
    """Each category with every row that names it, all of them together, what is there twice, rows that name several."""
    under: Counter[str] = Counter()
    for row in counted:
        for name in set(named(row)):
            under[name] += row.value_sen
    several = sum(row.value_sen for row in counted if len(named(row)) > 1)
    whole = sum(under.values())
    return {*under.values(), whole, whole - counted.sen, several}


def ladder(every: Rows) -> set[int]:
    """Stages and verification of rows that stand; rows that repeat others, together where the same rules count them."""
    stands, repeats = every.where(standing="counted"), Rows([row for row in every if row.standing != "counted"])
    known = stands.sums("stage", lambda row: (row.stage, row.verification))
    return known | repeats.sums(lambda row: tuple(rule for rule, counts in RULES.items() if counts(row)))


def sizes(counted: Rows) -> set[int]:
    """Each size, what is not known, and the ranges between them."""
    of = {size: rows.sen for size, rows in counted.by("size").items()}
    unknown = of.get("", 0)
    small = of.get("mikro", 0) + of.get("kecil", 0)
    lows = {small, small + of.get("menengah", 0), of.get("koperasi", 0), of.get("besar", 0)}
    return {unknown, *of.values(), *lows, *(low + unknown for low in lows)}
