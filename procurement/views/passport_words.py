"""The sentences of a figure's passport."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from procurement.counting import DEFAULT_CHANNEL, DEFAULT_RULE, RULES, Channel
from procurement.passport_form import MEASURES
from procurement.queries.figures import EVERY_KIND, WITHOUT_DECEMBER, WITHOUT_LARGEST, Figure
from procurement.queries.passport import Way
from procurement.queries.printed import Printed
from procurement.queries.summed_again import Measures
from procurement.views import words
from procurement.views.condition_words import narrowed


@dataclass(frozen=True)
class Asked:
    """The figure that the address names."""

    figure: Figure
    measure: str
    edition: int | None = None
    """As this edition froze it."""


def who(figure: Figure) -> str:
    if figure.region:
        return figure.region.name
    kinds = {
        "": gettext("All regencies and cities"),
        "kota": gettext("All cities"),
        "kabupaten": gettext("All regencies"),
        EVERY_KIND: gettext("All governments of the province, the provincial one included"),
    }
    said = kinds[figure.who.get("jenis", "")]
    if name := figure.who.get("nama"):
        said = gettext("%(who)s found by the name “%(text)s”") % {"who": said, "text": name}
    return said


def when(figure: Figure) -> str:
    if figure.year:
        return str(figure.year)
    return gettext("the days named") if "dari" in figure.narrowed else gettext("all loaded years")


def heading(asked: Asked, names: dict[str, str], *, cited: bool = False) -> str:
    """With all that tells the figure from that of everything: whoever cites it cites the narrowed one.

    `cited`: away from the page channel and rule are said too where they are the defaults.
    """
    headings = {
        "nilai": gettext("Where this figure comes from: value, %(who)s, %(year)s"),
        "pesanan": gettext("Where this figure comes from: orders, %(who)s, %(year)s"),
        "baris": gettext("Where this figure comes from: rows, %(who)s, %(year)s"),
        "penyedia": gettext("Where this figure comes from: suppliers, %(who)s, %(year)s"),
    }
    text = headings[asked.measure] % {"who": who(asked.figure), "year": when(asked.figure)}
    text = "; ".join([text, *(f"{label}: {said}" for label, said in _narrower(asked.figure, names, cited))])
    if asked.edition is None:
        return text
    return gettext("%(heading)s, as edition %(number)s froze it") % {"heading": text, "number": asked.edition}


def _narrower(figure: Figure, names: dict[str, str], whole: bool) -> list[tuple[str, str]]:
    """What the figure does not share with that of the default channel and rule, as label and text; or those too."""
    said = []
    if whole or figure.channel != DEFAULT_CHANNEL:
        said.append((gettext("Channel"), str(Channel(figure.channel).label)))
    if whole or figure.rule != DEFAULT_RULE.slug:
        said.append((gettext("Counting rule"), str(RULES[figure.rule].label)))
    said += narrowed(figure.narrowed, names)
    return [*said, (gettext("Without"), _without(figure))] if figure.without else said


def definition(asked: Asked) -> str:
    return {
        "nilai": gettext("The sum of the values of all rows that count, exact to the sen."),
        "pesanan": gettext("Different orders: each pair of marketplace and order number of a government once."),
        "baris": gettext("Rows of the exports that count: order lines, orders or packages, as the layout has."),
        "penyedia": gettext("Different suppliers with a row that counts; rows that name no supplier are left out."),
    }[asked.measure]


def conditions(asked: Asked, names: dict[str, str]) -> list[dict[str, str]]:
    """Everything that the rows of the figure have in common, as label and text."""
    figure, rule = asked.figure, RULES[asked.figure.rule]
    said = [
        (gettext("Government"), who(figure)),
        (gettext("Budget year"), str(figure.year or gettext("all loaded years"))),
        (gettext("Channel"), str(Channel(figure.channel).label)),
        (gettext("Counting rule"), f"{rule.label}: {rule.reason}"),
        *narrowed(figure.narrowed, names),
    ]
    if figure.without:
        said.append((gettext("Without"), _without(figure)))
    return [{"label": label, "text": text} for label, text in said]


def _without(figure: Figure) -> str:
    return {
        WITHOUT_DECEMBER: gettext("orders dated December; what has no date of the year stays"),
        WITHOUT_LARGEST: gettext("the one largest order"),
    }[figure.without]


def figure(measures: Measures | Printed, measure: str) -> str:
    if measure == "nilai":
        return words.exact(measures.value_sen)
    count = {"pesanan": measures.orders, "baris": measures.rows, "penyedia": measures.suppliers}[measure]
    return "–" if count is None else words.number(count)


def measures(published: Measures, recomputed: Measures) -> list[dict[str, Any]]:
    """All that are published, beside what was summed now."""
    labels = {
        "nilai": gettext("Value"),
        "pesanan": gettext("Orders"),
        "baris": gettext("Rows"),
        "penyedia": gettext("Suppliers"),
    }
    lacking = {"pesanan": published.orders is None, "penyedia": published.suppliers is None}
    return [
        {
            "label": labels[measure],
            "published": figure(published, measure),
            "recomputed": figure(recomputed, measure),
            "same": figure(published, measure) == figure(recomputed, measure),
        }
        for measure in MEASURES
        if not lacking.get(measure)
    ]


def summed_how(way: Way) -> str:
    return {
        Way.TOTALS: gettext(
            "This page has just summed the rows below once more, and every figure came out as published."
        ),
        Way.KEPT: gettext(
            "The rows below were summed once more for this edition, and every figure came out as published."
        ),
        Way.ROWS: gettext(
            "No total is kept of this figure: its page sums the rows in the database. The same rows were also "
            "taken one by one, asked of each whether the rule counts it, and added up, and every figure came out the "
            "same."
        ),
        Way.GROUPS: gettext(
            "No total is kept of this figure: its page sums the rows in the database. They are very many, so "
            "all of them were also summed by stage, standing and verification, asked of each group whether the rule "
            "counts it, and value and rows came out the same; orders and suppliers are as the database counts them."
        ),
    }[way]
