"""Few large exports at once: each keeps a thread and a snapshot of the database until its reader has taken it all."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from procurement.places import AllTaken, Place, Places
from procurement.queries import transactions
from procurement.views import errors

LARGE = 10_000
"""Rows. What a filter leaves of fewer needs no place: it is made in a moment."""


class Placed:
    """A streamed body that keeps its place until the server closes the response, read to the end or not."""

    def __init__(self, body: Iterable[bytes], place: Place) -> None:
        self._body = body
        self._place = place

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._body)

    def close(self) -> None:
        self._place.give_back()


PLACES = Places(settings.FULL_EXPORTS_AT_ONCE)


def is_large(rows: QuerySet[Any], *, narrowed: bool) -> bool:
    """Whether an export needs a place: whatever no filter narrows, and what is long though one does."""
    return not narrowed or transactions.more_than(rows, LARGE)


def in_place(request: HttpRequest, make: Callable[[], StreamingHttpResponse]) -> HttpResponseBase:
    """The export that `make` begins, or 503 with the time to wait where too many are being read already."""
    try:
        place = PLACES.take()
    except AllTaken:
        return errors.busy(request)
    try:
        response = make()
    except BaseException:
        place.give_back()
        raise
    response.streaming_content = Placed(response.streaming_content, place)  # type: ignore[arg-type]
    return response
