"""WHAT WAS CLAIMED: events, the figures that somebody stated, and the verdict of each edition on them."""

from datetime import date
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from awards.periods import Window, window_of
from awards.terms import Comparator, Kind, Metric, OrdersComparator, Outcome, Quantity, Recipient
from awards.verdicts import ClaimFacts
from procurement.counting import Channel
from procurement.models import Edition


class Event(models.Model):
    """An occasion at which awards were given."""

    slug = models.SlugField(primary_key=True, max_length=100)
    name = models.TextField(verbose_name=_("Name"))
    date = models.DateField(verbose_name=_("Date"))
    venue = models.TextField(blank=True, verbose_name=_("Venue"))

    class Meta:
        ordering = ["-date", "slug"]
        verbose_name = _("Event")

    def __str__(self) -> str:
        return self.name


class ClaimQuerySet(models.QuerySet[Any]):
    def judged(self, edition: Any) -> "ClaimQuerySet":
        """With government, event, and the verdicts of one edition as `judged_as`, in two queries.

        `edition` is an Edition, a queryset of one, or None, which has no verdicts.
        """
        verdicts = Verdict.objects.filter(edition=edition).order_by("id")
        return self.select_related("region", "event").prefetch_related(
            Prefetch("verdicts", queryset=verdicts, to_attr="judged_as")
        )

    def with_rivals(self, chosen: Q) -> "ClaimQuerySet":
        """The chosen claims and the others of their conflict groups."""
        groups = Claim.objects.filter(chosen).exclude(conflict_group="").values("conflict_group")
        return self.filter(chosen | Q(conflict_group__in=groups))


class Claim(models.Model):
    """A figure that somebody stated, as printed, with its source. Never mixed into computed totals."""

    # Identification
    claim_id = models.SlugField(primary_key=True, max_length=100)
    position = models.PositiveIntegerField(help_text=_("Its place in the file"))
    kind = models.TextField(choices=Kind.choices)
    # Occasion
    event = models.ForeignKey(Event, on_delete=models.CASCADE, null=True, related_name="claims")
    event_date = models.DateField(null=True, help_text=_("Of the event, or of the statement"))
    venue = models.TextField(blank=True)
    presented_by = models.TextField(blank=True)
    category = models.TextField(blank=True)
    # About whom and what
    region_code = models.TextField(db_index=True, verbose_name=_("Kemendagri code"))
    region = models.ForeignKey("regions.Region", on_delete=models.SET_NULL, null=True, related_name="claims")
    recipient_kind = models.TextField(choices=Recipient.choices)
    channel = models.TextField(choices=Channel.choices)
    metric = models.TextField(choices=Metric.choices)
    # Period
    period_start = models.DateField(null=True)
    period_end = models.DateField(null=True)
    as_of = models.DateField(null=True, help_text=_("Cut-off"))
    # Figures
    stated_value_sen = models.BigIntegerField(null=True, help_text=_("sen, 1/100 rupiah"))
    value_as_printed = models.TextField(blank=True)
    value_precision_sen = models.BigIntegerField(null=True, help_text=_("sen: what a rounded figure is rounded to"))
    value_comparator = models.TextField(choices=Comparator.choices, blank=True)
    stated_orders = models.PositiveBigIntegerField(null=True)
    orders_comparator = models.TextField(choices=OrdersComparator.choices, blank=True)
    stated_rank = models.PositiveIntegerField(null=True)
    # Remarks
    note = models.TextField(blank=True)
    conflict_group = models.TextField(blank=True, help_text=_("Claims of one group do not seem to fit together"))
    conflict_note = models.TextField(blank=True)
    # Source
    source_title = models.TextField()
    publisher = models.TextField()
    source_url = models.TextField()
    accessed = models.DateField()

    judged_as: "list[Verdict]"
    """Filled by `ClaimQuerySet.judged`."""

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        verbose_name = _("Claim")

    def __str__(self) -> str:
        return self.claim_id

    @property
    def is_programme(self) -> bool:
        return self.metric == Metric.PROGRAMME_VALUE

    @cached_property
    def window(self) -> Window | None:
        return window_of(self.period_start, self.period_end, self.as_of, self.event_date)

    @property
    def data_end(self) -> date | None:
        """How far the data that `judged_as` rests on reach."""
        return self._end("data_end")

    @property
    def last_data_end(self) -> date | None:
        """The same of the government whose data reach furthest; None where a programme was judged without it."""
        return self._end("data_last" if self.is_programme else "data_end")

    def _end(self, name: str) -> date | None:
        ends = (verdict.explanation.get(name) for verdict in self.judged_as)
        return next((date.fromisoformat(end) for end in ends if end), None)

    @property
    def facts(self) -> ClaimFacts:
        return ClaimFacts(
            metric=self.metric,
            printed=self.value_as_printed,
            stated_sen=self.stated_value_sen,
            precision_sen=self.value_precision_sen,
            comparator=self.value_comparator,
            stated_orders=self.stated_orders,
            orders_comparator=self.orders_comparator,
            stated_rank=self.stated_rank,
        )


class Verdict(models.Model):
    """What one edition says about one stated quantity of a claim. Written once, with its edition."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="verdicts")
    # No constraint: the verdict of an old edition outlives a claim that a newer file no longer holds.
    claim = models.ForeignKey(Claim, on_delete=models.DO_NOTHING, db_constraint=False, related_name="verdicts")
    quantity = models.TextField(choices=Quantity.choices)
    outcome = models.TextField(choices=Outcome.choices)
    # Figures: what was stated stays here too, since a newer file may change the claim
    stated = models.BigIntegerField(null=True, help_text=_("Sen, orders or rank; null when it cannot be read"))
    computed_sen = models.BigIntegerField(null=True)
    computed_orders = models.BigIntegerField(null=True)
    rank_by_value = models.PositiveIntegerField(null=True)
    rank_by_orders = models.PositiveIntegerField(null=True)
    difference = models.BigIntegerField(null=True, help_text=_("Computed less stated, in sen or orders"))
    explanation = models.JSONField(default=dict, help_text=_("Window, end of data, denominators, what would match"))

    class Meta:
        verbose_name = _("Verdict")
        constraints = [models.UniqueConstraint(fields=["edition", "claim", "quantity"], name="one_verdict")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.claim_id} {self.quantity}: {self.outcome}"

    @property
    def has_figure(self) -> bool:
        return any(one is not None for one in (self.computed_sen, self.computed_orders, self.rank_by_value))


class WindowSum(models.Model):
    """One quantity of what one government's counted rows between two days come to. Kept while its rows stand."""

    region_code = models.TextField()
    channel = models.TextField(choices=Channel.choices)
    rule = models.TextField()
    start = models.DateField()
    end = models.DateField()
    quantity = models.TextField(choices=Quantity.choices)
    fingerprint = models.CharField(max_length=64, help_text=_("Of the rows it was summed from"))
    value_sen = models.BigIntegerField(help_text=_("sen, 1/100 rupiah"))
    orders = models.BigIntegerField()
    mbiz_sen = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region_code", "channel", "rule", "start", "end", "quantity"], name="one_window_sum"
            )
        ]

    def __str__(self) -> str:
        return f"{self.region_code} {self.rule} {self.start} {self.end} {self.quantity}"
