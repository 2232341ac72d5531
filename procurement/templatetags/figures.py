"""Filters for figures that stand alone; rows of tables get finished text from their view."""

from django import template

from procurement.views import words

register = template.Library()
register.filter("exact", words.exact)
register.filter("amount", words.amount)
register.filter("short", words.short)
register.filter("both", words.both)
register.filter("number", words.number)
register.filter("percent", words.percent)
register.filter("day", words.day)
register.filter("moment", words.moment)
