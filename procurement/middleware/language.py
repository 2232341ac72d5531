"""The language of an answer is the language of its address, and nothing else: no cookie, no Accept-Language, no Vary.

Django's LocaleMiddleware sends `Vary: Accept-Language` even where only the path decides, which splits every cache.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


class PathLanguage:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request.path_info)
        translation.activate(language)  # stays active after the call: a streamed body is made later
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Language", language)
        return response


def language_of(path: str) -> str:
    """The language that a path's first part names: `/en/…` is English, everything else Indonesian."""
    first = path.split("/", 2)[1:2]
    others = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    return first[0] if first and first[0] in others else settings.LANGUAGE_CODE
