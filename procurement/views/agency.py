"""/satker/<region-slug>/<key>/: one office, what it buys and from whom."""

from django.http import Http404, HttpRequest, HttpResponse


def agency(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    raise Http404
