"""The register of supplier sizes: the exports carry none, so it is loaded beside them (SEMANTICS, section 7)."""

from collections.abc import Iterable
from itertools import batched

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from procurement.identity import supplier_identity
from procurement.models.editions import Edition

type Named = tuple[str, str, str]
"""(system, code, name) of a supplier, as published."""

_BATCH = 10_000


class Size(models.TextChoices):
    """The words of a register's `skala` column."""

    MICRO = "mikro", _("micro")
    SMALL = "kecil", _("small")
    MEDIUM = "menengah", _("medium")
    LARGE = "besar", _("large")
    COOPERATIVE = "koperasi", _("cooperative")


class SizeRegister(models.Model):
    """One register file that was published. Only the rows of the latest stand; the record of the others stays."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, related_name="size_registers")
    operator = models.TextField(help_text=_("Who ran it, as text: the public site knows no users"))
    is_sample = models.BooleanField(default=False)
    # File
    name = models.TextField()
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField(help_text=_("bytes"))
    # What it holds
    rows = models.BigIntegerField(help_text=_("0 takes the register before it out"))
    sizes = models.JSONField(default=dict, help_text=_("rows of each size"))
    sources = models.JSONField(default=list, help_text=_("each source with its rows, first and last as-of date"))

    class Meta:
        ordering = ["-id"]
        verbose_name = _("Register of supplier sizes")

    def __str__(self) -> str:
        return self.name


class SupplierSizeQuerySet(models.QuerySet):
    def of(self, suppliers: Iterable[Named]) -> dict[Named, str]:
        """The size of each supplier that the register knows, one query for ten thousand suppliers.

        A row with a code speaks of the supplier with this code, any other row of the suppliers of this name; a code
        goes before a name, and nothing is ever looked up in another system.
        """
        found: dict[Named, str] = {}
        for batch in batched(suppliers, _BATCH):
            rows = self.filter(
                Q(code__in={code for _system, code, _name in batch if code})
                | Q(code="", identity__in={supplier_identity(name) for _system, _code, name in batch if name}),
                system__in={system for system, _code, _name in batch},
            )
            known = {(system, code, name): size for system, code, name, size in rows.values_list(*_KEY, "size")}
            for supplier in batch:
                system, code, name = supplier
                by_name = known.get((system, "", supplier_identity(name)))
                if size := (known.get((system, code, "")) if code else None) or by_name:
                    found[supplier] = size
        return found


_KEY = ("system", "code", "identity")


class SupplierSize(models.Model):
    """One row of the register that stands."""

    register = models.ForeignKey(SizeRegister, on_delete=models.CASCADE, related_name="suppliers")
    # About whom
    system = models.TextField()
    code = models.TextField(blank=True)
    identity = models.TextField(blank=True, help_text=_("The normalised name where there is no code, else empty"))
    name = models.TextField(blank=True, help_text=_("As printed"))
    # What
    size = models.TextField(choices=Size.choices)
    source = models.TextField()
    as_of = models.DateField()

    objects = SupplierSizeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Supplier size")
        constraints = [models.UniqueConstraint(fields=list(_KEY), name="one_size")]

    def __str__(self) -> str:
        return f"{self.system} {self.code or self.name}: {self.size}"
