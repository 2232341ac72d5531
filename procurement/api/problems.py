"""Refusals in the form of RFC 9457, problem+json, in both languages' words of the request's own page."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from procurement.downloads.cells import json_text

PROBLEM = "application/problem+json"
ROOT = "/api/v1/"


def is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith(ROOT)


def problem(status: int, title: str, detail: str = "", **more: Any) -> HttpResponse:
    body = {"type": "about:blank", "title": title, "status": status, **({"detail": detail} if detail else {}), **more}
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(json_text(body) + "\n", status=status, content_type=PROBLEM, headers=headers)
