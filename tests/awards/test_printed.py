"""A printed figure in quotation marks, and how it reads in the page's language: no more exact than as printed."""

import pytest
from django.utils.translation import override

from awards.models import Claim
from awards.printed import printed, printed_html
from tests.awards.answers import head_of, text_of

pytestmark = pytest.mark.once
MILLIARD = 10**9


def claim(text, rupiah=None, precision=1, comparator="rounded"):
    return Claim(
        value_as_printed=text,
        stated_value_sen=rupiah and rupiah * 100,
        value_precision_sen=rupiah and precision * 100,
        value_comparator=comparator if rupiah else "",
    )


@pytest.mark.parametrize(
    ("one", "indonesian", "english"),
    [
        (claim("Rp9.37 billion", 9_370_000_000, 10**7), "“Rp9.37 billion” (Rp9,37 miliar)", "“Rp9.37 billion”"),
        (claim("Rp9.40 billion", 9_400_000_000, 10**7), "“Rp9.40 billion” (Rp9,40 miliar)", "“Rp9.40 billion”"),
        (claim("Rp922 million", 922_000_000, 10**6), "“Rp922 million” (Rp922 juta)", "“Rp922 million”"),
        (claim("Rp 35,8 miliar", 35_800_000_000, 10**8), "“Rp 35,8 miliar”", "“Rp 35,8 miliar” (Rp35.8 billion)"),
        (claim("4,2 Miliar", 4_200_000_000, 10**8), "“4,2 Miliar” (Rp4,2 miliar)", "“4,2 Miliar” (Rp4.2 billion)"),
        (claim("Rp1,05 miliar", 1_050_000_000, 10**7), "“Rp1,05 miliar”", "“Rp1,05 miliar” (Rp1.05 billion)"),
        (claim("Rp1.200 triliun", 1200 * 10**12, 10**12), "“Rp1.200 triliun”", "“Rp1.200 triliun” (Rp1,200 trillion)"),
        (
            claim("hampir Rp40 miliar", 40 * MILLIARD, MILLIARD, "almost"),
            "“hampir Rp40 miliar”",
            "“hampir Rp40 miliar” (almost Rp40 billion)",
        ),
        (
            claim("Rp. 35.168.201.835", 35_168_201_835, 1, "exact"),
            "“Rp. 35.168.201.835”",
            "“Rp. 35.168.201.835” (Rp35,168,201,835)",
        ),
        (claim("Rp1.000.000.000", MILLIARD, 1, "exact"), "“Rp1.000.000.000”", "“Rp1.000.000.000” (Rp1,000,000,000)"),
        # Four decimals and more: to the rupiah, not rounded once more.
        (claim("Rp1,00005 miliar", 1_000_050_000, 10**4), "“Rp1,00005 miliar” (Rp1.000.050.000)", None),
        (claim("Rp900", 900, 100), "“Rp900”", "“Rp900”"),
        (claim("Rp 52.071.487,453"), "“Rp 52.071.487,453”", "“Rp 52.071.487,453”"),  # not read, so no reading
        (claim(""), "", ""),
    ],
)
def test_it_is_quoted_and_read(one, indonesian, english):
    for language, expected in (("id", indonesian), ("en", english)):
        if expected is not None:
            with override(language):
                assert printed(one).replace("\N{NO-BREAK SPACE}", " ") == expected


def test_words_in_the_brackets_and_hostile_text():
    with override("id"):
        assert printed_html(claim("<b>"), "dibulatkan") == "“&lt;b&gt;” (dibulatkan)"
        assert printed_html(claim("5 % of it")) == "“5 % of it”"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "said"),
    [
        (
            "/en/klaim/epa-2023-kota-malang/",
            "MalangVoice on Kota Malang: “Rp67.082.500.435” (Rp67,082,500,435), rank 1",
        ),
        ("/klaim/programme-2022-02/", "iNews Jatim tentang Seluruh pemerintah daerah di Jawa Timur: “4,2 Miliar”"),
    ],
)
def test_title_and_headline_quote_it(real, client, path, said):
    page = client.get(path)
    assert f"<title>{said}" in head_of(page)
    assert text_of(page).replace("“ ", "“").replace(" ”", "”").count(said) >= 1


@pytest.mark.django_db
def test_what_the_source_says_has_both(real, client):
    page = text_of(client.get("/klaim/standing-2021-12-30-kota-malang/"))
    assert "Seperti tercetak “ Rp9.37 billion ” (Rp9,37 miliar, dibulatkan)" in page.replace("\N{NO-BREAK SPACE}", " ")
