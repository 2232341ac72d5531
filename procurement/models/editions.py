"""What is published: editions, the totals that pages read, and the frozen figures of every edition."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from procurement.counting import Channel


class Editions(models.Manager["Edition"]):
    """Editions without what each changed, which may name a million orders; `edition.changes` asks for it by itself.

    A prefetch of `editions` reads by way of this too. Who reads the changes of many says `.defer(None)`.
    """

    def get_queryset(self) -> models.QuerySet["Edition"]:
        return super().get_queryset().defer("changes")

    def current(self) -> models.QuerySet["Edition"]:
        """The edition that stands; none before anything was published."""
        return self.order_by("-number")[:1]

    def latest_number(self) -> int:
        """Of the edition that stands; 0 before anything was published."""
        return self.current().values_list("number", flat=True).first() or 0


class Edition(models.Model):
    """A numbered state of everything the public sees. Never changed, never deleted."""

    class Cause(models.TextChoices):
        LOAD = "load", _("transactions loaded")
        WITHDRAWAL = "withdrawal", _("transactions withdrawn")
        REGIONS = "regions", _("governments or population")
        CLAIMS = "claims", _("claims")
        SIZES = "sizes", _("register of supplier sizes")
        ALIASES = "aliases", _("names of governments")
        RULES = "rules", _("legal rules")
        MASKS = "masks", _("masked names or descriptions")

    number = models.PositiveIntegerField(primary_key=True)
    made_at = models.DateTimeField(help_text=_("WIB"))
    cause = models.TextField(choices=Cause.choices)
    load = models.ForeignKey("procurement.Load", on_delete=models.PROTECT, null=True, related_name="editions")
    is_sample = models.BooleanField(default=False, help_text=_("Sample rows stand in this edition"))
    changes = models.JSONField(default=list, help_text=_("Slices: rows added, changed, withdrawn, before and after"))

    objects = Editions()

    class Meta:
        ordering = ["-number"]
        verbose_name = _("Edition")

    def __str__(self) -> str:
        return f"edition {self.number}"


class Figures(models.Model):
    """What is summed over counted rows, wherever it is summed."""

    value_sen = models.BigIntegerField(help_text=_("sen, 1/100 rupiah"))
    orders = models.BigIntegerField()
    rows = models.BigIntegerField()
    suppliers = models.BigIntegerField()

    class Meta:
        abstract = True


class Total(Figures):
    """One row per government, year, channel and rule with a counted row."""

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="totals")
    year = models.PositiveSmallIntegerField()
    channel = models.TextField(choices=Channel.choices)
    rule = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "channel", "rule", "region"], name="one_total")]

    def __str__(self) -> str:
        return f"{self.region_id} {self.year} {self.channel} {self.rule}"


class MonthTotal(Figures):
    """One row per government, year, channel, rule and month with a counted row; month 0 holds rows without a date."""

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="month_totals")
    year = models.PositiveSmallIntegerField()
    channel = models.TextField(choices=Channel.choices)
    rule = models.TextField()
    month = models.PositiveSmallIntegerField(help_text=_("1 to 12; 0 without a date; 13 outside the budget year"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "channel", "rule", "region", "month"], name="one_month_total")
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.year}-{self.month} {self.channel} {self.rule}"


class SliceTotal(Figures):
    """One row per slice, rule and month with a counted row, and one with month -1 for the slice's whole year.

    Orders and suppliers belong to one system, so a channel's totals are sums of its slices' totals.
    """

    slice = models.ForeignKey("procurement.Slice", on_delete=models.CASCADE, related_name="totals")
    rule = models.TextField()
    month = models.SmallIntegerField(help_text=_("As in MonthTotal; -1 for the whole year"))
    largest_order_sen = models.BigIntegerField(null=True, help_text=_("sen of one order; null in the rows of months"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slice", "rule", "month"], name="one_slice_total")]

    def __str__(self) -> str:
        return f"{self.slice_id} {self.rule} {self.month}"


class WithdrawnOrder(models.Model):
    """An order that stood once and stands no more: its address answers with the edition that took it out.

    It is asked only where no row has the key: an order that comes back is simply there again.
    """

    order_key = models.CharField(max_length=12, primary_key=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="withdrawn_orders")
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="withdrawn_orders")

    class Meta:
        verbose_name = _("Withdrawn order")

    def __str__(self) -> str:
        return self.order_key


class Frozen(Figures):
    """A figure as an edition published it, with the population and the rank of that edition."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="frozen")
    region_code = models.TextField()
    year = models.PositiveSmallIntegerField()
    channel = models.TextField(choices=Channel.choices)
    rule = models.TextField()
    population = models.PositiveBigIntegerField()
    rank = models.PositiveIntegerField(null=True, help_text=_("Null for a provincial government"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "year", "channel", "rule", "region_code"], name="one_frozen")
        ]
        indexes = [models.Index(fields=["region_code", "rule", "year", "channel", "edition"], name="frozen_of_region")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.region_code} {self.year} {self.channel} {self.rule}"
