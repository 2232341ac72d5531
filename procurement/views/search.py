"""/cari/: governments, agencies, suppliers, orders and claims by name or number."""

from django.http import Http404, HttpRequest, HttpResponse


def search(request: HttpRequest) -> HttpResponse:
    raise Http404
