"""The Nu validator over the HTML of every kind of page in both languages: no error, no warning."""

import json
import subprocess

import pytest
from django.template.loader import render_to_string

from tests.demo_site import get
from tests.page_kinds import KINDS, LANGUAGES
from tests.provision import VNU, find_java

pytestmark = [pytest.mark.browser, pytest.mark.npm]


def test_html_is_valid(sites, tmp_path):
    for kind in KINDS:
        for language in LANGUAGES:
            body = get(sites.url(kind, language), kind.method).body
            (tmp_path / f"{kind.name}.{language}.html").write_bytes(body)
    (tmp_path / "failed.html").write_text(render_to_string("errors/500.html"))
    found = validated(tmp_path)
    assert not found, "\n".join(found)


def validated(folder) -> list[str]:
    """What the validator says of the folder's pages, one line a message."""
    command = [find_java(), "-jar", VNU, "--format", "json", "--exit-zero-always", "--skip-non-html", folder]
    said = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stderr)
    return [
        f"{one['url'].rpartition('/')[2]}:{one.get('lastLine', 0)}: {one['message']} {one.get('extract', '')!r}"
        for one in said["messages"]
        if one["type"] != "info" or one.get("subType") == "warning"
    ]
