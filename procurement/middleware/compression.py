"""Pages and the stylesheet compressed: they hold no secret that a length could tell, and phones pay by the byte."""

import re

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

_PACKED = (".gz", ".parquet", ".xlsx", ".zip")
"""Ends of the addresses of what is compressed already; the address, because a 304 has no type to tell it by."""
_REFUSED = re.compile(r"(?:^|,)\s*gzip\s*;\s*q\s*=\s*0(?:\.0*)?\s*(?:,|$)", re.IGNORECASE)
"""A client's word against gzip. Django looks for the name alone and would compress for it."""


class Compression(GZipMiddleware):
    """Outside WhiteNoise, which does not compress, and never where a part is asked for: a part of it would be noise."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path.endswith(_PACKED):
            return response
        # Whatever its length and whoever asks: a cache that got one of these must not give it to everybody, and a 304
        # has the header that its 200 had (RFC 9110 15.4.5).
        patch_vary_headers(response, ("Accept-Encoding",))
        if response.status_code == 304 or "HTTP_RANGE" in request.META or _refuses_gzip(request):
            return response
        return super().process_response(request, response)


def _refuses_gzip(request: HttpRequest) -> bool:
    return _REFUSED.search(request.META.get("HTTP_ACCEPT_ENCODING", "")) is not None
