"""Settings work with no environment at all, and stop a start that lacks something with one sentence."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from procurement import environment

pytestmark = pytest.mark.once

OURS = (
    "DJANGO_", "SITE_", "DATABASE_", "READER_", "DESK_", "DATA_DIR",
    "SECRET_KEY", "ALLOWED_HOSTS", "BELANJA_", "CLIENT_",
)  # fmt: skip
PRODUCTION = {
    "DJANGO_ENV": "production",
    "SECRET_KEY": "fifty letters that nobody would guess, or nearly so",
    "SITE_URL": "https://belanja.example",
    "SITE_CONTACT": "redaksi@belanja.example",
    "ALLOWED_HOSTS": "belanja.example",
    "BELANJA_SERVING": "1",
}
SHOW = "from django.conf import settings as s; print(s.DATABASES['default'], s.INSTALLED_APPS, s.MIDDLEWARE)"


def start(tmp_path, script=SHOW, **env):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    env = {**kept, "DJANGO_SETTINGS_MODULE": "procurement.settings", "DATA_DIR": str(tmp_path), **env}
    return subprocess.run(
        [sys.executable, "-c", script], cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=False
    )


def test_no_environment_is_enough(tmp_path):
    done = start(tmp_path)
    assert done.returncode == 0 and "sqlite3" in done.stdout


def test_the_public_site_has_no_desk(tmp_path):
    done = start(tmp_path, BELANJA_SERVING="1")
    for absent in (
        "desk",
        "contrib.admin",
        "contrib.auth",
        "contrib.sessions",
        "contrib.messages",
        "SessionMiddleware",
    ):
        assert absent not in done.stdout
    assert "mode=ro" in done.stdout


@pytest.mark.parametrize(
    ("env", "named"),
    [
        ({"DJANGO_ENV": "production"}, "SECRET_KEY, DATABASE_URL, SITE_URL, SITE_CONTACT, ALLOWED_HOSTS"),
        ({"DJANGO_ENV": "production", "SECRET_KEY": "x", "DATABASE_URL": "sqlite:////tmp/x"}, "SITE_URL"),
        ({"DJANGO_ENV": "prod"}, "DJANGO_ENV"),
        ({"SITE_ROLE": "both"}, "SITE_ROLE"),
        ({"SITE_ROLE": "desk", "DESK_URL": "meja.example"}, "DESK_URL"),
        ({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL"),
        ({"OCID_PREFIX": "ocds-Contoh"}, "OCID_PREFIX"),
        ({"CLIENT_ADDRESS_HEADER": "HTTP_X_FORWARDED_FOR"}, "CLIENT_ADDRESS_HEADER"),
        ({"CLIENT_SCHEME_HEADER": "X-Forwarded-Proto: https"}, "CLIENT_SCHEME_HEADER"),
    ],
)
def test_what_is_missing_or_wrong_is_said(tmp_path, env, named):
    done = start(tmp_path, **env)
    assert done.returncode and "ImproperlyConfigured" in done.stderr and named in done.stderr.splitlines()[-1]


HSTS = """
from procurement.wsgi import application
from django.test import Client
for headers in ({"X-Forwarded-Proto": "https"}, {"X-Forwarded-Proto": "http"}, {}):
    answer = Client(headers={"host": "belanja.example", **headers}).get("/static/css/site.css")
    print(answer.status_code, answer.headers.get("Strict-Transport-Security"), sep=",")
