"""The cards of /sorotan/: what the record says with a small table, the rule that speaks of it, and the question."""

from collections.abc import Callable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from procurement.counting import Standing
from procurement.queries.conditions import AT_NIGHT, TIMED
from procurement.queries.questions.bounds import RULE
from procurement.queries.questions.pairs import Pair
from procurement.queries.questions.record import Record
from procurement.views import addresses, question_says, rule_words, words
from procurement.views.links import agency_address, figure, order_address, passport_address, supplier_address
from procurement.views.question_texts import QUESTIONS
from regions.models import Region

type Cell = dict[str, Any]

COUNTED = {"kedudukan": Standing.COUNTED.value}
"""Rows that stand for spending of their own: nearest to what counts that a list of rows can be narrowed to."""


def cards(found: Record, one: Region | None) -> list[dict[str, Any]]:
    """Five cards, and a sixth where a rule with a limit is valid. `one`: the only government looked at."""
    made = _Cards(found, one)
    tables: dict[str, Callable[[], list[list[Cell]]]] = {
        "pasangan": made.pairs,
        "pemasok-terbesar": made.concentration,
        "desember": made.december,
        "malam": made.night,
        "nilai-sama": made.same,
    }
    if found.limit:
        tables["batas-pejabat"] = made.orders_near if one else made.governments_near
    return [_card(found, slug, table(), one) for slug, table in tables.items()]


def _card(found: Record, slug: str, lines: list[list[Cell]], one: Region | None) -> dict[str, Any]:
    question = QUESTIONS[slug]
    return {
        "id": slug,
        "name": question.name,
        "says": question_says.SAYS[slug](found),
        "counted": question.counted(),
        "heads": [{"label": cell["label"], "num": cell["num"]} for cell in lines[0]] if lines else [],
        "lines": lines,
        "caption": question_says.caption(found, slug, one),
        "rules": [rule_words.line(rule) for rule in found.limit_rules] if slug == "batas-pejabat" else [],
        "why": question.why,
        "reasons": question.reasons,
    }


def _cell(
    label: str, text: str, address: str = "", small: Sequence[tuple[str, str]] = (), *, num: bool = False
) -> Cell:
    """`small`: (text, address) of lesser lines below."""
    return {"label": label, "text": text, "address": address, "small": small, "num": num}


