"""Pages and the stylesheet compressed: they hold no secret that a length could tell, and phones pay by the byte."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

_PACKED = ("application/gzip", "application/zip", "application/vnd.")
"""Beginnings of types that are compressed already."""


class Compression(GZipMiddleware):
    """Outside WhiteNoise, which does not compress, and never where a part is asked for: a part of it would be noise."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if "HTTP_RANGE" in request.META or response.get("Content-Type", "").startswith(_PACKED):
            return response
        return super().process_response(request, response)
