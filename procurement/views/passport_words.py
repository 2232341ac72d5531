"""The sentences of a figure's passport."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from procurement.counting import RULES, Channel
from procurement.queries.passport import Measures, Passport
from procurement.views import words
from regions.models import Region

MEASURES = ("nilai", "pesanan", "baris", "penyedia")


@dataclass(frozen=True)
class Asked:
    """The figure that the address names."""

    region: Region | None
    year: int
    channel: str
    rule: str
    measure: str


def who(region: Region | None) -> str:
    return region.name if region else gettext("All regencies and cities")


def heading(asked: Asked) -> str:
    names = {
        "nilai": gettext("Where this figure comes from: value, %(who)s, %(year)s"),
        "pesanan": gettext("Where this figure comes from: orders, %(who)s, %(year)s"),
        "baris": gettext("Where this figure comes from: rows, %(who)s, %(year)s"),
        "penyedia": gettext("Where this figure comes from: suppliers, %(who)s, %(year)s"),
    }
    return names[asked.measure] % {"who": who(asked.region), "year": asked.year}


def definition(asked: Asked) -> str:
    return {
        "nilai": gettext("The sum of the values of all rows that count, exact to the sen."),
        "pesanan": gettext("Different orders: each pair of marketplace and order number of a government once."),
        "baris": gettext("Rows of the exports that count: order lines, orders or packages, as the layout has."),
        "penyedia": gettext("Different suppliers with a row that counts; rows that name no supplier are left out."),
    }[asked.measure]


def conditions(asked: Asked) -> list[dict[str, str]]:
    rule = RULES[asked.rule]
    return [
        {"label": gettext("Government"), "text": who(asked.region)},
        {"label": gettext("Budget year"), "text": str(asked.year)},
        {"label": gettext("Channel"), "text": str(Channel(asked.channel).label)},
        {"label": gettext("Counting rule"), "text": f"{rule.label}: {rule.reason}"},
    ]


def figure(measures: Measures, measure: str) -> str:
    if measure == "nilai":
        return words.exact(measures.value_sen)
    count = {"pesanan": measures.orders, "baris": measures.rows, "penyedia": measures.suppliers}[measure]
    return words.number(count or 0)


def measures(found: Passport) -> list[dict[str, Any]]:
    """All four, published beside recomputed."""
    labels = {
        "nilai": gettext("Value"),
        "pesanan": gettext("Orders"),
        "baris": gettext("Rows"),
        "penyedia": gettext("Suppliers"),
    }
    return [
        {
            "label": labels[measure],
            "published": figure(found.published, measure),
            "recomputed": figure(found.recomputed, measure),
            "same": figure(found.published, measure) == figure(found.recomputed, measure),
        }
        for measure in MEASURES
        if measure != "penyedia" or found.region
    ]
