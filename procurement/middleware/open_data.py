"""Data that a script on any other site may read: the API, and the document of an order."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from procurement.api.problems import is_api

READABLE = "ETag, Edisi, Contoh, Link, RateLimit, RateLimit-Policy, Retry-After"
"""Headers that such a script may read."""


class OpenData:
    """Outside whatever refuses or answers 304: without these headers a browser tells the script of a failure only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method in ("GET", "HEAD") and (is_api(request) or _is_document(request.path_info)):
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Access-Control-Expose-Headers"] = READABLE
        return response


def _is_document(path: str) -> bool:
    return path.startswith("/transaksi/") and path.endswith("/ocds.json")
