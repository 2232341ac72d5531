"""Verdicts in words. Whatever a page prints goes through `tag` or `sentence`: they say when it rests on sample data."""

from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext

from awards.models import Claim, Verdict
from awards.terms import Comparator, OrdersComparator, Outcome, Quantity
from awards.verdicts import REJECTS
from procurement import money
from procurement.counting import RULES
from procurement.queries.reach import Rejects
from procurement.views import parts, words

_OF_ANY_QUANTITY = {Outcome.DIFFERENCE, Outcome.NO_SCOPE, Outcome.NO_DATA, Outcome.UNREADABLE}
"""Outcomes whose word does not say which quantity it is about."""


def tag(verdict: Verdict, *, sample: bool) -> str:
    """The outcome in its few words: cocok, selisih (pesanan); against sample data it says so first."""
    text = str(Outcome(verdict.outcome).label)
    if verdict.outcome in _OF_ANY_QUANTITY:
        text += f" ({str(Quantity(verdict.quantity).label).lower()})"
    return _marked(text, sample)


def sentence(verdict: Verdict, claim: Claim, *, sample: bool) -> str:
    """The outcome with what it rests on, as one or more full sentences."""
    first = gettext("%(outcome)s: %(detail)s") % {
        "outcome": Outcome(verdict.outcome).label,
        "detail": _detail(verdict, claim),
    }
    first = _marked(first, sample)
    rest = [part for part in (_alternative(verdict), _denominator(verdict), _left_out(verdict)) if part]
    return " ".join([first if sample else first[:1].upper() + first[1:], *rest])


def computed(verdict: Verdict) -> str:
    """The computed figure for its cell; a dash where none may stand."""
    if verdict.computed_sen is not None:
        return words.exact(verdict.computed_sen)
    if verdict.computed_orders is not None:
        return words.number(verdict.computed_orders)
    if verdict.rank_by_value is not None:
        return _ranks(verdict)
    return "–"


def figures(claim: Claim) -> str:
    """All that was computed for the stated days, for a headline: Rp67.082.500.435, 4.052 pesanan, peringkat 1."""
    if not compared(claim):
        return ""
    return ", ".join(short(verdict) for verdict in claim.judged_as if verdict.has_figure)


def short(verdict: Verdict) -> str:
    """The computed figure with its unit; a rank once where value and orders give the same."""
    if verdict.rank_by_value is not None and verdict.rank_by_value == verdict.rank_by_orders:
        return rank(verdict.rank_by_value)
    return _with_unit(verdict)


def rank(number: int) -> str:
    """peringkat 1, joined by a no-break space so that the number never stands alone on a line."""
    return (gettext("rank %(rank)s") % {"rank": number}).replace(" ", "\N{NO-BREAK SPACE}")


def compared(claim: Claim) -> bool:
    """Whether what was computed is of the stated days, not information about the year of the event."""
    return bool(claim.window and claim.window.stated)


def kind(verdict: Verdict) -> str:
    """How a verdict is drawn: same, differs, or open where nothing could be compared."""
    if verdict.outcome in (Outcome.MATCH, Outcome.ORDERS_MATCH, Outcome.RANK_MATCH):
        return "same"
    return "differs" if verdict.outcome in (Outcome.DIFFERENCE, Outcome.RANK_DIFFERS) else "open"


def difference(verdict: Verdict) -> str:
    """Computed less stated, with its share of the stated figure: +Rp1.000 (0,1%). Empty where they do not differ."""
    if not verdict.difference:
        return ""
    return f"{'+' if verdict.difference > 0 else '−'}{_gap(verdict)}"


def _marked(text: str, sample: bool) -> str:
    return gettext("against the sample data, %(verdict)s") % {"verdict": text} if sample else text


def _detail(verdict: Verdict, claim: Claim) -> str:
    match verdict.outcome:
        case Outcome.NO_SCOPE:
            return _no_scope(verdict)
        case Outcome.NO_DATA:
            return _no_data(verdict, claim)
        case Outcome.UNREADABLE:
            return _unreadable(verdict)
        case Outcome.MATCH:
            return _value_match(verdict, claim)
        case Outcome.ORDERS_MATCH:
            return _orders_match(verdict, claim)
        case Outcome.DIFFERENCE:
            return _difference(verdict)
        case _:
            return _rank(verdict)


def _no_scope(verdict: Verdict) -> str:
    text = gettext("the source states no period, so nothing can be compared.")
    if not verdict.has_figure:
        return text
    explained = verdict.explanation
    return f"{text} " + gettext("For information, %(year)s with data up to %(date)s: %(figure)s.") % {
        "year": explained["start"][:4],
        "date": _day(explained["data_end"]),
        "figure": _with_unit(verdict),
    }


def _no_data(verdict: Verdict, claim: Claim) -> str:
    explained = verdict.explanation
    if claim.is_programme and explained.get("have", 0) < explained.get("of", 0):
        return gettext(
            "only %(have)s of %(of)s governments of the province have data for %(years)s, "
            "and a programme total needs all of them."
        ) % {"have": explained["have"], "of": explained["of"], "years": _years(explained)}
    if not explained.get("data_end"):
        return gettext("no export for %(years)s has been loaded.") % {"years": _years(explained)}
    text = (
        gettext(
            "the data of the government that ends first reach only %(reached)s, "
            "the stated figure needs those of all up to %(needed)s."
        )
        if claim.is_programme
        else gettext("the data reach only %(reached)s, the stated figure needs them up to %(needed)s.")
    )
    return text % {
        "reached": _day(explained["data_end"]),
        "needed": _day(explained["end"]),
    }


