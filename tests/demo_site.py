"""The demo as a visitor meets it: its own database, served by the server that `make demo` runs.

Beside it an empty site (migrated, nothing loaded) and a broken one (no database), for the pages that only they show.
"""

import contextlib
import json
import shlex
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.databases import free_port
from tests.page_kinds import LANGUAGES, Kind
from tests.serving import ROOT, Site, fresh_site

PATIENCE = 30  # seconds
WITHDRAWN = "withdrawn234"
"""The key of an order that an edition took out. The sample has none, so it is written beside; no figure counts it."""
FILL = f"""
from procurement.models import Edition, WithdrawnOrder
first = Edition.objects.order_by("number").filter(cause="load").first()
WithdrawnOrder.objects.create(order_key="{WITHDRAWN}", edition=first, region_id="35.73")
"""
ADDRESSES = f"""
import json
from collections import Counter, defaultdict
from procurement.models import Agency, Slice, Supplier, Transaction
from procurement.queries.agency_keys import keys_of, named
from procurement.views.links import agency_address, order_address, supplier_address
from regions.models import Region

def busiest(channel, field, **where):
    rows = Transaction.objects.filter(channel=channel, standing="counted", **where).exclude(**{{field: None}})
    return min(Counter(rows.values_list(field, flat=True)).items(), key=lambda one: (-one[1], one[0]))[0]

def agency(channel):
    one = Agency.objects.get(pk=busiest(channel, "agency", region="35.73"))
    return agency_address("kota-malang", keys_of([named(one)])[named(one)])

def supplier(channel):
    one = Supplier.objects.get(pk=busiest(channel, "supplier"))
    return supplier_address(one.key, one.name or one.code)

def order(channel, **where):
    return order_address(busiest(channel, "order_key", **where))

print(json.dumps({{
    "silent": Region.objects.of_province("35").exclude(pk__in=Slice.objects.values("region")).order_by("code")[0].slug,
    "agency": agency("toko-daring"),
    "agency_catalogue": agency("e-katalog"),
    "supplier": supplier("toko-daring"),
    "supplier_catalogue": supplier("e-katalog"),
    "order": order("toko-daring", region="35.73", source="sftp"),
    "order_lines": order("toko-daring", region="35.73", source="import"),
    "order_snapshots": order_address(
        Transaction.objects.filter(standing="re-sent", region="35.73").order_by("order_key")[0].order_key
    ),
    "order_catalogue": order("e-katalog", region="35.73"),
    "withdrawn": "{WITHDRAWN}",
}}))
"""


@dataclass(frozen=True)
class Served:
    """A site behind a port of its own."""

    url: str
    site: Site | None = None
    """None where there is no database."""


@dataclass(frozen=True)
class Sites:
    """Every site that a page kind may name."""

    demo: Served
    empty: Served
    broken: Served
    addresses: dict[str, str] = field(default_factory=dict)

    def url(self, kind: Kind, language: str = "id") -> str:
        served: Served = getattr(self, kind.site)
        return served.url + LANGUAGES[language] + self.path(kind)

    def path(self, kind: Kind) -> str:
        return kind.address.format(**self.addresses)


@contextlib.contextmanager
def sites(folder: Path) -> Iterator[Sites]:
    with contextlib.ExitStack() as stack:
        for name in ("demo", "empty", "broken"):
            (folder / name).mkdir()
        demo = stack.enter_context(fresh_site(folder / "demo"))
        empty = stack.enter_context(fresh_site(folder / "empty"))
        fill(demo)
        addresses = json.loads(demo.write(ADDRESSES))
        nowhere = Site(f"sqlite:///{folder / 'broken' / 'none.sqlite3'}", folder / "broken")
        yield Sites(
            demo=Served(stack.enter_context(serving(demo)), demo),
            empty=Served(stack.enter_context(serving(empty)), empty),
            broken=Served(stack.enter_context(serving(nowhere))),
            addresses=addresses,
        )


def fill(site: Site, *, downloads: bool = True) -> None:
    """The sample, as `make demo` loads it; without the files of /data/ it is quicker."""
    command = [sys.executable, "manage.py", "prepare_demo"]
    env = site.writer | {"BUILD_DOWNLOADS": str(int(downloads))}
    subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
    site.write(FILL)


@contextlib.contextmanager
def serving(site: Site, **settings: str) -> Iterator[str]:
    """The site's address, while a server answers there. The server is stopped by its own pid."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    _readdress(site, url)
    fewer = ("--workers", "1", "--blocking-threads", "8", "--workers-kill-timeout", "2")  # the last of two is heard
    command = [sys.executable, *demo_words(port), *fewer]
    env = {**site.writer, "BELANJA_SERVING": "1", "SITE_URL": url, **settings}
    server = subprocess.Popen(command, cwd=ROOT, env=env)
    try:
        wait_until_it_answers(server, url)
        yield url
    finally:
        server.terminate()
        try:
            server.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def demo_words(port: int) -> list[str]:
    """What deploy/demo tells Python to run."""
    line = (ROOT / "deploy/demo").read_text().rpartition("\nexec ")[2].replace("\\\n", " ")
    return [str(port) if word == "$PORT" else word for word in shlex.split(line)[1:]]


def _readdress(site: Site, url: str) -> None:
    """Some files of /data/ name the address of their site, which is not known before there is a port."""
    if (Path(site.writer["DATA_DIR"]) / "unduhan").exists():
        command = [sys.executable, "manage.py", "build_downloads"]
        env = site.writer | {"SITE_URL": url}
        subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)


def wait_until_it_answers(server: subprocess.Popen, url: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            get(f"{url}/robots.txt")
            return
        time.sleep(0.1)
    raise RuntimeError(f"the server at {url} did not start")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    """As it came: compressed where that was asked for."""


def get(url: str, method: str = "GET", **headers: str) -> Answer:
    """One request without cookies or redirects of a browser; refusals are answers too."""
    request = urllib.request.Request(url, method=method, headers=headers, data=b"" if method == "POST" else None)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return Answer(answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read())
    except urllib.error.HTTPError as answer:
        with answer:
            return Answer(answer.code, {k.lower(): v for k, v in answer.headers.items()}, answer.read())
