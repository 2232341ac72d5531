"""The register of supplier sizes, which the exports do not carry (docs/semantics.md, "Supplier size")."""

from collections.abc import Collection, Iterable, Mapping
from itertools import batched

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from procurement.counting import Size
from procurement.identity import supplier_identity
from procurement.masking import key_in, masked_name, name_key
from procurement.models.editions import Edition
from procurement.models.masks import Mask

type Named = tuple[str, str, str]
"""(system, code, name) of a supplier, as published."""

_BATCH = 10_000


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


class SupplierSizeQuerySet(models.QuerySet["SupplierSize"]):
    def of(self, suppliers: Iterable[Named]) -> dict[Named, str]:
        """The size of each supplier that the register knows: one query for ten thousand of them, two if one is masked.

        A row with a code speaks of the supplier with this code, any other row of the suppliers of this name; a code
        goes before a name, and nothing is ever looked up in another system.
        """
        found: dict[Named, str] = {}
        for batch in batched(suppliers, _BATCH):
            names = _names(batch)
            rows = self.filter(
                Q(code__in={code for _system, code, _name in batch if code})
                | Q(code="", identity__in={identity for named in names.values() for identity in named}),
                system__in={system for system, _code, _name in batch},
            )
            known = {(system, code, name): size for system, code, name, size in rows.values_list(*_KEY, "size")}
            for supplier in batch:
                system, code, _name = supplier
                by_name = (known.get((system, "", identity)) for identity in names[supplier])
                if size := (known.get((system, code, "")) if code else None) or next(filter(None, by_name), None):
                    found[supplier] = size
        return found


_KEY = ("system", "code", "identity")


def _names(suppliers: Collection[Named]) -> dict[Named, list[str]]:
    """The identities under which a register may have each supplier: either of both may have its name masked."""
    keys = {key for _system, _code, name in suppliers if (key := key_in(name))}
    of_masked = Mask.objects.names_of(keys) if keys else {}
    return {one: _identities(one, of_masked) for one in suppliers}


def _identities(supplier: Named, of_masked: Mapping[str, list[str]]) -> list[str]:
    system, _code, name = supplier
    if not name:
        return []
    key = key_in(name)
    keys = of_masked.get(key, [key]) if key else [name_key(system, name)]
    return [supplier_identity(name), *map(masked_name, keys)]


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
