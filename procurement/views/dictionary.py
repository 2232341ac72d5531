"""/data/kamus/: the data dictionary, written from the fields that downloads really have."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from procurement import filters
from procurement.downloads.dictionary import every_table
from procurement.downloads.fields import KINDS, Field
from procurement.views import parts, words


def dictionary(request: HttpRequest) -> HttpResponse:
    filters.read(request, filters.NoKeys)
    context = {
        "tables": [
            {
                "slug": table.slug,
                "title": table.title,
                "address": table.address,
                "fields": [_field(field) for field in table.fields],
            }
            for table in every_table()
        ],
        "crumbs": [
            {"label": gettext("Data"), "address": reverse("data")},
            {"label": gettext("Data dictionary"), "address": ""},
        ],
        "citations": parts.citations(request, lambda: gettext("Data dictionary")),
    }
    return render(request, "procurement/dictionary.html", context)


def _field(field: Field) -> dict[str, str]:
    return {
        "name": field.name,
        "kind": words.with_code(KINDS[field.kind]),
        "meaning": words.with_code(field.meaning),
        "required": gettext("always") if field.required else gettext("may be empty"),
    }
