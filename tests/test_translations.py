"""Every string that a person reads exists in both languages: English in the code, Indonesian in the catalogue."""

import ast
import html as html_module
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

from tests.builders import small_site

ROOT = Path(settings.BASE_DIR)
APPS = ("procurement", "regions", "awards")
KEYWORDS = ("_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy")
CALL = re.compile(r"""\b(n?gettext|_)\(\s*(u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"))""")
CITATION = re.compile(r'<p class="cite".*?</p>', re.DOTALL)
MARKED = re.compile(r'<span lang="[a-z]+">[^<]*</span>')
PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%")


def python_messages() -> Iterator[tuple[str, str]]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            with path.open("rb") as source:
                for _line, function, messages, _comments in extract_python(source, KEYWORDS, [], {}):
                    first = messages[-1] if function.startswith("pgettext") else messages
                    first = first[0] if isinstance(first, tuple) else first
                    if first:
                        yield first, path.name


def template_messages() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "templates").rglob("*.html")):
        for match in CALL.finditer(templatize(path.read_text())):
            yield ast.literal_eval(match[2].removeprefix("u")), path.name


MESSAGES = sorted({*python_messages(), *template_messages()})


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    return read_po(io.BytesIO((ROOT / "locale/id/LC_MESSAGES/django.po").read_bytes()), locale="id", domain="django")


def test_messages_are_found_in_code_and_templates():
    assert len(MESSAGES) > 100
    assert "Skip to content" in {message for message, _ in MESSAGES}


@pytest.mark.parametrize(("message", "where"), MESSAGES)
def test_message_has_an_indonesian_translation(catalogue, message, where):
    entry = catalogue.get(message)
    assert entry, f"{where}: not in the catalogue: {message!r}"
    translation = entry.string[0] if isinstance(entry.string, tuple) else entry.string
    assert translation, f"{where}: not translated: {message!r}"
    assert not entry.fuzzy, f"{where}: fuzzy, so it is not used: {message!r}"


def test_translations_keep_the_placeholders(catalogue):
    for entry in catalogue:
        source = entry.id[0] if isinstance(entry.id, tuple) else entry.id
        translation = entry.string[0] if isinstance(entry.string, tuple) else entry.string
        assert set(PLACEHOLDER.findall(source)) == set(PLACEHOLDER.findall(translation)), source


def test_nothing_in_the_catalogue_is_left_over(catalogue):
    used = {message for message, _ in MESSAGES}
    ids = [entry.id[0] if isinstance(entry.id, tuple) else entry.id for entry in catalogue if entry.id]
    assert [message for message in ids if message not in used] == []


SHOWN = (
    "/",
    "/peringkat/2022/",
    "/daerah/",
    "/daerah/kota-malang/",
    "/daerah/kota-malang/transaksi/",
    "/data/",
    "/data/cakupan/",
    "/data/kamus/",
    "/data/ocds/",
    "/bandingkan/",
    "/bandingkan/?d=kota-malang&d=kota-kediri&d=kabupaten-blitar",
    "/peta/",
    "/metode/",
    "/cari/",
    "/cari/?q=malang",
    "/sorotan/",
    "/tentang/",
    "/koreksi/",
    "/istilah/",
    "/penghargaan/",
)


def sentences(catalogue: Catalog, side: str) -> set[str]:
    """Whole texts of one language that could not be a name or a word of both."""
    pairs = [(entry.id, entry.string) for entry in catalogue if isinstance(entry.id, str) and entry.id]
    chosen = {english if side == "en" else indonesian for english, indonesian in pairs if english != indonesian}
    return {text for text in chosen if len(text) > 14 and " " in text and "%" not in text and "<" not in text}


@pytest.mark.django_db
@pytest.mark.parametrize("path", SHOWN)
def test_a_page_is_in_one_language(client, catalogue, path):
    small_site(is_sample=True)
    for prefix, foreign in (("", "en"), ("/en", "id")):
        html = html_module.unescape(client.get(prefix + path).content.decode())
        html = CITATION.sub("", html)  # a citation stands in both languages on purpose
        html = MARKED.sub("", html)  # a word that is kept, and marked with its language
        assert [text for text in sentences(catalogue, foreign) if f">{text}" in html or f" {text}" in html] == []
