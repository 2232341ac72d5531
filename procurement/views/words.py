"""Figures, dates and names as a reader of the active language sees them. Every view and tag prints through here."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal

from django.utils.dateformat import format as format_date
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from procurement import money
from procurement.counting import RULES, Channel, Stage, Verification

_SMALL = (_("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"), _("eight"), _("nine"), _("ten"))

_BACKTICKS = re.compile("`([^`]+)`")
_ABBREVIATION = re.compile(r"\b(?:apd|atk|bbm|cctv)\b")
"""Those that categories are named by."""


def language() -> str:
    """The two letters of the active language: id or en."""
    return (get_language() or "id")[:2]


def exact(sen: int) -> str:
    """Rp67.082.500.435."""
    return money.rupiah(sen, language())


def machine(sen: int) -> int | str:
    """67082500435, for attributes that programs read."""
    return money.exact(sen)


def amount(sen: int) -> str:
    """67.082.500.435: for columns whose header holds the unit."""
    return money.plain(sen, language())


def short(sen: int) -> str:
    """Rp67,1 miliar."""
    return money.short(sen, language())


def round_amount(sen: int) -> str:
    """A round amount of a chart's scale, without needless decimals: 50 miliar."""
    return short(sen).removeprefix("Rp").replace(".0" if language() == "en" else ",0", "")


def both(sen: int) -> str:
    """Rp67,1 miliar (Rp67.082.500.435); the exact amount alone where the short form says the same."""
    return exact(sen) if exact(sen) == short(sen) else f"{short(sen)} ({exact(sen)})"


def number(count: int) -> str:
    return money.grouped(count, language())


def orders(count: int) -> str:
    """1.234 pesanan."""
    return ngettext("%(count)s order", "%(count)s orders", count) % {"count": number(count)}


def counted(count: int) -> str:
    """In words up to ten, as a newspaper prints it: tiga, 11."""
    return str(_SMALL[count - 1]) if 1 <= count <= len(_SMALL) else number(count)


def percent(share: Decimal | None) -> str:
    """12,5%; a dash where there is no whole to be a part of."""
    return "–" if share is None else f"{in_percent(share)}%"


def in_percent(share: Decimal) -> str:
    """12,5. Where rounding would print nothing of what is some, or all of what is not all, a bound: <0,1 and >99,9."""
    if isinstance(share, money.Share) and share.is_hidden:
        return f"<{decimal(Decimal('0.1'))}"
    if isinstance(share, money.Share) and share.is_overstated:
        return f">{decimal(Decimal('99.9'))}"
    return decimal(share)


def decimal(value: Decimal) -> str:
    text = f"{abs(value):,}"
    if language() != "en":
        text = text.translate(str.maketrans(",.", ".,"))
    return f"−{text}" if value < 0 else text


def change(value: money.Share | None) -> SafeString:
    """▲ +12,5% in sign and shape, never in red or green; the words are for those who hear the page."""
    if value is None:
        return format_html('<span class="none">–<span class="vh"> {}</span></span>', gettext("not comparable"))
    arrow, word = _direction(value)
    return format_html(
        '<span class="nw"><span aria-hidden="true">{}</span><span class="vh">{}</span> {}</span>',
        arrow,
        word,
        _bound(value) or _signed(value),
    )


def signed(value: money.Share) -> str:
    """A change within a sentence: +12,5%, −46,3%; naik <0,1% where no sign can stand before a bound."""
    bound = _bound(value)
    return f"{_direction(value)[1]} {bound}" if bound else _signed(value)


def _signed(value: money.Share) -> str:
    return f"{'+' if value > 0 else ''}{decimal(value)}%"


def _direction(value: money.Share) -> tuple[str, str]:
    """Arrow and word; neither up nor down only where the two sums are equal."""
    if not value.part:
        return "", gettext("unchanged")
    return ("▲", gettext("up")) if value.part > 0 else ("▼", gettext("down"))


def _bound(value: money.Share) -> str:
    """Of a change that rounding would print as none, or as the loss of all though some is left; else empty. What grows
    may well grow by all that it was, and more."""
    return percent(value) if value.is_hidden or (value < 0 and value.is_overstated) else ""


def day(value: date) -> str:
    """29 Mei 2023."""
    return format_date(value, "j F Y")


def moment(value: datetime) -> str:
    """29 Mei 2023 14.05 WIB."""
    return format_date(value, "j F Y H:i" if language() == "en" else "j F Y H.i") + " WIB"


def moment_or_day(value: datetime) -> str:
    """The day alone where the clock says midnight to the second: so an export prints a date without a time."""
    return moment(value) if value.time() != time() else day(value)


