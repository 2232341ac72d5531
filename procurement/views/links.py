"""Addresses of agencies, suppliers and orders, made of what does not change on reloading, and of figures' passports."""

from django.urls import reverse
from django.utils.text import slugify

from procurement.counting import DEFAULT_CHANNEL, DEFAULT_RULE
from procurement.views import addresses
from regions.models import Region

DEFAULTS = {"kanal": DEFAULT_CHANNEL.value, "aturan": DEFAULT_RULE.slug, "ukuran": "nilai"}
"""Of a passport's keys."""


def agency_address(region_slug: str, key: str) -> str:
    """`key` is one of `queries.transactions.agency_keys`; empty for the unknown agency, which has no page."""
    return reverse("agency", args=[region_slug, key]) if key else ""


def supplier_address(key: str, name: str) -> str:
    """`key` is `Supplier.key`; the name is there for people and may change. Empty for the unknown supplier."""
    slug = slugify(name)
    return reverse("supplier", args=[key, slug] if slug else [key]) if key else ""


def order_address(key: str) -> str:
    """`key` is `Transaction.order_key`."""
    return reverse("order", args=[key])


def passport_address(region: Region | None, year: int, channel: str, rule: str, measure: str = "nilai") -> str:
    """Where a figure comes from: /asal/. No region: all regencies and cities together."""
    asked = {"kanal": channel, "aturan": rule, "ukuran": measure}
    query = {"daerah": region.slug if region else "", "tahun": str(year)}
    query |= {key: value for key, value in asked.items() if value != DEFAULTS[key]}
    return addresses.with_query(reverse("passport"), query)
