"""The addresses of a page's table for machines, wherever an app has one. They exist once, outside the languages."""

from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

KINDS = ("csv", "xlsx", "json")


def twins(name: str, route: str, view: Callable[..., HttpResponseBase]) -> list[URLPattern]:
    """The addresses of a page's table as CSV, XLSX and JSON: `name-csv` at `route.csv`, and so on."""
    return [path(f"{route}.{kind}", view, {"kind": kind}, name=f"{name}-{kind}") for kind in KINDS]
