from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from procurement.desk.pages import page
from procurement.desk.permissions import STAFF, allowed


@allowed(GET=STAFF)
def listed(request: HttpRequest) -> HttpResponse:
    return page(request, "desk/loads.html", _("Loads"))
