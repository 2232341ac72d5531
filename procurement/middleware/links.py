"""Link headers (RFC 8288): the address that an answer is known by, and the licence of what is taken from it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.urls import ResolverMatch

from procurement import licence
from procurement.views import addresses

DATA = ("api", "bulk-file", "data-package", "ocds-report")
"""URL names of data that are no page's twins."""


class Links:
    """Innermost: it knows the view that answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == 200 and (found := _links(request, response)):
            before = response.headers.get("Link")
            response.headers["Link"] = ", ".join([before, *found] if before else found)
        return response


def _links(request: HttpRequest, response: HttpResponseBase) -> list[str]:
    match = request.resolver_match
    if match is None:
        return []
    if page := _page_of(request.path, match):
        return [_link(addresses.canonical(request, page), "canonical"), _link(licence.ADDRESS, "license")]
    if match.url_name in DATA:
        return [_link(licence.ADDRESS, "license")]
    if request.GET and response.headers["Content-Type"].startswith("text/html") and not _is_embed(match.url_name):
        return [_link(addresses.canonical(request, request.path), "canonical")]
    return []


def _page_of(path: str, match: ResolverMatch) -> str:
    """The page that a twin, or an order in another form, is canonically known by; empty for any other address."""
    if kind := match.kwargs.get("kind"):
        return f"{path.removesuffix(f'.{kind}')}/"
    return path.removesuffix("ocds.json") if match.url_name == "order-ocds" else ""


def _is_embed(name: str | None) -> bool:
    """Its canonical address is the page that it is made for, and stands in its head."""
    return (name or "").startswith("embed-")


def _link(address: str, relation: str) -> str:
    return f'<{address}>; rel="{relation}"'
