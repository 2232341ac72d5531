"""/tentang/: who makes this, on what legal basis, and what is done with personal data."""

from django.http import Http404, HttpRequest, HttpResponse


def about(request: HttpRequest) -> HttpResponse:
    raise Http404
