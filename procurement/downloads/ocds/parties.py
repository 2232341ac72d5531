"""Who takes part in an order: the government that buys, its agency, and who sells. Unknown ones are left out."""

from collections.abc import Iterable, Sequence
from typing import Any

from procurement.downloads.ocds.lines import Line
from procurement.keys import short_key

GOVERNMENT = "ID-LKPP-KLPD"
"""Scheme of LKPP's codes of governments, such as D180."""
AREA = "ID-KEMENDAGRI-WILAYAH"
"""Scheme of Kemendagri's codes of areas, such as 35.73."""


def agency_scheme(system: str) -> str:
    """Codes of agencies as one system has them: another system may use the same code for another agency."""
    return f"ID-{system.upper()}-SATKER"


def supplier_scheme(system: str) -> str:
    return f"ID-{system.upper()}-PENYEDIA"


def parties(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Each party once, with its role: the government, its agencies, the suppliers."""
    return [_government(lines[0]), *_each_once(map(_agency, lines)), *_each_once(map(_supplier, lines))]


def buyer(line: Line) -> dict[str, Any]:
    return _reference(_government(line))


def suppliers(lines: Iterable[Line]) -> list[dict[str, Any]]:
    return [_reference(one) for one in _each_once(map(_supplier, lines))]


def _government(line: Line) -> dict[str, Any]:
    return {
        "id": f"{GOVERNMENT}-{line.klpd_code}",
        "name": line.government,
        "identifier": {"scheme": GOVERNMENT, "id": line.klpd_code},
        "additionalIdentifiers": [{"scheme": AREA, "id": line.region_code}],
        "roles": ["buyer"],
    }


def _agency(line: Line) -> dict[str, Any] | None:
    if line.agency_identity is None:
        return None
    key = short_key(line.region_code, line.system, line.agency_identity)
    return _party(f"satker-{key}", line.agency_name, agency_scheme(line.system), line.agency_code, "procuringEntity")


def _supplier(line: Line) -> dict[str, Any] | None:
    if line.supplier_key is None:
        return None
    key, scheme = f"penyedia-{line.supplier_key}", supplier_scheme(line.system)
    return _party(key, line.supplier_name, scheme, line.supplier_code, "supplier")


def _party(key: str, name: str, scheme: str, code: str | None, role: str) -> dict[str, Any]:
    """Where the source gives no code there is no identifier: our own key is the party's id and nothing more."""
    return {
        "id": key,
        **({"name": name} if name else {}),
        **({"identifier": {"scheme": scheme, "id": code}} if code else {}),
        "roles": [role],
    }


def _reference(party: dict[str, Any]) -> dict[str, Any]:
    return {name: party[name] for name in ("id", "name") if name in party}


def _each_once(found: Iterable[dict[str, Any] | None]) -> list[dict[str, Any]]:
    """By id. Of several spellings the first in the alphabet: no order of rows may change what is said."""
    known: dict[str, dict[str, Any]] = {}
    for one in sorted(filter(None, found), key=lambda one: (one["id"], "name" not in one, one.get("name", ""))):
        known.setdefault(one["id"], one)
    return list(known.values())
