"""When two rows mean the same agency or the same supplier (docs/semantics.md, "Agency and supplier")."""

import re

_LEGAL_FORM = re.compile(r"^(?:c ?v|p ?t|u ?d|t ?b) (?=\S)|(?<=\S) (?:c ?v|p ?t|u ?d|t ?b)$")
"""In a folded name, in which "C.V." is two words."""


def supplier_identity(name: str) -> str:
    """A supplier's name for comparison: case, dots and blanks folded, the legal form taken off either end."""
    return _LEGAL_FORM.sub("", " ".join(re.sub(r"[.,\s]+", " ", name.casefold()).split()))


def agency_identity(code: str, name: str) -> str:
    """An agency's code, or its folded name where the source gives no code."""
    return code or " ".join(name.casefold().split())
