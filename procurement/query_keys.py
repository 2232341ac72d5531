"""Reading query keys strictly: the kinds of keys there are, and the one way in, which refuses by naming the key.

Django's forms and django-filter alone would answer an unknown key, a repeated one or a bad value with the unfiltered
set: a wrong figure that gets printed. Here nothing but a listed key with a listed value passes. A key that is sent
empty (`q=`, as browsers send the fields of a GET form that nobody filled in) is a key that was not sent.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from unicodedata import category
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import BadRequest
from django.http import HttpRequest, QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from procurement.money import MAX_SEN, SEN

LONGEST_TEXT = 100
PLACES = {"daerah", "d"}
"""Keys that say of which governments something is asked."""
MOST_RUPIAH = MAX_SEN // SEN
_GROUPED = re.compile(r"(?:Rp ?)?([1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?:,[0-9]{3})+))")


type Exists = Callable[[str, str], bool]
"""(key, its value) -> whether the value, a text, names a thing that there is."""


@dataclass(frozen=True)
class Beside:
    """What was asked beside a key at fault."""

    kept: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    """As far as a refusal may repeat it."""
    left: Sequence[str] = ()
    """The keys of the rest."""


class BadQuery(BadRequest):
    """A query that is answered 400: the key at fault (empty when no single one is) and a sentence for people.

    `beside`: None where what could be asked with it is another question or none. `meant`: the value that
    an exact way of writing the key's value has here, empty where there is none.
    """

    def __init__(self, key: str, sentence: str, beside: Beside | None = None, meant: str = "") -> None:
        super().__init__(f"{key}: {sentence}")
        self.key = key
        self.sentence = sentence
        self.beside = beside
        self.meant = meant


def read(request: HttpRequest, form_class: type[forms.Form]) -> dict[str, Any]:
    """key -> value, defaults filled in, for every key of the form. Raises BadQuery.

    Leaves `request.canonical_query` for the address that the answer is known by.
    """
    found = read_query(request.GET, form_class)
    request.canonical_query = canonical_query(request.GET, form_class)  # type: ignore[attr-defined]
    return found


def read_query(query: QueryDict, form_class: type[forms.Form]) -> dict[str, Any]:
    """The same of a query that is not the request's own. Raises BadQuery."""
    fields = form_class.base_fields
    repeating = {key for key, field in fields.items() if isinstance(field, SeveralField)}
    exists = partial(form_class.exists, query) if hasattr(form_class, "exists") else _nothing_exists
    refuse_unknown(query, fields, repeating, exists)
    return cleaned(form_class(query), exists)


def canonical_query(query: QueryDict, form_class: type[forms.Form] | None = None) -> dict[str, list[str]]:
    """What the address must say: keys in the form's order, without those that are empty, a default or page one."""
    fields = form_class.base_fields if form_class else {}
    fixed = getattr(form_class, "defaults_are_fixed", True)
    defaults = {key: field.initial for key, field in fields.items() if fixed} | {"halaman": "1"}
    kept = {
        key: [one for one in query.getlist(key) if one not in ("", defaults.get(key))]
        for key in dict.fromkeys([*fields, *query])
    }
    return {key: values for key, values in kept.items() if values}


def _nothing_exists(_key: str, _value: str) -> bool:
    return False


def refuse_unknown(
    query: QueryDict, keys: Collection[str], repeating: Collection[str] = (), exists: Exists = _nothing_exists
) -> None:
    """Raises BadQuery for a key that the address does not have, or that is given twice and is none that may repeat."""
    for key, values in query.lists():
        if key not in keys:
            raise BadQuery(key[:LONGEST_TEXT], _among(keys), kept_beside(query, keys, key, exists))
        if len(values) > 1 and key not in repeating:
            raise BadQuery(key, gettext("It may be given once."), kept_beside(query, keys, key, exists))


def cleaned(form: forms.BaseForm, exists: Exists = _nothing_exists) -> dict[str, Any]:
    """The form's values. Raises BadQuery with the first key at fault and what it may be."""
    if form.is_valid():
        return form.cleaned_data
    key, sentences = next(iter(form.errors.items()))
    field, query = form.fields.get(key), form.data
    beside = kept_beside(query, form.fields, key, exists) if isinstance(query, QueryDict) else None
    if beside and not type(form)(QueryDict(urlencode(beside.kept, doseq=True))).is_valid():
        beside = None  # what is left would be refused too
    meant = field.meant(query.get(key, "")) if isinstance(field, RupiahField) else ""
    raise BadQuery(key, " ".join(str(sentence) for sentence in sentences), beside, meant)


