"""A limit on the API, said in every answer of it and kept; pages and files are never counted."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext

from procurement.api.limits import Minutes, Quota
from procurement.api.problems import is_api, problem
from procurement.clients import client_of


class ApiLimit:
    """Outside the snapshot: a request too many does not reach the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.minutes = Minutes()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_api(request):
            return self.get_response(request)
        client = client_of(request.META, settings.CLIENT_ADDRESS_HEADER)
        quota = self.minutes.ask(client, settings.API_REQUESTS_PER_MINUTE, time.time())
        response = too_many(quota) if quota and not quota.allowed else self.get_response(request)
        for name, value in quota.headers().items() if quota else ():
            response.headers[name] = value
        return response


def too_many(quota: Quota) -> HttpResponse:
    """429 with the time to wait."""
    says = gettext("%(limit)s requests a minute are answered. Go on in %(seconds)s seconds.")
    response = problem(
        429, gettext("Too many requests"), says % {"limit": quota.limit, "seconds": quota.reset}, detik=quota.reset
    )
    response.headers["Retry-After"] = str(quota.reset)
    return response
