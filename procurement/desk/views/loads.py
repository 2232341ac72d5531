"""/muatan/: what was loaded, from which files, row by row accounted for; the way to a withdrawal."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from procurement.desk.models import Upload
from procurement.desk.pages import page, page_of
from procurement.desk.permissions import PUBLISH, STAFF, allowed, may
from procurement.models import Load, Slice
from procurement.queries.coverage import loaded_file
from procurement.queries.reach import rejects
from procurement.views import words
from procurement.views.data import ledgers

A_PAGE = 50


@allowed(GET=STAFF)
def listed(request: HttpRequest) -> HttpResponse:
    found = (
        Load.objects.annotate(standing=Count("slices", distinct=True))
        .prefetch_related("files", "editions")
        .order_by("-id")
    )
    pages = Paginator(found, A_PAGE)
    return page(request, "desk/loads.html", _("Loads"), {"loads": page_of(request, pages)})


@allowed(GET=STAFF)
def shown(request: HttpRequest, number: int) -> HttpResponse:
    load = get_object_or_404(Load.objects.prefetch_related("files", "editions"), pk=number)
    context = {
        "load": load,
        "ledgers": ledgers([loaded_file(one) for one in load.files.all()]),
        "slices": [_slice(one) for one in Slice.objects.filter(load=load).select_related("region")],
        "upload": Upload.objects.filter(edition__in=[one.number for one in load.editions.all()]).first(),
        "may_withdraw": may(request.user, PUBLISH),
    }
    return page(request, "desk/load.html", _("Load %(number)s") % {"number": number}, context)


def _slice(one: Slice) -> dict[str, object]:
    return {
        "key": f"{one.region_id} {one.year} {one.system}",
        "name": one.region.name,
        "year": one.year,
        "system": one.system,
        "as_of": words.day(one.as_of),
        "rejected": words.number(one.rejected_rows),
        "unplaced": words.number(rejects([one]).unplaced_rows) if one.unplaced else "",
    }
