"""What the code of a rejected row means, without the cell it was about: that may be a person's name."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MEANINGS: dict[str, str | Promise] = {
    "R01": _("the row has more or fewer cells than its header"),
    "R02": _("a required cell is empty"),
    "R03": _("not a number"),
    "R04": _("a number that can be read in two ways"),
    "R05": _("a number in scientific notation: its digits are lost"),
    "R06": _("a negative value"),
    "R07": _("a value outside the range that can be kept"),
    "R08": _("more than two decimals"),
    "R09": _("more digits than a spreadsheet's number cell can hold"),
    "R10": _("not a date"),
    "R11": _("a date that can be read in two ways"),
    "R12": _("a date outside the years that can be"),
    "R13": _("an unknown government"),
    "R14": _("a malformed code, such as one that lost its leading zero"),
    "R15": _("the government's name does not match its code"),
    "R16": _("the same order number as another row, with other content"),
    "R18": _("a forbidden character"),
    "R19": _("too long"),
    "R20": _("an error value of a spreadsheet"),
    "R21": _("a formula without its result"),
    "R22": _("a word where a value should be"),
    "R23": _("quantity × price + shipping is not the total"),
    "R24": _("an unknown status or category"),
    "R25": _("a cell of the wrong kind"),
    "R26": _("text damaged by its encoding"),
    "R27": _("another year than the budget year"),
    "R28": _("a total line, not a transaction"),
}


def meaning(code: str) -> str:
    return str(MEANINGS.get(code, "")) or gettext("a code that this page does not know")
