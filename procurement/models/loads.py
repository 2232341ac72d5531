"""How rows came in: loads, their source files with ledgers, rejected rows, and the slices that stand."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Load(models.Model):
    """One run of the loader that published something."""

    started_at = models.DateTimeField()
    operator = models.TextField(help_text=_("Who ran it, as text: the public site knows no users"))
    options = models.JSONField(default=dict)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("Load")

    def __str__(self) -> str:
        return f"load {self.pk}"


class SourceFile(models.Model):
    """One file of a load with its ledger: every row of the file is in exactly one column, counted twice."""

    load = models.ForeignKey(Load, on_delete=models.CASCADE, related_name="files")
    # Identification
    name = models.TextField()
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField(help_text=_("bytes"))
    layout = models.TextField()
    # Ledger: rows and value, in sen, a column
    rows = models.BigIntegerField()
    ignored = models.BigIntegerField()
    rejected = models.BigIntegerField()
    out_of_scope = models.BigIntegerField()
    re_sent = models.BigIntegerField()
    in_both = models.BigIntegerField()
    repeated = models.BigIntegerField()
    counted = models.BigIntegerField()
    value_sen = models.BigIntegerField(help_text=_("sum of the value column over all rows, by the second reader"))
    values = models.JSONField(default=dict, help_text=_("sen for each ledger column"))
    notes = models.JSONField(default=dict, help_text=_("header mapping, cleaned cells, governments out of scope"))

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    rows=models.F("ignored")
                    + models.F("rejected")
                    + models.F("out_of_scope")
                    + models.F("re_sent")
                    + models.F("in_both")
                    + models.F("repeated")
                    + models.F("counted")
                ),
                name="ledger_holds",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Rejection(models.Model):
    """A row that was left out of a load with the operator's explicit consent."""

    file = models.ForeignKey(SourceFile, on_delete=models.CASCADE, related_name="rejections")
    line = models.BigIntegerField()
    column = models.TextField(blank=True)
    code = models.CharField(max_length=3)
    value = models.TextField(blank=True)

    class Meta:
        ordering = ["file", "line", "id"]

    def __str__(self) -> str:
        return f"{self.code} {self.line}"


class Slice(models.Model):
    """What stands: one government, one year, one system, from one load. A newer load replaces it whole."""

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="slices")
    year = models.PositiveSmallIntegerField()
    system = models.TextField()
    channel = models.TextField()
    load = models.ForeignKey(Load, on_delete=models.PROTECT, related_name="slices")
    as_of = models.DateField(help_text=_("Data up to this day; months after it are not covered"))
    digest = models.CharField(max_length=64, help_text=_("SHA-256 of the slice's rows, in any order of loading"))
    rejected_rows = models.BigIntegerField(default=0)
    rejected_sen = models.BigIntegerField(default=0)
    # The same entries stand on every slice of the load that they may be of: a sum over slices counts each once a load.
    unplaced = models.JSONField(
        default=list,
        help_text=_("Other rejected rows that may be of it: rows, sen, and what is known of region, year, system"),
    )
    masks = models.JSONField(default=list, help_text=_("Numbers of the masks whose wording its rows hold, in order"))
    marketplaces = models.JSONField(default=list, help_text=_("Case-folded, in order: what keys of orders are made of"))

    class Meta:
        ordering = ["region", "year", "system"]
        constraints = [models.UniqueConstraint(fields=["region", "year", "system"], name="one_slice")]

    def __str__(self) -> str:
        return f"{self.region_id} {self.year} {self.system}"
