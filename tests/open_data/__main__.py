"""`make test-data`: our open data as strangers' tools see it, from a demo on SQLite and from one on PostgreSQL.

Arguments choose checks by name. `--quick` makes fewer requests of the API. What cannot run is NOT RUN, and a failure
with CI=true.
"""

import os
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.databases import throwaway_postgres
from tests.demo_site import Served, fill, serving
from tests.everything import environment, summary
from tests.open_data import atom, frictionless, json_ld, kit, ocds, oembed, reloading, schemathesis, sitemap
from tests.open_data.checking import Failed
from tests.provision import OPEN_DATA_TOOLS, find_or_install_checks, find_or_install_postgres
from tests.serving import fresh_site

CHECKS: dict[str, Callable[[Served], str]] = {
    "frictionless": frictionless.check,
    "kit": kit.check,
    "ocds": ocds.check,
    "atom": atom.check,
    "sitemap": sitemap.check,
    "json-ld": json_ld.check,
    "oembed": oembed.check,
    "reloading": reloading.check,
    "schemathesis": schemathesis.check,
}
QUICK = "--quick"


def main(arguments: Sequence[str]) -> int:
    chosen = [one for one in arguments if one != QUICK] or list(CHECKS)
    if unknown := set(chosen) - set(CHECKS):
        print(f"No such check: {', '.join(sorted(unknown))}. There are: {', '.join(CHECKS)}.")
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that servers are stopped too
    _prepare(quick=QUICK in arguments)
    postgres, tools = find_or_install_postgres(), find_or_install_checks()
    results = Results()
    if tools:
        os.environ["CHECKS_PYTHON"] = str(tools)
        results.of("SQLite", "sqlite:", chosen)
    if tools and postgres:
        with throwaway_postgres(postgres) as url:
            results.of("PostgreSQL", url, chosen)
    missing = [name for name, found in (("PostgreSQL", postgres), (OPEN_DATA_TOOLS, tools)) if not found]
    return summary(results.count, results.failed, missing, of="checks of open data")


def _prepare(*, quick: bool) -> None:
    """Leaves out the settings of a site that somebody works with: every site here is made for its database."""
    kept = environment()
    os.environ.clear()
    os.environ.update(kept, **({"OPEN_DATA_QUICK": "1"} if quick else {}))


class Results:
    """Runs checks on a site, prints a line for each, and keeps what failed."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()
        self.failed: list[str] = []

    def of(self, database: str, like: str, chosen: Sequence[str]) -> None:
        with tempfile.TemporaryDirectory(prefix="bt-open-data-") as made, fresh_site(Path(made), like) as site:
            fill(site)
            with serving(site, API_REQUESTS_PER_MINUTE="0") as url:
                for name in chosen:
                    self.check(database, name, Served(url, site))

    def check(self, database: str, name: str, site: Served) -> None:
        began = time.monotonic()
        try:
            said, outcome = CHECKS[name](site), "passed"
        except Failed as found:
            said, outcome = f"FAILED\n{found}", "failed"
        except Exception:
            said, outcome = f"FAILED\n{traceback.format_exc()}", "failed"
        self.count[outcome] += 1
        if outcome == "failed":
            self.failed.append(f"{name} on {database}")
        print(f"{database:<10}  {name:<12}  {time.monotonic() - began:6.1f} s  {said}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
