"""What several cells of a row say together: its government, year, system, channel, stage and standing as stated.

Each judge works on clean cells, or on what an earlier judge gave, and is asked once per different combination.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from procurement.counting import Channel
from procurement.loading.layouts import Layout
from procurement.loading.layouts.inaproc_realisasi import INAPROC_REALISASI, SOURCES
from procurement.loading.refusals import Problem, unknown_word
from procurement.loading.standing.lines import differs_from_its_parts
from procurement.money import sen_of
from regions.matching import Found, Matcher

OUTSIDE = object()
"""The government of a row that is certainly not in the loaded reference."""

_AGENCY = re.compile(r"(.*?)\s*-\s*(\d[\d.]*)?")
_CHANNEL_OF = dict(SOURCES.values())


@dataclass(frozen=True)
class Judge:
    """One verdict on a row."""

    gives: str
    """The field it fills; it may be one it reads."""
    reads: tuple[str, ...]
    """Fields of clean cells or of earlier judges, or `ordered_year`: the year of `ordered_at`, None without one. None
    at all where every row of the layout gets the same.
    """
    blamed: str
    """The field at whose column a Problem is reported."""
    judge: Callable[..., Any]
    """(*values) -> value, Problem or OUTSIDE"""


def judges(layout: Layout, matcher: Matcher, stated_year: int | None) -> list[Judge]:
    """The layout's judges, in the order in which they must be asked. `stated_year` is the operator's --year."""
    found = [*_buyer(layout, matcher), *_systems(layout), _year(layout, stated_year), *_words(layout)]
    if layout.name_of("location_province"):
        found.append(Judge("location", ("location", "location_province"), "location", _joined))
    if layout is INAPROC_REALISASI:
        found.append(Judge("agency_code", ("agency_name",), "agency_name", lambda printed: split_agency(printed)[1]))
        found.append(Judge("agency_name", ("agency_name",), "agency_name", lambda printed: split_agency(printed)[0]))
    if layout.name_of("lines_in_package"):
        found += _package()
    return found


def government(matcher: Matcher, code: str, name: str) -> Any:
    """The Kemendagri code of the buyer, OUTSIDE, or a Problem (R02, R13, R14, R15). By code first, then by name."""
    if not code:
        if not name:
            return Problem("R02")
        found, region = matcher.by_name(name)
        if found is Found.OUTSIDE:
            return OUTSIDE
        return region if found is Found.KNOWN else Problem("R13", name, field="klpd_name")
    if code[0] not in "DKLI" or not (code[1:].isascii() and code[1:].isdigit() and 3 <= len(code) <= 5):
        return Problem("R14", code)
    ours = matcher.by_klpd.get(code)
    by_name = matcher.by_name(name)[1] if name else ours
    if ours is None and by_name is None:
        return OUTSIDE
    if ours != by_name:
        details = (("c", code), ("w", matcher.names.get(ours or "", "?")))
        return Problem("R15", name, details, field="klpd_name")
    return ours


def split_agency(printed: str) -> tuple[str, str]:
    """(name, code) of the portal's "NAME - code", whose code may be empty."""
    match = _AGENCY.fullmatch(printed)
    return (match.group(1), match.group(2) or "") if match else (printed, "")


def budget_year(year: int | None, dated: int | None, stated: int | None) -> Any:
    """The row's year; R27 where it is not the year that the operator stated, or where a date that must lie in it, of
    the year `dated`, does not.
    """
    budget = year or dated
    for found, expected in ((dated, budget), (budget, stated)):
        if found and expected and found != expected:
            return Problem("R27", details=(("a", found), ("b", expected)))
    return budget


def stage(layout: Layout, source: str, word: str) -> Any:
    """The stage that a status word means for rows of this source, or R24. An unknown source is a problem of its own."""
    if word:
        return _listed(layout.stages, word)
    if source not in layout.sources:
        return ""
    return layout.empty_stage[source].value if source in layout.empty_stage else unknown_word(word, layout.stages)


def stated_channel(system: str, channel: str) -> Any:
    """The channel that layout `umum` states; R24 for one that its system does not have."""
    of_system = _CHANNEL_OF.get(system, channel)
    return unknown_word(channel, (of_system,)) if channel and of_system != channel else channel


def _buyer(layout: Layout, matcher: Matcher) -> list[Judge]:
    fields = tuple(field for field in ("klpd_code", "klpd_name") if layout.name_of(field))

    def pair(printed: tuple[str, ...]) -> tuple[str, str]:
        said = dict(zip(fields, printed, strict=True))
        return said.get("klpd_code", ""), said.get("klpd_name", "")

    return [
        Judge("region", fields, fields[0], lambda *printed: government(matcher, *pair(printed))),
        Judge("government", fields, fields[0], lambda *printed: pair(printed)[1] or pair(printed)[0]),
    ]


def _systems(layout: Layout) -> list[Judge]:
    if layout is INAPROC_REALISASI:
        return [
            Judge("system", ("printed_source",), "printed_source", lambda word: SOURCES.get(word, ("", ""))[0]),
            Judge("channel", ("printed_source",), "printed_source", lambda word: SOURCES.get(word, ("", ""))[1]),
        ]
    if layout.channel is None:
        return [
            # Folded, so that `Bela` is no second system that counts the same orders again.
            Judge("system", ("printed_system",), "printed_system", str.casefold),
            Judge("channel", ("system", "printed_channel"), "printed_channel", stated_channel),
        ]
    system, channel = layout.system, layout.channel.value
    return [Judge("system", (), "value_sen", lambda: system), Judge("channel", (), "value_sen", lambda: channel)]


def _year(layout: Layout, stated: int | None) -> Judge:
    """A toko-daring order is dated inside its budget year; an e-katalog order really may not be."""
    if layout.channel is Channel.TOKO_DARING:
        return Judge(
            "year", ("year", "ordered_year"), "ordered_at", lambda year, dated: budget_year(year, dated, stated)
        )
    if layout.channel is None and layout.name_of("ordered_at"):
        return Judge(
            "year",
            ("year", "ordered_year", "channel"),
            "ordered_at",
            lambda year, dated, channel: budget_year(year, dated if channel == Channel.TOKO_DARING else None, stated),
        )
    return Judge("year", ("year",), "year", lambda year: budget_year(year, None, stated))


def _words(layout: Layout) -> list[Judge]:
    stages, known, verifications = layout.stages, layout.sources, layout.verifications
    if known:
        found = [
            Judge("stage", ("source", "stage"), "stage", lambda source, word: stage(layout, source, word)),
            Judge("source", ("source",), "source", lambda w: w if not w or w in known else unknown_word(w, known)),
        ]
    else:
        found = [Judge("stage", ("stage",), "stage", lambda word: _listed(stages, word))]
    if verifications:
        found.append(Judge("verification", ("verification",), "verification", lambda w: _listed(verifications, w)))
    return found


def _package() -> list[Judge]:
    """What an export of lines says of its packages: numbers for deciding and checking, not kept."""
    parts = ("quantity", "unit_price", "shipping", "value_sen")
    return [
        Judge("package_lines", ("lines_in_package",), "lines_in_package", lambda count: int(count or 0)),
        Judge("package_sen", ("package_total",), "package_total", lambda total: sen_of(total) if total else -1),
        Judge("mismatch", parts, "value_sen", lambda *said: int(differs_from_its_parts(*said))),
    ]


def _listed(words: Any, word: str) -> Any:
    return words[word].value if word in words else unknown_word(word, words)


def _joined(town: str, province: str) -> str:
    return ", ".join(filter(None, (town, province)))
