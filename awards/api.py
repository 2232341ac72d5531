"""The claims as the API gives them: what was stated, as printed, and the verdicts of the edition that answers."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from awards import queries
from awards.models import Claim
from procurement.api.endpoint import Answer, Endpoint, Record
from procurement.api.forms import NoKeys
from procurement.downloads.fields import INTEGER, TEXT, Field
from procurement.models import Edition

FIELDS = (
    Field("klaim", TEXT, _("Its name in addresses: /klaim/<klaim>/")),
    Field("kode_wilayah", TEXT, _("Kemendagri's code of the area, such as 35.73")),
    Field("ukuran", TEXT, _("What was stated: value, orders, rank or programme-value")),
    Field("kanal", TEXT, _("toko-daring or e-katalog; channels are never added together")),
    Field("periode_mulai", TEXT, _("First day that the figure is of"), required=False),
    Field("periode_selesai", TEXT, _("Last day that the figure is of"), required=False),
    Field("per_tanggal", TEXT, _("The day that the figure was cut off at"), required=False),
    Field("nilai_tercetak", TEXT, _("The value as printed, never turned into a number here"), required=False),
    Field("pesanan_disebut", INTEGER, _("Orders as stated"), required=False),
    Field("peringkat_disebut", INTEGER, _("Rank as stated"), required=False),
    Field("kelompok_bertentangan", TEXT, _("Claims of one group cannot all be right"), required=False),
    Field("judul_sumber", TEXT, _("Title of the source")),
    Field("penerbit", TEXT, _("Publisher of the source")),
    Field("alamat_sumber", TEXT, _("Address of the source")),
    Field("putusan", TEXT, _("Verdicts of the edition, quantity: outcome, joined by `;`"), required=False),
)


def claims(_asked: dict[str, Any], _after: int, _code: str) -> Answer:
    current = Edition.objects.order_by("-number").values_list("number", flat=True)[:1]
    return Answer([_record(claim) for claim in queries.claims(current)], {})


def _record(claim: Claim) -> Record:
    return {
        "klaim": claim.claim_id,
        "kode_wilayah": claim.region_code,
        "ukuran": claim.metric,
        "kanal": claim.channel,
        "periode_mulai": _day(claim.period_start),
        "periode_selesai": _day(claim.period_end),
        "per_tanggal": _day(claim.as_of),
        "nilai_tercetak": claim.value_as_printed,
        "pesanan_disebut": claim.stated_orders,
        "peringkat_disebut": claim.stated_rank,
        "kelompok_bertentangan": claim.conflict_group,
        "judul_sumber": claim.source_title,
        "penerbit": claim.publisher,
        "alamat_sumber": claim.source_url,
        "putusan": "; ".join(f"{one.quantity}: {one.outcome}" for one in claim.judged_as),
    }


def _day(value: Any) -> str:
    return value.isoformat() if value else ""


ENDPOINT = Endpoint("claims", _("What was claimed, with verdicts"), NoKeys, FIELDS, claims)
