"""The figure of a source as printed: in quotation marks, with a reading in the page's language where that differs."""

import re

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from awards.models import Claim
from awards.terms import Comparator
from awards.tongues import language_of, marked
from procurement.money import SEN
from procurement.views import words

_SCALES = (10**12, 10**9, 10**6, 10**3)
_MOST_DECIMALS = 3
_UNIT = re.compile(r"\brp\.?\s*")


def printed(claim: Claim) -> str:
    """“Rp9.37 billion” (Rp9,37 miliar): plain, for titles and citations. Empty where no value is printed."""
    return _message(claim) % {"printed": claim.value_as_printed, "reading": reading(claim)}


def printed_html(claim: Claim, *more: str) -> SafeString:
    """The same, marked with the language that it is in. `more` is said of it in the same brackets."""
    values = {
        "printed": marked(claim.value_as_printed, language_of(claim)),
        "reading": ", ".join(text for text in (reading(claim), *more) if text),
    }
    return words.filled(_message(claim, *more), values)


def reading(claim: Claim) -> str:
    """The printed figure as this site writes it, no more exact than it was printed.

    Empty where it is not read as a number, and where the source writes it so itself, but for blanks and capitals.
    """
    sen = claim.stated_value_sen
    if sen is None:
        return ""
    text = words.exact(sen) if claim.value_comparator == Comparator.EXACT else _rounded(sen, claim.value_precision_sen)
    if claim.value_comparator == Comparator.ALMOST:
        text = gettext("almost %(value)s") % {"value": text}
    return "" if _folded(text) == _folded(claim.value_as_printed) else text


def _message(claim: Claim, *more: str) -> str:
    if not claim.value_as_printed:
        return ""
    return gettext("“%(printed)s” (%(reading)s)") if reading(claim) or any(more) else gettext("“%(printed)s”")


def _rounded(sen: int, precision: int | None) -> str:
    """Rp9,37 miliar: with the decimals that its precision has; the exact amount where that takes too many."""
    scale = next((one for one in _SCALES if sen >= one * SEN), None)
    for decimals in range(_MOST_DECIMALS + 1) if scale and precision else ():
        assert scale and precision
        step = scale * SEN // 10**decimals
        if sen % step == 0 and precision % step == 0:
            whole, rest = divmod(sen, scale * SEN)
            mark = "." if words.language() == "en" else ","
            number = words.number(whole) + (f"{mark}{rest // step:0{decimals}}" if decimals else "")
            unit = words.short(scale * SEN).rpartition("\N{NO-BREAK SPACE}")[2]
            return f"Rp{number}\N{NO-BREAK SPACE}{unit}"
    return words.exact(sen)


def _folded(text: str) -> str:
    return " ".join(_UNIT.sub("rp", text.casefold()).split())
