"""The sentences of the ranking page, computed from its figures."""

from collections.abc import Mapping

from django.utils.translation import gettext, ngettext

from procurement import money
from procurement.counting import RULES, Channel
from procurement.queries.rankings import ORDERS, Ranking
from procurement.views import words
from procurement.views.links import passport_of_all


def title(found: Ranking, province: str, asked: Mapping[str, str] | None = None) -> str:
    """What the page is about, without a figure, for the citation: as narrowed and sorted where that is `asked`."""
    values = {"province": province, "year": found.year, "channel": words.channel(found.channel)}
    text = gettext("Ranking of %(province)s by spending through %(channel)s, %(year)s") % values
    said = [words.by_rule(text, found.rule)]
    if asked:
        said += [filter_words(key, asked[key]) for key in ("jenis", "q") if asked[key]]
        said += [order_words(asked["urut"])] if asked["urut"] != ORDERS[0] else []
    return "; ".join(said)


def until(found: Ranking) -> str:
    """in 2022, or up to the day the data reach where that is before December."""
    last = found.as_of[1] if found.as_of else None
    if last and last.year == found.year and last.month < 12:
        return gettext("up to %(day)s") % {"day": words.day(last)}
    return gettext("in %(year)s") % {"year": found.year}


def headline(found: Ranking, query: str, kind: str = "") -> str:
    """Who stands first among the governments shown, and among which; a search has no winner."""
    values = {"channel": words.channel(found.channel), "when": until(found)}
    if query or not found.rows:
        return gettext("Spending through %(channel)s %(when)s") % values
    best = min(row.rank for row in found.rows)
    first = [row for row in found.rows if row.rank == best]
    values |= {"names": words.listed(row.region.name for row in first), "value": words.short(first[0].value_sen)}
    text = (
        ngettext(
            "%(names)s spent most through %(channel)s %(when)s: %(value)s",
            "%(names)s spent most through %(channel)s %(when)s: %(value)s each",
            len(first),
        )
        % values
    )
    among = {"kota": gettext("Among the cities: %(text)s"), "kabupaten": gettext("Among the regencies: %(text)s")}
    return among[kind] % {"text": text} if kind else text


def exactly(found: Ranking, query: str) -> str:
    """The headline's figure to the rupiah, as it is printed and defended; nothing where the headline has none."""
    if query or not found.rows:
        return ""
    best = min(found.rows, key=lambda row: row.rank)
    values = {"value": words.exact(best.value_sen), "rank": best.rank, "with_data": found.with_data}
    return gettext("Exactly %(value)s: rank %(rank)s of %(with_data)s governments with data.") % values


def description(found: Ranking, province: str, asked: dict[str, str]) -> str:
    values = {
        "headline": headline(found, asked["q"], asked["jenis"]),
        "with_data": found.with_data,
        "governments": found.governments,
        "province": province,
        "rule": RULES[found.rule].label,
    }
    return (
        gettext(
            "%(headline)s. %(with_data)s of %(governments)s regencies and cities of %(province)s have data. "
            "Rule: %(rule)s."
        )
        % values
    )


def figures(found: Ranking, asked: dict[str, str]) -> list[dict[str, str]]:
    narrowed, who = bool(asked["q"] or asked["jenis"]), shown_of(asked)
    total = gettext("Value of the governments shown") if narrowed else gettext("Total value")
    if not found.rows:
        return [_no_figure(found, total), _no_figure(found, gettext("Orders")), _median(found), _top_five(found)]
    return [
        {
            "label": total,
            "value": words.short(found.total_sen),
            "note": words.exact(found.total_sen),
            "passport": passport_of_all(found, **who),
        },
        {
            "label": gettext("Orders"),
            "value": words.number(found.total_orders),
            "note": gettext("of %(count)s governments") % {"count": len(found.rows)},
            "passport": passport_of_all(found, "pesanan", **who),
        },
        _median(found),
        _top_five(found),
    ]


