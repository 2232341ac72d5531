"""/cari/: governments, agencies, suppliers, orders and claims by name or number."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from procurement import filters, registry
from procurement.queries.government_search import with_rows
from procurement.queries.party_search import too_short
from procurement.queries.search import Found
from procurement.queries.search import search as find
from procurement.views import addresses, parts, province, search_groups, search_words


def search(request: HttpRequest) -> HttpResponse:
    asked = filters.read(request, filters.SearchForm)
    page = asked["halaman"] or 1
    if not asked["q"]:
        if page > 1:
            raise Http404
        examples = search_words.examples(province.of_site())
        return render(request, "procurement/search.html", {"examples": examples, "citations": _citations(request, "")})
    try:
        found = find(asked["q"], page)
    except LookupError:
        raise Http404 from None
    context = _results(asked["q"], found, page) | {"citations": _citations(request, asked["q"])}
    return render(request, "procurement/search.html", context)


def _citations(request: HttpRequest, text: str) -> list[dict[str, str]]:
    """Of the list of hits as it is today: whoever says that a name was not found can say where and when."""
    return parts.citations(request, lambda: gettext("Search: %(q)s") % {"q": text} if text else gettext("Search"))


def _results(text: str, found: Found, page: int) -> dict[str, Any]:
    others = _others(text)
    if found.year and not any(group["count"] for group in others):
        others = _others(found.text)
    groups = search_groups.groups(text, found, page, others if page == 1 else [])
    anything = found.count or any(group["count"] for group in others)
    # Who mistyped a government's name looked for no goods.
    goods_meant = not too_short(text) and page == 1 and (not anything or (found.alike and not found.governments.found))
    goods = _in_transactions(found.text) if goods_meant else []
    return {
        "q": text,
        "year": found.year if found.count else None,
        "of_year": any(one.total and one.total.year == found.year for one in found.governments.found),
        "groups": groups,
        "lead": search_words.lead(found, others),
        "namesakes": search_words.namesakes(found.governments.namesakes) if page == 1 else "",
        "short": too_short(text),
        "alike": found.alike and found.count,
        "nothing": not anything,
        "goods": goods,
        "named": found.text,
        "governments": [] if anything or goods else _governments(),
        "pager": parts.pager(reverse("search"), {"q": text}, page, found.pages),
    }


def _others(text: str) -> list[search_groups.Group]:
    """What other apps find."""
    return [] if too_short(text) else [group for hits in registry.search_hits for group in hits(text)]


def _in_transactions(text: str) -> list[dict[str, str]]:
    """The rows of each government that mention the text: goods have no page of their own."""
    return [
        {"name": one.name, "address": addresses.with_query(reverse("transactions", args=[one.slug]), {"q": text})}
        for one in with_rows()
    ]


def _governments() -> list[dict[str, str]]:
    """What may be meant where nothing was found."""
    named = sorted(province.of_site().values_list("name", "slug"))
    return [{"name": name, "address": reverse("region", args=[slug])} for name, slug in named]
