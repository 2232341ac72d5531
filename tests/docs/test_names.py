"""What the guides tell people to type exists: commands, settings, scripts, and the line that starts the server."""

import os
import re
import shlex
import subprocess
import sys
from itertools import pairwise

import pytest
from django.core.management import get_commands

from tests.demo_site import demo_words
from tests.environment_names import settings_read
from tests.serving import ROOT

pytestmark = pytest.mark.once

GUIDES = ("README.md", "docs/administrator.md", "docs/administrator.en.md", "docs/desk.md", "docs/desk.en.md")
NOT_SETTINGS = {"CHECKS_PYTHON"}
"""Asked for by one command alone."""
OF_A_PLACE = {"--workers": "2", "--blocking-threads": "64"}
"""Where the demo and a server may differ."""


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def block(name: str, kind: str, what: str = "") -> str:
    found = re.findall(rf"```{kind} ?{what}\n(.*?)```", text(name), re.DOTALL)
    return found[0] if found else ""


@pytest.mark.parametrize("name", GUIDES)
def test_commands_and_scripts_exist(name):
    known = get_commands()
    assert known["prepare_demo"] == "procurement"
    assert {one for one in re.findall(r"manage\.py ([a-z_]+)", text(name)) if one not in known} == set()
    assert {one for one in re.findall(r"(?<![\w/.-])deploy/[\w-]+", text(name)) if not (ROOT / one).exists()} == set()


@pytest.mark.parametrize("name", GUIDES)
def test_settings_exist(name):
    said = {one for pair in re.findall(r"`([A-Z]+(?:_[A-Z]+)+)\b|\b([A-Z]+(?:_[A-Z]+)+)=", text(name)) for one in pair}
    assert said - settings_read() - NOT_SETTINGS == {""}


def test_the_readme_names_every_setting():
    assert {name for name in settings_read() if f"`{name}`" not in text("README.md")} == {"BELANJA_SERVING"}


def sources():
    for folder in ("awards", "bench", "docs", "fixtures", "procurement", "regions", "tests"):
        yield from (ROOT / folder).rglob("*.py")


def test_documents_and_sections_that_the_code_cites_exist():
    known = {path.name for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]}
    sections = set(re.findall(r"^## (.+)$", text("docs/semantics.md"), re.MULTILINE))
    cited = re.compile(r'docs/semantics\.md, ((?:"[^"]+"(?:, | and )?)+)')
    for path in sources():
        said = path.read_text(encoding="utf-8")
        assert set(re.findall(r"\b[A-Z][A-Z-]+\.md|(?<=docs/)[\w.]+\.md", said)) <= known, path
        assert {one for names in cited.findall(said) for one in re.findall(r'"([^"]+)"', names)} <= sections, path


def test_the_modules_that_explain_the_words_exist():
    named = re.findall(r"`((?:awards|procurement|fixtures)/[\w./]+|\w+\.py)`", text("docs/semantics.md"))
    places = (ROOT, ROOT / "procurement" / "loading" / "standing")
    assert len(named) > 15 and [one for one in named if not any((place / one).exists() for place in places)] == []


def test_a_server_is_started_as_the_demo_is():
    unit = block("docs/administrator.en.md", "ini").replace("\\\n", " ")
    words = shlex.split(re.search(r"^ExecStart=\S+ (.*)$", unit, re.MULTILINE)[1])
    demo = demo_words(8000)
    told = dict(pairwise(words))
    for option, of_the_demo in OF_A_PLACE.items():
        words[words.index(option) + 1] = of_the_demo
    assert words[-1] == demo[-1] and sorted(words) == sorted(demo)
    assert int(told["--workers"]) * int(told["--blocking-threads"]) == 64, "what the guide says of connections"


def test_the_settings_of_a_server_are_enough(tmp_path):
    lines = block("docs/administrator.en.md", "sh", "env").replace("/srv/belanja", str(tmp_path)).splitlines()
    said = dict(line.split("=", 1) for line in lines)
    show = "from procurement.settings import DATABASES, SECURE_PROXY_SSL_HEADER as proxy; print(DATABASES, proxy)"
    env = {"PATH": os.environ["PATH"], "BELANJA_SERVING": "1", **said}
    done = subprocess.run([sys.executable, "-c", show], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert "mode=ro" in done.stdout and "HTTP_X_FORWARDED_PROTO" in done.stdout, done.stderr
