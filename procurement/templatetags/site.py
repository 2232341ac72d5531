"""What every page needs around its content: `{% frame as frame %}` in base.html."""

from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from procurement.known_edition import known_edition
from procurement.queries import masks
from procurement.views import addresses

register = template.Library()

MASKED_NOTE = "_partials/masked.html"

type Pages = tuple[tuple[str, Promise], ...]
"""(URL name, label); what lies below its path belongs to a page."""

SECTIONS: Pages = (
    ("ranking-latest", _("Ranking")),
    ("regions", _("Governments")),
    ("map", _("Map")),
    ("awards", _("Awards")),
    ("questions", _("Questions")),
    ("data", _("Data")),
    ("method", _("Method")),
)
"""The main navigation: two rows at most on a phone."""
GROUPS: tuple[tuple[Promise, Pages], ...] = (
    (
        _("Figures"),
        (
            ("ranking-latest", _("Ranking")),
            ("regions", _("Governments")),
            ("map", _("Map")),
            ("comparison", _("Comparison")),
            ("questions", _("Questions")),
            ("awards", _("Awards")),
        ),
    ),
    (
        _("Data"),
        (
            ("data", _("Data")),
            ("coverage", _("Coverage")),
            ("editions", _("Editions")),
            ("dictionary", _("Data dictionary")),
            ("ocds", _("Orders in OCDS")),
            ("licence", _("Licence")),
        ),
    ),
    (
        _("About"),
        (
            ("method", _("How it is counted")),
            ("glossary", _("Glossary")),
            ("about", _("About this site")),
            ("correction", _("Report a mistake")),
        ),
    ),
)
"""Everything that has one address, for the foot of every page."""


@register.simple_tag(takes_context=True)
def frame(context: Context) -> dict[str, Any]:
    """Name, contact, edition, navigation and the two languages of the page being rendered."""
    request = context.get("request")
    edition = known_edition(request) if request else None
    path = request.path if request else ""
    return {
        "name": settings.SITE_NAME,
        "contact": settings.SITE_CONTACT.removeprefix("mailto:"),
        "contact_address": addresses.contact(),
        "edition": edition,
        "sample": bool(edition and edition.is_sample),
        "sections": _pages(SECTIONS, path),
        "groups": [{"label": label, "pages": _pages(pages, path)} for label, pages in GROUPS],
        "searching": path == reverse("search"),
        "languages": _languages(request) if request else [],
        "has_address": getattr(request, "has_address", True),
    }


@register.simple_block_tag
def said(content: str) -> str:
    """What stands inside, as one line to print more than once: a block may stand only once in a template.

    It is rendered already, hence safe text.
    """
    return mark_safe(" ".join(content.split()))


@register.simple_block_tag
def noting_masks(content: str) -> str:
    """What stands inside, and below it a note where names or descriptions in it are masked: no page can forget it."""
    masked = masks.editions_in(content)
    return mark_safe(content if masked is None else content + render_to_string(MASKED_NOTE, {"masked": masked}))


def _pages(pages: Pages, path: str) -> list[dict[str, str]]:
    """With what `aria-current` says of each on the page at `path`: the page itself, or the part that it belongs to."""
    found = []
    for name, label in pages:
        address = reverse(name)
        inside = "true" if path.startswith(address) else ""
        found.append({"label": str(label), "address": address, "current": "page" if path == address else inside})
    return found


def _languages(request: Any) -> list[dict[str, Any]]:
    active = (get_language() or "id")[:2]
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"],
            "here": code == active,
            "address": addresses.in_language(request, code),
            "absolute": addresses.canonical(request, addresses.path_in_language(request.path, code)),
        }
        for code, _name in settings.LANGUAGES
    ]