class _Cards:
    """The tables of one record: rows of cells, the first of a row being its header."""

    def __init__(self, found: Record, one: Region | None) -> None:
        self.found, self.one = found, one
        self.query = {"tahun": str(found.scope.year), "kanal": found.scope.channel}

    # --- cells ---------------------------------------------------------------------------------------------------

    def government(self, code: str) -> Cell:
        region = self.found.scope.regions[code]
        address = addresses.with_query(
            reverse("region-year", args=[region.slug, self.found.scope.year]), self.channel()
        )
        return _cell(gettext("Government"), region.name, address)

    def channel(self) -> dict[str, str]:
        return {"kanal": self.found.scope.channel}

    def agency(self, code: str, number: int | None) -> Cell:
        """The agency, with its government below where several are looked at."""
        region, party = self.found.scope.regions[code], self.found.parties.agencies.get(number or 0)
        above = self.government(code)
        small = [] if self.one else [(above["text"], above["address"])]
        if not party:
            return _cell(gettext("Agency"), gettext("not stated"), small=small)
        address = addresses.with_query(agency_address(region.slug, party.key), self.query)
        return _cell(gettext("Agency"), party.name, address, small)

    def supplier(self, number: int | None, label: str = "") -> Cell:
        party = self.found.parties.suppliers.get(number or 0)
        label = label or gettext("Supplier")
        if not party:
            return _cell(label, gettext("not stated"))
        return _cell(
            label, words.supplier(party.name), addresses.with_query(supplier_address(party.key, party.name), self.query)
        )

    def rows(self, code: str, **more: str) -> Cell:
        """The government's rows of the year and channel, narrowed; standing for spending of their own."""
        region = self.found.scope.regions[code]
        query = {**self.query, **more, **COUNTED}
        address = addresses.with_query(reverse("transactions", args=[region.slug]), query)
        return _cell(gettext("Rows"), gettext("open the list"), address)

    def timed_rows(self, code: str) -> Cell:
        """The same as a download, which prints the time of day."""
        region = self.found.scope.regions[code]
        path = addresses.indonesian_path(reverse("transactions-csv", args=[region.slug]))
        return _cell(gettext("Rows with their time"), "CSV", addresses.with_query(path, {**self.query, **COUNTED}))

    def between(self, agency: int, supplier: int) -> dict[str, str]:
        parties = self.found.parties
        return {"satker": parties.agencies[agency].key, "penyedia": parties.suppliers[supplier].key}

    def source(self, code: str, measure: str = "nilai", **narrowed: str) -> str:
        """The passport of a figure of one government."""
        scope = self.found.scope
        return passport_address(scope.regions[code], scope.year, scope.channel, RULE.slug, measure, **narrowed)

    def sourced(self, text: str, pair: Pair, measure: str = "nilai") -> str:
        return figure(text, self.source(pair.region_code, measure, **self.between(pair.agency, pair.supplier)))

    # --- tables --------------------------------------------------------------------------------------------------

    def pairs(self) -> list[list[Cell]]:
        return [
            [
                self.agency(pair.region_code, pair.agency),
                self.supplier(pair.supplier),
                _cell(gettext("Orders"), self.sourced(words.number(pair.orders), pair, "pesanan"), num=True),
                _cell(gettext("Value (Rp)"), self.sourced(words.amount(pair.value_sen), pair), num=True),
                _cell(gettext("Share of the agency"), words.percent(pair.share), num=True),
                self.rows(pair.region_code, **self.between(pair.agency, pair.supplier)),
            ]
            for pair in self.found.pairs.shown
        ]

    def concentration(self) -> list[list[Cell]]:
        return [
            [
                self.government(each.region_code),
                self.supplier(each.supplier, gettext("Largest supplier")),
                _cell(gettext("Its share"), words.percent(each.largest), num=True),
                _cell(gettext("Five largest"), words.percent(each.five), num=True),
                _cell(
                    gettext("Suppliers"),
                    figure(words.number(each.suppliers), self.source(each.region_code, "penyedia")),
                    num=True,
                ),
                _cell(
                    gettext("Orders"),
                    figure(words.number(each.orders), self.source(each.region_code, "pesanan")),
                    num=True,
                ),
                self.rows(each.region_code, penyedia=self.found.parties.suppliers[each.supplier].key),
            ]
            for each in self.found.concentration.shown
        ]

    def december(self) -> list[list[Cell]]:
        return [
            [
                self.government(each.region_code),
                _cell(
                    gettext("December (Rp)"),
                    figure(words.amount(each.december_sen), self.source(each.region_code, bulan="12")),
                    num=True,
                ),
                _cell(
                    gettext("Whole year (Rp)"),
                    figure(words.amount(each.value_sen), self.source(each.region_code)),
                    num=True,
                ),
                _cell(gettext("Share"), words.percent(each.share), num=True),
                self.rows(each.region_code),
            ]
            for each in self.found.december.shown
        ]

    def night(self) -> list[list[Cell]]:
        return [
            [
                self.government(each.region_code),
                _cell(
                    gettext("At night"),
                    figure(words.number(each.night), self.source(each.region_code, "pesanan", waktu=AT_NIGHT)),
                    num=True,
                ),
                _cell(
                    gettext("Orders with a time"),
                    figure(words.number(each.timed), self.source(each.region_code, "pesanan", waktu=TIMED)),
                    num=True,
                ),
                _cell(gettext("Share"), words.percent(each.share), num=True),
                self.timed_rows(each.region_code),
            ]
            for each in self.found.night.shown
        ]

    def same(self) -> list[list[Cell]]:
        return [
            [
                self.agency(each.region_code, each.agency),
                self.supplier(each.supplier),
                _cell(gettext("Day"), words.day(each.day)),
                _cell(gettext("Orders"), words.number(each.orders), num=True),
                _cell(gettext("Amount of each (Rp)"), words.amount(each.amount_sen), num=True),
                self.rows(
                    each.region_code,
                    **self.between(each.agency, each.supplier),
                    **(self.amount(each.amount_sen) if each.single else {}),
                ),
            ]
            for each in self.found.same.shown
        ]

    @staticmethod
    def amount(sen: int) -> dict[str, str]:
        """The keys of a list of rows of that value; they are whole rupiah."""
        return {"min": str(sen // 100), "maks": str(-(-sen // 100))}

    def governments_near(self) -> list[list[Cell]]:
        limit = self.found.limit
        return [
            [
                self.government(code),
                _cell(gettext("Below or at it"), words.number(below), num=True),
                _cell(gettext("Above it"), words.number(above), num=True),
                self.orders_of(code),
            ]
            for code, below, above in (limit.governments if limit else [])
        ]

    def orders_of(self, code: str) -> Cell:
        query = {**self.query, "daerah": self.found.scope.regions[code].slug}
        address = addresses.with_query(reverse("questions"), query) + "#batas-pejabat"
        return _cell(gettext("Which ones"), gettext("orders"), address)

    def orders_near(self) -> list[list[Cell]]:
        limit = self.found.limit
        return [
            [
                self.agency(each.region_code, each.agency),
                self.supplier(each.supplier),
                _cell(
                    gettext("Value (Rp)"),
                    figure(words.amount(each.value_sen), self.source(each.region_code, transaksi=each.order_key)),
                    num=True,
                ),
                _cell(gettext("Order"), gettext("this order"), order_address(each.order_key)),
            ]
            for each in (limit.shown if limit else [])
        ]
