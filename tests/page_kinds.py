"""Every kind of page, in one list: what browser, axe, vnu, Lighthouse, screenshots and the walk of figures visit.

Addresses that depend on the data stand as `{agency}` and are filled in from the demo's database (tests/demo_site.py).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    name: str
    """Also the name of its screenshots."""
    address: str
    """Indonesian, as in the address bar; English is the same under /en."""
    status: int = 200
    site: str = "demo"
    """demo, empty (nothing loaded) or broken (no database)."""
    method: str = "GET"
    framed: bool = False
    """For other sites' frames: no header, no navigation, no citation."""


KINDS = (
    Kind("home", "/"),
    Kind("ranking", "/peringkat/2022/"),
    Kind("ranking-e-katalog", "/peringkat/2022/?kanal=e-katalog"),
    Kind("ranking-filtered", "/peringkat/2023/?aturan=selesai&jenis=kota&urut=-per-kapita&q=o"),
    Kind("ranking-nothing-found", "/peringkat/2022/?q=tidak-ada-yang-begini"),
    Kind("governments", "/daerah/"),
    Kind("government", "/daerah/kota-malang/2022/"),
    Kind("government-latest", "/daerah/kabupaten-sidoarjo/"),
    Kind("government-e-katalog", "/daerah/kota-malang/2022/?kanal=e-katalog"),
    Kind("government-rule", "/daerah/kabupaten-malang/2022/?aturan=tidak-gagal"),
    Kind("government-province", "/daerah/provinsi-jawa-timur/2022/"),
    Kind("government-without-data", "/daerah/{silent}/"),
    Kind("transactions", "/daerah/kota-malang/transaksi/"),
    Kind("transactions-filtered", "/daerah/kota-malang/transaksi/?tahun=2022&kanal=toko-daring&tahap=completed&min=1"),
    Kind("transactions-e-katalog", "/daerah/kota-malang/transaksi/?kanal=e-katalog"),
    Kind("transactions-nothing-found", "/daerah/kota-malang/transaksi/?q=tidak-ada-yang-begini"),
    Kind("agency", "{agency}"),
    Kind("agency-e-katalog", "{agency_catalogue}?kanal=e-katalog"),
    Kind("supplier", "{supplier}"),
    Kind("supplier-e-katalog", "{supplier_catalogue}?kanal=e-katalog"),
    Kind("order", "{order}"),
    Kind("order-several-lines", "{order_lines}"),
    Kind("order-sent-again", "{order_snapshots}"),
    Kind("order-e-katalog", "{order_catalogue}"),
    Kind("order-withdrawn", "/transaksi/{withdrawn}/", status=410),
    Kind("comparison-form", "/bandingkan/"),
    Kind("comparison", "/bandingkan/?d=kota-malang&d=kota-batu&tahun=2022"),
    Kind("comparison-of-four", "/bandingkan/?d=kota-malang&d=kabupaten-malang&d=provinsi-jawa-timur&d={silent}"),
    Kind("map", "/peta/"),
    Kind("map-e-katalog", "/peta/?kanal=e-katalog&tahun=2022"),
    Kind("questions", "/sorotan/?tahun=2022"),
    Kind("questions-of-government", "/sorotan/?tahun=2022&daerah=kota-malang"),
    Kind("questions-e-katalog", "/sorotan/?kanal=e-katalog&tahun=2022"),
    Kind("search-form", "/cari/"),
    Kind("search", "/cari/?q=malang"),
    Kind("search-of-party", "/cari/?q=dinas+pendidikan"),
    Kind("search-nothing-found", "/cari/?q=tidak-ada-yang-begini"),
    Kind("passport-form", "/asal/"),
    Kind("passport", "/asal/?daerah=kota-malang&tahun=2022"),
    Kind("editions", "/edisi/"),
    Kind("edition", "/edisi/3/"),
    Kind("edition-ranking", "/edisi/3/peringkat/2022/"),
    Kind("embed-ranking", "/sematkan/peringkat/2022/", framed=True),
    Kind("embed-government", "/sematkan/daerah/kota-malang/", framed=True),
    Kind("data", "/data/"),
    Kind("data-dictionary", "/data/kamus/"),
    Kind("ocds", "/data/ocds/"),
    Kind("licence", "/data/lisensi/"),
    Kind("load", "/data/muatan/1/"),
    Kind("coverage", "/data/cakupan/"),
    Kind("coverage-e-katalog", "/data/cakupan/?kanal=e-katalog"),
    Kind("api", "/api/"),
    Kind("method", "/metode/"),
    Kind("about", "/tentang/"),
    Kind("correction", "/koreksi/"),
    Kind("glossary", "/istilah/"),
    Kind("awards", "/penghargaan/"),
    Kind("award-event", "/penghargaan/e-purchasing-awards-2023/"),
    Kind("claim", "/klaim/epa-2023-kota-malang/"),
    Kind("claim-of-rank", "/klaim/epa-2023-kota-kediri/"),
    Kind("claim-until-august", "/klaim/bejo-2021-kota-malang-malangpagi/"),
    Kind("not-found", "/daerah/kota-antah-berantah/", status=404),
    Kind("bad-request", "/peringkat/2022/?jenis=desa", status=400),
    Kind("method-not-allowed", "/peringkat/2022/", status=405, method="POST"),
    Kind("database-away", "/", status=503, site="broken"),
    Kind("empty-home", "/", site="empty"),
    Kind("empty-ranking", "/peringkat/", site="empty"),
    Kind("empty-governments", "/daerah/", site="empty"),
    Kind("empty-comparison", "/bandingkan/", site="empty"),
    Kind("empty-map", "/peta/", site="empty"),
    Kind("empty-questions", "/sorotan/", site="empty"),
    Kind("empty-search", "/cari/?q=malang", site="empty"),
    Kind("empty-passport", "/asal/", site="empty"),
    Kind("empty-editions", "/edisi/", site="empty"),
    Kind("empty-data", "/data/", site="empty"),
    Kind("empty-data-dictionary", "/data/kamus/", site="empty"),
    Kind("empty-ocds", "/data/ocds/", site="empty"),
    Kind("empty-licence", "/data/lisensi/", site="empty"),
    Kind("empty-coverage", "/data/cakupan/", site="empty"),
    Kind("empty-method", "/metode/", site="empty"),
    Kind("empty-about", "/tentang/", site="empty"),
    Kind("empty-correction", "/koreksi/", site="empty"),
    Kind("empty-glossary", "/istilah/", site="empty"),
    Kind("empty-awards", "/penghargaan/", site="empty"),
)
BY_NAME = {kind.name: kind for kind in KINDS}
LANGUAGES = {"id": "", "en": "/en"}
LIGHTHOUSE = ("home", "ranking", "government", "transactions", "claim", "map", "method", "not-found")
PRINTED = ("ranking", "government", "claim", "order", "comparison")
