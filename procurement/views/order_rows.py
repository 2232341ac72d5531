"""The rows of one order as finished text: each with the rules that count it and the line it came from."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from procurement.counting import RULES, Stage, Standing, rules_for
from procurement.models import Transaction
from procurement.queries.orders import OrderPage
from procurement.views import links, words
from procurement.views.method import STANDINGS

DETAILS = {
    "order_number": _("Number of the order letter"),
    "plan": _("Number in the procurement plan (RUP)"),
    "funding": _("Source of funds"),
    "commodity": _("Commodity code"),
    "commodity_name": _("Commodity"),
    "product": _("Product code"),
    "product_line": _("Product line"),
    "products": _("Products"),
    "distributor": _("Distributor code"),
    "supplier_alt": _("Other supplier code"),
    "lines_in_package": _("Lines in the package"),
    "package_total": _("Total of the package (Rp)"),
    "package_status": _("Status of the package"),
    "quantity": _("Quantity of goods"),
    "unit_price": _("Unit price (Rp)"),
    "shipping": _("Shipping (Rp)"),
    "edited_at": _("Changed at"),
    "catalogue": _("Kind of catalogue"),
    "catalogue_owner": _("Owner of the catalogue"),
    "government_kind": _("Kind of government"),
    "delivery": _("Delivery"),
    "method": _("Method"),
    "domestic_value": _("Domestic products (Rp)"),
}
"""What a layout says besides; printed as the source prints it."""


def line(row: Transaction) -> dict[str, Any]:
    standing = Standing(row.standing)
    counting = [
        str(rule.label)
        for rule in rules_for(row.channel)
        if rule.counts(row.channel, row.standing, row.stage, row.verification)
    ]
    state = [str(Stage(row.stage).label), *([str(words.verification(row.verification))] if row.verification else [])]
    return {
        "what": row.description or gettext("no description"),
        "value": words.amount(row.value_sen),
        "when": words.moment_or_day(row.ordered_at) if row.ordered_at else gettext("no date"),
        "state": ", ".join(state) + (f" ({row.stage_note})" if row.stage_note else ""),
        "standing": standing.label,
        "why": STANDINGS[standing],
        "counted_by": ", ".join(counting) or gettext("no rule"),
        "source": gettext("%(file)s, line %(line)s") % {"file": row.file.name, "line": row.line},
        "details": [
            {"label": DETAILS.get(name, name), "text": text} for name, text in (row.details or {}).items() if text
        ],
    }


def rules(found: OrderPage) -> list[dict[str, str]]:
    return [
        {
            "name": str(RULES[slug].label),
            "rows": words.number(amount.rows),
            "value": links.figure(words.amount(amount.value_sen), _source(found.main, slug)),
        }
        for slug, amount in found.by_rule
    ]


def _source(main: Transaction, rule: str) -> str:
    return links.passport_address(main.region, None, main.channel, rule, transaksi=main.order_key)


def files(rows: Sequence[Transaction]) -> list[dict[str, Any]]:
    """The files that the rows come from, each once."""
    found = {row.file_id: row.file for row in rows}
    return [
        {
            "name": file.name,
            "sha256": file.sha256,
            "layout": file.layout,
            "load": file.load_id,
            "when": words.moment(file.load.started_at),
        }
        for file in found.values()
    ]
