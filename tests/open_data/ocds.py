"""Our orders in OCDS by its own tools: ocdskit and libcoveocds, both from the environment of the checks.

Every release is held to the standard's schema by libcoveocds (through `check_ocds`, whose reports the site publishes)
and to a stricter one that ocdskit makes of it: nothing empty anywhere. ocdskit also reads, packs and compiles them.
That the tools find what is wrong is shown each time on a package broken on purpose.
"""

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.demo_site import Served, get
from tests.open_data.checking import PATIENCE, checks_python, fetched
from tests.serving import ROOT

STANDARD = ROOT / "fixtures/ocds"
STANDARD_ZIP = "standard.zip"
PACK = """
from pathlib import Path
from procurement.downloads.ocds.checking import pack_standard
pack_standard(Path({path!r}))
"""
"""The standard's schema as libcoveocds wants it, put together by the site itself, as for its reports."""
QUICK, SOME = "OPEN_DATA_QUICK", 200
"""Where that is set, the stricter schema is held against so many releases of each package only."""
STRICT = """
import json, sys
from jsonschema import Draft4Validator
schema = json.load(open(sys.argv[1]))
validator = Draft4Validator(schema, format_checker=Draft4Validator.FORMAT_CHECKER)
for number, line in enumerate(sys.stdin, 1):
    for error in validator.iter_errors(json.loads(line)):
        print(f"line {number}: {error.json_path}: {error.message[:200]}")
"""

type Release = dict[str, Any]


def check(site: Served) -> str:
    """One line of counts. Raises AssertionError with the tool's words on any error."""
    with TemporaryDirectory(prefix="bt-ocds-") as made:
        folder = Path(made)
        packages = {name: _fetched(site, name) for name in _listed(site)}
        assert packages, "no OCDS file is listed"
        strict = _strict_schema(folder)
        site.site.write(PACK.format(path=str(folder / STANDARD_ZIP)))
        releases = [one for packed in packages.values() for one in _same_in_lines(packed)]
        for name, (packed, lines) in packages.items():
            _read_by_ocdskit(folder, name, gzip.decompress(packed), gzip.decompress(lines), strict)
        reported = _reports(site, packages)
        alone = _orders_alone(site, folder, packages)
        _finds_faults(folder, gzip.decompress(next(iter(packages.values()))[0]), strict)
    assert reported == len(releases), f"{reported} releases reported of {len(releases)}"
    size = sum(len(packed) + len(lines) for packed, lines in packages.values())
    return f"{len(packages)} packages, {len(releases)} releases, {size} bytes, {alone} orders by themselves: 0 errors"


def _listed(site: Served) -> list[str]:
    """Names of release packages without their ending."""
    names = [one["path"].removeprefix("unduhan/") for one in _json(site, "/data/datapackage.json")["resources"]]
    stems = [one.removesuffix(".json.gz") for one in names if one.startswith("ocds-") and one.endswith(".json.gz")]
    assert {f"{stem}.jsonl.gz" for stem in stems} == {one for one in names if one.endswith(".jsonl.gz")}
    return stems


def _fetched(site: Served, stem: str) -> tuple[bytes, bytes]:
    """(package, lines), as they come: their ETag is their SHA-256."""
    answers = [get(f"{site.url}/data/unduhan/{stem}.{kind}.gz") for kind in ("json", "jsonl")]
    for answer in answers:
        assert answer.status == 200, f"{stem}: {answer.status}"
        assert answer.headers["etag"] == f'"{sha256(answer.body).hexdigest()}"', stem
    return answers[0].body, answers[1].body


def _same_in_lines(both: tuple[bytes, bytes]) -> list[Release]:
    packed, lines = (gzip.decompress(one).decode() for one in both)
    releases = json.loads(packed, parse_float=Decimal)["releases"]
    assert releases == [json.loads(line, parse_float=Decimal) for line in lines.splitlines()]
    assert len({one["ocid"] for one in releases}) == len(releases)
    return releases


def _strict_schema(folder: Path) -> Path:
    path = folder / "strict.json"
    path.write_bytes((STANDARD / "release-schema.json").read_bytes())
    _tool(["-m", "ocdskit", "schema-strict", str(path)])
    return path


