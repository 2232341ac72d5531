"""Runs libcoveocds, a program of its own in an environment of its own, over a release package and keeps what it says.

It is under the AGPL and no part of this site: it is started as a command, reads a file and prints its findings.
"""

import gzip
import json
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import batched
from pathlib import Path
from typing import Any

from django.conf import settings

from procurement.downloads.ocds.reports import Report, counted
from procurement.downloads.store import Made, Recipe

SCHEMA = "OCDS 1.1.5"
STANDARD = settings.BASE_DIR / "fixtures" / "ocds"
"""The standard's schema, as it is published; see LICENCE.txt there."""
PORTION = 5000
"""Releases that are checked at a time: the checker needs some 130 MB for so many."""
_VERSIONED = "versioned-release-validation-schema"
_VERSION = "from importlib.metadata import version; print(version('libcoveocds'))"


class CheckerFailed(Exception):
    """The checker could not be run, or ended without findings; the text is its own."""


def check(recipe: Recipe, made: Made, python: str) -> Report:
    """The report on a package. `python`: the interpreter that has libcoveocds. Raises CheckerFailed."""
    with tempfile.TemporaryDirectory() as name:
        standard = Path(name) / "standard.zip"
        pack_standard(standard)
        outputs = []
        for text in portions(made.path):
            portion = Path(name) / "portion.json"
            portion.write_text(text, encoding="utf-8")
            outputs.append(_output(python, "-m", "libcoveocds", str(portion), "--standard-zip", str(standard)))
    return {
        "berkas": recipe.name,
        "sha256": made.sha256,
        "alat": f"libcoveocds {_run(python, '-c', _VERSION).strip()}",
        "skema": SCHEMA,
        "diperiksa": datetime.now(UTC).replace(microsecond=0).isoformat(),
        "jumlah_rilis": sum(output["count"] for output in outputs),
        **counted(outputs),
        "keluaran_alat": outputs,
    }


def portions(path: Path) -> Iterator[str]:
    """The package of a path as packages of PORTION releases, each as the file has it.

    Raises ValueError where it is not written as ours are: what stands around releases, a release a line, the end.
    """
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        head = next(lines)
        for some in batched(_releases(lines), PORTION):
            yield f"{head}{',\n'.join(some)}\n]}}\n"


def _releases(lines: Iterator[str]) -> Iterator[str]:
    before = next(lines)
    for line in lines:
        if line == "]}\n":
            yield before.removesuffix("\n")
            return
        if not before.endswith(",\n"):
            raise ValueError("no comma between two releases")
        yield before.removesuffix(",\n")
        before = line
    raise ValueError("the package does not end")


def pack_standard(path: Path) -> None:
    """The standard as the checker wants it: a zip of its repository's folder `schema`, tag 1__1__5.

    Closed codelists stand in the schema itself. The schema of versioned releases is only asked for: none is here.
    """
    schema = json.loads((STANDARD / "release-schema.json").read_text(encoding="utf-8"))
    versioned = {"$schema": schema["$schema"], "id": schema["id"].replace("release-schema", _VERSIONED)}
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("standard/", "")
        for file in sorted(path for path in STANDARD.rglob("*") if path.suffix in (".json", ".csv")):
            archive.write(file, f"standard/schema/{file.relative_to(STANDARD)}")
        archive.writestr(f"standard/schema/{_VERSIONED}.json", json.dumps(versioned))
        for name, codes in sorted(_closed(schema)):
            archive.writestr(f"standard/schema/codelists/{name}", "\n".join(("Code", *codes)) + "\n")


def _closed(schema: Any) -> set[tuple[str, tuple[str, ...]]]:
    """(name, codes) of every codelist whose codes the schema itself lists."""
    if isinstance(schema, list):
        return {one for part in schema for one in _closed(part)}
    if not isinstance(schema, dict):
        return set()
    found = {one for part in schema.values() for one in _closed(part)}
    codes = schema.get("enum") or (schema.get("items") or {}).get("enum")
    if codes and "codelist" in schema:
        found.add((schema["codelist"], tuple(sorted(code for code in codes if code))))
    return found


def _output(*command: str) -> dict[str, Any]:
    """What the checker found. It may end well without having looked: then it counted nothing."""
    found: dict[str, Any] = json.loads(_run(*command))
    if "validation_errors" not in found or "count" not in found:
        raise CheckerFailed(json.dumps(found)[:2000])
    return found


def _run(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    except OSError as error:
        raise CheckerFailed(f"{command[0]}: {error.strerror}") from error
    if done.returncode:
        raise CheckerFailed(done.stderr.strip()[-2000:])
    return done.stdout