def _no_figure(found: Ranking, label: str) -> dict[str, str]:
    """No data is not zero, nor are rows of which none counts, nor is a list without a government."""
    if not found.is_loaded:
        note = gettext("no data yet")
    elif found.missing:
        note = gettext("no row counts under this rule")
    else:
        note = gettext("no such government")
    return {"label": label, "value": "–", "note": note}


def shown_of(asked: dict[str, str]) -> dict[str, str]:
    """Which governments a ranking shows, as the keys of a passport."""
    return {"jenis": asked["jenis"], "nama": asked["q"]}


def _median(found: Ranking) -> dict[str, str]:
    label = gettext("Median of all with data")
    if found.median_sen is None:
        return _no_figure(found, label)
    note = gettext("%(value)s; half of them lie above it") % {"value": words.exact(found.median_sen)}
    return {"label": label, "value": words.short(found.median_sen), "note": note}


def _top_five(found: Ranking) -> dict[str, str]:
    label = gettext("The five largest governments")
    if len(found.rows) <= 5:
        return {"label": label, "value": "–", "note": gettext("said only of more than five governments")}
    largest = sum(sorted((row.value_sen for row in found.rows), reverse=True)[:5])
    return {
        "label": label,
        "value": words.percent(money.percent(largest, found.total_sen)),
        "note": gettext("of the total, %(value)s") % {"value": words.exact(largest)},
    }


def order_words(order: str) -> str:
    """How the rows are sorted, in words."""
    names = {
        "nilai": gettext("by value, smallest first"),
        "-nilai": gettext("by value, largest first"),
        "pesanan": gettext("by orders, fewest first"),
        "-pesanan": gettext("by orders, most first"),
        "penyedia": gettext("by suppliers, fewest first"),
        "-penyedia": gettext("by suppliers, most first"),
        "per-kapita": gettext("by value per head, smallest first"),
        "-per-kapita": gettext("by value per head, largest first"),
        "perubahan": gettext("by change, largest fall first"),
        "-perubahan": gettext("by change, largest rise first"),
        "daerah": gettext("by name, from A"),
        "-daerah": gettext("by name, from Z"),
    }
    return names[order]


def state(found: Ranking, asked: dict[str, str]) -> str:
    """What the table shows, in words: how many of how many, sorted how; why, where there is nothing to sort."""
    count = len(found.rows)
    if not found.with_data:
        if found.is_loaded:
            return gettext("No government has a row that counts.")
        values = {"channel": words.channel(found.channel), "year": found.year}
        return gettext("No government shown here has an export of %(channel)s, %(year)s.") % values
    text = (
        ngettext("%(count)s government with data", "%(count)s governments with data", count) % {"count": count}
        if count == found.with_data
        else gettext("%(count)s of %(all)s governments with data") % {"count": count, "all": found.with_data}
    )
    said = f"{text}, {order_words(asked['urut'])}."
    if found.alike:
        return f"{gettext('No name holds what was typed; those shown are like it.')} {said}"
    return said


def filter_words(key: str, value: str) -> str:
    """A filter that is on, as its chip names it."""
    if key == "q":
        return gettext("Name: “%(text)s”") % {"text": value}
    if key == "jenis":
        return gettext("Cities only") if value == "kota" else gettext("Regencies only")
    if key == "kanal":
        return gettext("Channel: %(name)s") % {"name": Channel(value).label}
    return gettext("Rule: %(name)s") % {"name": RULES[value].label}


def notes(found: Ranking) -> list[str]:
    """What the columns per head and change stand on; nothing under an empty table."""
    days = sorted({row.region.population_as_of for row in found.rows})
    if not days:
        return []
    values = {"days": words.period(days[0], days[-1]), "year": found.year - 1}
    return [
        gettext("Per head: by the population of %(days)s.") % values,
        gettext(
            "Against %(year)s: the same covered months of both years; – where they cannot be compared or the year "
            "before has nothing in them."
        )
        % values,
    ]
