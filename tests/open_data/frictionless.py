"""The data package by Frictionless: the document, and every table by its schema, size, SHA-256 and number of rows.

The package is fetched first: of a compressed file that it reads over HTTP itself, frictionless 5.21 counts neither
bytes nor SHA-256, and then calls every such file wrong. Parquet files stand beside the tables and are checked here.
"""

import json
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow.parquet as pq

from tests.demo_site import Served
from tests.open_data.checking import Failed, checks_python, end_of, fetched, run

type Described = dict[str, Any]


def check(site: Served) -> str:
    with TemporaryDirectory(prefix="bt-package-") as made:
        folder = Path(made)
        resources = _fetch(site, folder)
        _validate(folder, resources)
        parquet = [_parquet(folder, one) for one in resources if "parquet" in one]
    tables = [one for one in resources if "schema" in one]
    if not parquet or len(parquet) != len(tables):
        raise Failed(f"{len(tables)} tables, {len(parquet)} Parquet files")
    rows = sum(one["rows"] for one in tables)
    return f"{len(resources)} resources, {len(tables)} tables of {rows} rows, {len(parquet)} Parquet files: 0 errors"


def _fetch(site: Served, folder: Path) -> list[Described]:
    document = fetched(site, "/data/datapackage.json")
    (folder / "datapackage.json").write_bytes(document)
    resources = json.loads(document)["resources"]
    for one in resources:
        for file in (one, one.get("parquet")):
            if file:
                path = folder / file["path"]
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(fetched(site, f"/data/{file['path']}"))
    return resources


def _validate(folder: Path, resources: list[Described]) -> None:
    tool = checks_python().with_name("frictionless")
    done = run(tool, "validate", "datapackage.json", "--json", folder=folder)
    try:
        report = json.loads(done.stdout)
    except ValueError:
        raise Failed(end_of(done)) from None
    found = {task["name"]: task for task in report["tasks"]}
    errors = [*report["errors"], *(error for task in found.values() for error in task["errors"])]
    if done.returncode or not report["valid"] or errors or report["warnings"]:
        raise Failed("\n".join(error["message"] for error in errors) or end_of(done))
    for one in resources:
        counted = found[one["name"]]["stats"]
        asked = {"bytes": one["bytes"], "sha256": one["hash"].removeprefix("sha256:")}
        asked |= {"rows": one["rows"], "fields": len(one["schema"]["fields"])} if "schema" in one else {}
        if wrong := {key: counted.get(key) for key, value in asked.items() if counted.get(key) != value}:
            raise Failed(f"{one['name']}: {wrong}, described as {asked}")


def _parquet(folder: Path, table: Described) -> int:
    """Size, SHA-256, rows and columns of a table's Parquet file; returns its rows."""
    said = table["parquet"]
    content = (folder / said["path"]).read_bytes()
    if (len(content), f"sha256:{sha256(content).hexdigest()}") != (said["bytes"], said["hash"]):
        raise Failed(f"{said['path']}: {len(content)} bytes, or its SHA-256, are not those of the package")
    with pq.ParquetFile(folder / said["path"]) as file:
        columns, rows = file.schema_arrow.names, file.metadata.num_rows
    if (columns, rows) != ([one["name"] for one in table["schema"]["fields"]], table["rows"]):
        raise Failed(f"{said['path']}: {rows} rows of {columns}")
    return rows
