"""/data/ocds/: the publication policy of the OCDS files, and what the checker said of each of them."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import make_naive
from django.utils.translation import gettext

from procurement import filters, licence
from procurement.counting import Stage
from procurement.downloads.cells import json_text
from procurement.downloads.ocds import parties, release, reports
from procurement.downloads.ocds.files import is_package
from procurement.downloads.ocds.mapping import MAPPING
from procurement.downloads.ocds.reports import Report
from procurement.downloads.store import Made, Recipe
from procurement.known_edition import known_edition
from procurement.views import bulk, words
from procurement.views import parts as shared
from procurement.views.twins import JSON


def policy(request: HttpRequest) -> HttpResponse:
    filters.read(request, filters.NoKeys)
    found = bulk.files(known_edition(request))
    packages = [(recipe, made, reports.find(made)) for recipe, made in found.made if is_package(recipe)]
    context = {
        "prefix": settings.OCID_PREFIX,
        "registered": settings.OCID_PREFIX_REGISTERED,
        "sample_prefix": release.SAMPLE_PREFIX,
        "licence": {"address": licence.ADDRESS, "short": licence.SHORT},
        "schemes": _schemes(),
        "stages": [_stage(stage) for stage in Stage],
        "mapping": MAPPING,
        "packages": [_package(*one) for one in packages],
        "missing_files": len(found.missing),
        "crumbs": [
            {"label": gettext("Data"), "address": reverse("data")},
            {"label": gettext("Orders in OCDS"), "address": ""},
        ],
        "citations": shared.citations(request, lambda: gettext("Publication policy of the orders in OCDS")),
    }
    response = render(request, "procurement/ocds.html", context)
    bulk.keep_fresh(response, found, with_reports=True)
    return response


def report(request: HttpRequest, name: str) -> HttpResponse:
    """What the checker said of one package of this edition, whole; 404 while it has not been checked."""
    filters.read(request, filters.NoKeys)
    made = next((made for recipe, made in bulk.files(known_edition(request)).made if recipe.name == name), None)
    found = reports.find(made) if made else None
    if found is None:
        raise Http404
    return HttpResponse(json_text(found) + "\n", content_type=JSON, headers={"Cache-Control": "no-store"})


def _schemes() -> list[dict[str, str]]:
    systems = gettext("system")
    return [
        {"scheme": parties.GOVERNMENT, "says": gettext("LKPP's codes of governments (KLPD)")},
        {"scheme": parties.AREA, "says": gettext("Kemendagri's codes of areas")},
        {
            "scheme": parties.agency_scheme(f"<{systems}>"),
            "says": gettext("Codes of agencies in one system, such as BELA or KATALOG-V5"),
        },
        {"scheme": parties.supplier_scheme(f"<{systems}>"), "says": gettext("Ids of suppliers in one system")},
    ]


def _stage(stage: Stage) -> dict[str, Any]:
    """The statuses that orders of one stage have; empty where none is said."""
    return {
        "label": stage.label,
        "award": release.award_status({stage}) or "",
        "contract": release.contract_status({stage}) or "",
    }


def _package(recipe: Recipe, made: Made, found: Report | None) -> dict[str, Any]:
    said = {
        "title": str(recipe.title),
        "name": recipe.name,
        "address": reverse("bulk-file", args=[recipe.name]),
        "releases": words.number(made.rows),
        "tool": "",
    }
    if found is None:
        return said
    errors = reports.errors(found)
    return said | {
        "report": reverse("ocds-report", args=[recipe.name]),
        "tool": found["alat"],
        "when": words.moment(make_naive(datetime.fromisoformat(found["diperiksa"]))),
        "errors": words.number(errors),
    }
