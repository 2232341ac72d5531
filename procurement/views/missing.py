"""What can be said for certain of an address that does not exist: what there is instead. Nothing of it is repeated."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from procurement.queries.government_search import spelt_alike
from procurement.queries.reach import known_years
from procurement.views import addresses
from procurement.views.province import of_site
from regions.models import Region

OF_A_GOVERNMENT = ("region", "region-year", "transactions", "agency")
LISTED = {"halaman", "tahun", "kanal", "tahap", "kedudukan", "min", "maks", "urut"}
"""Keys of a list of rows whose values are words of ours or numbers, and were read before a page was not found."""
MOST_ALIKE = 4

type Ways = dict[str, Any]
"""says, ways (label, address); empty where nothing is certain."""


def instead(request: HttpRequest) -> Ways:
    """Three queries at most, and none but for the pages of rankings and governments."""
    match = request.resolver_match
    if match is None:
        return {}
    if match.url_name in OF_A_GOVERNMENT:
        return _of_government(request, str(match.url_name), match.kwargs)
    if match.url_name == "ranking":
        years = known_years(of_site())
        return _years([(str(year), reverse("ranking", args=[year])) for year in years])
    if match.url_name == "editions":
        return _first_page(request.path)
    return {}


def _of_government(request: HttpRequest, page: str, kwargs: dict[str, Any]) -> Ways:
    governments = list(of_site())
    here = next((one for one in governments if one.slug == kwargs["slug"]), None)
    if here is None:
        return _alike(spelt_alike(kwargs["slug"].replace("-", " "), governments)[:MOST_ALIKE])
    if page == "region-year":
        return _years([(f"{here.name} {year}", reverse(page, args=[here.slug, year])) for year in _years_of(here)])
    if page != "transactions":
        return {}
    asked = request.GET.dict()
    if asked.get("tahun") and int(asked["tahun"]) not in known_years(of_site()):
        by_year = [(year, addresses.with_query(request.path, {"tahun": str(year)})) for year in _years_of(here)]
        return _years([(f"{here.name} {year}", address) for year, address in by_year])
    # With a word that was typed the first page is another list's than the one asked for.
    kept = {key: value for key, value in asked.items() if key != "halaman"}
    return _first_page(addresses.with_query(request.path, kept)) if asked.keys() <= LISTED else {}


def _years_of(government: Region) -> list[int]:
    return known_years(of_site().filter(pk=government.pk))


def _alike(found: list[Region]) -> Ways:
    ways = [(one.name, reverse("region", args=[one.slug])) for one in found]
    return _ways(gettext("Nothing is called exactly so. Spelt alike:"), ways)


def _years(ways: list[tuple[str, str]]) -> Ways:
    return _ways(gettext("That year is not here. These are:"), ways)


def _first_page(address: str) -> Ways:
    return _ways(gettext("The list has fewer pages than that."), [(gettext("The first page of the list"), address)])


def _ways(says: str, ways: list[tuple[str, str]]) -> Ways:
    return {"says": says, "ways": [{"label": label, "address": address} for label, address in ways]} if ways else {}
