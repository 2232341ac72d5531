"""The prebuilt files of the edition: their list for /data/, their package, and the files themselves."""

from dataclasses import dataclass
from email.utils import format_datetime
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from procurement import filters
from procurement.downloads import edition_files, store
from procurement.downloads.cells import json_text
from procurement.downloads.data_package import data_package
from procurement.downloads.ocds import reports
from procurement.downloads.ocds.files import is_package
from procurement.downloads.store import Made, Recipe
from procurement.held_tags import held
from procurement.known_edition import known_edition
from procurement.models import Edition
from procurement.views import errors, words
from procurement.views.structured_data import Distribution
from procurement.views.twins import JSON, FileBody, file_name

RETRY = 60
"""Seconds after which a file that is being made may be asked for again."""
_PREPARED_ID = "Berkas ini sedang dibuat untuk edisi {}. Coba lagi sebentar lagi."
_PREPARED_EN = "This file is being made for edition {}. Please try again soon."


@dataclass(frozen=True)
class Files:
    """What the edition has, in the order of the page."""

    made: list[tuple[Recipe, Made]]
    missing: list[Recipe]
    """Not made yet."""


def files(edition: Edition | None) -> Files:
    """One query."""
    recipes = edition_files.recipes(edition, edition_files.standing_slices())
    found = [(recipe, store.find(recipe)) for recipe in recipes]
    return Files([(recipe, made) for recipe, made in found if made], [recipe for recipe, made in found if made is None])


def lines(found: Files, edition: Edition | None) -> list[dict[str, Any]]:
    """The files as finished text, those of one table in one line."""
    return [_line(list(same), edition) for _stem, same in groupby(found.made, key=lambda one: one[0].stem)]


def distributions(found: Files) -> list[Distribution]:
    """The same files for programs that look for data sets."""
    return [
        Distribution(recipe.name, reverse("bulk-file", args=[recipe.name]), recipe.media_type, made.size, made.sha256)
        for recipe, made in found.made
    ]


def _line(same: list[tuple[Recipe, Made]], edition: Edition | None) -> dict[str, Any]:
    recipe, made = same[0]
    return {
        "title": str(recipe.title),
        "rows": words.number(made.rows),
        "files": [_file(*one, edition) for one in same],
    }


def _file(recipe: Recipe, made: Made, edition: Edition | None) -> dict[str, str]:
    return {
        "name": recipe.name,
        "kind": recipe.name.partition(".")[2],
        "address": reverse("bulk-file", args=[recipe.name]),
        "saved_as": saved_as(recipe, edition),
        "size": filesizeformat(made.size),
        "sha256": made.sha256,
        "report": reverse("ocds-report", args=[recipe.name]) if _is_checked(recipe, made) else "",
    }


def _is_checked(recipe: Recipe, made: Made) -> bool:
    return is_package(recipe) and reports.find(made) is not None


def saved_as(recipe: Recipe, edition: Edition | None) -> str:
    """transaksi-2022-toko-daring-edisi-5-contoh.csv.gz"""
    stem, _point, suffix = recipe.name.partition(".")
    said = {"edisi": edition and edition.number, "contoh": bool(edition and edition.is_sample)}
    return f"{file_name(stem, edition=said)}.{suffix}"


def package(request: HttpRequest) -> HttpResponse:
    """The Frictionless Data Package of the edition, with the files that are made; none before one is published."""
    filters.read(request, filters.NoKeys)
    found = files(known_edition(request))
    response = HttpResponse(json_text(data_package(known_edition(request), found.made)) + "\n", content_type=JSON)
    keep_fresh(response, found)
    return response


def keep_fresh(response: HttpResponse, found: Files, *, with_reports: bool = False) -> None:
    """While a file is missing an answer is not to be kept: the edition stays the same when the file comes.

    Nor while a report is, of an answer `with_reports`: packages are checked after they are made.
    """
    unchecked = with_reports and any(is_package(one) and not _is_checked(one, made) for one, made in found.made)
    if found.missing or unchecked:
        response.headers["Cache-Control"] = "no-store"


def file(request: HttpRequest, name: str) -> HttpResponseBase:
    """One file, of the edition of this answer; 503 while it is being made. Its ETag is its SHA-256."""
    filters.read(request, filters.NoKeys)
    recipe = next((one for one in _recipes(request) if one.name == name), None)
    if recipe is None:
        raise Http404
    made = store.find(recipe)
    if made is None:
        return _prepared(known_edition(request))
    said = _headers(request, recipe, made)
    if f"W/{said['ETag']}" in held(request):
        return _not_sent_again(said)
    try:
        body = FileBody(made.path.open("rb"))  # now: a newer edition may take it away before its first byte is read
    except FileNotFoundError:
        return _prepared(known_edition(request))
    return StreamingHttpResponse(body, headers=said)


def _recipes(request: HttpRequest) -> list[Recipe]:
    return edition_files.recipes(known_edition(request), edition_files.standing_slices())


def _headers(request: HttpRequest, recipe: Recipe, made: Made) -> dict[str, str]:
    return {
        "Content-Type": recipe.media_type,
        "Content-Length": str(made.size),
        "Content-Disposition": f'attachment; filename="{saved_as(recipe, known_edition(request))}"',
        "ETag": f'"{made.sha256}"',
        "Last-Modified": format_datetime(made.at, usegmt=True),
        "Cache-Control": "public, max-age=0, must-revalidate",
    }


def _not_sent_again(said: dict[str, str]) -> HttpResponse:
    response = HttpResponse(
        status=304, headers={name: said[name] for name in ("ETag", "Last-Modified", "Cache-Control")}
    )
    del response.headers["Content-Type"]
    return response


def _prepared(edition: Edition | None) -> HttpResponse:
    number = edition.number if edition else 0
    text = f"{_PREPARED_ID.format(number)}\n{_PREPARED_EN.format(number)}\n"
    return errors.come_again(text, RETRY, "text/plain; charset=utf-8")
