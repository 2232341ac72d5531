"""What `registry.desk_pages` asks of a module: the addresses, and what stands on the desk's first page."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from procurement.desk.permissions import MASK, PUBLISH, STAFF
from procurement.desk.sections import Section
from procurement.desk.upkeep import aliases, masks
from procurement.desk.upkeep.references import REGIONS, RULES, SIZES
from procurement.desk.upkeep.tables import urls

TABLES = (SIZES, RULES, REGIONS)

urlpatterns = [
    path("nama-daerah/", aliases.listed, name="desk-names"),
    path("nama-daerah/jawab/", aliases.answer, name="desk-name-answer"),
    path("penyamaran/", masks.listed, name="desk-masks"),
    path("penyamaran/penyedia/<slug:key>/", masks.supplier, name="desk-mask-supplier"),
    path("penyamaran/pesanan/<slug:key>/", masks.order, name="desk-mask-order"),
    path("penyamaran/<int:number>/cabut/", masks.lifted, name="desk-mask-lift"),
    *(one for table in TABLES for one in urls(table)),
]

SECTIONS = (
    Section(
        _("Names of governments"),
        _("Names that no rule may match wait here for an answer."),
        "desk-names",
        (STAFF,),
    ),
    Section(SIZES.title, _("The register of supplier sizes."), "desk-table-skala-penyedia", (PUBLISH,)),
    Section(RULES.title, _("The legal rules that pages print beside figures."), "desk-table-aturan-hukum", (PUBLISH,)),
    Section(REGIONS.title, _("Codes, names and population of the governments."), "desk-table-daerah", (PUBLISH,)),
    Section(
        _("Masks"), _("Names of natural persons and descriptions that are printed no more."), "desk-masks", (MASK,)
    ),
)
