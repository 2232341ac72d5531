"""Kemendagri's code of a government: as a person reads it (`35.73`), and as databases keep it (3573).

Every row of every table bears it, in the indexes too, where a small number is sorted in half the time that its text is.
"""

import re
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

NOWHERE = "00"
"""No government can have it: for a question that shall be asked though it is about none."""
_PRINTED = re.compile(r"(?:1[1-9]|[2-9][0-9])(?:\.(?!00)[0-9]{2})?")


def number_of(code: str) -> int:
    """`35.73` -> 3573; `35`, a province, -> 3500: numbers stand in the order of their codes. Raises ValueError."""
    if code == NOWHERE:
        return 0
    if not _PRINTED.fullmatch(code):
        raise ValueError(f"no code of Kemendagri: {code!r}")
    return int(code[:2]) * 100 + int(code[3:] or 0)


@cache
def code_of(number: int) -> str:
    """3573 -> `35.73`; 3500 -> `35`."""
    province, place = divmod(number, 100)
    return f"{province:02}.{place:02}" if place else f"{province:02}"


class CodeField(models.TextField):  # type: ignore[type-arg]  # a field takes none while it runs
    """The code as text in Python, as a small number in the database."""

    description = _("Kemendagri code")
    empty_strings_allowed = False

    def get_internal_type(self) -> str:
        return "SmallIntegerField"

    def to_python(self, value: Any) -> str | None:
        if value is None or (isinstance(value, str) and _PRINTED.fullmatch(value)):
            return value
        raise ValidationError(_("“%(code)s” is no code of Kemendagri."), params={"code": value})

    def from_db_value(self, value: int | None, expression: Any, connection: Any) -> str | None:
        return None if value is None else code_of(value)

    def get_prep_value(self, value: Any) -> Any:
        """Raises ValueError for a text that is no code. What a lookup has prepared already is a number."""
        return number_of(value) if isinstance(value, str) else value
