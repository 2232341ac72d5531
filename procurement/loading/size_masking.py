"""Masked names in a register of supplier sizes: it finds the suppliers that it spoke of, and names them no more."""

from procurement.keys import short_key
from procurement.masking import key_in, masked_name, supplier_key

type Hidden = tuple[set[str], set[str]]
"""(keys of suppliers, hashes of names); see Mask.objects.hidden."""


def masked_row(system: str, code: str, identity: str, name: str, hidden: Hidden) -> tuple[str, str]:
    """(name, identity) of a row as they are stored. A masked row stays itself when it is masked again."""
    keys, names = hidden
    if code:
        key = supplier_key(system, code, name)
        return (masked_name(key), identity) if name and key in keys else (name, identity)
    key = key_in(identity) or short_key(system, identity)
    return (masked_name(key), masked_name(key)) if key in names else (name, identity)
