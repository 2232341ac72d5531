"""The desk pages of this app, as `registry.desk_pages` asks for them."""

from pathlib import Path

from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.desk import claims
from awards.desk.forms import LABELS
from awards.publishing import replace_claims
from awards.reading import read_claims
from awards.writing import csv_text, standing
from procurement.desk.permissions import EDIT_CLAIMS, STAFF
from procurement.desk.sections import Section
from procurement.desk.upkeep.tables import Planned, Table, urls
from procurement.views import words
from regions.models import Region


def _replace(path: Path, operator: str, dry_run: bool) -> Planned:
    rows = read_claims(path, dict(Region.objects.values_list("code", "kind")))
    done = replace_claims(rows, dry_run=dry_run)
    counts = {name: words.number(len(getattr(done, name))) for name in ("added", "removed", "altered")}
    says = [_("%(added)s claims new, %(removed)s gone, %(altered)s altered.") % counts]
    edition = done.edition.number if done.edition else None
    return Planned(says, done.unchanged, edition, claims.moved_head(), claims.moved_rows(done.moved))


CLAIMS = Table(
    "klaim",
    gettext_lazy("Claims file"),
    gettext_lazy("A CSV file. It replaces all claims; their verdicts are worked out anew."),
    EDIT_CLAIMS,
    _replace,
    LABELS,
    lambda: [csv_text(standing())],
)

urlpatterns = [
    path("klaim/", claims.listed, name="desk-claims"),
    path("klaim.csv", claims.as_file, name="desk-claims-csv"),
    path("klaim-baru/", claims.added, name="desk-claim-add"),
    path("klaim/<slug:claim_id>/", claims.altered, name="desk-claim"),
    path("klaim/<slug:claim_id>/hapus/", claims.taken_out, name="desk-claim-remove"),
    *urls(CLAIMS),
]

SECTIONS = (
    Section(
        gettext_lazy("Stated figures"),
        gettext_lazy("Claims and their sources, with the verdict on each."),
        "desk-claims",
        (STAFF,),
    ),
)
