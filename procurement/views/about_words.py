"""Which legal rules /tentang/ prints where, and why some stand beside no figure."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from procurement.queries.rules import Rule
from procurement.views import rule_words

LEGAL = ("KIP-", "PERKI-", "PDP-")
HISTORY = ("JATIM-", "TD-", "PERPRES")
"""How their codes begin."""
REASONS = (
    (
        ("UMK-",),
        _(
            "Measured against the budget for goods and services or against planned packages, "
            "not against the orders of one channel; the exports hold neither."
        ),
    ),
    (("PDN-TKDN", "PDN-SELFDECLARE"), _("The exports do not carry the domestic content (TKDN) of a product.")),
    (
        ("PDN-95", "INPRES2-", "JATIM-40"),
        _("A target or a promise for all spending together, not a duty that the orders of one government could show."),
    ),
    (("TD-CAP-2020",), _("An early limit that ended in December 2020: it must not be applied to later orders.")),
    (("TD-PERPRES46",), _("It defines a word; it does not make toko daring orders placed later irregular.")),
    (("EP-PPK-200-TD",), _("The text of that time was not read, and it says who signs: it is no limit.")),
    (("SATU-PAKET-UK",), _("Bundling cannot be seen in order data.")),
    (("JATIM-SE-2021",), _("The text of the circular was not found.")),
    (("JATIM-AWARD-",), _("An event of the past, not a rule.")),
)
OTHERWISE = _("Its source does not let it be tested with these exports.")


def legal(rules: Iterable[Rule]) -> list[dict[str, Any]]:
    return [rule_words.line(rule) for rule in rules if rule.code.startswith(LEGAL)]


def history(rules: Iterable[Rule]) -> list[dict[str, Any]]:
    """The programme and the regulations around it, oldest first."""
    found = [rule for rule in rules if rule.code.startswith(HISTORY)]
    return [rule_words.line(rule) for rule in sorted(found, key=lambda rule: rule.valid_from)]


def not_asked(rules: Iterable[Rule]) -> list[dict[str, Any]]:
    """Rules that stand beside no figure, by the reason why, in the order of the reasons."""
    reasons = [*(says for _codes, says in REASONS), OTHERWISE]
    groups: dict[Any, list[dict[str, Any]]] = {says: [] for says in reasons}
    for rule in rules:
        if not rule.for_questions:
            groups[_reason(rule)].append(rule_words.line(rule))
    return [{"says": says, "rules": found} for says, found in groups.items() if found]


def _reason(rule: Rule) -> Any:
    return next((says for codes, says in REASONS if rule.code.startswith(codes)), OTHERWISE)
