"""The API by schemathesis: all of its checks, in all of its phases, over requests made from our OpenAPI document.

The limit of requests is off on this server. The seed is fixed, so that a failure comes back.
"""

import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.demo_site import Served
from tests.open_data.checking import Failed, checks_python, end_of, run

SEED = 20260901
EXAMPLES, QUICK_EXAMPLES = 2000, 240
"""What the tool calls --max-examples: test cases made up of each operation, at the most. Where an operation has fewer
different requests than that, it ends when all are made. Walks along links have a bound of their own."""
CONFIG = Path(__file__).with_suffix(".toml")
AT_LEAST = 2000
"""Requests in all, however quick."""
PHASES = ("examples", "coverage", "fuzzing", "stateful")


def check(site: Served) -> str:
    most = QUICK_EXAMPLES if os.environ.get("OPEN_DATA_QUICK") else EXAMPLES
    with TemporaryDirectory(prefix="bt-schemathesis-") as made:
        folder = Path(made)
        command = ["--config-file", str(CONFIG), "run", f"{site.url}/api/v1/openapi.json"]
        command += ["--checks", "all", "--phases", ",".join(PHASES)]
        command += ["--seed", str(SEED), "--max-examples", str(most), "--workers", "2", "--continue-on-failure"]
        command += ["--report", "json", "--report-json-path", "report.json"]
        done = run(checks_python().with_name("schemathesis"), *command, folder=folder)
        if done.returncode:
            raise Failed(end_of(done))
        report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return judged(report, most)


def judged(report: dict[str, Any], most: int) -> str:
    """What the report comes to. Raises Failed where anything was left out, failed, or was too little."""
    operations, cases = report["operations"], report["test_cases"]
    left_out = [one for one in PHASES if report["phases"][one]["status"] != "success"]
    unreached = [name for name, phases in report["valid_rates"].items() if not _accepted(phases)]
    bad = report["failures"] or report["errors"] or cases["with_failures"] or cases["errored"] or left_out or unreached
    if bad or operations["tested"] != operations["total"] or cases["generated"] < AT_LEAST:
        raise Failed(f"left out: {left_out}, never answered with 200: {unreached}, {operations}, {cases}")
    accepted = sum(_accepted(phases) for phases in report["valid_rates"].values())
    return (
        f"{cases['generated']} requests to {operations['tested']} operations (at most {most} made up of each), "
        f"{accepted} of them valid and answered with data, seed {SEED}: 0 failures"
    )


def _accepted(phases: dict[str, dict[str, int]]) -> int:
    return sum(one["accepted"] for one in phases.values())
