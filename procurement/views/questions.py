"""/sorotan/: questions worth asking."""

from django.http import Http404, HttpRequest, HttpResponse


def questions(request: HttpRequest) -> HttpResponse:
    raise Http404
