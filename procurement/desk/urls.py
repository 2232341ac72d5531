"""Addresses of the desk. Unlike the site's they are nobody's to cite."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from procurement.desk import sections
from procurement.desk.views import errors, loads, upload, uploads, withdrawals

urlpatterns = [
    path("bahasa/", login_not_required(require_POST(set_language)), name="set_language"),
    path("unggahan/", uploads.listed, name="desk-uploads"),
    path("unggahan/baru/", uploads.new, name="desk-upload-new"),
    path("unggahan/kirim/", uploads.receive, name="desk-upload-receive"),
    path("unggahan/<int:number>/", upload.shown, name="desk-upload"),
    path("unggahan/<int:number>/terbitkan/", upload.publish, name="desk-upload-publish"),
    path("unggahan/<int:number>/buang/", upload.discard, name="desk-upload-discard"),
    path("unggahan/<int:number>/periksa/", upload.check_again, name="desk-upload-check"),
    path("unggahan/<int:number>/tolakan.csv", upload.rejects, name="desk-upload-rejects"),
    path("muatan/", loads.listed, name="desk-loads"),
    path("muatan/<int:number>/", loads.shown, name="desk-load"),
    path("muatan/<int:number>/tarik/", withdrawals.ask, name="desk-withdraw"),
    path("penarikan/<int:number>/", withdrawals.shown, name="desk-withdrawal"),
    path("penarikan/<int:number>/tarik/", withdrawals.carry_out, name="desk-withdrawal-carry-out"),
    path("penarikan/<int:number>/batal/", withdrawals.cancel, name="desk-withdrawal-cancel"),
    *(path("", include(module)) for module in sections.modules()),
    path("", admin.site.urls),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
