"""Where the next page begins, signed: a cursor is made by us for one list of one edition, and by nobody else."""

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext

from procurement.models import Edition
from procurement.query_keys import BadQuery

KEY = "setelah"
_signer = Signer(salt="api.cursor")


class EditionMoved(Exception):
    """The cursor is of an edition that is no longer the one that answers: 410."""


def edition_named(edition: Edition | None) -> str:
    """By number and time: a database put back to an earlier state gives numbers out again."""
    return f"{edition.number} {edition.made_at.isoformat()}" if edition else ""


def cursor(edition: str, listed: str, last: int) -> str:
    """`edition` as `edition_named` says it; `listed` says which list, by its address and filters."""
    return _signer.sign_object([edition, listed, last])


def read(text: str, edition: str, listed: str) -> int:
    """The id to begin after. Raises BadQuery for a cursor that is not of this list, EditionMoved for an old one."""
    try:
        of_edition, of_list, last = _signer.unsign_object(text)
    except (BadSignature, ValueError, TypeError):
        raise BadQuery(KEY, gettext("It is not a cursor that this address gave out.")) from None
    if of_list != listed:
        raise BadQuery(KEY, gettext("It is not a cursor that this address gave out."))
    if of_edition != edition:
        raise EditionMoved
    return int(last)
