"""English words within the articles and sources of legal rules, put into the reader's language; names stay."""

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
    _("copy:"),
    _("on GitHub"),
    _("reposted"),
)
"""As the rules file prints them, longer ones first. Here so that the catalogue has them."""


def translated(text: str) -> str:
    for phrase in PHRASES:
        text = text.replace(phrase, gettext(phrase))
    return text
