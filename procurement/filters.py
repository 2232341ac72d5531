"""The query keys of every address: their words and defaults. Read by `read` and `filtered`."""

from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from procurement.counting import DEFAULT_CHANNEL, DEFAULT_RULE, RULES, Channel, Stage, Standing
from procurement.models import Transaction
from procurement.money import SEN
from procurement.queries import rankings, transactions
from procurement.queries.conditions import EXISTING
from procurement.query_keys import (
    BadQuery,
    DigitsField,
    PageField,
    RupiahField,
    SeveralField,
    TextField,
    WordField,
    YearField,
    cleaned,
    read,
    refuse_unknown,
)
from regions.models import RANKED_KINDS, Region

__all__ = [
    "BadQuery",
    "ComparisonForm",
    "NoKeys",
    "OembedForm",
    "PageForm",
    "PartyForm",
    "PartyTwinForm",
    "QuestionsForm",
    "RankingForm",
    "RowFilter",
    "SearchForm",
    "SpendingForm",
    "TransactionFilter",
    "TransactionPageFilter",
    "YearForm",
    "filtered",
    "narrowed",
    "read",
]


type Rows = QuerySet[Transaction]


def is_government(slug: str) -> bool:
    return Region.objects.of_province(settings.SITE_PROVINCE).filter(slug=slug).exists()


class NoKeys(forms.Form):
    """An address without query keys."""


class PageForm(forms.Form):
    """A list that is turned and not filtered."""

    halaman = PageField()


class SearchForm(PageForm):
    """/cari/."""

    q = TextField()


class SpendingForm(forms.Form):
    """/daerah/<slug>/ and its years: what is counted."""

    kanal = WordField(words=Channel.values, default=DEFAULT_CHANNEL.value)
    aturan = WordField(words=RULES, default=DEFAULT_RULE.slug)

    def clean(self) -> dict[str, Any]:
        rule, channel = RULES.get(self.cleaned_data.get("aturan", "")), self.cleaned_data.get("kanal")
        if rule and channel and not rule.applies_to(channel):
            sentence = gettext("This counting rule does not apply to kanal=%(channel)s.")
            self.add_error("aturan", sentence % {"channel": channel})
        return self.cleaned_data


class PartyTwinForm(SpendingForm):
    """The twins of /satker/… and /penyedia/…: all years, and the channel it has rows in, where none is named."""

    defaults_are_fixed = False
    tahun = YearField()


class PartyForm(PartyTwinForm):
    """/satker/… and /penyedia/… themselves."""

    halaman = PageField()


class YearForm(SpendingForm):
    """/peta/: a year, the latest where none is given."""

    tahun = YearField()


class QuestionsForm(forms.Form):
    """/sorotan/: a year (the latest where none is given) of one channel, of all governments or of one."""

    tahun = YearField()
    kanal = WordField(words=Channel.values, default=DEFAULT_CHANNEL.value)
    daerah = TextField()

    @staticmethod
    def exists(_query: QueryDict, key: str, value: str) -> bool:
        return key == "daerah" and is_government(value)


class ComparisonForm(YearForm):
    """/bandingkan/: two to four governments, `d` repeated."""

    d = SeveralField(most=4)

    @staticmethod
    def exists(_query: QueryDict, key: str, value: str) -> bool:
        return key == "d" and is_government(value)


class RankingForm(SpendingForm):
    """/peringkat/<tahun>/ and its twins: what is counted, then what is shown of it."""

    jenis = WordField(words=RANKED_KINDS)
    urut = WordField(words=rankings.ORDERS, default=rankings.ORDERS[0])
    q = TextField()


class PixelField(DigitsField):
    pattern = "[1-9][0-9]{0,4}"
    sentence = _("It is a whole number of pixels.")


class OembedForm(forms.Form):
    """/oembed/: the keys of its specification."""

    url = TextField(max_length=2048)
    maxwidth = PixelField()
    maxheight = PixelField()
    format = WordField(words=("json", "xml"), default="json")

    def clean_url(self) -> str:
        if not (url := str(self.cleaned_data["url"])):
            raise forms.ValidationError(gettext("It is the address of a page, and must be given."))
        return url


class WordFilter(django_filters.Filter):
    field_class = WordField


class TextFilter(django_filters.Filter):
    field_class = TextField


class YearFilter(django_filters.Filter):
    field_class = YearField


class RupiahFilter(django_filters.Filter):
    """Rupiah in the address, sen in the database."""

    field_class = RupiahField

    def filter(self, qs: Rows, value: int | None) -> Rows:
        found: Rows = super().filter(qs, None if value is None else value * SEN)
        return found


class PageFilter(django_filters.Filter):
    """Checked here with the other keys; the view turns the page."""

    field_class = PageField

    def filter(self, qs: Rows, value: int | None) -> Rows:
        return qs


class RowFilter(django_filters.FilterSet):
    """Which rows: the same on the page, its twins and in the API. Only `filtered` and `narrowed` may use it."""

    tahun = YearFilter("year")
    kanal = WordFilter("channel", words=Channel.values)
    satker = TextFilter(method="of_agency", max_length=400)
    penyedia = TextFilter("supplier__key", max_length=12)
    kategori = TextFilter(method="of_category", max_length=400)
    tahap = WordFilter("stage", words=Stage.values)
    kedudukan = WordFilter("standing", words=Standing.values)
    min = RupiahFilter("value_sen", lookup_expr="gte")
    maks = RupiahFilter("value_sen", lookup_expr="lte")
    q = TextFilter(method="mentioning")

    class Meta:
        model = Transaction
        fields: list[str] = []

    def of_agency(self, rows: Rows, _name: str, key: str) -> Rows:
        return transactions.of_agency(rows, key)

    def of_category(self, rows: Rows, _name: str, text: str) -> Rows:
        return transactions.of_category(rows, text)

    def mentioning(self, rows: Rows, _name: str, text: str) -> Rows:
        return transactions.mentioning(rows, text)


class TransactionFilter(RowFilter):
    """The twins of /daerah/<slug>/transaksi/. Only `filtered` may use it: it refuses what is not valid."""

    urut = WordFilter(method="in_order", words=transactions.ORDERS, default=transactions.ORDERS[0])

    def in_order(self, rows: Rows, _name: str, order: str) -> Rows:
        return transactions.in_order(rows, order)


class TransactionPageFilter(TransactionFilter):
    """/daerah/<slug>/transaksi/ itself."""

    halaman = PageFilter()


def filtered(
    request: HttpRequest, filter_class: type[django_filters.FilterSet], rows: Rows
) -> tuple[dict[str, Any], Rows]:
    """(key -> value, the rows that match, in order). Raises BadQuery."""
    filterset = filter_class(request.GET, queryset=rows)

    def exists(key: str, value: str) -> bool:
        return key in EXISTING and RowFilter({key: value}, queryset=rows).qs.exists()

    refuse_unknown(request.GET, filterset.form.fields, exists=exists)
    return cleaned(filterset.form, exists), filterset.qs


def narrowed(asked: dict[str, Any], rows: Rows) -> Rows:
    """The rows that match the keys of RowFilter, whatever else is asked. Raises BadQuery."""
    filterset = RowFilter(asked, queryset=rows)
    cleaned(filterset.form)
    found: Rows = filterset.qs
    return found
