"""What an endpoint is: its address, its query keys, the fields of its rows, and who gives them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise

from procurement.downloads.fields import Field

type Record = Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """The rows of one answer, and what stands beside them."""

    records: Iterable[Record]
    beside: Mapping[str, Any]
    """What the envelope says besides edition and sample mark."""
    last: int | None = None
    """The id after which the next page begins; None where there is none, or where nothing is paged."""


@dataclass(frozen=True)
class Endpoint:
    name: str
    """Its path below /api/v1/, `{code}` where the address has one."""
    summary: str | Promise
    form: type[forms.Form]
    fields: tuple[Field, ...]
    answer: Callable[[dict[str, Any], int, str], Answer]
    """Called with the cleaned keys, the id to begin after (0 for the first page) and the code of the address."""
    paged: bool = False
    beside: tuple[Field, ...] = ()
    """Fields of the envelope that this endpoint has besides the common ones."""

    @property
    def has_code(self) -> bool:
        return "{code}" in self.name


class NotThere(LookupError):
    """The code or year of the address does not exist: 404."""
