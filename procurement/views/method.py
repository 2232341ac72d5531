"""/metode/: how it is counted, written from the rules in code, so that the page cannot say something else."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from procurement import filters
from procurement.counting import DEFAULT_RULE, EVERY_STANDING, RULES, Channel, Rule, Stage, Standing, Verification
from procurement.queries.rules import rules
from procurement.views import parts, rule_words, words
from procurement.views.question_texts import QUESTIONS

STAGES = {
    Stage.COMPLETED: _("The source says that the order is done."),
    Stage.ONGOING: _("Agreed, paid or under way: the money is promised."),
    Stage.UNSTATED: _("Rows imported in bulk carry no status; they are orders all the same."),
    Stage.PLANNED: _("Still being negotiated: no spending yet."),
    Stage.FAILED: _("Cancelled, rejected or expired."),
}
STANDINGS = {
    Standing.COUNTED: _("The row stands for spending of its own."),
    Standing.RE_SENT: _("An older state of an order that was sent again later; only the latest stands."),
    Standing.IN_BOTH: _("An imported line of an order whose own record is there too; the record stands."),
    Standing.REPEATED: _("The whole order stands several times in the export; one set of its lines stands."),
}


def method(request: HttpRequest) -> HttpResponse:
    filters.read(request, filters.NoKeys)
    context = {
        "rules": [_rule(rule) for rule in RULES.values()],
        "stages": [_stage(stage, says) for stage, says in STAGES.items()],
        "standings": [{"name": standing.label, "says": says} for standing, says in STANDINGS.items()],
        "questions": [{"name": one.name, "id": one.id, "says": one.counted()} for one in QUESTIONS.values()],
        "not_asked": [rule_words.line(rule) for rule in rules() if not rule.for_questions],
        "citations": parts.citations(request, lambda: gettext("How it is counted")),
    }
    return render(request, "procurement/method.html", context)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "slug": rule.slug,
        "name": rule.label,
        "reason": rule.reason,
        "default": rule is DEFAULT_RULE,
        "stages": words.listed(str(stage.label) for stage in Stage if stage in rule.stages),
        "standings": gettext("any standing")
        if rule.standings == EVERY_STANDING
        else words.listed(str(standing.label) for standing in Standing if standing in rule.standings),
        "channels": words.listed(_channel(rule, channel) for channel in Channel if rule.applies_to(channel)),
    }


def _channel(rule: Rule, channel: Channel) -> str:
    name = words.channel(channel)
    if rule.verifications[channel] == {Verification.VERIFIED}:
        return gettext("%(channel)s, verified rows only") % {"channel": name}
    return name


def _stage(stage: Stage, says: Any) -> dict[str, Any]:
    counting = [str(rule.label) for rule in RULES.values() if stage in rule.stages]
    return {"name": stage.label, "says": says, "rules": words.listed(counting)}
