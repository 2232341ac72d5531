"""Claims that do not seem to fit together, side by side: what each states, what transactions say for the same days."""

import re
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from awards import checks, growth_words, sentences
from awards.cards import period, remark, stated_html, tags, who
from awards.models import Claim
from awards.tongues import joined
from procurement.views import charts, words

REFERENCE = re.compile(r"\b[a-z]+(?:-[a-z0-9]+)+\b")
"""What may be the id of another claim in a note, or how it begins: jpnn-2023."""


def side_by_side(group: Sequence[Claim], *, sample: bool, here: str = "") -> dict[str, Any]:
    """One conflict group, values as bars on one scale. `here`: the id of the claim whose page this is."""
    largest = max((sen for claim in group for sen in (claim.stated_value_sen, _computed_sen(claim)) if sen), default=0)
    return {
        "title": _title(group),
        "drawn": bool(largest),
        "computed_label": gettext("Computed from the sample data") if sample else gettext("Computed"),
        "claims": [_rival(claim, group, largest, sample=sample, here=here) for claim in group],
    }


def _title(group: Sequence[Claim]) -> str:
    return ngettext(
        "%(count)s stated figure about %(who)s that does not seem to fit another",
        "%(count)s stated figures about %(who)s that do not seem to fit together",
        len(group),
    ) % {"count": words.number(len(group)), "who": words.listed(dict.fromkeys(map(who, group)))}


def _rival(claim: Claim, group: Sequence[Claim], largest: int, *, sample: bool, here: str) -> dict[str, Any]:
    value = _computed_sen(claim)
    return {
        "address": reverse("claim", args=[claim.claim_id]),
        "here": claim.claim_id == here,
        "publisher": claim.publisher,
        "who": who(claim),
        "period": period(claim),
        "stated": stated_html(claim),
        "stated_bar": charts.bar(claim.stated_value_sen, largest) if claim.stated_value_sen else "",
        "computed": joined(_counted(claim)) or "–",
        "computed_bar": charts.bar(value, largest) if value else "",
        "tags": tags(claim, sample=sample),
        "about": remark(claim.note),
        "growth": growth_words.said(claim, sample=sample, linked=True),
        "note": linked(claim.conflict_note, group),
    }


def _counted(claim: Claim) -> list[str]:
    """Every figure that was counted for the stated days."""
    if not sentences.compared(claim):
        return []
    return [checks.counted(claim, one) for one in claim.judged_as if one.has_figure]


def _computed_sen(claim: Claim) -> int | None:
    """What the transactions of the stated days come to; None where no figure may stand."""
    sums = (verdict.computed_sen for verdict in claim.judged_as if sentences.compared(claim))
    return next((sen for sen in sums if sen is not None), None)


def linked(note: str, others: Sequence[Claim]) -> dict[str, Any] | None:
    """A note whose references to other claims are links with the names of their publishers."""
    said = remark(note)
    if said is None:
        return None
    parts, end = [], 0
    for match in REFERENCE.finditer(said["text"]):
        if link := _link(match[0], others):
            parts += [conditional_escape(said["text"][end : match.start()]), link]
            end = match.end()
    return {**said, "text": mark_safe("".join([*parts, conditional_escape(said["text"][end:])]))}


def _link(word: str, others: Sequence[Claim]) -> SafeString | None:
    for claim in others:
        if claim.claim_id == word or claim.claim_id.startswith(f"{word}-"):
            return format_html('<a href="{}">{}</a>', reverse("claim", args=[claim.claim_id]), claim.publisher)
    return None
