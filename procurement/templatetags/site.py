"""What every page needs around its content: `{% frame as frame %}` in base.html."""

from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from procurement.views import addresses

register = template.Library()

SECTIONS = (
    ("ranking-latest", _("Ranking"), "/peringkat/"),
    ("regions", _("Governments"), "/daerah/"),
    ("awards", _("Awards"), "/penghargaan/"),
    ("data", _("Data"), "/data/"),
    ("method", _("Method"), "/metode/"),
)


@register.simple_tag(takes_context=True)
def frame(context: Context) -> dict[str, Any]:
    """Name, contact, edition, navigation and the two languages of the page being rendered."""
    request = context.get("request")
    edition = getattr(request, "edition", None)
    return {
        "name": settings.SITE_NAME,
        "contact": settings.SITE_CONTACT.removeprefix("mailto:"),
        "contact_address": _contact(settings.SITE_CONTACT),
        "edition": edition,
        "sample": bool(edition and edition.is_sample),
        "sections": _sections(request.path if request else ""),
        "languages": _languages(request) if request else [],
    }


@register.simple_block_tag
def said(content: str) -> str:
    """What stands inside, as one line to print more than once: a block may stand only once in a template.

    It is rendered already, hence safe text.
    """
    return mark_safe(" ".join(content.split()))


def _contact(contact: str) -> str:
    """A link to write to: the setting may be an address of mail or of a page."""
    return contact if contact.startswith(("https://", "mailto:")) else f"mailto:{contact}"


def _sections(path: str) -> list[dict[str, Any]]:
    here = addresses.indonesian_path(path)
    return [
        {"label": label, "address": _address(name, prefix), "here": here.startswith(prefix)}
        for name, label, prefix in SECTIONS
    ]


def _address(name: str, path: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return path


def _languages(request: Any) -> list[dict[str, Any]]:
    active = (get_language() or "id")[:2]
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"],
            "here": code == active,
            "address": addresses.in_language(request, code),
            "absolute": addresses.absolute(addresses.in_language(request, code)),
        }
        for code, _name in settings.LANGUAGES
    ]
