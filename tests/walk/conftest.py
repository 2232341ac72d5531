"""One walk for all files; what it compared is said at the end of the run."""

from collections.abc import Iterator

import pytest

from tests.demo_site import Served, fill, serving
from tests.serving import fresh_site
from tests.walk.following import Following
from tests.walk.walk import Walk

walked = pytest.StashKey[Walk]()
followed = pytest.StashKey[dict[str, Following]]()


@pytest.fixture(scope="session")
def walk(sites, request) -> Walk:
    request.config.stash[walked] = walk = Walk(sites)
    return walk


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> Iterator[Served]:
    """A demo of its own on the database that the tests run on, to publish into."""
    with fresh_site(tmp_path_factory.mktemp("demo")) as site:
        fill(site, downloads=False)
        with serving(site) as url:
            yield Served(url, site)


@pytest.fixture
def following(demo, request) -> Following:
    """Its counts are said at the end of the run, under the name of the test."""
    request.config.stash.setdefault(followed, {})[request.node.name] = found = Following(demo.url)
    return found


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for name, found in config.stash.get(followed, {}).items():
        counts = ", ".join(f"{count} {what}" for what, count in sorted(found.counts.items()))
        terminalreporter.write_line(
            f"{name}: {counts}, all equal" if found.done else f"{name}: {counts}, NOT all equal"
        )
    if (walk := config.stash.get(walked, None)) is not None:
        families = ", ".join(f"{family} {walk.compared[family]} on {walk.pages[family]} pages" for family in walk.pages)
        terminalreporter.write_line(f"figures compared with naive sums: {sum(walk.compared.values())} ({families})")
