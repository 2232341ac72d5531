"""Addresses of the desk. Unlike the site's they are nobody's to cite."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from procurement.desk import sections
from procurement.desk.views import errors, loads, uploads

urlpatterns = [
    path("bahasa/", login_not_required(require_POST(set_language)), name="set_language"),
    path("unggahan/", uploads.listed, name="desk-uploads"),
    path("muatan/", loads.listed, name="desk-loads"),
    *(path("", include(module)) for module in sections.modules()),
    path("", admin.site.urls),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
