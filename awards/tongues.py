"""Text of a source beside the reader's own language, marked with the language it is in: it is read out right."""

import re

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from awards.models import Claim
from procurement.views import words

INDONESIAN = "id"
ENGLISH_AMOUNT = re.compile(r"\b(?:billion|million)\b", re.IGNORECASE)


def language_of(claim: Claim) -> str:
    """id, or en where the source prints its amount in English. The claims file does not say it otherwise."""
    return "en" if ENGLISH_AMOUNT.search(claim.value_as_printed) else INDONESIAN


def marked(text: str, language: str) -> SafeString:
    """The text as HTML; in a span of its language where that is not the page's."""
    if not text or language == words.language():
        return conditional_escape(text)
    return format_html('<span lang="{}">{}</span>', language, text)


def joined(texts: list[str]) -> SafeString:
    return mark_safe(", ".join(conditional_escape(text) for text in texts if text))
