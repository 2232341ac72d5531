"""/transaksi/<key>/: one order with its lines and where it came from."""

from django.http import Http404, HttpRequest, HttpResponse


def order(request: HttpRequest, key: str) -> HttpResponse:
    raise Http404
