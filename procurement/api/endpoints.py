"""Every endpoint of /api/v1/, in the order in which the documentation lists them."""

from django.utils.translation import gettext_lazy as _

from procurement import registry
from procurement.api import answers, fields, forms
from procurement.api.endpoint import Endpoint
from procurement.downloads.fields import INTEGER, RULE, RUPIAH, TEXT, Field

_OF_RANKING = (
    Field("tahun", INTEGER, _("Budget year; null where no regency or city has data"), required=False),
    Field("kanal", TEXT, _("toko-daring or e-katalog; channels are never added together")),
    RULE,
    Field("total_rupiah", RUPIAH, _("Sum of the rows shown; null where no export is loaded"), required=False),
)

ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        "ranking",
        _("The ranking of regencies and cities; the latest year where none is named"),
        forms.Ranking,
        fields.RANKED,
        answers.ranking,
        beside=_OF_RANKING,
    ),
    Endpoint("governments", _("All governments"), forms.NoKeys, fields.GOVERNMENTS, answers.governments),
    Endpoint(
        "governments/{code}",
        _("One government, by Kemendagri code or slug, with all its totals"),
        forms.NoKeys,
        fields.TOTALS,
        answers.government,
        beside=fields.GOVERNMENTS,
    ),
    Endpoint(
        "transactions",
        _("Rows of the exports, counted or not"),
        forms.Rows,
        fields.ROWS,
        answers.transactions,
        paged=True,
    ),
    Endpoint("suppliers", _("Suppliers"), forms.NoKeys, fields.SUPPLIERS, answers.suppliers, paged=True),
    Endpoint("agencies", _("Agencies"), forms.Government, fields.AGENCIES, answers.agencies, paged=True),
    Endpoint("loads", _("Files of all loads"), forms.NoKeys, fields.LOADS, answers.loads, paged=True),
    Endpoint("editions", _("Editions, the latest first"), forms.NoKeys, fields.EDITIONS, answers.all_editions),
    Endpoint(
        "coverage",
        _("What is loaded, how far it reaches"),
        forms.Coverage,
        fields.COVERAGE,
        answers.coverage,
        beside=(RULE,),
    ),
)


def all_endpoints() -> tuple[Endpoint, ...]:
    """With what other apps add."""
    return (*ENDPOINTS, *registry.api_endpoints)
