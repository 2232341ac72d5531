"""The query keys of the API: those of the pages, and where the next page begins."""

from django import forms

from procurement import filters
from procurement.counting import Channel, Stage, Standing
from procurement.query_keys import RupiahField, TextField, WordField, YearField


class NoKeys(forms.Form):
    """An endpoint without query keys."""


class Ranking(filters.RankingForm):
    tahun = YearField()


class Government(forms.Form):
    daerah = TextField()


class Rows(Government):
    tahun = YearField()
    kanal = WordField(words=Channel.values)
    tahap = WordField(words=Stage.values)
    kedudukan = WordField(words=Standing.values)
    min = RupiahField()
    maks = RupiahField()


class Coverage(Government):
    tahun = YearField()
    kanal = WordField(words=Channel.values)
