"""The months as columns: what is written stands beside what is drawn, at every width and without a stylesheet."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.utils.translation import override

from procurement.queries.spending import Month
from procurement.views import charts

PHONE, DESK = 288, 1200


def months(*values: int) -> list[Month]:
    return [
        Month(year=2021 + place // 12, month=place % 12 + 1, value_sen=value, orders=1, covered=True, begun=True)
        for place, value in enumerate(values)
    ]


def edges(part: ElementTree.Element, width: int) -> tuple[float, float]:
    """Where a column begins and ends, in pixels of a drawing of so many."""
    percent = [float(part.attrib[name].removesuffix("%")) for name in ("x", "width")]
    shift = int(re.sub(r"\D", "", part.attrib.get("transform", "0")))
    left = percent[0] * width / 100 + shift
    return left, left + percent[1] * width / 100


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("count", [12, 36])
def test_amounts_of_the_scale_stand_in_a_gutter_of_their_own(width, language, count):
    with override(language):
        drawing = ElementTree.fromstring(charts.columns(months(*[700_000_000_00] * count), 2021, ""))
    amounts = [part for part in drawing.iter("text") if re.search(r"juta|million", part.text or "")][:-1]  # the peak's
    columns = [edges(part, width) for part in drawing.iter("rect")]
    gutter = max(int(part.attrib["x"]) for part in amounts)
    assert len(amounts) >= 3 and {part.attrib["text-anchor"] for part in amounts} == {"end"}
    assert gutter >= max(6 * len(part.text or "") for part in amounts)
    assert columns[0][0] > gutter
    assert all(before[1] <= after[0] for before, after in pairwise(columns))
    assert columns[-1][1] <= width


def test_lines_of_the_scale_begin_beside_their_amounts():
    drawing = ElementTree.fromstring(charts.columns(months(700_000_000_00), None, ""))
    starts = {int(part.attrib["x1"]) for part in drawing.iter("line")}
    assert len(starts) == 1 and starts.pop() > 40


def test_months_without_a_value_need_no_gutter():
    drawing = ElementTree.fromstring(charts.columns(months(*[0] * 12), None, ""))
    assert [part.attrib["x1"] for part in drawing.iter("line")] == ["0"]