def _read_by_ocdskit(folder: Path, name: str, package: bytes, lines: bytes, strict: Path) -> None:
    path = folder / f"{name}.json"
    path.write_bytes(package)
    said = _tool(["-m", "ocdskit", "detect-format", str(path)])
    assert said.strip().endswith("release package"), said
    _assert_strict(b"".join(lines.splitlines(keepends=True)[:SOME]) if QUICK in os.environ else lines, strict)
    count = lines.count(b"\n")
    packed = json.loads(_tool(["-m", "ocdskit", "package-releases", "--fake"], lines))
    assert len(packed["releases"]) == count
    compiled = _tool(["-m", "ocdskit", "compile", "--schema", str(STANDARD / "release-schema.json")], package)
    found = [json.loads(line, parse_float=Decimal) for line in compiled.splitlines()]
    assert len(found) == count
    released = json.loads(package, parse_float=Decimal)["releases"]
    assert _value(found) == _value(released), f"{name}: compiled releases have another value"


def _assert_strict(lines: bytes, strict: Path) -> None:
    said = _tool(["-c", STRICT, str(strict)], lines)
    assert not said, said[:4000]


def _value(releases: Sequence[Release]) -> Decimal:
    return sum((Decimal(award["value"]["amount"]) for one in releases for award in one["awards"]), Decimal(0))


def _reports(site: Served, packages: dict[str, tuple[bytes, bytes]]) -> int:
    """Has every package checked as an administrator does; returns how many releases the published reports speak of."""
    assert site.site
    command = [sys.executable, "manage.py", "check_ocds", "--tool", str(checks_python())]
    env = site.site.writer | {"SITE_URL": site.url}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stdout + done.stderr
    page, releases = fetched(site, "/data/").decode(), 0
    for stem, (packed, _lines) in packages.items():
        address = f"/data/unduhan/{stem}.json.gz/laporan.json"
        assert f'href="{address}"' in page, address
        report = _json(site, address)
        assert report["sha256"] == sha256(packed).hexdigest(), stem
        for output in report["keluaran_alat"]:
            _assert_clean(output)
        releases += report["jumlah_rilis"]
    return releases


def _assert_clean(output: dict[str, Any]) -> None:
    """Neither an error nor anything else that libcoveocds remarks on."""
    silent = {"file_type", "version_used", "schema_url", "extensions", "count", "unique_ocids_count"}
    said = {name: found for name, found in output.items() if found and name not in silent}
    assert not said, json.dumps(said, indent=1)[:4000]
    assert output["count"] == output["unique_ocids_count"] > 0


def _orders_alone(site: Served, folder: Path, packages: dict[str, tuple[bytes, bytes]]) -> int:
    """The first order of every package by its own address: checked, and with the release of the package in it."""
    for packed, _lines in packages.values():
        release = json.loads(gzip.decompress(packed))["releases"][0]
        address = f"/transaksi/{release['ocid'].rpartition('-')[2]}/ocds.json"
        assert release in _json(site, address)["releases"], address
        _assert_clean(_libcoveocds(folder, fetched(site, address)))
    return len(packages)


def _finds_faults(folder: Path, package: bytes, strict: Path) -> None:
    """Breaks one release in four ways; a tool that finds fewer does not look."""
    broken = json.loads(package)
    release = broken["releases"][0]
    broken["releases"] = [release]
    release["ocid"] = "x-1"
    release["awards"][0]["status"] = "berhasil"
    release["buyer"]["name"] = ""
    del release["contracts"][0]["awardID"]
    text = json.dumps(broken).encode()
    found = _libcoveocds(folder, text)
    kinds = {one["type"] for one in found["validation_errors"]}
    assert {"required", "minLength"} <= kinds, f"libcoveocds found {kinds}"
    for name in ("additional_checks", "conformance_errors", "additional_closed_codelist_values"):
        assert found[name], f"libcoveocds found no {name}"
    said = _tool(["-c", STRICT, str(strict)], json.dumps(release).encode())
    assert "$.buyer.name" in said and "$.awards[0].status" in said, f"the strict schema found {said!r}"


def _libcoveocds(folder: Path, package: bytes) -> dict[str, Any]:
    path = folder / "one.json"
    path.write_bytes(package)
    return json.loads(_tool(["-m", "libcoveocds", str(path), "--standard-zip", str(folder / STANDARD_ZIP)]))


def _tool(arguments: Sequence[str], given: bytes = b"") -> str:
    """What a program of the other environment prints; it knows nothing of the site's settings."""
    env = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    env["PYTHONIOENCODING"] = "utf-8"
    done = subprocess.run([checks_python(), *arguments], input=given, env=env, capture_output=True, timeout=PATIENCE)
    assert done.returncode == 0, f"{arguments[1]}: {done.stderr.decode()[-4000:]}"
    return done.stdout.decode()


def _json(site: Served, path: str) -> Any:
    return json.loads(fetched(site, path))
