"""Stages, standings, sizes and the five counting rules: their words and conditions, written once.

In words: docs/semantics.md, "Stage", "Standing" and "Rule".
Every page, download and command that sums rows asks a `Rule`; nothing else decides whether a row counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    TOKO_DARING = "toko-daring", _("Toko daring (Jatim Bejo)")
    E_KATALOG = "e-katalog", _("E-katalog")


MBIZ = "mbiz market"
"""The marketplace of Jatim Bejo, as LKPP's exports name it; case differs."""


class Stage(TextChoices):
    """How far an order is, by the words of its source (`stages` of each layout in loading/layouts/)."""

    COMPLETED = "completed", _("completed")
    ONGOING = "ongoing", _("ongoing")
    UNSTATED = "unstated", _("not stated")
    PLANNED = "planned", _("planned")
    FAILED = "failed", _("failed")


class Verification(TextChoices):
    VERIFIED = "verified", _("verified")
    UNVERIFIED = "unverified", _("unverified")
    NOT_STATED = "", _("not stated")


class Standing(TextChoices):
    """Whether a row stands for spending of its own, or repeats what another row already says."""

    COUNTED = "counted", _("counted")
    RE_SENT = "re-sent", _("sent again")
    IN_BOTH = "in-both", _("in both sources")
    REPEATED = "repeated", _("repeated")


class Size(TextChoices):
    """Of a supplier, by the words of a register's `skala` column."""

    MICRO = "mikro", _("micro")
    SMALL = "kecil", _("small")
    MEDIUM = "menengah", _("medium")
    LARGE = "besar", _("large")
    COOPERATIVE = "koperasi", _("cooperative")


SPENDING_STAGES = frozenset({Stage.COMPLETED, Stage.ONGOING, Stage.UNSTATED})
EVERY_STAGE = frozenset(Stage)
EVERY_STANDING = frozenset(Standing)
EVERY_VERIFICATION = frozenset(Verification)


LEDGER = ("ignored", "rejected", "out_of_scope", "re_sent", "in_both", "repeated", "counted")
"""The columns of a ledger in their order; every row of a file is in exactly one."""


@dataclass(frozen=True)
class Rule:
    """One counting rule: a row counts when its standing, stage and verification are all among the rule's own."""

    slug: str
    standings: frozenset[str]
    stages: frozenset[str]
    verifications: Mapping[str, frozenset[str]]
    """channel -> verifications that count; a channel that is missing cannot be counted by this rule."""
    label: str | Promise
    reason: str | Promise

    def applies_to(self, channel: str) -> bool:
        return channel in self.verifications

    def counts(self, channel: str, standing: str, stage: str, verification: str) -> bool:
        """Whether one row counts. Raises KeyError for a channel the rule does not apply to."""
        return standing in self.standings and stage in self.stages and verification in self.verifications[channel]

    def condition(self, channel: str) -> Q:
        """The same as `counts`, for rows in the database. Raises KeyError for a channel the rule does not apply to."""
        words = Q(channel=channel)
        for field, chosen, every in (
            ("standing", self.standings, EVERY_STANDING),
            ("stage", self.stages, EVERY_STAGE),
            ("verification", self.verifications[channel], EVERY_VERIFICATION),
        ):
            if chosen != every:
                words &= Q(**{f"{field}__in": sorted(chosen)})
        return words


_ANY = {channel.value: EVERY_VERIFICATION for channel in Channel}
_ONLY_VERIFIED = frozenset({Verification.VERIFIED})

RULES: dict[str, Rule] = {
    rule.slug: rule
    for rule in (
        Rule(
            "bersih",
            frozenset({Standing.COUNTED}),
            SPENDING_STAGES,
            _ANY,
            _("Clean"),
            _("no double counting, no failed or merely planned order"),
        ),
        Rule(
            "selesai",
            frozenset({Standing.COUNTED}),
            frozenset({Stage.COMPLETED}),
            {Channel.TOKO_DARING: _ONLY_VERIFIED, Channel.E_KATALOG: EVERY_VERIFICATION},
            _("Completed"),
            _("LKPP's own performance index counts so: completed orders, in toko daring also verified"),
        ),
        Rule(
            "terverifikasi",
            EVERY_STANDING,
            EVERY_STAGE,
            {Channel.TOKO_DARING: _ONLY_VERIFIED},
            _("Verified"),
            _("what some dashboards publish: every verified row; toko daring only"),
        ),
        Rule(
            "tidak-gagal",
            EVERY_STANDING,
            SPENDING_STAGES,
            _ANY,
            _("Not failed"),
            _("what the best-known public dashboard publishes: every row that did not fail, however often it was sent"),
        ),
        Rule(
            "semua",
            EVERY_STANDING,
            EVERY_STAGE,
            _ANY,
            _("Everything"),
            _("the raw sum of every accepted row, for comparison"),
        ),
    )
}
DEFAULT_RULE = RULES["bersih"]
DEFAULT_CHANNEL = Channel.TOKO_DARING


def rules_for(channel: str) -> list[Rule]:
    """The rules that a channel can be counted by, in their published order."""
    return [rule for rule in RULES.values() if rule.applies_to(channel)]
