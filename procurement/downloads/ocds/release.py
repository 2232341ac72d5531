"""One release: an order of one budget year as an award and a contract, and nothing that no export says.

A release follows from the order's rows alone: the same rows, in whatever order or load they came, make the same bytes.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from procurement.counting import SPENDING_STAGES, Channel, Stage
from procurement.downloads.cells import json_text
from procurement.downloads.ocds import parties
from procurement.downloads.ocds.lines import Line
from procurement.money import SEN

SAMPLE_PREFIX = "ocds-contoh"
"""Of every ocid of made-up orders: nobody can take them for a publisher's."""
SAMPLE = "DATA CONTOH: pesanan rekaan. / SAMPLE DATA: this order is made up."
CURRENCY = "IDR"
_CHANNELS = {Channel.TOKO_DARING: "Toko daring", Channel.E_KATALOG: "E-katalog"}
_GROUPS = (
    ("", SPENDING_STAGES),
    ("-direncanakan", frozenset({Stage.PLANNED})),
    ("-gagal", frozenset({Stage.FAILED})),
)
"""Lines that are money spent, money planned and money not spent are never summed: each has an award of its own."""

type Object = dict[str, Any]


def release(lines: Iterable[Line], until: date, prefix: str, *, is_sample: bool) -> Object:
    """The release of an order's standing rows of one year.

    `until`: the day that the slice's data reach; it dates the release of an order without a date.
    """
    ordered = sorted(lines, key=_content)
    groups = list(_groups(ordered))
    first = ordered[0]
    said = {
        "date": moment(_recorded(ordered) or datetime.combine(until, datetime.min.time())),
        "tag": ["award", "contract"],
        "initiationType": "tender",  # the only word that the standard has
        "language": "id",
        "parties": parties.parties(ordered),
        "buyer": parties.buyer(first),
        "awards": [_award(key, mine, is_sample) for key, mine in groups],
        "contracts": [_contract(key, mine, is_sample) for key, mine in groups],
    }
    return {"ocid": f"{SAMPLE_PREFIX if is_sample else prefix}-{first.order_key}", "id": _hash(said), **said}


def moment(when: datetime) -> str:
    """RFC 3339; times are WIB."""
    return f"{when.isoformat(timespec='seconds')}+07:00"


def _hash(said: Object) -> str:
    """128 bits of everything the release says but its ocid, which the pair of ocid and id holds already."""
    return blake2b(json_text(said).encode(), digest_size=16).hexdigest()


def _content(line: Line) -> tuple[Any, ...]:
    """What a row says, as something that can be sorted: files and their lines are not part of it."""
    return (
        line.stage,
        line.description,
        line.category,
        line.value_sen,
        str(line.ordered_at or ""),
        line.supplier_key or "",
        line.supplier_name,
        line.agency_identity or "",
        line.agency_name,
        line.order_id,
        line.marketplace,
        sorted((line.details or {}).items()),
    )


def _recorded(lines: Sequence[Line]) -> datetime | None:
    """When the latest of the rows was made or changed, as far as their source says."""
    found = [line.ordered_at for line in lines if line.ordered_at]
    changed = [(line.details or {}).get("edited_at") for line in lines]
    return max([*found, *(datetime.fromisoformat(text) for text in changed if text)], default=None)


def _groups(lines: Sequence[Line]) -> Iterator[tuple[str, list[Line]]]:
    """(id of an award, its rows). The first has the plain id, so that a planned order keeps it when it is placed."""
    plain = f"{lines[0].order_key}-{lines[0].year}"
    found = [(ending, [line for line in lines if line.stage in stages]) for ending, stages in _GROUPS]
    for number, (ending, mine) in enumerate((ending, mine) for ending, mine in found if mine):
        yield plain + (ending if number else ""), mine


def _award(key: str, lines: Sequence[Line], is_sample: bool) -> Object:
    dated = [line.ordered_at for line in lines if line.ordered_at]
    sellers = parties.suppliers(lines)
    return {
        "id": key,
        **_words(lines[0], is_sample),
        **_stated("status", award_status({line.stage for line in lines})),
        **({"date": moment(max(dated))} if dated else {}),
        "value": _value(sum(line.value_sen for line in lines)),
        **({"suppliers": sellers} if sellers else {}),
        "items": [_item(number, line) for number, line in enumerate(lines, 1)],
    }


def _contract(key: str, lines: Sequence[Line], is_sample: bool) -> Object:
    return {
        "id": key,
        "awardID": key,
        **_words(lines[0], is_sample),
        **_stated("status", contract_status({line.stage for line in lines})),
        "value": _value(sum(line.value_sen for line in lines)),
    }


def award_status(stages: set[str]) -> str | None:
    """None where a source does not say how far its rows are."""
    if stages == {Stage.FAILED}:
        return "unsuccessful"
    if stages == {Stage.PLANNED}:
        return "pending"
    return None if Stage.UNSTATED in stages else "active"


def contract_status(stages: set[str]) -> str | None:
    """`terminated` is what the standard calls a contract that came to its end, good or bad."""
    if stages == {Stage.FAILED}:
        return "cancelled"
    if stages == {Stage.PLANNED}:
        return "pending"
    if stages == {Stage.COMPLETED}:
        return "terminated"
    return None if Stage.UNSTATED in stages else "active"


def _words(line: Line, is_sample: bool) -> Object:
    where = [_CHANNELS[Channel(line.channel)], line.marketplace, f"sistem {line.system}", f"tahun anggaran {line.year}"]
    text = ", ".join(word for word in where if word)
    return {"title": f"Pesanan {line.order_id}", "description": f"{SAMPLE} {text}" if is_sample else text}


def _item(number: int, line: Line) -> Object:
    details = line.details or {}
    quantity, price = _number(details.get("quantity")), _number(details.get("unit_price"))
    return {
        "id": str(number),
        **_stated("description", line.description),
        **({"classification": {"description": line.category}} if line.category else {}),
        **({"quantity": quantity} if quantity is not None else {}),
        **({"unit": {"value": {"amount": price, "currency": CURRENCY}}} if price is not None else {}),
    }


def _value(sen: int) -> Object:
    """An exact amount: a whole number of rupiah, or a decimal number with two places where sen occur."""
    rupiah, rest = divmod(sen, SEN)
    return {"amount": Decimal(sen).scaleb(-2) if rest else rupiah, "currency": CURRENCY}


def _number(text: str | None) -> int | Decimal | None:
    """A number as the source prints it; None where it prints none."""
    if not text or not re.fullmatch(r"\d+(\.\d+)?", text, re.ASCII):
        return None
    return Decimal(text) if "." in text else int(text)


def _stated(name: str, text: str | None) -> Object:
    return {name: text} if text else {}
