"""Every check there is, as `make test` runs them: style, types, migrations, the tests on SQLite and on PostgreSQL.

Needs PostgreSQL, Chromium, strace, faketime, sqlite3, and axe-core and vnu from npm. Where they cannot be had, the
closing summary says what was NOT RUN; with CI=true that is a failure. The arguments go to pytest.
"""

import os
import signal
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

from tests.databases import throwaway_postgres
from tests.provision import (
    CHROMIUM,
    WEB_TOOLS,
    find_or_install_chromium,
    find_or_install_postgres,
    find_or_install_web_tools,
    missing_fault_tools,
)

ROOT = Path(__file__).resolve().parent.parent
OURS = ("DATABASE_", "READER_", "DESK_", "DATA_DIR", "DJANGO_", "SITE_", "SECRET_KEY", "ALLOWED_HOSTS", "OCID_")
OURS += ("BELANJA_", "TESTS_", "FAULT_", "BUILD_DOWNLOADS", "API_", "FULL_EXPORTS_", "CLIENT_")
CHECKS = {
    "style (ruff check)": ["ruff", "check", "."],
    "layout (ruff format)": ["ruff", "format", "--check", "."],
    "types (mypy)": ["mypy"],
}
NO_TESTS = 5  # pytest's exit code when it ran none


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the throw-away server is stopped too
    postgres, chromium, web = find_or_install_postgres(), find_or_install_chromium(), find_or_install_web_tools()
    env = environment()
    with tempfile.TemporaryDirectory(prefix="bt-tests-") as folder:
        tests = Tests(arguments, {**env, "DATA_DIR": f"{folder}/data"}, Path(folder))
        failed = [name for name, command in CHECKS.items() if not python("-m", *command, env=env, title=name)]
        if not python("manage.py", "makemigrations", "--check", "--dry-run", env=tests.env, title="migrations"):
            failed.append("migrations")
        if not tests.run("SQLite", both_follow=bool(postgres)):
            failed.append("tests on SQLite")
        if postgres:
            with throwaway_postgres(postgres) as url:
                if not tests.run("PostgreSQL", DATABASE_URL=url):
                    failed.append("tests on PostgreSQL")
    if not arguments and not python("-m", "tests.open_data", "--quick", env=env, title="open data (make test-data)"):
        failed.append("open data")
    tools = [("PostgreSQL", postgres), (CHROMIUM, chromium), (WEB_TOOLS, web)]
    missing = [name for name, found in tools if not found] + missing_fault_tools()
    return summary(tests.count, failed, missing)


def environment() -> dict[str, str]:
    """Without anybody's settings of the site: no check may touch a database that somebody works with."""
    return {k: v for k, v in os.environ.items() if not k.startswith(OURS)} | {"PYTHONDONTWRITEBYTECODE": "1"}


def python(*command: str, env: dict, title: str) -> bool:
    print(f"\n== {title}", flush=True)
    return subprocess.run([sys.executable, *command], cwd=ROOT, env=env).returncode == 0


class Tests:
    """Runs pytest and adds up what it counted: passed, failed, skipped."""

    def __init__(self, arguments: list[str], env: dict, folder: Path):
        self.arguments, self.env, self.folder = arguments, env, folder
        self.count: Counter[str] = Counter()

    def run(self, database: str, *, both_follow: bool = False, **more: str) -> bool:
        print(f"\n== tests on {database}", flush=True)
        report = self.folder / f"{database}.xml"
        env = {**self.env, **more, **({"TESTS_FOLLOW_ON": "PostgreSQL"} if both_follow else {})}
        command = [sys.executable, "-m", "pytest", f"--junitxml={report}", *self.arguments]
        code = subprocess.run(command, cwd=ROOT, env=env).returncode
        if report.exists():
            self._add(report)
        return code == 0 or (code == NO_TESTS and bool(more or self.arguments))

    def _add(self, report: Path) -> None:
        for suite in ElementTree.parse(report).iter("testsuite"):
            n = {key: int(suite.get(key, "0")) for key in ("tests", "failures", "errors", "skipped")}
            self.count["failed"] += n["failures"] + n["errors"]
            self.count["skipped"] += n["skipped"]
            self.count["passed"] += n["tests"] - n["failures"] - n["errors"] - n["skipped"]


def summary_of_tools(missing: list[str]) -> int:
    """Says which tests did not run; with CI=true that is a failure."""
    for name in missing:
        print(f"NOT RUN: everything that needs {name}, for {name} is not on this machine and could not be installed.")
    return int(bool(missing) and os.environ.get("CI") == "true")


def summary(count: Counter[str], failed: list[str], missing: list[str], of: str = "tests") -> int:
    print("\n== all together")
    if summary_of_tools(missing):
        failed = [*failed, f"CI without {' and '.join(missing)}"]
    for name in failed:
        print(f"FAILED: {name}")
    skipped = f", {count['skipped']} skipped" if count["skipped"] else ""
    print(f"{of}: {count['passed']} passed, {count['failed']} failed{skipped}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
