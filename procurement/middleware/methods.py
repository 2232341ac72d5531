"""The public site is only read: any other method is refused before a view, a file or the database is reached."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from procurement.views import errors

METHODS = ("GET", "HEAD", "OPTIONS")
ALLOW = ", ".join(METHODS)


class ReadOnlyMethods:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in METHODS:
            return errors.method_not_allowed(request, ALLOW)
        if request.method == "OPTIONS":
            response = HttpResponse(status=204, headers={"Allow": ALLOW})
            del response.headers["Content-Type"]
            return response
        return _answer(self.get_response(request), with_body=request.method == "GET")


def _answer(response: HttpResponseBase, *, with_body: bool) -> HttpResponseBase:
    """HEAD has every header of GET (Content-Length too); a streamed body is never begun."""
    if with_body:
        return response
    if response.streaming:
        response.streaming_content = ()  # type: ignore[attr-defined]
    else:
        response.content = b""  # type: ignore[attr-defined]
    return response
