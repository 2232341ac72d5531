"""The three forms a figure is drawn in: ordered bars, columns over months, the rank strip. Tables hold the numbers."""

from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from procurement import svg
from procurement.queries.rankings import RankingRow
from procurement.queries.spending import Month
from procurement.views import words
from procurement.views.month_cells import gap

TOP, FLOOR, HEIGHT = 30, 200, 240
"""Of the columns: room for the label of the highest, the base line, and two lines of words below it."""
GAP = 8
"""Between the amounts of the grid lines and the columns."""


def bar(value: int, largest: int, median: int | None = None) -> SafeString:
    """One bar of a row, with the median marked. Hidden from screen readers: the number stands in the same row."""
    mark = f'<rect class="q" x="{svg.pct(median, largest)}" y="-25%" width="2" height="150%"/>' if median else ""
    return mark_safe(  # numbers only
        '<svg class="bar" aria-hidden="true"><rect class="t" width="100%" height="100%" rx="2"/>'
        f'<rect width="{svg.pct(value, largest)}" height="100%" rx="2"/>{mark}</svg>'
    )


def range_bar(low: int, high: int, largest: int) -> SafeString:
    """A bar up to what is known, then paler up to what it could be. Hidden from screen readers like `bar`."""
    return mark_safe(  # numbers only
        '<svg class="bar" aria-hidden="true"><rect class="t" width="100%" height="100%" rx="2"/>'
        f'<rect class="u" width="{svg.pct(high, largest)}" height="100%" rx="2"/>'
        f'<rect width="{svg.pct(low, largest)}" height="100%" rx="2"/></svg>'
    )


def columns(months: Sequence[Month], year: int | None, label: str) -> SafeString:
    """Columns over all loaded months; those of `year`, if one is meant, stand out, uncovered months are left open."""
    largest = max((month.value_sen for month in months), default=0)
    scale = _scale(largest)
    gutter = _gutter(scale)
    drawn = [svg.line("ax", FLOOR, gutter)]
    for y, amount in scale:
        drawn += [svg.line("g", y, gutter), svg.text("", str(gutter - GAP), y + 4, amount, anchor="end")]
    for place, month in enumerate(months):
        drawn += _column(month, place, len(months), largest, gutter, year in (None, month.year))
    if largest:
        drawn.append(_peak(months, largest, gutter))
    return svg.chart(drawn, HEIGHT, label)


def _column(month: Month, place: int, count: int, largest: int, gutter: int, chosen: bool) -> list[SafeString]:
    # A little narrower than its share: the gutter takes room from the spaces between the columns.
    left, whole = place * 50 + 8, count * 50
    x, width, shift = svg.pct(left, whole), svg.pct(30, whole), svg.beside(gutter, left, whole)
    name = words.month(month.year, month.month)
    drawn = []
    if month.value_sen:
        height = max(1, month.value_sen * (FLOOR - TOP) // largest) if largest else 0
        title = f"{name}: {words.exact(month.value_sen)}"
        css = ("b" if chosen else "bs") + ("" if month.covered else " part")
        drawn.append(svg.rect(css, x, FLOOR - height, width, height, title, shift))
    elif not month.covered:
        drawn.append(svg.rect("gap", x, TOP, width, FLOOR - TOP, f"{name}: {gap(month)}", shift))
    if month.month == 1:
        drawn += [svg.text("", x, FLOOR + 17, words.month(month.year, 1, "M"), shift)]
        drawn += [svg.text("tx-b", x, FLOOR + 33, str(month.year), shift)]
    elif month.month == 7:
        drawn.append(svg.text("", x, FLOOR + 17, words.month(month.year, 7, "M"), shift))
    return drawn


def _peak(months: Sequence[Month], largest: int, gutter: int) -> SafeString:
    place, month = next((place, month) for place, month in enumerate(months) if month.value_sen == largest)
    # Words grow towards the middle, where there is room for them.
    edge, anchor = (place + 1, "end") if place * 2 > len(months) else (place, "start")
    name = words.month(month.year, month.month, "M Y")
    shift = svg.beside(gutter, edge, len(months))
    says = f"{name}: {words.short(largest)}"
    return svg.text("tx-b halo", svg.pct(edge, len(months)), TOP - 12, says, shift, anchor)


def _scale(largest: int) -> list[tuple[int, str]]:
    """Where the three or four grid lines at round amounts lie, and the amount of each."""
    if not largest:
        return []
    step = _round_step(largest)
    return [
        (FLOOR - amount * (FLOOR - TOP) // largest, words.round_amount(amount))
        for amount in range(step, largest + 1, step)
    ]


def _gutter(scale: Sequence[tuple[int, str]]) -> int:
    """Pixels beside the columns in which the longest of the amounts fits, in a wide font too."""
    longest = max((len(amount) for _y, amount in scale), default=0)
    return longest * 13 // 2 + GAP if longest else 0


def _round_step(largest: int) -> int:
    """The largest of 1, 2, 5 times a power of ten that fits at least three times."""
    power = 10 ** (len(str(largest)) - 1)
    tenth = max(1, power // 10)
    steps = (tenth, 2 * tenth, 5 * tenth, power, 2 * power, 5 * power)
    return max([step for step in steps if largest // step >= 3], default=max(1, largest // 3))


def strip(rows: Sequence[RankingRow], here: str, median: int | None) -> SafeString:
    """Every government a thin column from the largest down, the one of this page marked, with the median line."""
    ordered = sorted(rows, key=lambda row: row.rank)
    largest = max((row.value_sen for row in ordered), default=0)
    drawn = [svg.line("ax", 130)]
    for place, row in enumerate(ordered):
        height = max(1, row.value_sen * 112 // largest) if largest else 0
        x, width = svg.pct(place * 50 + 7, len(ordered) * 50), svg.pct(36, len(ordered) * 50)
        title = f"{row.rank}. {row.region.name}: {words.exact(row.value_sen)}"
        drawn.append(svg.rect("bh" if row.region.code == here else "bs", x, 130 - height, width, height, title))
    if median is not None and largest:
        y = 130 - median * 112 // largest
        label = gettext("Median %(amount)s") % {"amount": words.short(median)}
        drawn += [svg.line("md", y), svg.text("halo", "100%", y - 6, label, anchor="end")]
    drawn += _place_label(ordered, here)
    return svg.chart(drawn, 156, _strip_label(ordered, here, median))


def _place_label(ordered: Sequence[RankingRow], here: str) -> list[SafeString]:
    for place, row in enumerate(ordered):
        if row.region.code == here:
            # At the edges the name would stick out of the drawing if it were centred under its column.
            third = place * 3 // len(ordered)
            x = svg.pct(place * 2 + third, len(ordered) * 2)
            says = gettext("%(name)s, rank %(rank)s") % {"name": row.region.name, "rank": row.rank}
            return [svg.text("tx-h", x, 149, says, anchor=("start", "middle", "end")[third])]
    return []


def _strip_label(ordered: Sequence[RankingRow], here: str, median: int | None) -> str:
    for row in ordered:
        if row.region.code == here:
            return gettext(
                "Bar chart of %(count)s governments from the largest to the smallest. "
                "%(name)s has rank %(rank)s; the median is %(median)s."
            ) % {
                "count": len(ordered),
                "name": row.region.name,
                "rank": row.rank,
                "median": words.short(median or 0),
            }
    return gettext("Bar chart of %(count)s governments from the largest to the smallest.") % {"count": len(ordered)}
