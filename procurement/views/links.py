"""Addresses of agencies, suppliers and orders, made of what does not change when an export is loaded again."""

from django.urls import reverse
from django.utils.text import slugify


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
