"""The legal rules that pages print beside figures: those of the file that stands, in its order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from procurement.models import LegalRule

EVERYTHING = "all"
"""What a rule applies to when it is bound to no channel."""


@dataclass(frozen=True)
class Rule:
    """One provision, threshold or fact, as its source states it."""

    code: str
    titles: dict[str, str]
    """language -> title; see `title`."""
    value: str
    """Plain digits, a date or words: `unit` says which."""
    unit: str
    applies_to: str
    """toko-daring, e-katalog, pengadaan-langsung or all."""
    valid_from: date
    valid_to: date | None
    """Its last day; None while it is in force."""
    legal_basis: str
    for_questions: bool
    """Whether it may stand beside a question about figures: False where its source says otherwise."""
    source_title: str
    publisher: str
    url: str
    quality: str
    note: str

    def title(self, language: str) -> str:
        return self.titles["en" if language == "en" else "id"]

    def holds_in(self, year: int) -> bool:
        """Whether it is valid on any day of the year."""
        return self.valid_from <= date(year, 12, 31) and (self.valid_to is None or self.valid_to >= date(year, 1, 1))

    def bounds_in(self, year: int) -> tuple[date, date] | None:
        """Its first and last day in a year that it is valid in but not throughout; None where it is all year."""
        first, last = max(self.valid_from, date(year, 1, 1)), min(self.valid_to or date.max, date(year, 12, 31))
        return None if (first, last) == (date(year, 1, 1), date(year, 12, 31)) else (first, last)

    def speaks_of(self, channel: str) -> bool:
        return self.applies_to in (channel, EVERYTHING)


def rules() -> list[Rule]:
    """All of them, in the order of their file. One query; empty before `load_rules`."""
    return [_rule(record) for record in LegalRule.objects.order_by("position")]


def for_question(found: Iterable[Rule], codes: Iterable[str], year: int, channel: str) -> list[Rule]:
    """Of the rules found, those of the codes that may stand beside a question about this year and channel."""
    by_code = {one.code: one for one in found}
    asked = [by_code[code] for code in codes if code in by_code]
    return [one for one in asked if one.for_questions and one.holds_in(year) and one.speaks_of(channel)]


def _rule(record: LegalRule) -> Rule:
    return Rule(
        code=record.code,
        titles={"id": record.title_id, "en": record.title_en},
        value=record.value,
        unit=record.unit,
        applies_to=record.applies_to,
        valid_from=record.valid_from,
        valid_to=record.valid_to,
        legal_basis=record.legal_basis,
        for_questions=record.for_questions,
        source_title=record.source_title,
        publisher=record.publisher,
        url=record.url,
        quality=record.quality,
        note=record.note,
    )
