"""Filters for figures that stand alone; rows of tables get finished text from their view."""

from django import template

from procurement.views import words

register = template.Library()
register.filter("short", words.short)
register.filter("number", words.number)
register.filter("day", words.day)
register.filter("moment", words.moment)
