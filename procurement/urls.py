"""Addresses, Indonesian and stable: they are cited. English under /en/ with the same paths; twins exist once."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, register_converter
from django.urls.converters import IntConverter, StringConverter

from procurement.api import docs
from procurement.api import views as api
from procurement.twin_routes import twins
from procurement.views import (
    about,
    agency,
    bulk,
    comparison,
    comparison_twins,
    correction,
    coverage,
    coverage_twins,
    data,
    dictionary,
    edition_ranking,
    edition_twins,
    editions,
    embeds,
    errors,
    feeds,
    glossary,
    home,
    licence,
    load,
    load_twins,
    machines,
    method,
    ocds,
    ocds_policy,
    oembed,
    order,
    order_twins,
    party_twins,
    passport,
    question_twins,
    questions,
    ranking,
    ranking_twins,
    region,
    region_list_twins,
    region_twins,
    regions,
    search,
    sitemap,
    supplier,
    tile_map,
    transaction_twins,
    transactions,
)


class YearConverter(IntConverter):
    """Four digits: with Django's `int`, /peringkat/0002022/ would be a second address of the same page."""

    regex = "[12][0-9]{3}"


class KeyConverter(StringConverter):
    """The key of an order or a supplier: twelve characters of `keys.short_key`."""

    regex = "[a-z2-7]{12}"


class NumberConverter(IntConverter):
    """A number from 1 in the one way to write it."""

    regex = "[1-9][0-9]{0,17}"


register_converter(YearConverter, "year")
register_converter(KeyConverter, "key")
register_converter(NumberConverter, "number")


urlpatterns = [
    *twins("ranking", "peringkat/<year:year>", ranking_twins.ranking),
    *twins("edition-ranking", "edisi/<number:number>/peringkat/<year:year>", edition_ranking.twin),
    *twins("passport", "asal", passport.twin),
    *twins("transactions", "daerah/<slug:slug>/transaksi", transaction_twins.transactions),
    *twins("agency", "satker/<slug:slug>/<path:key>", party_twins.agency),
    *twins("supplier", "penyedia/<key:key>", party_twins.supplier),
    *twins("supplier", "penyedia/<key:key>-<slug:slug>", party_twins.supplier),
    *twins("order", "transaksi/<key:key>", order_twins.order),
    *twins("coverage", "data/cakupan", coverage_twins.coverage),
    *twins("comparison", "bandingkan", comparison_twins.comparison),
    *twins("map", "peta", tile_map.twin),
    *twins("regions", "daerah", region_list_twins.regions),
    *twins("region-year", "daerah/<slug:slug>/<year:year>", region_twins.tables),
    *twins("questions", "sorotan", question_twins.questions),
    *twins("editions", "edisi", edition_twins.editions),
    *twins("edition", "edisi/<number:number>", edition_twins.edition),
    *twins("load", "data/muatan/<number:number>", load_twins.load),
    path("", include("awards.twin_urls")),
    path("api/v1/openapi.json", docs.openapi_document, name="openapi"),
    path("api/v1/<path:name>", api.dispatch, name="api"),
    path("umpan/edisi.atom", feeds.of_editions, name="feed-editions"),
    path("umpan/daerah/<slug:slug>.atom", feeds.of_government, name="feed-government"),
    path("oembed/", oembed.oembed, name="oembed"),
    path("data/datapackage.json", bulk.package, name="data-package"),
    path("data/unduhan/<str:name>", bulk.file, name="bulk-file"),
    path("data/unduhan/<str:name>/laporan.json", ocds_policy.report, name="ocds-report"),
    path("transaksi/<key:key>/ocds.json", ocds.document, name="order-ocds"),
    path("sehat/", machines.health, name="health"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-<slug:section>-<number:number>.xml", sitemap.part, name="sitemap-part"),
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
        path("satker/<slug:slug>/<path:key>/", agency.agency, name="agency"),
        path("penyedia/<key:key>/", supplier.supplier, name="supplier"),
        path("penyedia/<key:key>-<slug:slug>/", supplier.supplier, name="supplier"),
        path("transaksi/<key:key>/", order.order, name="order"),
        path("bandingkan/", comparison.comparison, name="comparison"),
        path("peta/", tile_map.tile_map, name="map"),
        path("sorotan/", questions.questions, name="questions"),
        path("cari/", search.search, name="search"),
        path("asal/", passport.passport, name="passport"),
        path("edisi/", editions.editions, name="editions"),
        path("edisi/<number:number>/", editions.edition, name="edition"),
        path("edisi/<number:number>/peringkat/<year:year>/", edition_ranking.edition_ranking, name="edition-ranking"),
        path("api/", docs.docs, name="api-docs"),
        path("sematkan/peringkat/<year:year>/", embeds.ranking, name="embed-ranking"),
        path("sematkan/daerah/<slug:slug>/", embeds.government, name="embed-government"),
        path("data/", data.data, name="data"),
        path("data/lisensi/", licence.licence, name="licence"),
        path("data/kamus/", dictionary.dictionary, name="dictionary"),
        path("data/ocds/", ocds_policy.policy, name="ocds"),
        path("data/muatan/<number:number>/", load.load, name="load"),
        path("data/cakupan/", coverage.coverage, name="coverage"),
        path("metode/", method.method, name="method"),
        path("tentang/", about.about, name="about"),
        path("koreksi/", correction.correction, name="correction"),
        path("istilah/", glossary.glossary, name="glossary"),
        path("", include("awards.urls")),
        prefix_default_language=False,
    ),
]

handler400 = errors.bad_request
handler404 = errors.not_found
handler500 = errors.failed
