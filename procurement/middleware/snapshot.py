"""Every answer inside one read snapshot, its edition known; when the database is away, a page that needs none."""

from collections.abc import Callable, Iterable, Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from procurement.known_edition import know_edition
from procurement.queries.coverage import latest_edition
from procurement.schema import refuse_other_tables
from procurement.snapshot import ReadSnapshot, is_unavailable
from procurement.views import errors


class HeldBody:
    """A streamed body that keeps its snapshot until the server closes the response, read to the end or not."""

    def __init__(self, body: Iterable[bytes], release: Callable[[], None]) -> None:
        self._body = body
        self._release = release

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._body)

    def close(self) -> None:
        self._release()


class Snapshot:
    """Sets `request.edition`: the edition the answer is made from, or None while nothing is published."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        know_edition(request, None)
        snapshot = ReadSnapshot()
        try:
            refuse_other_tables()
            snapshot.begin()
            know_edition(request, latest_edition())  # the first read: it pins the snapshot
            response = self.get_response(request)
        except BaseException as error:
            snapshot.drop()
            if is_unavailable(error):
                return errors.unavailable(request)
            raise
        return self._keep(response, snapshot)

    @staticmethod
    def _keep(response: HttpResponseBase, snapshot: ReadSnapshot) -> HttpResponseBase:
        if getattr(response, "database_away", False):
            snapshot.drop()
        elif response.streaming:
            body = response.streaming_content  # type: ignore[attr-defined]
            response.streaming_content = HeldBody(body, snapshot.end)  # type: ignore[attr-defined]
        else:
            snapshot.end()
        return response

    @staticmethod
    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Called for what a view or its template raises; anything else stays an error of ours."""
        return errors.unavailable(request) if is_unavailable(exception) else None