"""


@pytest.mark.parametrize("role", ["public", "desk"])
@pytest.mark.parametrize(
    ("named", "expected"),
    [("X-Forwarded-Proto", ["200,max-age=31536000", "200,None", "200,None"]), ("", ["200,None"] * 3)],
)
def test_a_proxy_that_is_named_may_say_https_and_no_stranger(tmp_path, role, named, expected):
    database = f"sqlite:///{tmp_path / 'none.sqlite3'}"
    done = start(tmp_path, HSTS, **PRODUCTION, SITE_ROLE=role, DATABASE_URL=database, CLIENT_SCHEME_HEADER=named)
    assert done.stdout.split() == expected, done.stderr


IMPORTED = """
import sys
from procurement.wsgi import application
print(sorted(m for m in sys.modules if m.startswith(("procurement.desk.", "awards.desk", "django.contrib.admin"))))
"""


def test_the_public_process_does_not_even_import_the_desk(tmp_path):
    done = start(tmp_path, IMPORTED, BELANJA_SERVING="1")
    assert done.stdout.strip() == "[]", done.stderr


def test_the_desk_keeps_a_secret_of_its_own(tmp_path):
    """The constant of development signs nothing that matters, and the desk signs cookies."""
    show = "from django.conf import settings as s; print(s.SECRET_KEY)"
    secrets = {start(tmp_path, show, SITE_ROLE="desk").stdout for _ in range(2)}
    assert len(secrets) == 1 and len(secrets.pop()) > 50
    assert (tmp_path / "desk.secret").stat().st_mode & 0o777 == 0o600


def test_cookies_of_a_desk_behind_tls(tmp_path):
    names = ("SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE")
    show = f"from django.conf import settings as s; print(*(getattr(s, name) for name in {names}))"
    done = start(tmp_path, show, SITE_ROLE="desk", DESK_URL="https://meja.example")
    assert done.stdout.split() == ["__Host-meja", "True", "True", "True"]


MADE = (
    "from procurement.wsgi import application; from procurement.api.cursors import cursor; print(cursor('1', '/', 7))"
)
READ = "from procurement.wsgi import application; from procurement.api.cursors import read; print(read({!r}, '1', '/'))"


@pytest.mark.parametrize("key", [{}, {"SECRET_KEY": ""}, {"SECRET_KEY": "one of our own"}])
def test_a_cursor_of_one_worker_is_read_by_another(tmp_path, key):
    made = start(tmp_path, MADE, BELANJA_SERVING="1", **key)
    assert made.stdout, made.stderr
    assert start(tmp_path, READ.format(made.stdout.strip()), BELANJA_SERVING="1", **key).stdout == "7\n"


def test_hosts_may_have_blanks_around_them(tmp_path):
    show = "from django.conf import settings as s; print(s.ALLOWED_HOSTS)"
    done = start(tmp_path, show, ALLOWED_HOSTS=" belanja.example, www.belanja.example ,")
    assert done.stdout == "['belanja.example', 'www.belanja.example']\n"


def test_a_reader_keeps_what_its_address_says_of_the_session_and_still_cannot_write():
    address = "postgresql://reader@db/site?options=-c%20statement_timeout%3D9000%20-c%20search_path%3Dours"
    ours = ["-c", "statement_timeout=5000"]
    said = ["-c", "statement_timeout=9000", "-c", "search_path=ours"]
    only = ["-c", "default_transaction_read_only=on"]
    options = environment.database(address, read_only=True)["OPTIONS"]
    assert options["options"].split() == [*ours, *said, *only]
    assert environment.database(address, read_only=False)["OPTIONS"]["options"].split() == said
    plain = environment.database("postgresql://reader@db/site", read_only=True)["OPTIONS"]
    assert plain["options"].split() == [*ours, *only]


def test_the_desk_writes_over_a_rollback_journal(tmp_path):
    """Its server and its worker write at the same time, which SQLite before 3.51 does not take well in WAL mode."""
    show = "from django.conf import settings as s; print({k: v['OPTIONS'] for k, v in s.DATABASES.items()})"
    done = start(tmp_path, show, SITE_ROLE="desk", BELANJA_SERVING="1")
    assert "journal_mode=DELETE; PRAGMA synchronous=EXTRA;" in done.stdout
    assert "journal_mode=WAL; PRAGMA synchronous=FULL;" in done.stdout
