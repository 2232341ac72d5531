"""The words that awards add to the glossary, for `registry.glossary_terms`."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from awards.terms import Outcome
from procurement.views.terms import Part, Term

TERMS = (
    Term(
        "klaim",
        "klaim",
        "Claim (klaim)",
        _(
            "A figure that somebody stated, kept as printed with its source. It is compared with the transactions "
            "and never mixed into a computed total."
        ),
        ("awards",),
    ),
    Term(
        "pertentangan",
        "pertentangan",
        "Contradiction (pertentangan)",
        _(
            "Claims that do not seem to fit together. They are shown side by side, each beside what its own days come "
            "to; the site does not choose between them."
        ),
        ("awards",),
    ),
    Term(
        "putusan",
        "putusan",
        "Verdict (putusan)",
        _(
            "What an edition says about one stated quantity: value, orders or rank, counted by “Clean” over the days "
            "that the source speaks of. Each quantity has its own."
        ),
        ("awards",),
    ),
)

VERDICTS = {
    Outcome.MATCH: _(
        "The computed value equals the stated one, rounds to it, or, where “almost” was said, lies within a tenth "
        "below it."
    ),
    Outcome.DIFFERENCE: _(
        "The computed figure is another; the page says by how much, and which rule or month end would make it match, "
        "if one does."
    ),
    Outcome.ORDERS_MATCH: _(
        "The number of orders is the stated one or, where “more than” was said, above it and within a quarter."
    ),
    Outcome.RANK_MATCH: _("The stated rank is the one by value or the one by orders; the page says which."),
    Outcome.RANK_DIFFERS: _("The stated rank is neither the one by value nor the one by orders."),
    Outcome.NO_SCOPE: _("The source names no period, so nothing can be compared."),
    Outcome.NO_DATA: _("The loaded exports do not reach to the end of the stated days, or there are none."),
    Outcome.UNREADABLE: _("The printed figure is malformed. It stays as printed and is never turned into a number."),
}


def terms() -> list[Term]:
    """Claim, contradiction and verdict; every kind of verdict under the last."""
    kinds = tuple(Part(f"putusan-{kind.value}", kind.label, says) for kind, says in VERDICTS.items())
    return [replace(term, parts=kinds) if term.slug == "putusan" else term for term in TERMS]
