"""/penyedia/<key>-<slug>/: one supplier, who buys from it."""

from django.http import Http404, HttpRequest, HttpResponse


def supplier(request: HttpRequest, key: str, slug: str = "") -> HttpResponse:
    raise Http404
