"""Lighthouse for a phone over the pages most people see, as a table: `make lighthouse`. Exit 1 below what is promised.

Names of page kinds as arguments: only these. A refused page is measured without the two checks that are about its being
refused: the status it is answered with and Chromium's own note of that in the console.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.browser.alone import folder, no_ones_database
from tests.demo_site import sites
from tests.page_kinds import BY_NAME, LIGHTHOUSE
from tests.provision import find_or_install_chromium, find_or_install_lighthouse

LEAST = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
OF_REFUSALS = "http-status-code,errors-in-console"
PATIENCE = 180  # seconds a page
VOID = "Please run Lighthouse again"
TRIES = 3  # Chromium now and then loses the first event of a trace (NO_NAVSTART); Lighthouse then asks to be run again


def main(names: list[str]) -> int:
    no_ones_database()
    tool, chromium = find_or_install_lighthouse(), find_or_install_chromium()
    if not tool or not chromium:
        print("NOT RUN: Lighthouse needs Node, npm and Chromium, and they could not be had.")
        return 1
    below = []
    with folder() as made, sites(made) as served:
        print(f"{'page':14}" + "".join(f"{name:>16}" for name in LEAST), flush=True)
        for name in names or LIGHTHOUSE:
            kind = BY_NAME[name]
            report = measured(tool, chromium, served.url(kind), made, refused=kind.status >= 400)
            scores = {each: round(report["categories"][each]["score"] * 100) for each in LEAST}
            print(f"{name:14}" + "".join(f"{score:16}" for score in scores.values()), flush=True)
            if any(scores[each] < least for each, least in LEAST.items()):
                below.append(name)
                print("\n".join(f"    {line}" for line in faults(report)))
    print(f"below what is promised: {', '.join(below)}" if below else f"as promised: {LEAST}")
    return 1 if below else 0


def measured(tool: Path, chromium: Path, url: str, made: Path, *, refused: bool) -> dict:
    """Lighthouse's report of one page. A run it calls void itself is said and repeated; a low score never is."""
    out = made / "report.json"
    flags = "--headless=new" + (" --no-sandbox" if os.geteuid() == 0 else "")
    command = ["node", tool, url, "--quiet", "--output=json", f"--output-path={out}", f"--chrome-flags={flags}"]
    command += [f"--only-categories={','.join(LEAST)}", "--no-enable-error-reporting"]
    if refused:
        command += [f"--skip-audits={OF_REFUSALS}", "--ignore-status-code"]
    env = {**os.environ, "CHROME_PATH": str(chromium)}
    for _ in range(TRIES):
        out.unlink(missing_ok=True)
        run = subprocess.run(command, env=env, timeout=PATIENCE, capture_output=True, text=True)
        if run.returncode == 0:
            return json.loads(out.read_text())
        print(f"    not measured, {url}: {run.stderr.strip()}", flush=True)
        if VOID not in run.stderr:
            break
    raise SystemExit(f"Lighthouse could not measure {url}")


def faults(report: dict) -> list[str]:
    """What cost a point, one line a check."""
    weighed = {one["id"] for each in report["categories"].values() for one in each["auditRefs"] if one["weight"]}
    audits = [audit for name, audit in report["audits"].items() if name in weighed]
    return [
        f"{one['id']}: {one['title']} {one.get('displayValue', '')}"
        for one in audits
        if one["score"] is not None and one["score"] < 1
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
