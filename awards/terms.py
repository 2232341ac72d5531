"""The words of claims and verdicts: slugs are stored and cited, labels are read."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    AWARD = "award", _("award")
    STANDING = "standing", _("reported standing")
    STATEMENT = "statement", _("statement")


class Recipient(TextChoices):
    LOCAL_GOVERNMENT = "local-government", _("local government")
    PROGRAMME = "programme", _("programme")


class Metric(TextChoices):
    """What a claim is mainly about; it may state orders and a rank besides."""

    VALUE = "value", _("value of purchases")
    RANK = "rank", _("rank")
    PROGRAMME_VALUE = "programme-value", _("value of the whole programme")


class Comparator(TextChoices):
    """How a stated value is meant."""

    EXACT = "exact", _("exact")
    ROUNDED = "rounded", _("rounded")
    ALMOST = "almost", _("almost")


class OrdersComparator(TextChoices):
    EXACT = "exact", _("exact")
    MORE_THAN = "more-than", _("more than")


class Quantity(TextChoices):
    """What one verdict is about: each stated quantity has its own."""

    VALUE = "value", _("Value")
    ORDERS = "orders", _("Orders")
    RANK = "rank", _("Rank")


class Outcome(TextChoices):
    MATCH = "cocok", _("matches")
    DIFFERENCE = "selisih", _("differs")
    ORDERS_MATCH = "pesanan-cocok", _("orders match")
    RANK_MATCH = "peringkat-cocok", _("rank matches")
    RANK_DIFFERS = "peringkat-berbeda", _("rank differs")
    NO_SCOPE = "lingkup-tidak-disebut", _("scope not stated")
    NO_DATA = "belum-ada-data", _("no data yet")
    UNREADABLE = "tidak-terbaca", _("not readable")
