"""The sentences of a comparison, computed from its figures."""

from collections.abc import Sequence

from django.utils.translation import gettext

from procurement import money
from procurement.queries.comparison import Comparison, Figures, Side
from procurement.views import links, parts, words
from regions.models import Kind, Region

type Known = list[tuple[Side, Figures]]
"""The sides that have figures."""


def known(found: Comparison) -> Known:
    return [(side, side.figures) for side in found.sides if side.figures]


def reach_alike(found: Comparison) -> bool:
    """Whether the data of all that have figures reach the same day."""
    return len({side.as_of for side, _figures in known(found)}) <= 1


def title(regions: Sequence[Region], year: int, channel: str, rule: str) -> str:
    """For the citation: what is compared, without a figure."""
    text = gettext("%(names)s compared: spending through %(channel)s, %(year)s") % {
        "names": words.listed(region.name for region in regions),
        "channel": words.channel(channel),
        "year": year,
    }
    return words.by_rule(text, rule)


def headline(found: Comparison) -> str:
    values = {"channel": words.channel(found.channel), "year": found.year}
    if not known(found):
        names = words.listed(side.region.name for side in found.sides)
        return gettext("No figure for %(names)s through %(channel)s in %(year)s") % (values | {"names": names})
    sides = words.listed(f"{side.region.name} {words.short(one.value_sen)}" for side, one in known(found))
    return gettext("Spending through %(channel)s in %(year)s: %(sides)s") % (values | {"sides": sides})


def lead(found: Comparison) -> list[str]:
    """What the headline's figures come to, said only of what may be compared."""
    said = []
    if len(known(found)) > 1:
        said += [_ratio(found), _per_head(found) if reach_alike(found) else ""]
    said += [
        gettext("%(name)s has no figure. %(reason)s")
        % {"name": side.region.name, "reason": words.reason(side.reason, found.channel, found.year)}
        for side in found.sides
        if side.reason
    ]
    return [sentence for sentence in said if sentence]


def _ratio(found: Comparison) -> str:
    """How many times the smallest the largest is, over the same months where the data reach different days."""
    alike = reach_alike(found)
    if not alike and not found.same_months:
        return ""
    pairs = [(one.value_sen if alike else one.same_months_sen, side.region.name) for side, one in known(found)]
    (most, largest), (least, smallest) = max(pairs, key=lambda pair: pair[0]), min(pairs, key=lambda pair: pair[0])
    if not least:
        return ""
    if most == least:
        text = gettext("The values are equal.")
    else:
        times = money.percent(most, least * 100)
        assert times is not None
        text = gettext("%(largest)s spent %(times)s times as much as %(smallest)s.") % {
            "largest": largest,
            "smallest": smallest,
            "times": words.decimal(times),
        }
    if alike:
        return text
    months = gettext("In the months that the data of all cover, %(months)s:") % {"months": same_months(found)}
    return f"{months} {text[:1].lower() + text[1:] if most == least else text}"


def _per_head(found: Comparison) -> str:
    best = max(one.per_head for _side, one in known(found))
    names = [side.region.name for side, one in known(found) if one.per_head == best]
    if not best or len(names) > 1:
        return ""
    values = {"name": names[0], "value": words.exact(best * 100)}
    return gettext("Per head %(name)s spent most, %(value)s.") % values


def same_months(found: Comparison) -> str:
    """Januari–Agustus 2023; empty where no month is covered by all."""
    return words.months_listed((found.year, month) for month in found.same_months)


def apart(found: Comparison) -> str:
    """That the data reach different days, and what that means; empty where they do not."""
    if reach_alike(found):
        return ""
    days = [(side.as_of, side.region.name) for side, _figures in known(found) if side.as_of]
    said = gettext("The data do not reach the same day: %(days)s. Beyond %(day)s the figures are not comparable.") % {
        "days": words.listed(f"{name} {words.day(day)}" for day, name in days),
        "day": words.day(min(days)[0]),
    }
    if found.same_months:
        more = gettext("The column “same months” holds only what all of them cover in full, %(months)s.")
        return f"{said} {more % {'months': same_months(found)}}"
    return f"{said} {gettext('No month is covered in full by all of them.')}"


def overlap(found: Comparison) -> str:
    """That rows which name several categories stand under each of them; empty where none does."""
    several = [(side, one) for side, one in known(found) if one.categories.overlap_sen]
    if not several:
        return ""
    values = words.listed(f"{side.region.name} {words.exact(one.categories.overlap_sen)}" for side, one in several)
    text = gettext(
        "Rows that name several categories stand under each of them, so that the shares add up to more than 100%%. "
        "Counted more than once: %(values)s."
    )
    return text % {"values": values}


def description(found: Comparison) -> str:
    return words.rule_said(" ".join([headline(found) + ".", *lead(found)]), found.rule)


def notes(found: Comparison) -> list[str]:
    """What the table and the columns cannot show."""
    said = []
    if any(side.region.kind == Kind.PROVINCE for side in found.sides):
        said.append(
            gettext("The provincial government is a buyer of its own and stands in no ranking of regencies and cities.")
        )
    said += [f"{side.region.name}: {parts.rejected(side.rejects)}" for side in found.sides if side.rejects]
    for side, one in known(found):
        if one.undated_sen:
            said.append(
                words.filled(
                    gettext("%(name)s: %(value)s has no date and stands in no month."),
                    _beside(found, side, one.undated_sen, "tanpa-tanggal"),
                )
            )
        if one.outside_sen:
            said.append(
                words.filled(
                    gettext("%(name)s: %(value)s is dated in another year and stands in no month."),
                    _beside(found, side, one.outside_sen, "tahun-lain"),
                )
            )
    return said


def _beside(found: Comparison, side: Side, value_sen: int, where: str) -> dict[str, str]:
    source = links.passport_address(side.region, found.year, found.channel, found.rule, bulan=where)
    return {"name": side.region.name, "value": links.figure(words.exact(value_sen), source)}
