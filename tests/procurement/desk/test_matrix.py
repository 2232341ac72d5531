"""Who may do what at which address: every address of the desk and every method, for each kind of visitor.

L leads to the login (302), F is forbidden (403), M is no method of the address (405), N says that there is no such
thing (404), and O does what was asked, or says what is missing for it. In the order: anonymous, uploader, publisher,
editor. A new address fails the test until it stands here.
"""

import re

import pytest
from django.urls import URLResolver, get_resolver

from procurement.desk.models import AuditEntry, State, Withdrawal
from procurement.models import Edition
from tests.procurement.desk.conftest import export
from tests.procurement.loading.exports import row

KINDS = ("anonymous", "uploader", "publisher", "editor")
PUBLISHED, STEPS = ("skala-penyedia", "aturan-hukum", "daerah"), ("baca", "terbit", "buang")
ADDRESSES = {
    # address: GET and HEAD, then POST. Any other method is 405 for everybody.
    "bahasa/": ("MMMM", "OOOO"),
    "unggahan/": ("LOOO", "LMMM"),
    "unggahan/baru/": ("LOFF", "LMMM"),
    "unggahan/kirim/": ("LMMM", "LOFF"),
    "unggahan/<int:number>/": ("LOOO", "LMMM"),
    "unggahan/<int:number>/terbitkan/": ("LMMM", "LFOF"),
    "unggahan/<int:number>/buang/": ("LMMM", "LOOF"),
    "unggahan/<int:number>/periksa/": ("LMMM", "LOOF"),
    "unggahan/<int:number>/tolakan.csv": ("LOOF", "LMMM"),
    "muatan/": ("LOOO", "LMMM"),
    "muatan/<int:number>/": ("LOOO", "LMMM"),
    "muatan/<int:number>/tarik/": ("LMMM", "LFOF"),
    "penarikan/<int:number>/": ("LOOO", "LMMM"),
    "penarikan/<int:number>/tarik/": ("LMMM", "LFOF"),
    "penarikan/<int:number>/batal/": ("LMMM", "LFOF"),
    # What is published beside loads. No supplier, order, mask or claim has the key 1.
    "nama-daerah/": ("LOOO", "LMMM"),
    "nama-daerah/jawab/": ("LFOF", "LFOF"),
    "penyamaran/": ("LFFO", "LMMM"),
    "penyamaran/penyedia/<slug:key>/": ("LFFN", "LFFN"),
    "penyamaran/pesanan/<slug:key>/": ("LFFN", "LFFN"),
    "penyamaran/<int:number>/cabut/": ("LFFN", "LFFN"),
    **{f"tabel/{slug}/": ("LFOF", "LMMM") for slug in PUBLISHED},
    **{f"tabel/{slug}/berlaku.csv": ("LFOF", "LMMM") for slug in PUBLISHED},
    **{f"tabel/{slug}/{step}/": ("LMMM", "LFOF") for slug in PUBLISHED for step in STEPS},
    "klaim/": ("LOOO", "LMMM"),
    "klaim.csv": ("LOOO", "LMMM"),
    "klaim-baru/": ("LFFO", "LFFO"),
    "klaim/<slug:claim_id>/": ("LFFN", "LFFN"),
    "klaim/<slug:claim_id>/hapus/": ("LFFN", "LFFN"),
    "tabel/klaim/": ("LFFO", "LMMM"),
    "tabel/klaim/berlaku.csv": ("LFFO", "LMMM"),
    **{f"tabel/klaim/{step}/": ("LMMM", "LFFO") for step in STEPS},
    # The admin's own. The accounts belong to whoever keeps them, the log to publishers too.
    "": ("LOOO", "LOOO"),
    "login/": ("OOOO", "OOOO"),
    "logout/": ("LMMM", "LOOO"),
    "password_change/": ("LOOO", "LOOO"),
    "password_change/done/": ("LOOO", "LMMM"),
    "autocomplete/": ("LFFF", "LMMM"),
    "jsi18n/": ("LOOO", "LMMM"),
    "r/<path:content_type_id>/<path:object_id>/": ("LNNN", "LNNN"),
    "auth/user/<id>/password/": ("LFFF", "LFFF"),
    "auth/user/": ("LFFF", "LFFF"),
    "auth/user/add/": ("LFFF", "LFFF"),
    "auth/user/<path:object_id>/history/": ("LFFF", "LFFF"),
    "auth/user/<path:object_id>/delete/": ("LFFF", "LFFF"),
    "auth/user/<path:object_id>/change/": ("LFFF", "LFFF"),
    "auth/user/<path:object_id>/": ("LOOO", "LOOO"),
    "auth/group/": ("LFFF", "LFFF"),
    "auth/group/add/": ("LFFF", "LFFF"),
    "auth/group/<path:object_id>/history/": ("LFFF", "LFFF"),
    "auth/group/<path:object_id>/delete/": ("LFFF", "LFFF"),
    "auth/group/<path:object_id>/change/": ("LFFF", "LFFF"),
    "auth/group/<path:object_id>/": ("LOOO", "LOOO"),
    "desk/auditentry/": ("LFOF", "LFOF"),
    "desk/auditentry/add/": ("LFFF", "LFFF"),
    "desk/auditentry/<path:object_id>/history/": ("LFOF", "LFOF"),
    "desk/auditentry/<path:object_id>/delete/": ("LFFF", "LFFF"),
    "desk/auditentry/<path:object_id>/change/": ("LFOF", "LFFF"),
    "desk/auditentry/<path:object_id>/": ("LOOO", "LOOO"),
    "^(?P<app_label>auth|desk)/$": ("LNON", "LNON"),
    "(?P<url>.*)$": ("LNNN", "LNNN"),
}
SAMPLES = {
    "^(?P<app_label>auth|desk)/$": "desk/",
    "(?P<url>.*)$": "nowhere/",
    "r/<path:content_type_id>/<path:object_id>/": "r/999/1/",
}

