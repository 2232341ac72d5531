"""A legal rule as pages print it: its title, article, dates, source, and how good the source is."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from procurement.money import sen_of
from procurement.queries.rules import Rule
from procurement.views import law_words, words

QUALITIES = {
    "primary text": _("read in the text of the rule itself"),
    "official page": _("from an official page"),
    "reputable press": _("from the press; the text of the rule was not read"),
}


def validity(rule: Rule) -> str:
    """From its first to its last day; "in force" says nothing of rules that changed after the file was written."""
    start = words.day(rule.valid_from)
    if rule.valid_to is None:
        return gettext("since %(start)s") % {"start": start}
    if rule.valid_to == rule.valid_from:
        return start
    return gettext("%(start)s to %(end)s") % {"start": start, "end": words.day(rule.valid_to)}


def line(rule: Rule) -> dict[str, str]:
    source, remark = law_words.source(rule.source_title)
    return {
        "code": rule.code,
        "title": rule.title(words.language()),
        "basis": law_words.translated(rule.legal_basis),
        "validity": validity(rule),
        "value": value(rule),
        "source": source,
        "remark": remark,
        "publisher": law_words.translated(rule.publisher),
        "url": rule.url,
        "quality": str(QUALITIES.get(rule.quality, rule.quality)),
        "note": rule.note,
    }


def value(rule: Rule) -> str:
    """An amount as it is printed elsewhere; other values as the file has them, empty for words."""
    if rule.unit == "IDR":
        return words.both(sen_of(rule.value))
    if rule.unit == "percent":
        return f"{rule.value}%"
    return ""
