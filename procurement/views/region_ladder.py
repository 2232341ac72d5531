"""How far a government's orders are, and what each counting rule makes of them, as finished text."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from procurement.counting import RULES, Stage, Standing, Verification
from procurement.queries.conditions import REPEATING
from procurement.queries.spending import Spending
from procurement.queries.status_ladder import Step
from procurement.views import addresses, links, words
from procurement.views.region_tables import source


def lines(found: Spending) -> list[dict[str, Any]]:
    """A line a stage, below it one for each verification where the source tells them apart, then what repeats."""
    drawn = []
    for stage, _rows, orders, value_sen in found.by_stage:
        steps = [step for step in found.ladder if step.stage == stage]
        drawn.append(
            {
                "name": words.capital(str(Stage(stage).label)),
                "address": _rows_address(found, stage),
                "orders": words.number(orders),
                "value": links.figure(words.amount(value_sen), _source(found, tahap=stage)),
                "counted": counted_by(steps[0]) if len(steps) == 1 else "",
            }
        )
        if len(steps) > 1:
            drawn += [_step(found, step) for step in steps]
    return drawn + [_repeating(found, step) for step in found.ladder if not step.stage]


def _source(found: Spending, **narrowed: str) -> str:
    """Of rows that stand, whichever rule counts them."""
    return source(found, found.year, "semua", **{"kedudukan": Standing.COUNTED.value} | narrowed)


def _rows_address(found: Spending, stage: str) -> str:
    query = {"tahun": str(found.year), "kanal": found.channel, "tahap": stage, "kedudukan": Standing.COUNTED.value}
    return addresses.with_query(reverse("transactions", args=[found.region.slug]), query)


def _step(found: Spending, step: Step) -> dict[str, Any]:
    names = {
        Verification.VERIFIED: gettext("verified"),
        Verification.UNVERIFIED: gettext("unverified"),
        Verification.NOT_STATED: gettext("verification not stated"),
    }
    return {
        "sub": True,
        "name": names[Verification(step.verification)],
        "orders": words.number(step.orders or 0),
        "value": links.figure(
            words.amount(step.value_sen),
            _source(found, tahap=step.stage, verifikasi=links.stated(step.verification)),
        ),
        "counted": counted_by(step),
    }


def _repeating(found: Spending, step: Step) -> dict[str, Any]:
    rows = ngettext("%(count)s row", "%(count)s rows", step.rows) % {"count": words.number(step.rows)}
    return {
        "name": f"{', '.join([gettext('Repeats other orders'), *_told_apart(found, step)])}: {rows}",
        "orders": "–",
        "value": links.figure(
            words.amount(step.value_sen), _source(found, kedudukan=REPEATING, dihitung=",".join(step.rules))
        ),
        "counted": counted_by(step),
    }


def _told_apart(found: Spending, step: Step) -> list[str]:
    """What the rows have in common that repeat others, told from the rules that count them."""
    said = []
    if RULES["terverifikasi"].applies_to(found.channel):
        said.append(gettext("verified") if "terverifikasi" in step.rules else gettext("not verified"))
    if "tidak-gagal" not in step.rules:
        said.append(gettext("failed or planned"))
    return said


def counted_by(step: Step) -> str:
    """The rules that count these rows, by name."""
    return gettext("counted by: %(rules)s") % {"rules": ", ".join(str(RULES[slug].label) for slug in step.rules)}


def rules(found: Spending, path: str) -> list[dict[str, Any]]:
    return [
        {
            "name": RULES[slug].label,
            "reason": RULES[slug].reason,
            "here": slug == found.rule,
            "address": addresses.with_query(path, addresses.query_of({"kanal": found.channel, "aturan": slug})),
            "orders": words.number(orders),
            "value": links.figure(words.amount(value_sen), source(found, rule=slug)),
        }
        for slug, value_sen, orders in found.by_rule
    ]
