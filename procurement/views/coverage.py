"""/data/cakupan/: which months of which governments the data cover."""

from django.http import Http404, HttpRequest, HttpResponse


def coverage(request: HttpRequest) -> HttpResponse:
    raise Http404
