"""The edition's files as a Frictionless Data Package: names, sizes, SHA-256, and the schema of every table."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import override

from procurement import licence
from procurement.counting import RULES, Channel, Stage, Standing, Verification
from procurement.downloads import fields as known
from procurement.downloads.fields import Field
from procurement.downloads.formats import PARQUET
from procurement.downloads.store import Made, Recipe
from procurement.models import Edition
from regions.models import KIND_WORDS

NAME = "datapackage.json"
LICENCE = {"name": licence.IDENTIFIER, "title": licence.TITLE, "path": licence.ADDRESS}
_TYPES: Mapping[str, Mapping[str, Any]] = {
    known.TEXT: {"type": "string"},
    known.INTEGER: {"type": "integer"},
    known.RUPIAH: {"type": "number"},
    known.PERCENT: {"type": "number"},
    known.TIME: {"type": "datetime", "format": "%Y-%m-%d %H:%M:%S"},
    known.DAY: {"type": "date"},
    known.BOOLEAN: {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
}
_WORDS: Mapping[str, Sequence[str]] = {
    "kanal": Channel.values,
    "aturan": list(RULES),
    "tahap": Stage.values,
    "verifikasi": [word for word in Verification.values if word],
    "kedudukan": Standing.values,
    "jenis": list(KIND_WORDS.values()),
}
_KEYS: Mapping[str, Sequence[str]] = {
    "jumlah": ("tahun", "kanal", "aturan", "kode_wilayah"),
    "daerah": ("kode_wilayah",),
    "penyedia": ("kunci",),
}


def data_package(edition: Edition | None, files: Sequence[tuple[Recipe, Made]]) -> dict[str, Any]:
    """The document, whose paths are relative to its own address. Its words are Indonesian, as its fields are.

    Before anything is published it is of no edition and lists nothing.
    """
    with override("id"):
        parquet = {recipe.stem: _file(recipe, made) for recipe, made in files if recipe.media_type == PARQUET}
        return {
            "profile": "data-package",
            "name": "belanja-terbuka",
            "id": f"{settings.SITE_URL}/data/{NAME}",
            **(_of_edition(edition) if edition else {"title": settings.SITE_NAME, "edisi": None, "contoh": False}),
            "homepage": f"{settings.SITE_URL}/data/",
            "licenses": [LICENCE],
            "resources": [
                _resource(recipe, made, parquet.get(recipe.stem))
                for recipe, made in files
                if recipe.media_type != PARQUET
            ],
        }


def _of_edition(edition: Edition) -> dict[str, Any]:
    return {
        "title": f"{settings.SITE_NAME}, edisi {edition.number}{' (data contoh)' if edition.is_sample else ''}",
        "version": str(edition.number),
        "created": f"{edition.made_at.isoformat(timespec='seconds')}+07:00",
        "edisi": edition.number,
        "contoh": edition.is_sample,
    }


def _resource(recipe: Recipe, made: Made, parquet: dict[str, Any] | None) -> dict[str, Any]:
    said = {"name": recipe.stem, "title": str(recipe.title), **_file(recipe, made)}
    if not recipe.fields:
        return said | {"name": recipe.name, "type": "file"}  # one stem may have several of them, and a name is unique
    return said | {
        "profile": "tabular-data-resource",
        "type": "table",
        "format": "csv",
        "compression": "gz",
        "encoding": "utf-8",
        "rows": made.rows,
        "schema": _schema(recipe.stem, recipe.fields),
        **({"parquet": parquet} if parquet else {}),
    }


def _file(recipe: Recipe, made: Made) -> dict[str, Any]:
    return {
        "path": f"unduhan/{recipe.name}",
        "mediatype": recipe.media_type,
        "bytes": made.size,
        "hash": f"sha256:{made.sha256}",
        "modified": made.at.isoformat(),
    }


def _schema(name: str, fields: Sequence[Field]) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(one) for one in fields], "missingValues": [""]}
    if name in _KEYS:
        schema["primaryKey"] = list(_KEYS[name])
    return schema


def _field(one: Field) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": one.required}
    if one.name in _WORDS:
        constraints["enum"] = list(_WORDS[one.name])
    if one.kind in (known.RUPIAH, known.INTEGER) and not one.signed:
        constraints["minimum"] = 0
    return {"name": one.name, "title": str(one.meaning), **_TYPES[one.kind], "constraints": constraints}
