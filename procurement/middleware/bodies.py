"""The public site takes no bodies: whoever sends one is told so, and nothing is read of it. Nor is a host guessed."""

from collections.abc import Callable

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponseBase

from procurement.middleware.methods import METHODS
from procurement.views import errors


class NoBodies:
    """Outside ReadOnlyMethods, which refuses the other methods with whatever body.

    A Host that is missing or empty is refused here too, since a file of ours would be sent before a host is looked at.
    Transfer-Encoding is refused of any method: granian shows no Content-Length that came beside one, so that the two
    together, by which one request is smuggled inside another, cannot be told apart. It then closes the connection.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.META.get("HTTP_HOST") == "":  # wsgi.py makes a missing one empty
            return errors.bad_request(request, DisallowedHost())
        if "HTTP_TRANSFER_ENCODING" in request.META:
            return errors.unwanted_body(request, 400)
        if request.method in METHODS and request.META.get("CONTENT_LENGTH", "").strip("0"):
            return errors.unwanted_body(request, 415 if "HTTP_CONTENT_ENCODING" in request.META else 400)
        return self.get_response(request)
