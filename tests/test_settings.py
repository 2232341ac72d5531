"""Settings work with no environment at all, and stop a start that lacks something with one sentence."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = pytest.mark.once

OURS = ("DJANGO_", "SITE_", "DATABASE_", "READER_", "DESK_", "DATA_DIR", "SECRET_KEY", "ALLOWED_HOSTS", "BELANJA_")
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
    ],
)
def test_what_is_missing_or_wrong_is_said(tmp_path, env, named):
    done = start(tmp_path, **env)
    assert done.returncode and "ImproperlyConfigured" in done.stderr and named in done.stderr.splitlines()[-1]
