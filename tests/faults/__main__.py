"""`make test-faults`: every fault in full on both databases, then the table of figures that they recorded.

Exit code 1 on any figure that is not as required, any failed test, and anything that could not be tried here. Options:

    --million     also kills a load of a million rows fifty times a database (about an hour)
    --short       as in `make test`

Other arguments go to pytest. The environment narrows: FAULT_KILLS, FAULT_ROWS (--million), FAULT_KILLS_SMALL (G01),
FAULT_MEMORY_ROWS (G24), FAULT_SEED.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.databases import throwaway_postgres
from tests.faults.figures import FORM, KEPT_IN, table
from tests.faults.mounts import permitted
from tests.provision import find_or_install_postgres, missing_fault_tools

ROOT = Path(__file__).resolve().parents[2]
NO_TESTS = 5  # pytest's exit code when it ran none


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the throw-away server is stopped too
    postgres, started = find_or_install_postgres(), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bt-faults-") as folder:
        missing = ([] if postgres else ["PostgreSQL"]) + missing_fault_tools()
        if not permitted(Path(folder) / "mounts"):
            missing.append("the right to mount file systems")
        kept, env = Path(folder) / "figures.jsonl", environment(arguments, folder)
        wanted = [word for word in arguments if word not in ("--million", "--short")]
        failed = [] if run("SQLite", wanted, env) else ["tests on SQLite"]
        if postgres:
            with throwaway_postgres(postgres) as url:
                failed += [] if run("PostgreSQL", wanted, {**env, "DATABASE_URL": url}) else ["tests on PostgreSQL"]
        text, met = table(kept)
    print(f"\n== faults, {time.monotonic() - started:.0f} s in all\n{text}\n")
    for name in missing:
        print(f"NOT RUN: every fault that needs {name}, which could not be had here.")
    for name in failed:
        print(f"FAILED: {name}")
    return 0 if met and not failed and not missing else 1


def environment(arguments: list[str], folder: str) -> dict[str, str]:
    env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "READER_DATABASE_URL")}
    env |= {"PYTHONDONTWRITEBYTECODE": "1", "DATA_DIR": f"{folder}/data", "TESTS_FOLLOW_ON": "PostgreSQL"}
    env |= {KEPT_IN: f"{folder}/figures.jsonl", FORM: "short" if "--short" in arguments else "full"}
    return env | ({"FAULT_MILLION": "1"} if "--million" in arguments else {})


def run(database: str, arguments: list[str], env: dict[str, str]) -> bool:
    print(f"\n== faults on {database}", flush=True)
    command = [sys.executable, "-m", "pytest", "tests/faults", "-m", "fault", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env).returncode in (0, NO_TESTS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
