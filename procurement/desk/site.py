"""The admin site in the desk's words: its first page lists what it can do; logging in is guarded and logged."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from procurement.desk import audit, sections
from procurement.desk.login import LoginForm
from procurement.desk.models import Action, Result


class DeskSite(admin.AdminSite):
    site_header = _("Belanja Terbuka: desk")
    site_title = _("Belanja Terbuka: desk")
    index_title = _("Desk")
    index_template = "desk/index.html"
    login_form = LoginForm
    login_template = "desk/login.html"
    enable_nav_sidebar = False  # it needs a script

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        return context | {"site_url": settings.SITE_URL, "sections": sections.of(request.user)}

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        response = super().login(request, extra_context)
        if request.method == "POST":
            if response.status_code == 302:
                audit.record(request, Action.LOG_IN)
            elif _is_locked(response):
                response.status_code = 429
                response.headers["Retry-After"] = "900"
        return response

    # LoginRequiredMiddleware asks the function, which the admin marks on its own method.
    login.login_required = False  # type: ignore[attr-defined]

    # The stubs know only the pages of these two, not where they lead on to.
    def logout(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # type: ignore[override]
        if request.method == "POST":
            audit.record(request, Action.LOG_OUT)
        return super().logout(request, extra_context)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # type: ignore[override]
        """Every other session of the user ends with it: they carry a hash of the old password."""
        response = super().password_change(request, extra_context)
        if request.method == "POST":
            audit.record(
                request, Action.PASSWORD, result=Result.DONE if response.status_code == 302 else Result.REFUSED
            )
        return response


def _is_locked(response: HttpResponse) -> bool:
    form = getattr(response, "context_data", {}).get("form")
    return form is not None and form.has_error("__all__", "locked")
