"""Small multiples: the months of each government as columns under one and the same upright scale."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from procurement import svg
from procurement.queries.comparison import Comparison, MonthValue
from procurement.views import words
from procurement.views.month_cells import gap

TOP, FLOOR, HEIGHT = 22, 118, 140
"""Room for the amount of the top line, the base line, and the names of months below it."""


def largest_month(found: Comparison) -> int:
    """The top of the scale that all drawings share. Sen."""
    return max((one.value_sen for side in found.sides if side.figures for one in side.figures.months), default=0)


def months(name: str, year: int, values: list[MonthValue], largest: int) -> SafeString:
    """Twelve columns; `largest` is the top line of every drawing of the comparison."""
    drawn = [svg.line("ax", FLOOR)]
    if largest:
        drawn += [svg.line("g", TOP), svg.line("g", (TOP + FLOOR) // 2)]
    for one in values:
        drawn += _column(one, year, largest)
    if largest:
        drawn.append(svg.text("halo", "0", TOP - 6, words.short(largest)))
    label = gettext("Columns of %(name)s for the twelve months of %(year)s; the top line is %(value)s.") % {
        "name": name,
        "year": year,
        "value": words.short(largest),
    }
    return svg.chart(drawn, HEIGHT, label)


def _column(one: MonthValue, year: int, largest: int) -> list[SafeString]:
    place = one.month - 1
    x, width = svg.pct(place * 50 + 6, 600), svg.pct(38, 600)
    name = words.month(year, one.month)
    drawn = []
    if one.value_sen:
        height = max(1, one.value_sen * (FLOOR - TOP) // largest)
        css = "b" if one.covered else "b part"
        drawn.append(svg.rect(css, x, FLOOR - height, width, height, f"{name}: {words.exact(one.value_sen)}"))
    elif not one.covered:
        drawn.append(svg.rect("gap", x, TOP, width, FLOOR - TOP, f"{name}: {gap(one)}"))
    if place % 3 == 0:
        drawn.append(svg.text("", x, FLOOR + 16, words.month(year, one.month, "M")))
    return drawn
