"""The reproduce kit: rows, rules and the published rankings in one zip, with a script that counts them again."""

import gzip
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from procurement import ranks
from procurement.counting import RULES
from procurement.downloads import store
from procurement.downloads.cells import cell, csv_lines
from procurement.downloads.formats import Record
from procurement.downloads.store import Recipe, digest
from procurement.downloads.tables import government
from procurement.models import Edition, Total
from procurement.money import exact
from regions.models import Kind

NAME = "perangkat-hitung-ulang.zip"
ZIP = "application/zip"
SCRIPT = Path(__file__).with_name("hitung_ulang.py")
README = Path(__file__).with_name("hitung_ulang.txt")
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""Zip's zero: the same rows make the same bytes."""


def recipe(edition: Edition, rows: Sequence[Recipe]) -> Recipe:
    """`rows`: the CSV.GZ files of transactions, which go into it as they are."""
    texts = settings.SITE_URL, digest(SCRIPT), digest(README)
    made_of = (edition.number, edition.made_at.isoformat(), edition.is_sample, *texts, *(one.key for one in rows))
    return Recipe(NAME, _("Kit to count everything again"), ZIP, made_of, partial(_write, edition, rows))


def _write(edition: Edition, rows: Sequence[Recipe], path: Path) -> int:
    files = [store.have(one) for one in rows]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _texts(edition):
            archive.writestr(_entry(name), text)
        for one, made in zip(rows, files, strict=True):
            entry = _entry(f"baris/{one.name.removesuffix('.gz')}")
            with gzip.open(made.path) as packed, archive.open(entry, "w", force_zip64=True) as out:
                shutil.copyfileobj(packed, out, 1 << 20)
    return sum(made.rows for made in files)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _texts(edition: Edition) -> Iterator[tuple[str, str]]:
    note = (
        f"Edisi {edition.number}, {edition.made_at:%Y-%m-%d %H:%M} WIB. {settings.SITE_URL}/edisi/{edition.number}/\n"
    )
    sample = "DATA CONTOH: semua baris rekaan. / SAMPLE DATA: every row is made up.\n" if edition.is_sample else ""
    yield "BACA-SAYA.txt", sample + note + "\n" + README.read_text(encoding="utf-8")
    yield "hitung_ulang.py", SCRIPT.read_text(encoding="utf-8")
    yield "aturan.csv", _csv(("aturan", "kanal", "kedudukan", "tahap", "verifikasi"), _rules())
    yield "peringkat.csv", _csv(_RANKING, _rankings(edition))


def _csv(fields: Sequence[str], records: Iterable[Record]) -> str:
    return "".join(csv_lines(fields, ([cell(record[name]) for name in fields] for record in records)))


def _rules() -> Iterator[Record]:
    """What counts, as words joined by blanks; an unstated verification is `kosong`, empty."""
    for rule in RULES.values():
        for channel, verifications in sorted(rule.verifications.items()):
            yield {
                "aturan": rule.slug,
                "kanal": str(channel),
                "kedudukan": " ".join(sorted(rule.standings)),
                "tahap": " ".join(sorted(rule.stages)),
                "verifikasi": " ".join(sorted(word or "kosong" for word in verifications)),
            }


_RANKING = (
    *("tahun", "kanal", "aturan", "peringkat", "kode_wilayah", "kode_klpd", "daerah", "jenis"),
    *("nilai_rupiah", "jumlah_pesanan", "jumlah_baris", "edisi", "contoh"),
)


def _rankings(edition: Edition) -> Iterator[Record]:
    """Every published total; the provincial government has no rank."""
    found = Total.objects.filter(region__province_code=settings.SITE_PROVINCE).select_related("region")
    groups: dict[tuple[int, str, str], list[Total]] = {}
    for one in found.order_by("year", "channel", "rule", "region_id"):
        groups.setdefault((one.year, one.channel, one.rule), []).append(one)
    for (year, channel, rule), totals in groups.items():
        values = {one.region_id: one.value_sen for one in totals if one.region.kind != Kind.PROVINCE}
        placed = ranks.competition_ranks(values)
        for one in sorted(totals, key=lambda one: (placed.get(one.region_id, 0), one.region_id)):
            yield {"tahun": year, "kanal": channel, "aturan": rule, **_figures(one, placed, edition)}


def _figures(one: Total, placed: dict[str, int], edition: Edition) -> dict[str, Any]:
    return {
        **government(one.region),
        "peringkat": placed.get(one.region_id),
        "nilai_rupiah": exact(one.value_sen),
        "jumlah_pesanan": one.orders,
        "jumlah_baris": one.rows,
        "edisi": edition.number,
        "contoh": edition.is_sample,
    }
