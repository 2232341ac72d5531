"""The published rows: one row of an export each, with the agency that bought and the supplier that sold."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from procurement.counting import Channel, Rule, Stage, Standing, Verification
from regions.models import Region


class Agency(models.Model):
    """Satker. Its identity is (government, system, code), or its name where a source gives no code."""

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="agencies")
    system = models.TextField()
    code = models.TextField(blank=True)
    identity = models.TextField(help_text=_("The code, or the folded name where there is none"))
    name = models.TextField(help_text=_("Its latest name in the rows that stand"))
    named_at = models.DateTimeField(null=True, help_text=_("Of the row that it has its name from"))

    class Meta:
        verbose_name = _("Agency")
        constraints = [models.UniqueConstraint(fields=["region", "system", "identity"], name="one_agency")]

    def __str__(self) -> str:
        return self.name


class Supplier(models.Model):
    """Penyedia. Its identity is (system, supplier id), or its normalised name; systems are never merged."""

    system = models.TextField()
    code = models.TextField(blank=True)
    identity = models.TextField(help_text=_("The id, or the normalised name where there is none"))
    name = models.TextField(help_text=_("Its latest spelling in the rows that stand"))
    named_at = models.DateTimeField(null=True, help_text=_("Of the row that it has its name from"))
    key = models.CharField(max_length=12, unique=True, help_text=_("Short hash of its identity, for its address"))

    class Meta:
        verbose_name = _("Supplier")
        indexes = [
            models.Index(fields=["identity"], name="supplier_identity"),
            models.Index(fields=["name"], name="supplier_name"),
        ]
        constraints = [models.UniqueConstraint(fields=["system", "identity"], name="one_supplier")]

    def __str__(self) -> str:
        return self.name


class TransactionQuerySet(models.QuerySet["Transaction"]):
    """Domain words; views never write conditions of their own."""

    def counted(self, rule: Rule, channel: str) -> "TransactionQuerySet":
        return self.filter(rule.condition(channel))

    def in_year(self, year: int) -> "TransactionQuerySet":
        return self.filter(year=year)

    def of(self, region: Region) -> "TransactionQuerySet":
        return self.filter(region=region)


class Transaction(models.Model):
    """One row of an export: an order line, a snapshot of an order, or a package.

    Rows come by the million from one writer, so the database does not look up four keys for each of them: publishing
    takes them from what it has just read or made in the same transaction, and `check_totals` looks for orphans.
    """

    # Where and when
    region = models.ForeignKey(
        "regions.Region", on_delete=models.PROTECT, related_name="transactions", db_index=False, db_constraint=False
    )
    year = models.PositiveSmallIntegerField()
    channel = models.TextField(choices=Channel.choices)
    system = models.TextField()
    ordered_at = models.DateTimeField(null=True, help_text=_("WIB"))
    month = models.PositiveSmallIntegerField(help_text=_("1 to 12; 0 without a date, 13 dated outside the budget year"))
    # Identification
    order_key = models.CharField(max_length=12, help_text=_("Hash of government, system, marketplace and order id"))
    order_id = models.TextField()
    marketplace = models.TextField(blank=True)
    # Parties
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, related_name="transactions", db_constraint=False
    )
    agency_name = models.TextField(blank=True, help_text=_("As printed"))
    supplier = models.ForeignKey(
        Supplier, on_delete=models.PROTECT, null=True, related_name="transactions", db_constraint=False
    )
    supplier_name = models.TextField(blank=True, help_text=_("As printed"))
    # What
    description = models.TextField(blank=True)
    category = models.TextField(blank=True, help_text=_("Case-folded; `;` joins several"))
    payment_method = models.TextField(blank=True)
    location = models.TextField(blank=True, help_text=_("Not the buyer"))
    details = models.JSONField(null=True, help_text=_("What else its layout says of it, as printed"))
    # Money
    value_sen = models.BigIntegerField(help_text=_("sen, 1/100 rupiah"))
    # How it counts
    source = models.TextField(blank=True, help_text=_("import, api, api_v3, sftp"))
    stage = models.TextField(choices=Stage.choices)
    stage_note = models.TextField(blank=True)
    verification = models.TextField(choices=Verification.choices, blank=True)
    standing = models.TextField(choices=Standing.choices)
    # Provenance
    file = models.ForeignKey(
        "procurement.SourceFile",
        on_delete=models.PROTECT,
        related_name="transactions",
        db_index=False,
        db_constraint=False,
    )
    line = models.BigIntegerField(help_text=_("Line (CSV), element (JSON) or sheet row (XLSX), from 1"))
    content_hash = models.BigIntegerField(help_text=_("64-bit hash (XXH3, mixed) over the stored columns"))

    objects = TransactionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Transaction")
        indexes = [
            models.Index(fields=["region", "year", "system"], name="transaction_slice"),
            models.Index(fields=["region", "ordered_at"], name="transaction_latest"),
            models.Index(fields=["order_key"], name="transaction_order"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(value_sen__gte=0), name="value_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.value_sen}"
