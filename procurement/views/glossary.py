"""/istilah/: every term of the site, in alphabetical order of the language. Rules, stages and standings are those of
the code, so that the page cannot say something else."""

from dataclasses import replace
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from procurement import filters, registry
from procurement.counting import RULES, Rule
from procurement.views import parts, words
from procurement.views.glossary_buying import BUYING
from procurement.views.glossary_counting import COUNTING
from procurement.views.method import STAGES, STANDINGS
from procurement.views.terms import Part, Term

PAGES: dict[str, str | Promise] = {
    "about": _("About this site"),
    "awards": _("Awards"),
    "comparison": _("Comparison"),
    "coverage": _("Coverage"),
    "data": _("Data"),
    "dictionary": _("Data dictionary"),
    "editions": _("Editions"),
    "map": _("Map"),
    "method": _("How it is counted"),
    "passport": _("Where a figure comes from"),
    "questions": _("Questions"),
    "ranking-latest": _("Ranking"),
    "regions": _("Governments"),
    "search": _("Search"),
}
"""URL name -> how a link to it is called."""


def glossary(request: HttpRequest) -> HttpResponse:
    filters.read(request, filters.NoKeys)
    found = terms()
    context = {
        "letters": [
            {"letter": letter, "terms": [_shown(term) for term in group]}
            for letter, group in groupby(found, key=lambda term: _sorted_by(term)[0].upper())
        ],
        "count": words.number(len(found)),
        "citations": parts.citations(request, lambda: gettext("Glossary")),
    }
    return render(request, "procurement/glossary.html", context)


def terms() -> list[Term]:
    """All of them, those of other apps too, in the order of the active language."""
    added = [term for more in registry.glossary_terms for term in more()]
    own = [replace(term, parts=_PARTS[term.slug]()) if term.slug in _PARTS else term for term in (*BUYING, *COUNTING)]
    return sorted([*own, *added], key=_sorted_by)


def _sorted_by(term: Term) -> str:
    return term.name(words.language()).casefold()


def _shown(term: Term) -> dict[str, Any]:
    return {
        "slug": term.slug,
        "name": _name(term),
        "says": term.says,
        "parts": [{"slug": part.slug, "name": _both(part.name), "says": part.says} for part in term.parts],
        "pages": [{"label": PAGES[name], "address": reverse(name)} for name in term.pages],
    }


def _name(term: Term) -> str | SafeString:
    """As a heading; in English the Indonesian word that is kept in brackets is marked as such."""
    name = term.name(words.language())
    front, bracket, kept = name.removesuffix(")").partition(" (")
    if words.language() != "en" or not bracket or not term.indonesian.startswith(kept):
        return name
    return format_html('{} (<span lang="id">{}</span>)', front, kept)


def _both(name: str | Promise) -> str | SafeString:
    """A rule, stage, standing or verdict: in English with the Indonesian word, which stands in addresses."""
    if words.language() != "en":
        return str(name)
    with override("id"):
        kept = str(name)
    return format_html('{} (<span lang="id">{}</span>)', name, kept)


def _rules() -> tuple[Part, ...]:
    return tuple(Part(f"aturan-{rule.slug}", rule.label, _reason(rule)) for rule in RULES.values())


def _reason(rule: Rule) -> str:
    text = str(rule.reason)
    return f"{text[:1].upper()}{text[1:]}."


def _stages() -> tuple[Part, ...]:
    return tuple(Part(f"tahap-{stage.value}", stage.label, says) for stage, says in STAGES.items())


def _standings() -> tuple[Part, ...]:
    return tuple(Part(f"kedudukan-{standing.value}", standing.label, says) for standing, says in STANDINGS.items())


_PARTS = {"aturan": _rules, "tahap": _stages, "kedudukan": _standings}