def period(first: date, last: date) -> str:
    """One day, or the range between two: 30 September–5 Desember 2022."""
    if first == last:
        return day(last)
    return f"{format_date(first, 'j F' if first.year == last.year else 'j F Y')}\N{EN DASH}{day(last)}"


def reaching(first: date, last: date) -> str:
    """The day that data reach, or the earliest and latest of several, which must not look like a period."""
    if first == last:
        return day(last)
    values = {"first": format_date(first, "j F" if first.year == last.year else "j F Y"), "last": day(last)}
    return gettext("a day between %(first)s and %(last)s") % values


def month(year: int, number: int, pattern: str = "F Y") -> str:
    """Desember 2022; `M` for Des."""
    return format_date(date(year, number, 1), pattern)


def months_listed(months: Iterable[tuple[int, int]]) -> str:
    """(year, month) pairs in order as words, runs of months joined: Januari 2021, September–Desember 2022."""
    runs: list[list[tuple[int, int]]] = []
    for pair in months:
        last = runs[-1][-1] if runs else None
        if last and pair == (last[0], last[1] + 1):
            runs[-1].append(pair)
        else:
            runs.append([pair])
    return ", ".join(
        month(*run[0]) if len(run) == 1 else f"{month(*run[0], 'F')}\N{EN DASH}{month(*run[-1])}" for run in runs
    )


def channel(slug: str) -> str:
    """The channel within a sentence: toko daring (Jatim Bejo)."""
    label = str(Channel(slug).label)
    return label[:1].lower() + label[1:]


def system(slug: str, channels: Iterable[str]) -> str:
    """Where records are kept, as people call it: e-katalog 5. Of others their channels and the name as it is."""
    known = {"bela": channel(Channel.TOKO_DARING), "katalog-v5": "e-katalog 5", "katalog-v6": "e-katalog 6"}
    return known.get(slug) or " · ".join([*map(channel, channels), slug])


def years(found: Sequence[int]) -> str:
    """2021–2023; years with a gap between them one by one."""
    first, last = found[0], found[-1]
    if last - first > 1 and len(found) == last - first + 1:
        return f"{first}\N{EN DASH}{last}"
    return ", ".join(map(str, found))


def supplier(name: str) -> str:
    """By name; a bare number, which stands where the source names none, says what it is."""
    return gettext("number %(code)s (name not stated)") % {"code": name} if name.isdecimal() else name


def by_rule(text: str, rule: str) -> str:
    """A title with the counting rule that its page counts by: …, rule “Clean”."""
    return f"{text}, {gettext('rule “%(rule)s”') % {'rule': RULES[rule].label}}"


def rule_said(text: str, rule: str) -> str:
    """Sentences with one more that names the counting rule, for those who read them away from their page."""
    return f"{text} {gettext('Rule: %(rule)s.') % {'rule': RULES[rule].label}}"


def listed(names: Iterable[str]) -> str:
    """A, B dan C."""
    *front, last = names
    return gettext("%(front)s and %(last)s") % {"front": ", ".join(front), "last": last} if front else last


def reason(slug: str, through: str, year: int | None) -> str:
    """Why there is no figure through the channel, in short sentences; of no year: of any."""
    if slug == "tidak-ada-yang-memenuhi-aturan":
        return gettext("Exports are loaded, but no row counts under this rule.")
    if year is None:
        text = gettext("No %(channel)s export has been loaded yet. No data is not zero.")
    else:
        text = gettext("No %(channel)s export of %(year)s has been loaded yet. No data is not zero.")
    return text % {"channel": channel(through), "year": year}


def no_figure(slug: str) -> str:
    """The same in a few words, where the figure would stand."""
    if slug == "tidak-ada-yang-memenuhi-aturan":
        return gettext("no row counts under this rule")
    return gettext("no data yet")


def verification(slug: str) -> str | Promise:
    return Verification(slug).label


def stage(slug: str) -> str | Promise:
    """How far an order is, where nothing beside it says that this is told."""
    return gettext("status not stated") if slug == Stage.UNSTATED else Stage(slug).label


def capital(text: str) -> str:
    """With a large first letter; the others as they are."""
    return text[:1].upper() + text[1:]


def category(name: str) -> str:
    """Of an export. They are kept without their capitals, so that spellings of one category meet."""
    return capital(_ABBREVIATION.sub(lambda found: found[0].upper(), name))


def with_code(text: str | Promise) -> SafeString:
    """What a text puts between backticks, as texts for Markdown do, as code."""
    return mark_safe(_BACKTICKS.sub(r"<code>\1</code>", conditional_escape(str(text))))


def filled(message: str, values: dict[str, str]) -> SafeString:
    """A translated message with its values as HTML; values that are not safe text are escaped."""
    return mark_safe(conditional_escape(message) % {name: conditional_escape(value) for name, value in values.items()})
