"""Names that no rule may match: they wait in a queue for a person, whose answer is remembered for every later load."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction

from regions.matching import Found, Known, Matcher, fold
from regions.models import QueuedName, Region, RegionAlias


class AliasRefused(Exception):
    """An answer that cannot be taken; `said` is why, in Indonesian and English."""

    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__(f"{indonesian} / {english}")
        self.said = {"id": indonesian, "en": english}


@dataclass(frozen=True)
class Sighting:
    """A name as one file of a load prints it, with what hangs on it."""

    name: str
    file: str
    rows: int
    sen: int


def matcher() -> Matcher:
    """The loaded reference with the remembered answers, for matching names and codes."""
    known = [Known(*row) for row in Region.objects.values_list("code", "klpd_code", "name", "kind")]
    return Matcher(known, dict(RegionAlias.objects.values_list("alias", "region")))


def queue_names(sightings: Iterable[Sighting]) -> None:
    """Puts the names of one load into the queue; what an earlier load said of them is replaced, not added to."""
    now = datetime.now().replace(microsecond=0)
    waiting: dict[str, QueuedName] = {}
    for seen in sightings:
        one = waiting.setdefault(
            fold(seen.name),
            QueuedName(folded=fold(seen.name), name=seen.name, rows=0, value_sen=0, first_seen=now, last_seen=now),
        )
        one.rows += seen.rows
        one.value_sen = min(one.value_sen + seen.sen, models.BigIntegerField.MAX_BIGINT)  # nobody has checked the sum
        one.files = ", ".join(filter(None, dict.fromkeys([*one.files.split(", "), seen.file])))
    QueuedName.objects.bulk_create(
        waiting.values(),
        update_conflicts=True,
        unique_fields=["folded"],
        update_fields=["name", "files", "rows", "value_sen", "last_seen"],
    )


def approve(name: str, code: str, source: str, operator: str = "") -> bool:
    """From now on the name means the government of this Kemendagri or KLPD code. Whether that is news.

    Raises AliasRefused: a name that two governments share means neither, whoever says so.
    """
    if not source.strip():
        raise AliasRefused("--source wajib: dari mana diketahui?", "--source is required: who says so?")
    region = next((one for one in Region.objects.all() if code in (one.code, one.klpd_code)), None)
    if region is None:
        raise AliasRefused(f'Tidak ada daerah berkode "{code}".', f'No government has the code "{code}".')
    reference = _undecided(name)
    sharing = reference.nearest(name)
    if reference.by_name(name)[0] is Found.BARE and len(sharing) > 1:
        names = ", ".join(reference.names[one] for one in sharing)
        raise AliasRefused(
            f'"{name}" adalah nama beberapa daerah ({names}); nama tanpa "Kota" atau "Kabupaten" tidak pernah '
            "dicocokkan. Mintalah ekspor yang menyebut jenis daerahnya.",
            f'"{name}" is the name of several governments ({names}); a bare name never matches. '
            "Ask for an export that says which kind it is.",
        )
    return _remember(name, region, source, operator)


def reject(name: str, source: str = "", operator: str = "") -> bool:
    """From now on the name is none of ours: its rows are out of scope, named in every plan. Whether that is news."""
    _undecided(name)
    return _remember(name, None, source, operator)


def forget(name: str) -> bool:
    """Takes the name off the queue, and back what was said of it. Whether anything had been said."""
    with transaction.atomic():
        QueuedName.objects.filter(folded=fold(name)).delete()
        return bool(RegionAlias.objects.filter(alias=fold(name)).delete()[0])


def _undecided(name: str) -> Matcher:
    """The reference without anybody's answers. Raises AliasRefused for no name, and for one of ours in full."""
    if not fold(name):
        raise AliasRefused("Nama kosong.", "The name is empty.")
    plain = Matcher(matcher().governments)
    found, code = plain.by_name(name)
    if found is Found.KNOWN and code:
        ours = plain.names[code]
        raise AliasRefused(f'"{name}" sudah berarti {ours}.', f'"{name}" means {ours} already.')
    return plain


def _remember(name: str, region: Region | None, source: str, operator: str) -> bool:
    with transaction.atomic():
        QueuedName.objects.filter(folded=fold(name)).delete()
        before = RegionAlias.objects.filter(alias=fold(name)).first()
        if before and (before.region_id, before.source) == (region and region.code, source):
            return False
        RegionAlias.objects.update_or_create(
            alias=fold(name), defaults={"region": region, "source": source, "operator": operator}
        )
        return True
