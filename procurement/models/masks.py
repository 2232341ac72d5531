"""Masks: names of natural persons and descriptions that are not printed any more, though their rows count as before."""

from collections.abc import Collection

from django.db import models
from django.utils.translation import gettext_lazy as _

from procurement.models.editions import Edition


class MaskQuerySet(models.QuerySet["Mask"]):
    def standing(self) -> "MaskQuerySet":
        return self.filter(lifted_edition=None)

    def lifted(self) -> "MaskQuerySet":
        return self.exclude(lifted_edition=None)

    def names_of(self, keys: Collection[str]) -> dict[str, list[str]]:
        """key of a supplier -> the hashes of its names, of lifted masks too. One query."""
        suppliers = self.filter(kind=Mask.Kind.SUPPLIER, key__in=keys).order_by("id")
        return dict(suppliers.values_list("key", "names"))

    def hidden(self) -> tuple[set[str], set[str]]:
        """(keys of suppliers, hashes of names) that were ever masked. One query."""
        suppliers = list(self.filter(kind=Mask.Kind.SUPPLIER).values_list("key", "names"))
        return {key for key, _names in suppliers}, {name for _key, names in suppliers for name in names}


class Mask(models.Model):
    """A rule that a name or a description is not printed. It keeps hashes only, never what it hides.

    It is applied to what stands when it is set, and to every row that a later load brings. A lifted mask stays as a
    record: its wording stands until the slices that it is in are loaded again.
    """

    class Kind(models.TextChoices):
        SUPPLIER = "supplier", _("name of a supplier")
        ORDER = "order", _("description of an order")

    kind = models.TextField(choices=Kind.choices)
    # Of what
    key = models.CharField(max_length=12, help_text=_("Of the supplier or the order, as in its address"))
    content = models.CharField(
        max_length=12, blank=True, help_text=_("Hash of the one description that is masked; empty: all of the order")
    )
    names = models.JSONField(
        default=list, help_text=_("Hashes of a supplier's names: a register of sizes may go by them")
    )
    # Who, when, why
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="masks")
    operator = models.TextField(help_text=_("Who ran it, as text: the public site knows no users"))
    reason = models.TextField()
    lifted_edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, related_name="lifted_masks")
    lifted_by = models.TextField(blank=True)
    lifted_reason = models.TextField(blank=True)

    objects = MaskQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("Mask")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "content"], condition=models.Q(lifted_edition=None), name="one_mask"
            )
        ]

    def __str__(self) -> str:
        return f"mask {self.pk}: {self.kind} {self.key}"
