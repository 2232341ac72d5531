"""Rows of the transactions page as finished text, and what the page says about its filters."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext, ngettext

from procurement.counting import DEFAULT_RULE, Channel, Stage, Standing
from procurement.models import Transaction
from procurement.queries.agency_keys import keys_of, named
from procurement.queries.transactions import ORDERS, Choices, TransactionPage
from procurement.views import addresses, links, words
from procurement.views.province import of_site
from procurement.views.sort_heads import sort_head
from regions.models import Region

EVERYTHING = "semua"
"""The counting rule that counts every row."""


def lines(rows: Sequence[Transaction]) -> list[dict[str, Any]]:
    """Rows with links to their order, agency and supplier. One query, and one more for names of governments."""
    keys = keys_of(named(row.agency) for row in rows if row.agency)
    governments = {code: (slug, name) for code, slug, name in of_site().values_list("code", "slug", "name")}
    return [_line(row, keys[named(row.agency)] if row.agency else "", *governments[row.region_id]) for row in rows]


def _line(row: Transaction, agency_key: str, slug: str, government: str) -> dict[str, Any]:
    standing = Standing(row.standing)
    notes = [str(words.stage(row.stage))]
    if row.verification:
        notes.append(str(words.verification(row.verification)))
    if standing != Standing.COUNTED:  # which only says that the row repeats no other, and would read as "in the total"
        notes.append(gettext("standing: %(name)s") % {"name": standing.label})
    return {
        "what": row.description or gettext("no description"),
        "order": gettext("order %(number)s") % {"number": row.order_id},
        "order_address": links.order_address(row.order_key),
        "supplier_address": _supplier_address(row),
        "agency_address": links.agency_address(slug, agency_key),
        "government": government,
        "day": words.day(row.ordered_at) if row.ordered_at else gettext("no date"),
        "supplier": _supplier(row),
        "agency": row.agency.name if row.agency else row.agency_name or gettext("agency not stated"),
        "marketplace": row.marketplace,
        "notes": ", ".join(notes),
        "why_not": _why_not(row),
        "value": words.amount(row.value_sen),
        "source": gettext("%(file)s, line %(line)s") % {"file": row.file.name, "line": row.line},
    }


def _why_not(row: Transaction) -> str:
    """Why the default rule does not count the row; empty where it does."""
    if DEFAULT_RULE.counts(row.channel, row.standing, row.stage, row.verification):
        return ""
    if row.standing not in DEFAULT_RULE.standings:
        return gettext("not counted by “Clean” because of its standing")
    return gettext("not counted by “Clean” because of its stage")


def _supplier(row: Transaction) -> str:
    """By name; a bare number says what it is, since it stands on a phone without a head and below another one."""
    code = row.supplier.code if row.supplier else ""
    name = row.supplier_name or (row.supplier.name if row.supplier else "")
    if name and name != code:
        return name
    if not code:
        return gettext("supplier not stated")
    return gettext("Supplier: %(name)s") % {"name": words.supplier(code)}


def _supplier_address(row: Transaction) -> str:
    return links.supplier_address(row.supplier.key, row.supplier.name or row.supplier.code) if row.supplier else ""


def title(region: Region, chips_of: dict[str, str]) -> str:
    """For the citation: with the year where one is chosen, the channel, and that every row is listed."""
    said = [gettext("Transactions of %(name)s") % {"name": region.name}]
    said += [chips_of["tahun"]] if "tahun" in chips_of else []
    said += [words.channel(chips_of["kanal"]) if "kanal" in chips_of else gettext("all channels")]
    return words.by_rule(", ".join(said), EVERYTHING)


def order_words() -> dict[str, str]:
    """Each order of the list in words, as the form offers it and the page says it; the default first."""
    return {
        "-tanggal": gettext("by date, newest first"),
        "tanggal": gettext("by date, oldest first"),
        "-nilai": gettext("by value, largest first"),
        "nilai": gettext("by value, smallest first"),
    }


def heads(path: str, query: dict[str, str], order: str) -> dict[str, dict[str, Any]]:
    """The heads of the columns that the list can be sorted by."""
    columns = (("nilai", gettext("Value (Rp)"), "num"), ("tanggal", gettext("Date"), ""))
    return {key: sort_head(key, label, css, path, query, order=order, default=ORDERS[0]) for key, label, css in columns}


def state(found: TransactionPage, query: dict[str, str]) -> str:
    """How many rows and orders the list holds, whatever page of it is shown, and how they are sorted."""
    rows, orders = found.summary.rows, found.summary.orders
    channel = words.channel(query["kanal"]) if "kanal" in query else gettext("any channel")
    texts = {"rows": ngettext("%(count)s row", "%(count)s rows", rows) % {"count": words.number(rows)}}
    texts["order"] = order_words()[query.get("urut", ORDERS[0])]
    if orders is None:
        pattern = gettext("%(rows)s, %(channel)s, %(order)s. Choose a year to see how many orders they are of.")
        return pattern % {**texts, "channel": channel}
    texts["orders"] = words.orders(orders)
    return gettext("%(rows)s of %(orders)s, %(channel)s, %(order)s.") % {**texts, "channel": channel}


def chips(path: str, query: dict[str, str], found: TransactionPage, choices: Choices) -> list[dict[str, str]]:
    """Every filter that is on, in words, with the address of the list without it."""
    return [
        {
            "label": _filter_words(key, value, found, choices),
            "address": addresses.with_query(path, {other: kept for other, kept in query.items() if other != key}),
        }
        for key, value in query.items()
        if key != "urut"
    ]


def _filter_words(key: str, value: str, found: TransactionPage, choices: Choices) -> str:
    if key in ("min", "maks"):
        pattern = gettext("from %(amount)s") if key == "min" else gettext("up to %(amount)s")
        return pattern % {"amount": words.exact(int(value) * 100)}
    names = {
        "tahun": value,
        "kategori": value,
        "q": f"“{value}”",
        "kanal": Channel(value).label if key == "kanal" else "",
        "tahap": gettext("stage: %(name)s") % {"name": Stage(value).label} if key == "tahap" else "",
        "kedudukan": gettext("standing: %(name)s") % {"name": Standing(value).label} if key == "kedudukan" else "",
        "satker": dict(choices.agencies).get(value, value),
        "penyedia": _supplier_name(value, found),
    }
    return str(names[key])


def _supplier_name(key: str, found: TransactionPage) -> str:
    """As its rows on this page name it; the key where there is none."""
    of_it = (row.supplier for row in found.rows if row.supplier and row.supplier.key == key)
    return next((words.supplier(one.name or one.code) for one in of_it), key)
