"""The short tables, whole: totals, governments and suppliers. Other apps add theirs (registry.bulk_tables)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from procurement import registry
from procurement.downloads.fields import GOVERNMENTS, SUPPLIERS, TOTALS, Field
from procurement.downloads.formats import CSV_GZ, PARQUET, Record, write_csv, write_parquet
from procurement.downloads.store import Recipe
from procurement.models import Edition, Supplier, Total, Transaction
from procurement.money import exact
from regions.models import KIND_WORDS, Kind, Region


@dataclass(frozen=True)
class BulkTable:
    slug: str
    title: str | Promise
    fields: tuple[Field, ...]
    records: Callable[[], Iterable[Record]]
    """field -> value, without the fields of the edition."""


def bulk_tables() -> list[BulkTable]:
    own = [
        BulkTable("jumlah", _("Totals of every government, year, channel and rule"), TOTALS, _totals),
        BulkTable("daerah", _("Governments"), GOVERNMENTS, governments),
        BulkTable("penyedia", _("Suppliers"), SUPPLIERS, _suppliers),
    ]
    return [*own, *(table() for table in registry.bulk_tables)]


def recipes(edition: Edition) -> list[Recipe]:
    """Two files a table; each is made again for every edition, since each carries its number."""
    found = []
    for table in bulk_tables():
        made_of = (table.slug, edition.number, edition.made_at.isoformat(), edition.is_sample)
        for suffix, media_type, write in (("csv.gz", CSV_GZ, _csv), ("parquet", PARQUET, _parquet)):
            name = f"{table.slug}.{suffix}"
            found.append(Recipe(name, table.title, media_type, made_of, partial(write, table, edition), table.fields))
    return found


def with_edition(table: BulkTable, edition: Edition) -> Iterator[dict[str, Any]]:
    for record in table.records():
        yield {**record, "edisi": edition.number, "contoh": edition.is_sample}


def _csv(table: BulkTable, edition: Edition, path: Path) -> int:
    with path.open("wb") as out:
        return write_csv(table.fields, with_edition(table, edition), out)


def _parquet(table: BulkTable, edition: Edition, path: Path) -> int:
    return write_parquet(table.fields, with_edition(table, edition), path)


def _totals() -> Iterator[Record]:
    found = Total.objects.filter(region__province_code=settings.SITE_PROVINCE).select_related("region")
    for one in found.order_by("year", "channel", "rule", "region_id").iterator(chunk_size=2000):
        yield {
            "tahun": one.year,
            "kanal": one.channel,
            "aturan": one.rule,
            **government(one.region),
            "nilai_rupiah": exact(one.value_sen),
            "jumlah_pesanan": one.orders,
            "jumlah_baris": one.rows,
            "jumlah_penyedia": one.suppliers,
        }


def government(region: Region) -> dict[str, Any]:
    return {
        "kode_wilayah": region.code,
        "kode_klpd": region.klpd_code,
        "daerah": region.name,
        "jenis": KIND_WORDS[Kind(region.kind)],
    }


def governments() -> Iterator[Record]:
    for one in Region.objects.of_province(settings.SITE_PROVINCE).order_by("code"):
        yield {
            **government(one),
            "slug": one.slug,
            "penduduk": one.population,
            "penduduk_per": one.population_as_of.isoformat(),
            "penduduk_sumber": one.population_source,
        }


def _suppliers() -> Iterator[Record]:
    """Those with a row of the site's province."""
    ours = Transaction.objects.filter(supplier=OuterRef("pk"), region__province_code=settings.SITE_PROVINCE)
    found = Supplier.objects.filter(Exists(ours)).order_by("key").values_list("key", "system", "code", "name")
    for key, system, code, name in found.iterator(chunk_size=2000):
        yield {"kunci": key, "sistem": system, "kode_penyedia": code, "penyedia": name}