def _unreadable(verdict: Verdict) -> str:
    text = gettext("the printed figure is malformed; it stays as printed and is not turned into a number.")
    if verdict.computed_sen is None:
        return text
    return f"{text} " + gettext("For information, computed for its period: %(figure)s.") % {"figure": computed(verdict)}


def _value_match(verdict: Verdict, claim: Claim) -> str:
    sentences = {
        Comparator.EXACT: gettext("computed %(figure)s, equal to the stated figure."),
        Comparator.ROUNDED: gettext("computed %(figure)s, which rounds to the stated figure."),
        Comparator.ALMOST: gettext("computed %(figure)s, at most a tenth below the stated figure and not above it."),
    }
    return sentences[Comparator(claim.value_comparator)] % {"figure": computed(verdict)}


def _orders_match(verdict: Verdict, claim: Claim) -> str:
    more = claim.orders_comparator == OrdersComparator.MORE_THAN
    text = (
        gettext("computed %(figure)s, more than stated and within a quarter of it.")
        if more
        else gettext("computed %(figure)s, as stated.")
    )
    return text % {"figure": _with_unit(verdict)}


def _difference(verdict: Verdict) -> str:
    assert verdict.difference is not None
    if verdict.difference == 0:  # "more than 4,000", and it is 4,000
        return gettext("computed %(figure)s, not more than stated.") % {"figure": _with_unit(verdict)}
    text = (
        gettext("computed %(figure)s, %(gap)s more than stated.")
        if verdict.difference > 0
        else gettext("computed %(figure)s, %(gap)s less than stated.")
    )
    return text % {"figure": _with_unit(verdict), "gap": _gap(verdict)}


def _rank(verdict: Verdict) -> str:
    if verdict.rank_by_value is None:
        return gettext("no row of the government counts in the period, so it has no rank.")
    agrees = verdict.explanation.get("agrees", [])
    if len(agrees) == 2:
        text = gettext("%(ranks)s, both as stated.")
    elif agrees == [Quantity.VALUE]:
        text = gettext("%(ranks)s; the stated rank is the one by value.")
    elif agrees == [Quantity.ORDERS]:
        text = gettext("%(ranks)s; the stated rank is the one by orders.")
    else:
        text = gettext("%(ranks)s; neither is the stated rank.")
    return text % {"ranks": _ranks(verdict)}


def _ranks(verdict: Verdict) -> str:
    return gettext("rank %(value)s by value and %(orders)s by orders") % {
        "value": verdict.rank_by_value,
        "orders": verdict.rank_by_orders,
    }


def _denominator(verdict: Verdict) -> str:
    """Among how many of how many a rank was checked, and how many of those have data that end early."""
    explained = verdict.explanation
    if "with_data" not in explained:
        return ""
    text: str = gettext("%(with_data)s of %(governments)s governments have data for the period.") % explained
    if not explained["incomplete"]:
        return text
    return f"{text} " + gettext("Of these, %(count)s have data that end before %(date)s.") % {
        "count": explained["incomplete"],
        "date": _day(explained["end"]),
    }


def _alternative(verdict: Verdict) -> str:
    """The first other way of counting that would make a differing figure match."""
    if verdict.outcome != Outcome.DIFFERENCE:
        return ""
    found = verdict.explanation.get("alternative")
    if found is None:
        return gettext("No other counting rule and no other month end would make it match.")
    figure = words.exact(found["figure"]) if verdict.quantity == Quantity.VALUE else words.orders(found["figure"])
    if "rule" in found:
        return gettext("Counted by the rule “%(rule)s” it would match: %(figure)s.") % {
            "rule": RULES[found["rule"]].label,
            "figure": figure,
        }
    return gettext("Cut off at %(date)s it would match: %(figure)s.") % {
        "date": _day(found["cut_off"]),
        "figure": figure,
    }


def _left_out(verdict: Verdict) -> str:
    """Beside a figure stands what its slices hold or held besides: rejected rows, and rows that no period holds."""
    if not verdict.has_figure:
        return ""
    left_out = verdict.explanation
    rejected = parts.rejected(Rejects(*(left_out.get(name, 0) for name in REJECTS)))
    undated = _undated(left_out.get("undated_rows", 0), left_out.get("undated_sen", 0))
    return " ".join(text for text in (rejected, undated) if text)


def _undated(rows: int, sen: int) -> str:
    if not rows:
        return ""
    return ngettext(
        "%(rows)s row worth %(value)s has no date in the exports: it is in no period and is not compared.",
        "%(rows)s rows worth %(value)s have no date in the exports: they are in no period and are not compared.",
        rows,
    ) % {"rows": words.number(rows), "value": words.exact(sen)}


def _with_unit(verdict: Verdict) -> str:
    return computed(verdict) if verdict.computed_orders is None else words.orders(verdict.computed_orders)


def _gap(verdict: Verdict) -> str:
    assert verdict.difference is not None and verdict.stated is not None
    size = abs(verdict.difference)
    amount = words.exact(size) if verdict.quantity == Quantity.VALUE else words.number(size)
    return f"{amount} ({words.percent(money.percent(size, verdict.stated))})"


def _years(explained: dict[str, Any]) -> str:
    first, last = explained["start"][:4], explained["end"][:4]
    return first if first == last else f"{first}\N{EN DASH}{last}"


def _day(text: str) -> str:
    return words.day(date.fromisoformat(text))
