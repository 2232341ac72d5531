"""WHERE: the governments of a province, one model for province, regency and city, and the other names they go by."""

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from regions.codes import CodeField


class Kind(models.TextChoices):
    PROVINCE = "province", _("Province")
    REGENCY = "regency", _("Regency")
    CITY = "city", _("City")


KIND_WORDS = {Kind.PROVINCE: "provinsi", Kind.REGENCY: "kabupaten", Kind.CITY: "kota"}
"""What addresses and files call a kind."""
RANKED_KINDS = {KIND_WORDS[kind]: kind for kind in (Kind.CITY, Kind.REGENCY)}
"""The word of an address -> the kind, of those that stand in the ranking."""


class RegionQuerySet(models.QuerySet["Region"]):
    def of_province(self, province_code: str) -> "RegionQuerySet":
        return self.filter(province_code=province_code)

    def ranked(self) -> "RegionQuerySet":
        """Regencies and cities; the provincial government is never in their ranking."""
        return self.exclude(kind=Kind.PROVINCE)


class Region(models.Model):
    # Identification
    code = CodeField(primary_key=True, verbose_name=_("Kemendagri code"), help_text=_("35.73"))
    bps_code = models.TextField(unique=True, verbose_name=_("BPS code"))
    klpd_code = models.TextField(
        unique=True,
        verbose_name=_("KLPD code"),
        help_text=_("LKPP's code of the buyer: D180"),
    )
    name = models.TextField(unique=True, verbose_name=_("Name"), help_text=_("Kota Malang"))
    slug = models.SlugField(unique=True)
    kind = models.TextField(choices=Kind.choices)
    province_code = models.TextField(db_index=True)
    # People and place
    population = models.PositiveBigIntegerField(verbose_name=_("Population"))
    population_as_of = models.DateField()
    population_source = models.TextField()
    # A column of every province's list, read as strictly as the others; no page shows it.
    area_km2 = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    # Tile map
    abbr = models.TextField(blank=True, default="")
    grid_row = models.PositiveSmallIntegerField(null=True, blank=True)
    grid_col = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("Region")
        constraints = [models.CheckConstraint(condition=models.Q(population__gt=0), name="region_has_people")]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def slug_of(name: str) -> str:
        return slugify(name)


class RegionAlias(models.Model):
    """What a person said a name means; the forms that follow from a government's name need no alias."""

    alias = models.TextField(unique=True, help_text=_("As normalised by regions.matching.fold"))
    region = models.ForeignKey(
        Region, on_delete=models.CASCADE, null=True, related_name="aliases", help_text=_("Null: none of ours")
    )
    source = models.TextField(blank=True, default="")
    operator = models.TextField(blank=True, default="", help_text=_("Who said so, as text; never published"))

    class Meta:
        verbose_name = _("Region alias")

    def __str__(self) -> str:
        return f"{self.alias} = {self.region_id or '-'}"


class QueuedName(models.Model):
    """A name that a load could not match and would not guess (R13): it waits for a person. Never published."""

    folded = models.TextField(unique=True, help_text=_("As normalised by regions.matching.fold"))
    name = models.TextField(help_text=_("As printed"))
    # The load that met it last
    files = models.TextField(help_text=_("File names, joined by a comma"))
    rows = models.BigIntegerField()
    value_sen = models.BigIntegerField(help_text=_("sen, 1/100 rupiah"))
    first_seen = models.DateTimeField(help_text=_("WIB"))
    last_seen = models.DateTimeField(help_text=_("WIB"))

    class Meta:
        ordering = ["-value_sen", "folded"]
        verbose_name = _("Name that waits for a person")

    def __str__(self) -> str:
        return self.name
