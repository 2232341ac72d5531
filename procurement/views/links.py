"""Addresses of agencies, suppliers and orders, made of what does not change on reloading, and of figures' passports."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import slugify

from procurement.counting import RULES, Standing
from procurement.queries.conditions import UNSTATED
from procurement.queries.rankings import Ranking
from procurement.views import addresses
from regions.models import Region


def agency_address(region_slug: str, key: str) -> str:
    """`key` is one of `queries.agency_keys`; empty for the unknown agency, which has no page."""
    return reverse("agency", args=[region_slug, key]) if key else ""


def supplier_address(key: str, name: str) -> str:
    """`key` is `Supplier.key`; the name is there for people and may change. Empty for the unknown supplier."""
    slug = slugify(name)
    return reverse("supplier", args=[key, slug] if slug else [key]) if key else ""


def order_address(key: str) -> str:
    """`key` is `Transaction.order_key`."""
    return reverse("order", args=[key])


def passport_of_all(found: Ranking, measure: str = "nilai", **who: str) -> str:
    """Of the total of a ranking, empty where it has no row. `who`: `jenis` and `nama` where it is narrowed by them."""
    return passport_address(None, found.year, found.channel, found.rule, measure, **who) if found.rows else ""


def is_named(key: str | None) -> bool:
    """Whether the value of a passport's condition names an agency or supplier, which has a page."""
    return bool(key) and key != UNSTATED


def passport_address(
    region: Region | None, year: int | None, channel: str, rule: str, measure: str = "nilai", **more: str
) -> str:
    """Where a figure comes from: /asal/. No region: all regencies and cities together; no year: all loaded ones.

    `more`: the further keys of `passport_form`, what its rows have in common besides.
    """
    query = {"daerah": region.slug if region else "", "tahun": str(year or "")}
    query |= addresses.query_of({"kanal": channel, "aturan": rule, "ukuran": measure})
    return addresses.with_query(reverse("passport"), query | more)


def nearest_standing(rule: str) -> str:
    """The `kedudukan` of a list of rows that comes nearest to what a rule counts; empty for rows of any standing."""
    return Standing.COUNTED.value if RULES[rule].standings == {Standing.COUNTED} else ""


def figure(text: str, address: str) -> str:
    """A figure that leads to where it comes from; bare where no passport is of it."""
    return format_html('<a class="from" href="{}">{}</a>', address, text) if address else text


def stated(value: str) -> str:
    """As a condition of a passport: what the source leaves empty has a word of its own."""
    return value or UNSTATED
