"""English words within the articles and sources of legal rules, put into the reader's language; names stay."""

import re

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

PHRASES = (
    _("as amended by"),
    _("added by"),
    _("closing article"),
    _("(article not read)"),
    _("third instruction"),
    _("fourth instruction"),
    _("(text not found)"),
    _("award, no legal basis"),
    _("governor's public statement (no decree found)"),
    _("memorandum of understanding"),
    _("programme launch by the governor"),
    _("programme rule stated by LKPP; legal instrument not found"),
    _("preamble"),
    _("with art."),
    _("art."),
    _(" point "),
    _("copy with jdih.lkpp.go.id mark"),
    _("copy:"),
    _("third-party extract"),
    _("extract of"),
    _("LKPP news"),
    _("text scan"),
    _("(scan)"),
    _(", page "),
    _("on GitHub"),
    _("on Scribd"),
    _("reposted"),
    _(" Aug "),
)
"""As the rules file prints them, longer ones first. Here so that the catalogue has them."""
REMARK = re.compile(r"(?:, page \d+)?(?: \([^()]*\))?$")
"""What the rules file says of a source behind its title."""


def translated(text: str) -> str:
    for phrase in PHRASES:
        text = text.replace(phrase, gettext(phrase))
    return text


def source(title: str) -> tuple[str, str]:
    """A source's own title, which is Indonesian, and the file's remark on it in the reader's language, or nothing."""
    remark = REMARK.search(title)
    start = remark.start() if remark else len(title)
    return title[:start], translated(title[start:])
