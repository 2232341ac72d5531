"""Link headers (RFC 8288): the address that an answer is known by, and the licence of what is taken from it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from procurement import licence
from procurement.views import addresses

DATA = ("api", "bulk-file", "data-package")
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
    if kind := match.kwargs.get("kind"):  # a twin: the page is its canonical address
        page = f"{request.path.removesuffix(f'.{kind}')}/"
        return [_link(addresses.canonical(request, page), "canonical"), _link(licence.ADDRESS, "license")]
    if match.url_name in DATA:
        return [_link(licence.ADDRESS, "license")]
    if request.GET and response.headers["Content-Type"].startswith("text/html") and not _is_embed(match.url_name):
        return [_link(addresses.canonical(request, request.path), "canonical")]
    return []


def _is_embed(name: str | None) -> bool:
    """Its canonical address is the page that it is made for, and stands in its head."""
    return (name or "").startswith("embed-")


def _link(address: str, relation: str) -> str:
    return f'<{address}>; rel="{relation}"'
