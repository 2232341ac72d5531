"""/tentang/: who makes this, on what legal basis, and what is done with personal data."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from procurement import filters
from procurement.queries.rules import rules
from procurement.views import about_words, parts, province


def about(request: HttpRequest) -> HttpResponse:
    filters.read(request, filters.NoKeys)
    found = rules()
    context = {
        "site": settings.SITE_NAME,
        "province": province.name(),
        "legal": about_words.legal(found),
        "history": about_words.history(found),
        "not_asked": about_words.not_asked(found),
        "citations": parts.citations(request, lambda: gettext("About this site")),
    }
    return render(request, "procurement/about.html", context)
