"""What stands in the rows where a person's name or a description was masked, and so in everything made of them."""

import re

from procurement.identity import supplier_identity
from procurement.keys import short_key

MASKED = "[disamarkan]"
"""Every masked text begins with it."""
_NAME = re.compile(r"\[disamarkan\] ([a-z2-7]{12})")
_DESCRIPTION = re.compile(r"\[disamarkan\] \(edisi ([1-9][0-9]{0,8})\)")


def masked_name(key: str) -> str:
    """What stands for the name of the supplier with this key: it tells masked suppliers apart, and says no more."""
    return f"{MASKED} {key}"


def masked_description(edition: int) -> str:
    """What stands for a description, with the edition that first printed it so."""
    return f"{MASKED} (edisi {edition})"


def key_in(name: str) -> str:
    """The key of the supplier whose masked name this is; empty for a name that is none."""
    found = _NAME.fullmatch(name)
    return found[1] if found else ""


def is_masked(text: str) -> bool:
    return bool(_NAME.fullmatch(text) or _DESCRIPTION.fullmatch(text))


def in_text(text: str) -> tuple[set[str], set[int]]:
    """(keys of suppliers, editions of descriptions) of every masked wording in a longer text, such as a page."""
    if MASKED not in text:
        return set(), set()
    return set(_NAME.findall(text)), set(map(int, _DESCRIPTION.findall(text)))


def name_key(system: str, name: str) -> str:
    """The short hash of a normalised name; of a masked name, the hash of what it stands for."""
    return key_in(name) or short_key(system, supplier_identity(name))


def supplier_key(system: str, code: str, name: str) -> str:
    """A supplier's key, which its address is made of: it stays when the name is masked."""
    return short_key(system, code) if code else name_key(system, name)


def text_key(order_key: str, description: str) -> str:
    """The short hash of one description of one order."""
    return short_key(order_key, description)