OTHERS = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO")


def addresses(resolver=None, before=""):
    for one in (resolver or get_resolver("procurement.desk.urls")).url_patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses(one, path)
        else:
            yield path


@pytest.fixture
def numbers(published, uploaded, user_of):
    """Of an upload and a withdrawal that wait for a decision, a load that is published, an account, and an entry."""
    edition = published(export(row())).edition
    return {
        "muatan": Edition.objects.get(number=edition).load_id,
        "unggahan": uploaded(export(row(order_id="2"), row(order_id="3", valuasi="x"))).pk,
        "penarikan": Withdrawal.objects.create(by="publisher", load=1, state=State.PLANNED).pk,
        "auth/user": user_of("editor").pk,
        "auth/group": user_of("editor").groups.get().pk,
        "desk/auditentry": AuditEntry.objects.latest("pk").pk,
    }


def test_every_address_stands_in_the_matrix():
    assert sorted(addresses()) == sorted(ADDRESSES)


def test_what_who_may_get(client_of, numbers):
    assert table(client_of, numbers, "GET") == {address: row[0] for address, row in ADDRESSES.items()}
    assert table(client_of, numbers, "HEAD") == {address: row[0] for address, row in ADDRESSES.items()}


def test_what_who_may_post(client_of, numbers):
    assert table(client_of, numbers, "POST") == {address: row[1] for address, row in ADDRESSES.items()}


def test_no_other_method_is_known(client_of, numbers):
    clients = [client_of("anonymous"), client_of("publisher")]
    for path in paths(numbers).values():
        answers = [client.generic(method, path) for client in clients for method in OTHERS]
        assert {(one.status_code, one["Allow"]) for one in answers} == {(405, "GET, HEAD, POST")}


def paths(numbers):
    return {address: "/" + re.sub("<[a-z:_]+>", _number(numbers, address), _sample(address)) for address in ADDRESSES}


def _sample(address):
    return SAMPLES.get(address, address)


def _number(numbers, address):
    """Of the thing that the beginning of the address names."""
    return str(next((number for start, number in numbers.items() if address.startswith(f"{start}/")), 1))


def table(client_of, numbers, method):
    """A new browser for each try: some addresses end the session."""
    return {
        address: "".join(letter(client_of(kind).generic(method, path)) for kind in KINDS)
        for address, path in paths(numbers).items()
    }


def letter(answer):
    if answer.status_code == 302 and answer["Location"].startswith("/login/"):
        return "L"
    assert answer.status_code < 500
    return {403: "F", 404: "N", 405: "M"}.get(answer.status_code, "O")
