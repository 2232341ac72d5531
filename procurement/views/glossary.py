"""/istilah/: the words of this site."""

from django.http import Http404, HttpRequest, HttpResponse


def glossary(request: HttpRequest) -> HttpResponse:
    raise Http404
