"""Logging in, being kept out, and the end of sessions."""

import time
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import connections, router
from django.test import Client
from django.test.utils import CaptureQueriesContext

from procurement.desk import login, middleware
from procurement.desk.models import AuditEntry, FailedLogin
from tests.procurement.desk.conftest import PASSWORD

ANOTHER = "pelan berenang laut kuda"


def try_login(client, name="uploader", password=PASSWORD, **how):
    return client.post("/login/", {"username": name, "password": password}, **how)


def test_the_right_password_opens_the_desk(user_of):
    user_of("uploader")
    client = Client()
    answer = try_login(client)
    assert answer.status_code == 302 and answer["Location"] == "/"
    cookie = answer.cookies["meja"]
    assert cookie["httponly"] and cookie["samesite"] == "Strict" and not cookie["max-age"]
    assert client.get("/").status_code == 200
    entry = AuditEntry.objects.get()
    assert (entry.by, entry.action, entry.result, entry.address) == ("uploader", "log in", "done", "127.0.0.1")


def test_twenty_wrong_passwords_lock_the_name_and_are_logged(user_of, caplog):
    """U09. The right password does not help meanwhile, and another address is not kept out."""
    user_of("uploader")
    answers = [try_login(Client(), password=f"salah {n}") for n in range(20)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 15
    assert answers[-1]["Retry-After"] == "900"
    assert try_login(Client()).status_code == 429
    assert try_login(Client(), REMOTE_ADDR="192.0.2.7").status_code == 302
    results = list(AuditEntry.objects.order_by("pk").values_list("by", "result"))
    assert results == [("uploader", "wrong password")] * 5 + [("uploader", "locked"), ("uploader", "done")]
    assert "login of uploader from 127.0.0.1: locked" in caplog.text
    assert PASSWORD not in caplog.text and "salah" not in caplog.text


def test_a_lock_is_logged_once_a_window_for_each_name_and_address(user_of, monkeypatch):
    """Or whoever posts on and on fills the disk."""
    user_of("uploader")
    for address in ("192.0.2.1", "192.0.2.2"):
        for name in ("uploader", "nobody", "uploader", "nobody"):
            for n in range(8):
                try_login(Client(), name=name, password=f"salah {n}", REMOTE_ADDR=address)
    locked = AuditEntry.objects.filter(result="locked").order_by("pk").values_list("by", "address")
    assert sorted(locked) == [(name, f"192.0.2.{n}") for name in ("", "uploader") for n in (1, 2)]
    later = datetime.now() + login.WINDOW + timedelta(seconds=1)
    with monkeypatch.context() as patched:
        patched.setattr(login, "datetime", SimpleNamespace(now=lambda: later))
        for n in range(6):  # the last finds it locked
            try_login(Client(), password=f"salah {n}", REMOTE_ADDR="192.0.2.1")
            FailedLogin.objects.update(at=later)
    assert AuditEntry.objects.filter(result="locked").count() == 5


def test_a_lock_ends(user_of, monkeypatch):
    user_of("uploader")
    for n in range(6):
        try_login(Client(), password=f"salah {n}")
    assert try_login(Client()).status_code == 429
    FailedLogin.objects.update(at=datetime.now() - login.WINDOW - timedelta(seconds=1))
    assert try_login(Client()).status_code == 302
    assert not FailedLogin.objects.exists()


def test_one_address_may_not_try_many_names():
    for n in range(20):
        assert try_login(Client(), name=f"nama{n}", password="salah").status_code == 200
    assert try_login(Client(), name="nama20", password="salah").status_code == 429


def test_an_unknown_name_is_answered_like_a_known_one(user_of):
    """No enumeration by text: neither before the lock nor behind it, nor for accounts that may not log in."""
    user_of("uploader")
    User.objects.create_user("gone", password=PASSWORD, is_staff=True, is_active=False)
    User.objects.create_user("reader", password=PASSWORD)
    pages = []
    for name, password in (("uploader", "salah"), ("nobody", "salah"), ("gone", PASSWORD), ("reader", PASSWORD)):
        answer = try_login(Client(), name=name, password=password)
        pages.append((answer.status_code, answer.text.split('class="errornote">')[1].split("</p>")[0]))
    assert len(set(pages)) == 1 and pages[0][0] == 200
    for _ in range(6):
        locked = [try_login(Client(), name=name, password="salah") for name in ("uploader", "nobody")]
    assert {answer.status_code for answer in locked} == {429}


def test_an_unknown_name_costs_as_much_time_as_a_known_one(user_of, monkeypatch):
    """No enumeration by time: what takes time is the hashing, and once either way, behind the lock never."""
    user_of("uploader")
    hashed, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *given: hashed.append(1) or encode(*given))
    costs = []
    for name in ("uploader", "nobody"):
        for _ in range(7):
            hashed.clear()
            try_login(Client(), name=name, password="salah", REMOTE_ADDR="192.0.2.1")
            costs.append(len(hashed))
    assert costs[:7] == costs[7:] == [1, 1, 1, 1, 1, 0, 0]


def test_a_typed_name_that_is_nobodys_is_not_kept():
    """It may be a password in the wrong field."""
    try_login(Client(), name="rahasia sekali", password="x")
    kept = str(list(FailedLogin.objects.values())) + str(list(AuditEntry.objects.values()))
    assert "rahasia" not in kept


