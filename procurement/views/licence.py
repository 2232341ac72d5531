"""/data/lisensi/: what may be done with the data, how the source is named, and what the licence does not reach."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from procurement import filters
from procurement import licence as terms
from procurement.known_edition import known_edition
from procurement.views import parts, words


def licence(request: HttpRequest) -> HttpResponse:
    filters.read(request, filters.NoKeys)
    context = {
        "site": settings.SITE_NAME,
        "licence": {"address": terms.ADDRESS, "short": terms.SHORT, "code": terms.CODE},
        "pattern": _pattern(request),
        "citations": parts.citations(request, lambda: gettext("Licence of data and code")),
    }
    return render(request, "procurement/licence.html", context)


def _pattern(request: HttpRequest) -> str:
    """A citation with words where the title and the address of a page stand."""
    values = {"site": settings.SITE_NAME, "title": gettext("title of the page"), "address": gettext("its address")}
    edition = known_edition(request)
    if edition is None:
        return gettext("%(site)s, “%(title)s”, %(address)s") % values
    values |= {"number": str(edition.number), "date": words.day(edition.made_at)}
    text = gettext("%(site)s, “%(title)s”, edition %(number)s, released %(date)s, %(address)s") % values
    return f"{text} ({gettext('sample data')})" if edition.is_sample else text
