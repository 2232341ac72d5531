"""The query keys of /asal/ and its twins: a figure by all that its rows have in common."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from procurement.counting import RULES, Size, Stage, Standing, Verification
from procurement.filters import SpendingForm, is_government
from procurement.models import Transaction
from procurement.queries.conditions import (
    AT_NIGHT,
    BESIDE_MONTHS,
    EXISTING,
    NARROWING,
    REPEATING,
    TIMED,
    UNKNOWN_SIZE,
    UNSTATED,
)
from procurement.queries.figures import EVERY_KIND, WITHOUT_DECEMBER, WITHOUT_LARGEST
from procurement.queries.summed_again import BY_INDEX
from procurement.query_keys import DigitsField, RupiahField, TextField, WordField, YearField
from regions.models import RANKED_KINDS

MEASURES = ("nilai", "pesanan", "baris", "penyedia")
WHAT = ("kanal", "aturan", "daerah", "tahun", "ukuran")
WHO = ("jenis", "nama")
OF_A_YEAR = ("bulan", "edisi", "tanpa")
WITHOUT_GOVERNMENT = (*WHO, "edisi", "bulan", "penyedia", "transaksi", "dari", "sampai")
"""Answered by totals, by rows that an index finds, or by sums that are kept (queries/summed_again.py): no other address
sums the rows of every government at once."""


class DayField(forms.CharField):
    """YYYY-MM-DD, as it is written in one way only; empty where it is not given."""

    def __init__(self) -> None:
        super().__init__(required=False, strip=False)

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        try:
            if text and not (re.fullmatch("[12][0-9]{3}-[0-9]{2}-[0-9]{2}", text) and date.fromisoformat(text)):
                raise ValueError(text)
        except ValueError:
            raise forms.ValidationError(gettext("It is a day as year-month-day, such as 2022-08-31.")) from None
        return text


class MonthsField(forms.CharField):
    """A month 1 to 12, the first and the last of several as 1-8, or a word for rows that stand in none."""

    def __init__(self) -> None:
        super().__init__(required=False, strip=False)

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        one = "(?:[1-9]|1[0-2])"
        first, _dash, last = text.partition("-")
        if not text or text in BESIDE_MONTHS or re.fullmatch(one, text):
            return text
        if re.fullmatch(f"{one}-{one}", text) and int(first) < int(last):
            return text
        said = {"words": ", ".join(BESIDE_MONTHS)}
        raise forms.ValidationError(gettext("It is a month from 1 to 12, several as 1-8, or: %(words)s.") % said)


class WordsField(forms.CharField):
    """Some of a list of words, each once, in the list's order, joined by commas."""

    def __init__(self, words: tuple[str, ...]) -> None:
        super().__init__(required=False, strip=False)
        self.words = words

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        said = text.split(",")
        if text and said != [word for word in self.words if word in said]:
            raise forms.ValidationError(f"{gettext('Allowed:')} {','.join(self.words)}.")
        return text


class EditionField(DigitsField):
    pattern = "[1-9][0-9]{0,8}"
    sentence: str | Promise = _("It is the number of an edition.")


class PassportForm(SpendingForm):
    """Which keys fit together: `clean`."""

    daerah = TextField()
    tahun = YearField()
    ukuran = WordField(words=MEASURES, default="nilai")
    edisi = EditionField()
    jenis = WordField(words=(*RANKED_KINDS, EVERY_KIND))
    nama = TextField()
    satker = TextField(max_length=400)
    penyedia = TextField(max_length=len(UNSTATED))
    bulan = MonthsField()
    dari = DayField()
    sampai = DayField()
    waktu = WordField(words=(AT_NIGHT, TIMED))
    kategori = TextField(max_length=4000)
    lokapasar = TextField(max_length=300)
    katalog = TextField(max_length=300)
    skala = WordsField((*Size.values, UNKNOWN_SIZE))
    tahap = WordField(words=Stage.values)
    verifikasi = WordField(words=(*filter(None, Verification.values), UNSTATED))
    kedudukan = WordField(words=(*Standing.values, REPEATING))
    dihitung = WordsField(tuple(RULES))
    sistem = TextField()
    transaksi = TextField(max_length=12)
    min = RupiahField()
    maks = RupiahField()
    q = TextField()
    tanpa = WordField(words=(WITHOUT_DECEMBER, WITHOUT_LARGEST))

    @staticmethod
    def exists(query: QueryDict, key: str, value: str) -> bool:
        """Days and words are as their fields let them through; what would have to be looked for in all rows is not."""
        if isinstance(PassportForm.base_fields[key], DayField | MonthsField | WordsField):
            return True
        place = query.get("daerah", "")
        if key == "daerah":
            return is_government(value)
        if key not in EXISTING or not (place or key in BY_INDEX):
            return False
        rows = Transaction.objects.filter(region__slug=place) if place else Transaction.objects.all()
        return value == UNSTATED or NARROWING[key](rows, value).exists()

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if not self.errors:
            for key, sentence in _misfits({key: value for key, value in found.items() if value not in ("", None)}):
                self.add_error(key, sentence)
        return found


def _misfits(given: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(key, why) of keys that name no figure together."""
    more = [key for key in given if key not in WHAT]
    if "daerah" in given:
        yield from ((key, gettext("It chooses among governments: leave out daerah=…")) for key in more if key in WHO)
    else:
        yield from _without_government(given, more)
    if "tahun" not in given and not {"dari", "sampai"} & given.keys():
        yield from ((key, gettext("It is of one year: add tahun=…")) for key in more if key in WHO)
    if "tahun" not in given:
        yield from ((key, gettext("It is of one year: add tahun=…")) for key in more if key in OF_A_YEAR)
    if "edisi" in given and len(more) > 1:
        yield "edisi", gettext("An edition froze figures of a year, a channel and a rule, no part of them.")
    yield from _window(given)


def _without_government(given: dict[str, Any], more: list[str]) -> Iterator[tuple[str, str]]:
    """What would sum the rows of all governments is asked of one only, unless a supplier or an order narrows it."""
    found_by_index = BY_INDEX & given.keys()
    for key in more:
        if key == "satker" or (key not in WITHOUT_GOVERNMENT and not found_by_index):
            yield key, gettext("It is of one government: add daerah=…")
    if given["ukuran"] == "penyedia":
        yield "ukuran", gettext("Suppliers are counted for one government: add daerah=…")


def _window(given: dict[str, Any]) -> Iterator[tuple[str, str]]:
    ends = [key for key in ("dari", "sampai") if key in given]
    if len(ends) == 1:
        yield ends[0], gettext("Both dari=… and sampai=… are needed, or neither.")
    elif ends and given["dari"] > given["sampai"]:
        yield "sampai", gettext("It lies before dari=…")
