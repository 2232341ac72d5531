"""The lists of what is visited leave nothing out: each address with a language has a kind, each address its visitor."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.urls.resolvers import LocalePrefixPattern
from django.utils.translation import override

from tests.page_kinds import KINDS, LIGHTHOUSE, PRINTED
from tests.visiting import EVERY_ONE

pytestmark = pytest.mark.once
REDIRECTS = {"ranking-latest"}
FILLED = {
    "agency": "/satker/kota-malang/1/",
    "agency_catalogue": "/satker/kota-malang/2/",
    "supplier": "/penyedia/aaaaaaaaaaaa-nama/",
    "supplier_catalogue": "/penyedia/aaaaaaaaaaab/",
    "order": "/transaksi/aaaaaaaaaaaa/",
    "order_lines": "/transaksi/aaaaaaaaaaab/",
    "order_snapshots": "/transaksi/aaaaaaaaaaac/",
    "order_catalogue": "/transaksi/aaaaaaaaaaad/",
    "silent": "kabupaten-pacitan",
    "withdrawn": "aaaaaaaaaaae",
}


def names(patterns) -> set[str]:
    found = set()
    for one in patterns:
        found |= names(one.url_patterns) if isinstance(one, URLResolver) else {one.name}
    return found


def test_every_page_is_of_a_kind():
    # An answer in English leaves its language behind in the thread, and addresses are resolved in the active one.
    with override("id"):
        every_page_is_of_a_kind()


def every_page_is_of_a_kind():
    pages = [one for one in get_resolver().url_patterns if isinstance(one.pattern, LocalePrefixPattern)]
    visited = {resolve(kind.address.format(**FILLED).partition("?")[0]).url_name for kind in KINDS}
    assert all(isinstance(one, URLPattern | URLResolver) for one in pages)
    assert names(pages) - visited <= REDIRECTS


def test_every_address_is_visited():
    """By the tests of methods, headers, tags and of a database that is away (H15, H17, H43)."""
    with override("id"):
        visited = {
            resolve(address.partition("?")[0]).url_name for address in EVERY_ONE if not address.startswith("/en/")
        }
        assert names(get_resolver().url_patterns) - visited == REDIRECTS


def test_kinds_are_told_apart():
    known = [kind.name for kind in KINDS]
    assert len(set(known)) == len(known)
    assert {*LIGHTHOUSE, *PRINTED} <= set(known)
