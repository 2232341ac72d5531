"""/data/muatan/<n>/: one load with its files, ledgers and rejects."""

from django.http import Http404, HttpRequest, HttpResponse


def load(request: HttpRequest, number: int) -> HttpResponse:
    raise Http404
