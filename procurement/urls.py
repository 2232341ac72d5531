"""Addresses, Indonesian and stable: they are cited. English under /en/ with the same paths; twins exist once."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, register_converter
from django.urls.converters import IntConverter

from procurement.views import data, errors, home, machines, method, ranking, region, regions, transactions, twins


class YearConverter(IntConverter):
    """Four digits: with Django's `int`, /peringkat/0002022/ would be a second address of the same page."""

    regex = "[12][0-9]{3}"


register_converter(YearConverter, "year")

urlpatterns = [
    path("peringkat/<year:year>.csv", twins.ranking_csv, name="ranking-csv"),
    path("peringkat/<year:year>.json", twins.ranking_json, name="ranking-json"),
    path("daerah/<slug:slug>/transaksi.csv", twins.transactions_csv, name="transactions-csv"),
    path("daerah/<slug:slug>/transaksi.json", twins.transactions_json, name="transactions-json"),
    path("sehat/", machines.health, name="health"),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security, name="security"),
    *i18n_patterns(
        path("", home.home, name="home"),
        path("peringkat/", ranking.latest, name="ranking-latest"),
        path("peringkat/<year:year>/", ranking.ranking, name="ranking"),
        path("daerah/", regions.regions, name="regions"),
        path("daerah/<slug:slug>/", region.region, name="region"),
        path("daerah/<slug:slug>/<year:year>/", region.region, name="region-year"),
        path("daerah/<slug:slug>/transaksi/", transactions.transactions, name="transactions"),
        path("data/", data.data, name="data"),
        path("metode/", method.method, name="method"),
        path("", include("awards.urls")),
        prefix_default_language=False,
    ),
]

handler400 = errors.bad_request
handler404 = errors.not_found
handler500 = errors.failed
