"""When two rows mean the same agency or the same supplier (docs/semantics.md, "Agency and supplier")."""

import re

_LEGAL_FORMS = {"cv", "pt", "ud", "tb"}


def supplier_identity(name: str) -> str:
    """A supplier's name for comparison: case, dots and blanks folded, the legal form taken off either end."""
    words = re.sub(r"[.,\s]+", " ", name.casefold()).split()
    if len(words) > 1 and words[0] in _LEGAL_FORMS:
        words = words[1:]
    if len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words = words[:-1]
    return " ".join(words)


def agency_identity(code: str, name: str) -> str:
    """An agency's code, or its folded name where the source gives no code."""
    return code or " ".join(name.casefold().split())