def kept_beside(query: QueryDict, fields: Collection[str], wrong: str, exists: Exists) -> Beside | None:
    """The other keys whose values are ours, words of a list, numbers and things: a refusal repeats no text that was
    typed. None where that would be asked of other governments.
    """
    known: Mapping[str, forms.Field] = fields if isinstance(fields, Mapping) else {}
    said = {key: [value for value in query.getlist(key) if value] for key in known if key != "halaman"}
    asked = {key: values for key, values in said.items() if values}
    kept = {
        key: values if isinstance(known[key], SeveralField) else values[0]
        for key, values in asked.items()
        if key != wrong and _may_be_repeated(known[key], key, values, exists)
    }
    left = [key for key in asked if key != wrong and key not in kept]
    return None if PLACES & asked.keys() - kept.keys() else Beside(kept, left)


def _may_be_repeated(field: forms.Field, key: str, values: list[str], exists: Exists) -> bool:
    if isinstance(field, SeveralField):
        return _is_valid(field, values) and all(exists(key, value) for value in values)
    ours = isinstance(field, WordField | DigitsField)
    return len(values) == 1 and _is_valid(field, values[0]) and (ours or exists(key, values[0]))


def _is_valid(field: forms.Field, value: str | Sequence[str]) -> bool:
    try:
        field.clean(value)
    except forms.ValidationError:
        return False
    return True


def _among(keys: Iterable[str]) -> str:
    names = ", ".join(keys)
    return gettext("This address knows no such key. Allowed: %(keys)s.") % {"keys": names or gettext("none")}


class WordField(forms.ChoiceField):
    """One of a list of words, exactly as listed; the default when it is not given."""

    def __init__(self, *, words: Iterable[str], default: str = "", required: bool = False, **options: Any) -> None:
        self.words = [str(word) for word in words]
        allowed = format_lazy("{} {}.", _("Allowed:"), ", ".join(self.words))
        super().__init__(
            choices=[(word, word) for word in self.words],
            required=False,
            initial=default,
            error_messages={"invalid_choice": allowed},
            **options,
        )

    def clean(self, value: Any) -> str:
        return str(super().clean(value) or self.initial)


class TextField(forms.CharField):
    """Text without control characters, which no cell of ours has and no field of a page can send; not blanks alone."""

    def __init__(self, *, max_length: int = LONGEST_TEXT, required: bool = False, **options: Any) -> None:
        super().__init__(max_length=max_length, required=False, **options)

    def to_python(self, value: Any) -> str:
        if any(category(character) == "Cc" for character in value or ""):  # before blanks at its ends are taken off
            raise forms.ValidationError(gettext("It holds a control character."))
        if value and not value.strip():  # without its blanks it would pass for a key that was not sent
            raise forms.ValidationError(gettext("It holds nothing but blanks."))
        return super().to_python(value) or ""


class SeveralField(forms.Field):
    """A key that may repeat: its values in their order, at most `most`; what is sent empty is not sent."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, most: int, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.most = most

    def clean(self, value: Any) -> list[str]:
        values = [one for one in value or [] if one]
        if len(values) > self.most:
            raise forms.ValidationError(gettext("It may be given %(most)s times at most.") % {"most": self.most})
        return values


class DigitsField(forms.RegexField):
    """A whole number in ASCII digits, or None. `\\d` and int() would take the digits of every script, and blanks."""

    pattern: str
    sentence: Any
    most: int | None = None
    too_large: Any = ""
    """What is said of a number above `most`."""

    def __init__(self, *, required: bool = False, **options: Any) -> None:
        messages = {"invalid": self.sentence}
        super().__init__(rf"\A(?:{self.pattern})\Z", required=False, strip=False, error_messages=messages, **options)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        number = int(text)
        if self.most is not None and number > self.most:
            raise forms.ValidationError(self.too_large)
        return number


class YearField(DigitsField):
    pattern = "[12][0-9]{3}"
    sentence = _("It is a year in four digits, such as 2022.")


class RupiahField(DigitsField):
    pattern = "[0-9]{1,4000}"  # whatever of it fits into a query is a number, and too large
    most = MOST_RUPIAH
    sentence = _("It is whole rupiah in plain digits, without dots or commas, such as 90000000.")
    too_large = format_lazy("{} {}.", _("It is at most, in rupiah:"), str(MOST_RUPIAH))

    @staticmethod
    def meant(value: str) -> str:
        """The plain digits of an amount whose thousands are all set apart, as people and our own pages write it.

        Empty for any other text. It is offered and never taken: what is filtered by is what the address says.
        """
        grouped = _GROUPED.fullmatch(value)
        digits = re.sub("[.,]", "", grouped[1]) if grouped else ""
        return digits if digits and int(digits) <= MOST_RUPIAH else ""


class PageField(DigitsField):
    # Thirty digits are a page past the end (404); what is longer is no page number at all.
    pattern = "[1-9][0-9]{0,30}"
    sentence = _("It is a page number from 1.")
