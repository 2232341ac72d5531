"""/koreksi/: how to report a wrong figure."""

from django.http import Http404, HttpRequest, HttpResponse


def correction(request: HttpRequest) -> HttpResponse:
    raise Http404
