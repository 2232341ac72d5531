"""The legal rules that pages print beside figures. Data, not code: each with its dates and its source."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LegalRule(models.Model):
    """One provision, threshold or fact of the field, as its source states it."""

    # Identification
    code = models.TextField(primary_key=True, help_text="EP-PPK-200")
    position = models.PositiveSmallIntegerField(help_text=_("Its place in the file"))
    title_id = models.TextField()
    title_en = models.TextField()
    # What it says
    value = models.TextField(help_text=_("A number in plain digits, a date, or words; see unit"))
    unit = models.TextField(help_text="IDR, percent, date, months, years, text")
    applies_to = models.TextField(help_text="toko-daring, e-katalog, pengadaan-langsung, all")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, help_text=_("Its last day; null while it is in force"))
    legal_basis = models.TextField()
    for_questions = models.BooleanField(help_text=_("False where its source says NOT FOR FLAGS or NOT A RULE"))
    # Source
    source_title = models.TextField()
    publisher = models.TextField()
    url = models.TextField()
    quality = models.TextField()
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        verbose_name = _("Legal rule")

    def __str__(self) -> str:
        return self.code
