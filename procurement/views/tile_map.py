"""/peta/: a year on the tile map, with its table."""

from django.http import Http404, HttpRequest, HttpResponse


def tile_map(request: HttpRequest) -> HttpResponse:
    raise Http404
