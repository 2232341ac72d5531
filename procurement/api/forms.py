"""The query keys of the API: those of the pages, and where the next page begins."""

from django import forms

from procurement import filters
from procurement.counting import Channel
from procurement.query_keys import TextField, WordField, YearField


class NoKeys(forms.Form):
    """An endpoint without query keys."""


class Ranking(filters.RankingForm):
    tahun = YearField()


class Government(forms.Form):
    daerah = TextField()


# The very fields that narrow the page's list, so that a key cannot mean or allow something else here.
Rows = type("Rows", (Government,), {key: one.field for key, one in filters.RowFilter.base_filters.items()})


class Coverage(Government, filters.SpendingForm):
    tahun = YearField()
    kanal = WordField(words=Channel.values)  # of every channel where none is named, which no page would be
