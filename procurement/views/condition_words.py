"""What the rows of a figure have in common, condition by condition, in words."""

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from procurement.counting import RULES, Size, Stage, Standing, Verification
from procurement.money import SEN
from procurement.months import OUTSIDE_YEAR, UNDATED
from procurement.queries.conditions import AT_NIGHT, REPEATING, UNKNOWN_SIZE, UNSTATED, months_of
from procurement.queries.questions.bounds import NIGHT_FROM, NIGHT_TO
from procurement.views import words


def _named(value: str) -> str:
    return gettext("not stated in the source") if value == UNSTATED else value


def _months(value: str) -> str:
    months = months_of(value)
    if months == [UNDATED]:
        return gettext("none: rows without a date")
    if months == [OUTSIDE_YEAR]:
        return gettext("none: rows dated in another year than their budget’s")
    names = [words.month(2000, month, "F") for month in (months[0], months[-1])]
    return names[0] if len(months) == 1 else "\N{EN DASH}".join(names)


def _day(value: str) -> str:
    return words.day(date.fromisoformat(value))


def _time(value: str) -> str:
    if value != AT_NIGHT:
        return gettext("stated in the source")
    return gettext("from %(start)s to before %(end)s WIB") % {
        "start": f"{NIGHT_FROM:%H:%M}",
        "end": f"{NIGHT_TO:%H:%M}",
    }


def _sizes(value: str) -> str:
    return ", ".join(gettext("unknown") if one == UNKNOWN_SIZE else str(Size(one).label) for one in value.split(","))


def _verification(value: str) -> str:
    return str(Verification("" if value == UNSTATED else value).label)


def _standing(value: str) -> str:
    return gettext("repeats other rows") if value == REPEATING else str(Standing(value).label)


def _rules(value: str) -> str:
    return ", ".join(str(RULES[slug].label) for slug in value.split(","))


def _rupiah(value: str) -> str:
    return words.exact(int(value) * SEN)


SAYS: dict[str, tuple[str | Promise, Callable[[str], str]]] = {
    "satker": (_("Agency"), _named),
    "penyedia": (_("Supplier"), _named),
    "bulan": (_("Month"), _months),
    "dari": (_("Dated from"), _day),
    "sampai": (_("Dated up to"), _day),
    "waktu": (_("Time of day"), _time),
    "kategori": (_("Category"), _named),
    "lokapasar": (_("Marketplace"), _named),
    "katalog": (_("Kind of catalogue"), _named),
    "skala": (_("Size of the supplier"), _sizes),
    "tahap": (_("Stage"), lambda value: str(Stage(value).label)),
    "verifikasi": (_("Verification"), _verification),
    "kedudukan": (_("Standing"), _standing),
    "dihitung": (_("Counted by exactly"), _rules),
    "sistem": (_("System"), str),
    "transaksi": (_("Order"), str),
    "min": (_("Row from"), _rupiah),
    "maks": (_("Row up to"), _rupiah),
    "q": (_("Row mentions"), lambda value: f"“{value}”"),
}
"""Key of a condition -> (its label, how its value is said)."""


def narrowed(given: Mapping[str, str], names: Mapping[str, str]) -> list[tuple[str, str]]:
    """(label, text). `names`: what to say where the value is a key."""
    return [(str(SAYS[key][0]), names.get(key) or SAYS[key][1](value)) for key, value in given.items()]
