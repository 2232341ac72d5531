"""Competition ranks, medians, changes: pure arithmetic over integers."""

from collections.abc import Iterable, Mapping

from procurement.money import Share, half_up, percent


def competition_ranks[K](values: Mapping[K, int]) -> dict[K, int]:
    """key -> 1, 2, 2, 4 … from the largest value down; equal values share a rank."""
    first: dict[int, int] = {}
    for position, value in enumerate(sorted(values.values(), reverse=True), start=1):
        first.setdefault(value, position)
    return {key: first[value] for key, value in values.items()}


def median(values: Iterable[int]) -> int | None:
    """The middle value; of an even number the mean of the middle two, rounded half up. None of nothing."""
    ordered = sorted(values)
    if not ordered:
        return None
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return half_up(ordered[middle - 1] + ordered[middle], 2)


def change(now: int, before: int) -> Share | None:
    """Change against before, in percent with one decimal, rounded half up; None where before is nothing."""
    return percent(now - before, before)


def per_head(sen: int, population: int) -> int:
    """Whole rupiah a head, rounded half up."""
    return half_up(sen, population * 100)
