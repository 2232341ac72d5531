"""`make test-pages`: every kind of page in Chromium, by axe and by vnu, and every figure on them summed again.

`--million` adds the pages' query counts and times over a million rows; the other arguments go to pytest.
"""

import subprocess
import sys

from tests.everything import ROOT, summary_of_tools
from tests.provision import CHROMIUM, WEB_TOOLS, find_or_install_chromium, find_or_install_web_tools

TESTS = ("tests/browser", "tests/walk")


def main(arguments: list[str]) -> int:
    tools = {CHROMIUM: find_or_install_chromium(), WEB_TOOLS: find_or_install_web_tools()}
    more = [one for one in arguments if one != "--million"]
    code = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *TESTS, *more], cwd=ROOT
    ).returncode
    if "--million" in arguments:
        code = subprocess.run([sys.executable, "-m", "tests.browser.million"], cwd=ROOT).returncode or code
    return summary_of_tools([name for name, found in tools.items() if not found]) or code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
