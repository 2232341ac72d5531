"""The six questions: their names, what is counted (from the bounds in code), why one would ask, what may explain it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from procurement.queries.questions import bounds
from procurement.views import question_words, words


@dataclass(frozen=True)
class Question:
    id: str
    """Of its place on the page."""
    name: Promise
    counted: Callable[[], str]
    """What is counted, with its bounds, in the active language."""
    why: Promise
    reasons: tuple[Promise, ...]
    """What may explain a high figure."""


def _pairs() -> str:
    return gettext(
        "Pairs of an agency and a supplier with %(least)s orders or more in the year; shown are the %(most)s with most "
        "orders, with their value and its share of all that the agency bought through the channel."
    ) % {"least": bounds.PAIR_LEAST_ORDERS, "most": bounds.MOST_ROWS}


def _concentration() -> str:
    return gettext(
        "For governments with %(least)s orders or more: the share of the largest supplier and of the %(largest)s "
        "largest in the whole value of the year, rows without a supplier included in the whole."
    ) % {"least": bounds.CONCENTRATION_LEAST_ORDERS, "largest": bounds.LARGEST_SUPPLIERS}


def _december() -> str:
    return gettext(
        "The value of orders dated in December as a share of the year's value; only for governments whose data reach "
        "31 December and whose rows all have a date within the year."
    )


def _night() -> str:
    return (
        gettext(
            "Orders with a row between %(start)s and %(end)s WIB. A time of exactly 00:00:00 is no time: many exports "
            "print the date only. Orders without a time are not counted here."
        )
        % question_words.night_hours()
    )


def _same() -> str:
    return gettext(
        "%(least)s orders or more of exactly the same amount, on the same day, by the same agency from the same "
        "supplier. An order's value is the sum of its counted rows; orders of Rp0 are left out."
    ) % {"least": bounds.SAME_LEAST_ORDERS}


def _limit() -> str:
    return gettext(
        "E-katalog orders within %(step)s up to the limit of rule %(rule)s, both ends included, beside those within "
        "the same distance above it. Only in years in which the rule is valid; never for toko daring, for which no "
        "limit is claimed."
    ) % {"step": f"Rp{words.round_amount(bounds.SIGNER_STEP)}", "rule": bounds.SIGNER_RULE}


QUESTIONS = {
    question.id: question
    for question in (
        Question(
            "pasangan",
            _("The same agency and the same supplier"),
            _pairs,
            _("Buying again from one seller saves work. Ask how the supplier was chosen and how prices were compared."),
            (
                _("Few sellers offer the goods or deliver to the place."),
                _("Daily needs, such as meals or paper, are ordered week by week."),
                _("One agency buys for several others."),
                _("A large agency has more orders of every kind."),
            ),
        ),
        Question(
            "pemasok-terbesar",
            _("How much is with the largest suppliers"),
            _concentration,
            _("Ask how many sellers offer the same goods in the area, and who of them was asked."),
            (
                _("One large purchase, such as vehicles or medical devices, weighs as much as hundreds of small ones."),
                _("One distributor serves the whole region."),
                _("Few local businesses have joined the channel yet."),
            ),
        ),
        Question(
            "desember",
            _("Orders in December"),
            _december,
            _("Late orders leave little time to compare and to deliver. Ask when they were planned."),
            (
                _("The revised budget is often passed late in the year."),
                _("The goods are needed at the end of the year."),
                _("Orders of earlier months were entered in December."),
                _("The government joined the channel late in the year."),
            ),
        ),
        Question(
            "malam",
            _("Orders at night"),
            _night,
            _("Ask who placed the order, and what time the source writes down."),
            (
                _("Hospitals, fire brigades and social services work at night."),
                _("The time may be that of a confirmation by the seller or of a later entry."),
                _("Officials catch up on orders after working hours."),
                _("A system may write another time zone."),
            ),
        ),
        Question(
            "nilai-sama",
            _("Orders of the same amount on one day"),
            _same,
            _("Ask what each order was for and where it was delivered."),
            (
                _("One order for each school, health centre or village office."),
                _("The same package at the same list price."),
                _("One order for each activity or budget line, as the bookkeeping asks."),
            ),
        ),
        Question(
            "batas-pejabat",
            _("E-katalog orders close to the limit above which the commitment officer (PPK) buys"),
            _limit,
            _(
                "At the limit another official carries out the purchase; orders above it are just as allowed. Ask "
                "how the amount came about."
            ),
            (
                _("Goods have list prices, and budgets have round ceilings."),
                _("An official may plan purchases to fit his own authority; the rule asks for nothing else."),
                _("With few orders the two numbers differ by chance."),
            ),
        ),
    )
}
