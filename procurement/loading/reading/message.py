"""What a source says of itself where it should have sent data: `<invalid_response>Data Kosong</invalid_response>`."""

import re
from html import unescape

_TABLE = re.compile(r"<(?:\w+:)?(?:table|tr|td|workbook|worksheet|row|cell|record|item)\b", re.IGNORECASE)
"""Markup that may hold rows of people: nothing of it is echoed."""
_BEFORE_ROOT = r"(?>\s|<\?.*?\?>|<!--.*?-->|<!doctype[^>]*>)*+"
_TEXT = r"(?:\s[^>]*)?>\s*+([^<]+)"
_IN_ROOT = re.compile(_BEFORE_ROOT + r"<[\w:.-]+" + _TEXT, re.IGNORECASE | re.DOTALL)
_NAMED = re.compile(r"<(?:\w+:)?(?:title|h1|message|error|faultstring)" + _TEXT, re.IGNORECASE)


def message_in(start: bytes) -> str:
    """The message with which markup begins, on one line and not escaped; empty where it is none or may be a table."""
    text = start.decode("utf-8", "replace")
    if not text.startswith("<") or _TABLE.search(text):
        return ""
    found = _IN_ROOT.match(text) or _NAMED.search(text)
    return " ".join(unescape(found[1]).split()) if found else ""
