"""`make demo`: whatever its caller's shell says, it shows the sample, and it names the address at which it answers."""

import json
import os
import shutil
import subprocess
import sys
import zipfile

import pytest
from django.core.management import call_command

from procurement.downloads import edition_files, kit, store
from procurement.queries.coverage import latest_edition
from tests.builders import small_site
from tests.environment_names import settings_read
from tests.serving import ROOT

NOTED = """#!{python}
import json, os, sys
if sys.argv[1] == "-":  # asks whether the port is free
    sys.stdin.read()
else:
    with open("ran", "a") as file:
        print(json.dumps([sys.argv[1:], dict(os.environ)]), file=file)
"""
"""Stands where the demo's Python would: notes what it is asked to run, and in which environment."""


@pytest.fixture
def ran(tmp_path):
    """Runs deploy/demo in a folder without a site; gives (words, environment) of each call of Python."""
    (tmp_path / "deploy").mkdir()
    shutil.copy(ROOT / "deploy" / "demo", tmp_path / "deploy")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(NOTED.format(python=sys.executable))
    for name in ("venv", "messages"):
        (tmp_path / "deploy" / name).write_text("#!/bin/sh\n")
    for path in (python, *(tmp_path / "deploy").iterdir()):
        path.chmod(0o755)

    def run(**env):
        env = {"PATH": os.environ["PATH"], **env}
        subprocess.run([tmp_path / "deploy" / "demo"], env=env, check=True, capture_output=True)
        return [json.loads(line) for line in (tmp_path / "ran").read_text().splitlines()]

    return run


@pytest.mark.once
def test_nothing_of_the_callers_shell_reaches_the_demo(ran):
    names = settings_read()
    assert {"DATABASE_URL", "CLIENT_SCHEME_HEADER", "DESK_KEEP_DAYS", "SECRET_KEY", "OCID_PREFIX"} <= names
    for _words, env in ran(**dict.fromkeys(names, "mine"), PORT="8123"):
        assert {name for name in names if name in env} == {"SITE_URL"}


@pytest.mark.once
@pytest.mark.parametrize(("given", "port"), [({"PORT": "8123"}, "8123"), ({}, "8000")])
def test_the_address_is_that_of_the_port(ran, given, port):
    calls = ran(**given, SITE_URL="https://belanja.example")
    assert [words[1] for words, _env in calls] == ["migrate", "prepare_demo", "granian"]
    assert {env["SITE_URL"] for _words, env in calls} == {f"http://127.0.0.1:{port}"}
    assert calls[-1][0][calls[-1][0].index("--port") + 1] == port


@pytest.mark.django_db
def test_on_another_port_the_files_that_name_it_are_made_again(settings, tmp_path, capsys):
    settings.DATA_DIR, settings.BUILD_DOWNLOADS = tmp_path, True
    small_site(is_sample=True)
    for port in (8000, 8001):
        settings.SITE_URL = f"http://127.0.0.1:{port}"
        call_command("prepare_demo")
        recipes = edition_files.recipes(latest_edition(), edition_files.standing_slices())
        found = [store.find(recipe) for recipe in recipes]
        assert all(found)
        with zipfile.ZipFile(
            next(one.path for one, of in zip(found, recipes, strict=True) if of.name == kit.NAME)
        ) as z:
            assert any(f"{settings.SITE_URL}/edisi/" in z.read(name).decode() for name in z.namelist())
