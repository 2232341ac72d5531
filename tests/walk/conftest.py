"""One walk for all files; what it compared is said at the end of the run."""

import pytest

from tests.walk.walk import Walk

walked = pytest.StashKey[Walk]()


@pytest.fixture(scope="session")
def walk(sites, request) -> Walk:
    request.config.stash[walked] = walk = Walk(sites)
    return walk


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if (walk := config.stash.get(walked, None)) is not None:
        families = ", ".join(f"{family} {walk.compared[family]} on {walk.pages[family]} pages" for family in walk.pages)
        terminalreporter.write_line(f"figures compared with naive sums: {sum(walk.compared.values())} ({families})")
