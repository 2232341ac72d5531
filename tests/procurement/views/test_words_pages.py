"""The pages of words: /tentang/, /koreksi/, /istilah/. Complete, in both languages, without a broken link."""

import html
import re
from urllib.parse import parse_qs, unquote

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.test import Client
from django.utils.translation import override

from awards.terms import Outcome
from procurement.counting import RULES, Stage, Standing
from procurement.models import LegalRule
from procurement.queries.rules import rules
from procurement.views import about_words, law_words
from procurement.views.glossary import terms
from tests.builders import small_site

pytestmark = pytest.mark.django_db

PAGES = ("/tentang/", "/koreksi/", "/istilah/")
RULES_FILE = django_settings.BASE_DIR / "fixtures" / "rules.csv"


@pytest.fixture
def law(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    call_command("load_rules", RULES_FILE, verbosity=0)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def text(client: Client, address: str) -> str:
    main = re.search(r"<main.*</main>", page(client, address), re.DOTALL)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("address", PAGES)
def test_with_nothing_loaded_and_with_unknown_keys(client, address, prefix):
    content = page(client, prefix + address)
    assert content.count("<h1") == 1
    ids = re.findall(r' id="([^"]+)"', content)
    assert len(ids) == len(set(ids))
    assert client.get(prefix + address, {"tahun": "2022"}).status_code == 400
    assert client.post(prefix + address).status_code == 405


@pytest.mark.parametrize("address", [*PAGES, *(f"/en{one}" for one in PAGES)])
def test_every_link_and_anchor_of_these_pages_leads_somewhere(client, law, address):
    small_site()
    links = {html.unescape(link) for link in re.findall(r'<a [^>]*href="([^"]*)"', page(client, address))}
    assert len(links) > 20
    for link in links:
        if not link.startswith(("/", "#")):
            assert link.startswith(("https://", "http://", "mailto:")), link
            continue
        path, _hash, place = link.partition("#")
        answer = client.get(path or address, follow=True)
        assert answer.status_code == 200, link
        assert not place or f' id="{place}"' in answer.content.decode(), link


def test_glossary_has_every_rule_stage_standing_and_verdict(client):
    content = page(client, "/istilah/")
    for prefix, kinds in (
        ("aturan", RULES),
        ("tahap", [stage.value for stage in Stage]),
        ("kedudukan", [standing.value for standing in Standing]),
        ("putusan", [outcome.value for outcome in Outcome]),
    ):
        for kind in kinds:
            assert f'<div id="{prefix}-{kind}"><dt>' in content, (prefix, kind)
    with override("id"):
        for rule in RULES.values():
            assert f"<dt>{rule.label}</dt>" in content


WORDS = [
    "daerah",
    "satker",
    "penyedia",
    "kanal",
    "toko-daring",
    "jatim-bejo",
    "e-katalog",
    "pesanan",
    "baris",
    "nilai",
    "aturan",
    "tahap",
    "kedudukan",
    "muatan",
    "edisi",
    "irisan",
    "klaim",
    "putusan",
    "contoh",
    "umk",
    "per-kapita",
    "median",
    "perubahan",
    "peringkat",
    "lkpp",
    "klpd",
    "inaproc",
    "ppk",
]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_glossary_is_complete_and_in_the_order_of_its_language(client, prefix):
    content = page(client, f"{prefix}/istilah/")
    assert [word for word in WORDS if f'<div id="{word}">' not in content] == []
    with override(prefix[1:] or "id"):
        found = terms()
        assert [term.name(prefix[1:] or "id").casefold() for term in found] == sorted(
            term.name(prefix[1:] or "id").casefold() for term in found
        )
    places = [content.index(f'<div id="{term.slug}"') for term in found]
    assert places == sorted(places)
    assert len({term.slug for term in found}) == len(found)


def test_english_glossary_keeps_the_indonesian_word(client):
    content = page(client, "/en/istilah/")
    assert '<dt>Agency (<span lang="id">satker</span>)</dt>' in content
    assert '<dt>Clean (<span lang="id">Bersih</span>)</dt>' in content
    assert '<dt>differs (<span lang="id">selisih</span>)</dt>' in content
    assert "<dt>satker</dt>" in page(client, "/istilah/")


def test_each_term_is_explained_in_both_languages():
    for term in terms():
        with override("en"):
            english = str(term.says)
        with override("id"):
            assert str(term.says) != english, term.slug


def letters_of(content: str) -> list[str]:
    return [html.unescape(link) for link in re.findall(r'href="(mailto:[^"]+)"', content) if "?" in html.unescape(link)]


@pytest.mark.parametrize(("prefix", "words"), [("", ("Koreksi:", "Edisi: 1")), ("/en", ("Correction:", "Edition: 1"))])
def test_a_letter_is_begun_with_subject_and_placeholders(client, settings, prefix, words):
    settings.SITE_CONTACT = "meja+koreksi@contoh.example"
    small_site()
    content = page(client, f"{prefix}/koreksi/")
    letter, urgent = letters_of(content)
    address, query = letter.removeprefix("mailto:").split("?")
    filled = parse_qs(query)
    assert unquote(address) == "meja+koreksi@contoh.example"
    assert filled["subject"][0].startswith(words[0])
    assert words[1] in filled["body"][0].split("\r\n") and filled["body"][0].count("[") == 5
    assert "+" not in query  # mail programs show a plus as a plus
    assert "[" in urgent or "%5B" in urgent
    for line in filled["body"][0].split("\r\n"):
        assert html.escape(line) in content  # to be copied where no mail program opens
    assert "<form" not in re.search(r"<main.*</main>", content, re.DOTALL)[0]


def test_a_contact_that_is_a_page_or_already_a_mail_address(client, settings):
    settings.SITE_CONTACT = "https://contoh.example/lapor"
    assert page(client, "/koreksi/").count('class="btn" href="https://contoh.example/lapor"') == 2
    settings.SITE_CONTACT = "mailto:a@contoh.example"
    assert 'href="mailto:a@contoh.example?subject=' in page(client, "/koreksi/")


def test_about_names_articles_history_and_what_is_not_used(client, law):
    said = text(client, "/tentang/")
    assert "Pengguna wajib mencantumkan sumber informasi publik , UU 14/2008 pasal 5(2), sejak 30 April 2010." in said
    assert "Nama lengkap adalah data pribadi umum" in said
    assert said.index("Jatim Bejo diluncurkan") < said.index("Perpres 46/2025 mulai berlaku")
    assert "Alokasi minimal 40% belanja barang/jasa untuk usaha kecil dan koperasi, Perpres 16/2018 pasal 65" in said
    for rule in LegalRule.objects.filter(for_questions=False):
        assert rule.title_id in said, rule.code
    assert "belum dimuat di sini" not in said


def test_a_rule_that_may_be_asked_is_not_among_those_not_used(client, law):
    listed = [line["code"] for group in about_words.not_asked(rules()) for line in group["rules"]]
    assert sorted(listed) == sorted(LegalRule.objects.filter(for_questions=False).values_list("code", flat=True))
    assert "PECAH-PAKET" not in listed


def test_every_rule_that_is_not_used_has_a_reason_of_its_own(law):
    with override("en"):
        assert str(about_words.OTHERWISE) not in [str(group["says"]) for group in about_words.not_asked(rules())]


def test_about_without_rules_says_so_and_is_still_of_use(client):
    said = text(client, "/tentang/")
    assert said.count("belum dimuat di sini") == 3
    assert "Tanpa kuki" in said or "tanpa kuki" in said
    assert django_settings.SITE_CONTACT in said


ENGLISH = re.compile(
    r"\b(?:art|by|as amended|with|of|the|not|no|copy|on|stated|award|statement|text|scan|page|news|mark|extract|Aug)\b"
)


def test_articles_are_in_the_language_of_the_page(law):
    with override("id"):
        found = [law_words.translated(text) for text in LegalRule.objects.values_list("legal_basis", flat=True)]
    assert [text for text in found if ENGLISH.search(text)] == []
    with override("en"):
        assert law_words.translated("UU 14/2008 art. 5(2)") == "UU 14/2008 art. 5(2)"


def test_what_is_said_of_a_source_is_in_the_language_of_the_page(law):
    sources = list(LegalRule.objects.values_list("source_title", "publisher"))
    with override("id"):
        found = [law_words.source(title)[1] for title, _publisher in sources]
        found += [law_words.translated(publisher) for _title, publisher in sources]
        said = law_words.source("Perpres 12/2021, page 33 (scan)")
    assert [text for text in found if ENGLISH.search(text)] == []
    assert said == ("Perpres 12/2021", ", halaman 33 (hasil pindai)")
    assert law_words.source("UU 14/2008 Keterbukaan Informasi") == ("UU 14/2008 Keterbukaan Informasi", "")


@pytest.mark.parametrize("path", ["/tentang/", "/metode/", "/en/tentang/"])
def test_a_link_marked_as_indonesian_holds_no_english(client, law, path):
    links = re.findall(r'<a [^>]*lang="id"[^>]*>([^<]*)</a>', page(client, path))
    assert len(links) > 9
    assert [text for text in links if re.search(r"\b(?:text|scan|page|news|copy|mark|extract)\b", text)] == []


@pytest.mark.parametrize("path", ["/", "/peringkat/2022/", "/daerah/kota-malang/2022/", "/data/kamus/", "/istilah/"])
def test_one_thing_has_one_word_that_of_the_glossary(client, path):
    small_site()
    said = text(client, path)
    assert not re.search(r"lokapasar|per penduduk|per orang", said, re.IGNORECASE)


def test_the_home_page_begins_with_a_sentence(client):
    small_site(is_sample=True)
    assert "Untuk sementara angka di sini berasal dari ekspor rekaan" in text(client, "/")
    assert "For now the figures are of made-up exports" in text(client, "/en/")


def test_promises_nothing_that_nobody_promised(client):
    said = text(client, "/koreksi/")
    assert "Tidak ada janji waktu jawaban" in said
    assert not re.search(r"\d+ (?:jam|hari)", said)
