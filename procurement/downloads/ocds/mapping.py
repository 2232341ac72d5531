"""Where every field of a release comes from, for the publication policy. Tests hold releases to this list."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Mapped:
    paths: tuple[str, ...]
    """In a release, without the numbers of lists."""
    ours: tuple[str, ...]
    """Fields of the data dictionary that it is made of; none where the standard asks for it or we work it out."""
    says: str | Promise


def _both(name: str) -> tuple[str, ...]:
    return f"awards/{name}", f"contracts/{name}"


MAPPING = (
    Mapped(("ocid",), (), _("The prefix, then the key that the order has in its address on this site")),
    Mapped(
        ("id",),
        (),
        _("A hash of everything else that the release says: it changes exactly when something of that changes"),
    ),
    Mapped(
        ("date",),
        ("tanggal",),
        _(
            "When the latest row that stands was made or, in e-katalog 5, changed, in WIB; of an order without a date, "
            "the day that the export reaches"
        ),
    ),
    Mapped(
        ("tag", "initiationType", "language"), (), _("Always award and contract, tender (the only word there is), id")
    ),
    Mapped(
        ("parties/id", "parties/name", "parties/roles", "buyer/id", "buyer/name"),
        ("kode_klpd", "daerah", "satker", "penyedia"),
        _("The government as buyer, its agency as procuringEntity, the supplier; who is not stated is left out"),
    ),
    Mapped(
        ("parties/identifier/scheme", "parties/identifier/id"),
        ("kode_klpd", "kode_satker", "kode_penyedia", "sistem"),
        _("The code that the source has, under a scheme that names its list; none where the source has no code"),
    ),
    Mapped(
        ("parties/additionalIdentifiers/scheme", "parties/additionalIdentifiers/id"),
        ("kode_wilayah",),
        _("Kemendagri's code of the government's area"),
    ),
    Mapped(
        ("awards/id", "contracts/id", "contracts/awardID"),
        ("tahun",),
        _("The key and the budget year: an order that stands in two years has an award in each"),
    ),
    Mapped(_both("title"), ("nomor_pesanan",), _("The number of the order or package")),
    Mapped(_both("description"), ("kanal", "marketplace", "sistem", "tahun"), _("Where the order stands, in words")),
    Mapped(_both("status"), ("tahap",), _("By the stage; left out where the source states none")),
    Mapped(("awards/date",), ("tanggal",), _("When the latest row of the award was made")),
    Mapped(
        (*_both("value/amount"), *_both("value/currency")),
        ("nilai_rupiah",),
        _("The sum of the rows that stand, exact to the sen, in rupiah"),
    ),
    Mapped(("awards/suppliers/id", "awards/suppliers/name"), ("penyedia",), _("Who sold, as in parties")),
    Mapped(
        ("awards/items/id", "awards/items/description", "awards/items/classification/description"),
        ("uraian", "kategori"),
        _("One item a row that stands, numbered by what they say"),
    ),
    Mapped(
        ("awards/items/quantity", "awards/items/unit/value/amount", "awards/items/unit/value/currency"),
        (),
        _("Quantity and unit price, where e-katalog prints them"),
    ),
)
