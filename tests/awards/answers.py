"""What a page about claims says: its text, its head, and the words of outcomes in them."""

import html
import re

from tests.visiting import without_sources

WORDS = [
    "cocok", "selisih", "pesanan cocok", "peringkat cocok", "peringkat berbeda", "lingkup tidak disebut",
    "belum ada data", "tidak terbaca",
]  # fmt: skip


def text_of(answer):
    assert answer.status_code == 200, answer.status_code
    main = re.search(r"<main.*</main>", without_sources(answer.content.decode()), re.DOTALL)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def head_of(answer):
    return html.unescape(answer.content.decode().split("</head>")[0])


def verdicts_in(text):
    """Every place where the word of an outcome stands."""
    longest_first = sorted(WORDS, key=len, reverse=True)
    return [match.start() for match in re.finditer("|".join(longest_first), text, re.IGNORECASE)]
