"""A claim as one line for machines: what was stated, what the transactions give, and the verdict on each quantity."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from awards.models import Claim, Verdict
from awards.terms import Quantity
from procurement.counting import DEFAULT_RULE
from procurement.money import exact

RULE = {"aturan": DEFAULT_RULE.slug}
"""Claims are compared under no other."""


def records(claims: Iterable[Claim]) -> Iterator[dict[str, Any]]:
    """Without the rule and the edition, which are the same for all."""
    for claim in claims:
        judged = {one.quantity: one for one in claim.judged_as}
        yield {
            **_about(claim),
            **_value(claim, judged.get(Quantity.VALUE)),
            **_orders(claim, judged.get(Quantity.ORDERS)),
            **_rank(claim, judged.get(Quantity.RANK)),
            "data_sampai": _day(claim.data_end),
            "kelompok_bertentangan": claim.conflict_group,
            "judul_sumber": claim.source_title,
            "penerbit": claim.publisher,
            "alamat_sumber": claim.source_url,
            "diakses": _day(claim.accessed),
        }


def _about(claim: Claim) -> dict[str, Any]:
    return {
        "klaim": claim.claim_id,
        "macam": claim.kind,
        "kode_wilayah": claim.region_code,
        "daerah": claim.region.name if claim.region else "",
        "penerima": claim.recipient_kind,
        "kanal": claim.channel,
        "ukuran": claim.metric,
        "acara": claim.event.name if claim.event else "",
        "tanggal_acara": _day(claim.event_date),
        "periode_mulai": _day(claim.period_start),
        "periode_selesai": _day(claim.period_end),
        "per_tanggal": _day(claim.as_of),
    }


def _value(claim: Claim, verdict: Verdict | None) -> dict[str, Any]:
    return {
        "nilai_tercetak": claim.value_as_printed,
        "nilai_disebut_rupiah": _rupiah(claim.stated_value_sen),
        "cara_nilai": claim.value_comparator,
        "nilai_transaksi_rupiah": _rupiah(verdict.computed_sen) if verdict else None,
        "selisih_rupiah": _rupiah(verdict.difference) if verdict else None,
        "putusan_nilai": verdict.outcome if verdict else "",
    }


def _orders(claim: Claim, verdict: Verdict | None) -> dict[str, Any]:
    return {
        "pesanan_disebut": claim.stated_orders,
        "cara_pesanan": claim.orders_comparator,
        "pesanan_transaksi": verdict.computed_orders if verdict else None,
        "selisih_pesanan": verdict.difference if verdict else None,
        "putusan_pesanan": verdict.outcome if verdict else "",
    }


def _rank(claim: Claim, verdict: Verdict | None) -> dict[str, Any]:
    return {
        "peringkat_disebut": claim.stated_rank,
        "peringkat_menurut_nilai": verdict.rank_by_value if verdict else None,
        "peringkat_menurut_pesanan": verdict.rank_by_orders if verdict else None,
        "putusan_peringkat": verdict.outcome if verdict else "",
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _rupiah(sen: int | None) -> int | str | None:
    return None if sen is None else exact(sen)
