"""Who answers: one function an endpoint, from queries to records in the words of downloads."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from procurement import filters
from procurement.api.endpoint import Answer, NotThere, Record
from procurement.counting import RULES
from procurement.models import Agency, SourceFile, Supplier, Transaction
from procurement.money import exact
from procurement.queries import editions, listing, rankings
from procurement.queries.reach import is_known_year
from procurement.views import ranking_twins
from regions.models import KIND_WORDS, RANKED_KINDS, Kind, Region

type Asked = dict[str, Any]


def ranking(asked: Asked, _after: int, _code: str) -> Answer:
    years = rankings.years(asked["kanal"]) or rankings.years()
    year = asked["tahun"] or next(iter(years), None)
    narrowed = {"kind": RANKED_KINDS.get(asked["jenis"]), "query": asked["q"]}
    if year is None:
        return _of_nothing(asked, rankings.not_loaded(**narrowed))
    try:
        found = rankings.ranking(year, asked["kanal"], asked["aturan"], **narrowed, order=asked["urut"])
    except LookupError:
        raise NotThere from None
    beside = {
        "tahun": found.year,
        "kanal": found.channel,
        "aturan": found.rule,
        "total_rupiah": exact(found.total_sen) if found.is_loaded else None,
        "tanpa_data": [ranking_twins.missing_record(one) for one in found.missing],
    }
    return Answer([ranking_twins.record(row) for row in found.rows], beside)


def _of_nothing(asked: Asked, missing: Sequence[rankings.Missing]) -> Answer:
    """The ranking before any regency or city has data, of no year: as the page says it."""
    beside = {
        "tahun": None,
        "kanal": asked["kanal"],
        "aturan": asked["aturan"],
        "total_rupiah": None,
        "tanpa_data": [ranking_twins.missing_record(one) for one in missing],
    }
    return Answer([], beside)


def governments(_asked: Asked, _after: int, _code: str) -> Answer:
    return Answer([_government(region) for region in listing.governments()], {})


def government(_asked: Asked, _after: int, code: str) -> Answer:
    region = next((one for one in listing.governments() if code in (one.code, one.slug)), None)
    if region is None:
        raise NotThere
    totals = [
        {
            "tahun": total.year,
            "kanal": total.channel,
            "aturan": total.rule,
            "nilai_rupiah": exact(total.value_sen),
            "jumlah_pesanan": total.orders,
            "jumlah_baris": total.rows,
            "jumlah_penyedia": total.suppliers,
        }
        for total in listing.totals_of(region)
    ]
    return Answer(totals, _government(region))


def transactions(asked: Asked, after: int, _code: str) -> Answer:
    _refuse_unknown_year(asked)
    rows = filters.narrowed(asked, Transaction.objects.all())
    if asked["daerah"]:
        return _paged(listing.rows_after(after, _regions(asked), rows, _loaded(asked)), _row)
    found, last = listing.rows_of_all_after(after, _regions(asked), rows, _loaded(asked))
    return Answer([_row(one) for one in found], {}, last)


def suppliers(_asked: Asked, after: int, _code: str) -> Answer:
    return _paged(listing.suppliers_after(after), _supplier)


def agencies(asked: Asked, after: int, _code: str) -> Answer:
    return _paged(listing.agencies_after(after, _regions(asked)), _agency)


def loads(_asked: Asked, after: int, _code: str) -> Answer:
    return _paged(listing.files_after(after), _file)


def all_editions(_asked: Asked, _after: int, _code: str) -> Answer:
    records = [
        {
            "edisi": one.number,
            "waktu": _moment(one.made_at),
            "sebab": one.cause,
            "muatan": one.load_id,
            "contoh": one.is_sample,
        }
        for one in editions.every()
    ]
    return Answer(records, {})


def coverage(asked: Asked, _after: int, _code: str) -> Answer:
    _refuse_unknown_year(asked)
    rule = RULES[asked["aturan"]]
    records = [
        {
            "kode_wilayah": part.region.code,
            "kode_klpd": part.region.klpd_code,
            "daerah": part.region.name,
            "tahun": part.year,
            "kanal": part.channel,
            "sistem": part.system,
            "data_sampai": part.as_of.isoformat(),
            "muatan": part.load_id,
            "baris_ditolak": part.rejected_rows,
            "nilai_ditolak_rupiah": exact(part.rejected_sen),
            "baris_tak_pasti": sum(one["rows"] for one in part.unplaced),
            "nilai_tak_pasti_rupiah": exact(sum(one["sen"] for one in part.unplaced)),
            "jumlah_baris": rows if rule.applies_to(part.channel) else None,
        }
        for part, rows in listing.slices(_regions(asked), _loaded(asked), rule.slug)
    ]
    return Answer(records, {"aturan": rule.slug})


def _regions(asked: Asked) -> QuerySet[Region]:
    """All of them, or the one that is asked for by slug. Raises NotThere."""
    if not asked["daerah"]:
        return listing.governments()
    found = listing.governments().filter(slug=asked["daerah"])
    if not found.exists():
        raise NotThere
    return found


def _loaded(asked: Asked) -> dict[str, Any]:
    """What is asked for of what slices are of."""
    where = {"year": asked["tahun"], "channel": asked["kanal"]}
    return {name: value for name, value in where.items() if value}


def _refuse_unknown_year(asked: Asked) -> None:
    """Raises NotThere for a year of which no government has an export."""
    if asked["tahun"] and not is_known_year(asked["tahun"], listing.governments()):
        raise NotThere


def _paged[T: (Transaction, Supplier, Agency, SourceFile)](found: Sequence[T], record: Callable[[T], Record]) -> Answer:
    page = found[: listing.MOST]
    return Answer([record(one) for one in page], {}, page[-1].pk if len(found) > listing.MOST else None)


def _government(region: Region) -> Record:
    return {
        "kode_wilayah": region.code,
        "kode_bps": region.bps_code,
        "kode_klpd": region.klpd_code,
        "daerah": region.name,
        "slug": region.slug,
        "jenis": KIND_WORDS[Kind(region.kind)],
        "penduduk": region.population,
        "penduduk_per": region.population_as_of.isoformat(),
    }


def _row(row: Transaction) -> Record:
    return {
        "kunci": row.order_key,
        "tahun": row.year,
        "kode_klpd": row.region.klpd_code,
        "daerah": row.region.name,
        "kode_satker": row.agency.code if row.agency else "",
        "satker": row.agency_name,
        "kanal": row.channel,
        "sistem": row.system,
        "marketplace": row.marketplace,
        "nomor_pesanan": row.order_id,
        "uraian": row.description,
        "kategori": row.category,
        "penyedia": row.supplier_name,
        "kode_penyedia": row.supplier.code if row.supplier else "",
        "nilai_rupiah": exact(row.value_sen),
        "tanggal": _moment(row.ordered_at) if row.ordered_at else "",
        "tahap": row.stage,
        "verifikasi": row.verification,
        "kedudukan": row.standing,
    }


def _supplier(one: Supplier) -> Record:
    return {"kunci": one.key, "penyedia": one.name, "sistem": one.system, "kode_penyedia": one.code}


def _agency(one: Agency) -> Record:
    return {
        "kode_klpd": one.region.klpd_code,
        "daerah": one.region.name,
        "kode_satker": one.code,
        "satker": one.name,
        "sistem": one.system,
    }


def _file(one: SourceFile) -> Record:
    return {
        "muatan": one.load_id,
        "waktu": _moment(one.load.started_at),
        "contoh": one.load.is_sample,
        "berkas": one.name,
        "sha256": one.sha256,
        "ukuran_bita": one.size,
        "tata_letak": one.layout,
        "jumlah_baris": one.rows,
        "nilai_rupiah": exact(one.value_sen),
    }


def _moment(value: datetime) -> str:
    return value.isoformat(sep=" ")
