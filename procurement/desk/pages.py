"""How a page of the desk is made: the admin's frame around a template of templates/desk/."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse


def page(
    request: HttpRequest, template: str, title: Any, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """`template` extends desk/base.html. Give it `refresh` (seconds) to have the page reload itself."""
    request.current_app = admin.site.name  # type: ignore[attr-defined]
    return TemplateResponse(
        request, template, {**admin.site.each_context(request), "title": title, **(context or {})}, status=status
    )
