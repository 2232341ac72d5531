"""/koreksi/: how to report a wrong figure. The site takes no POST: the reader's own mail program begins a letter."""

from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from procurement import filters
from procurement.known_edition import known_edition
from procurement.views import parts


def correction(request: HttpRequest) -> HttpResponse:
    filters.read(request, filters.NoKeys)
    edition = known_edition(request)
    number = str(edition.number) if edition else ""
    context = {
        "letter": _letter(gettext("Correction: [page or figure]"), _figure(number)),
        "urgent": _letter(gettext("URGENT: personal data on a page"), _personal(number)),
        "lines": _figure(number),
        "citations": parts.citations(request, lambda: gettext("Report a mistake")),
    }
    return render(request, "procurement/correction.html", context)


def _figure(edition: str) -> list[str]:
    """The lines of a letter, with brackets where the writer fills in."""
    return [
        gettext("Address of the page: [https://…]"),
        gettext("Edition: %(number)s") % {"number": edition or "[…]"},
        gettext("Which figure, as printed: […]"),
        gettext("What you think it should be: […]"),
        gettext("Why: […]"),
        gettext("Your source, if it can be read by others: […]"),
    ]


def _personal(edition: str) -> list[str]:
    return [
        gettext("Address of the page: [https://…]"),
        gettext("Edition: %(number)s") % {"number": edition or "[…]"},
        gettext("Where on the page it stands (do not repeat it here): […]"),
    ]


def _letter(subject: str, lines: list[str]) -> str:
    """An address to write to: mail with subject and lines filled in, or the page that the setting names."""
    contact = settings.SITE_CONTACT
    if contact.startswith("https://"):
        return contact
    address = contact.removeprefix("mailto:").partition("?")[0]
    return f"mailto:{quote(address, safe='@+')}?subject={quote(subject)}&body={quote('\r\n'.join(lines))}"