def test_the_session_of_before_the_login_is_not_the_one_after(user_of):
    """Fixation: whoever planted a session key does not share the session."""
    user_of("uploader")
    client = Client()
    client.cookies["meja"] = "a" * 32
    try_login(client)
    assert client.cookies["meja"].value != "a" * 32


def test_a_session_ends_with_the_logout(user_of):
    """U10."""
    client = Client()
    client.force_login(user_of("uploader"))
    kept = client.cookies["meja"].value
    assert client.post("/logout/").status_code in (200, 302)
    thief = Client()
    thief.cookies["meja"] = kept
    assert thief.get("/unggahan/").status_code == 302


def test_other_sessions_end_with_a_new_password(user_of):
    """U10."""
    user = user_of("uploader")
    here, elsewhere = Client(), Client()
    here.force_login(user)
    elsewhere.force_login(user)
    old = here.cookies["meja"].value
    sent = {"old_password": PASSWORD, "new_password1": ANOTHER, "new_password2": ANOTHER}
    assert here.post("/password_change/", sent).status_code == 302
    assert here.get("/unggahan/").status_code == 200
    assert elsewhere.get("/unggahan/").status_code == 302
    thief = Client()
    thief.cookies["meja"] = old
    assert thief.get("/unggahan/").status_code == 302
    assert AuditEntry.objects.get(action="password").result == "done"


@pytest.mark.parametrize("password", ["empatbelas-aja", "123456789012345"])
def test_a_weak_password_is_refused(user_of, password):
    client = Client()
    client.force_login(user_of("uploader"))
    sent = {"old_password": PASSWORD, "new_password1": password, "new_password2": password}
    assert client.post("/password_change/", sent).status_code == 200
    assert AuditEntry.objects.get().result == "refused"


def test_an_idle_session_ends(user_of, settings):
    client = Client()
    client.force_login(user_of("uploader"))
    client.get("/")
    left = Session.objects.get().expire_date - datetime.now()
    assert timedelta(minutes=59) < left <= timedelta(minutes=60)
    Session.objects.update(expire_date=datetime.now() - timedelta(seconds=1))
    assert client.get("/unggahan/").status_code == 302


def test_a_busy_session_ends_after_twelve_hours(user_of, monkeypatch):
    client = Client()
    client.force_login(user_of("uploader"))
    assert client.get("/unggahan/").status_code == 200
    now = time.time()
    monkeypatch.setattr(middleware.time, "time", lambda: now + 11.9 * 3600)
    assert client.get("/unggahan/").status_code == 200
    monkeypatch.setattr(middleware.time, "time", lambda: now + 12.1 * 3600)
    assert client.get("/unggahan/").status_code == 302


@pytest.mark.parametrize(
    "target", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_a_login_leads_nowhere_else(user_of, target):
    user_of("uploader")
    answer = Client().post("/login/", {"username": "uploader", "password": PASSWORD, "next": target})
    assert answer.status_code == 302 and answer["Location"] == "/"
    language = Client().post("/bahasa/", {"language": "en", "next": target})
    assert "evil" not in language["Location"] and "javascript" not in language["Location"]


def test_a_form_from_elsewhere_is_refused(user_of):
    """U02: without the token, and with a token but another Origin."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(user_of("uploader"))
    answer = client.post("/unggahan/kirim/", {})
    assert answer.status_code == 403 and "datang dari tempat lain" in answer.text
    page = client.get("/unggahan/baru/")
    token = page.text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    sent = {"csrfmiddlewaretoken": token}
    assert client.post("/unggahan/kirim/", sent, headers={"Origin": "https://evil.example"}).status_code == 403
    assert client.post("/unggahan/kirim/", sent, headers={"Origin": "http://testserver"}).status_code == 400


def test_headers_of_a_page(client_of):
    answer = client_of("uploader").get("/unggahan/")
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["X-Content-Type-Options"] == "nosniff" and answer["Referrer-Policy"] == "same-origin"
    assert not answer.has_header("Access-Control-Allow-Origin")


def test_a_language_that_a_browser_would_like_is_not_asked(client_of):
    client = client_of("uploader")
    assert "Unggahan" in client.get("/", headers={"Accept-Language": "en"}).text
    client.post("/bahasa/", {"language": "en", "next": "/"})
    assert "Upload exports, read" in client.get("/").text


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_a_made_up_address_does_not_help(user_of, header):
    """H22: the lock counts by the address of the connection, unless the settings name the proxy's header."""
    user_of("uploader")
    tries = [try_login(Client(), password="salah", headers={header: f"192.0.2.{n}"}) for n in range(6)]
    assert tries[-1].status_code == 429


@pytest.mark.sqlite  # PostgreSQL walks through a table of a few rows, whatever index it has
def test_the_lock_does_not_walk_through_the_log():
    """It is asked with every try for nothing, and the log only grows."""
    desk = connections[router.db_for_read(AuditEntry)]
    with CaptureQueriesContext(desk) as asked:
        login._said_already("uploader", "192.0.2.1")
    with desk.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {asked[0]['sql']}".replace("%", "%%"))
        (*_numbers, how) = cursor.fetchone()
    assert "USING INDEX audit_of_result (result=? AND at>?)" in how
