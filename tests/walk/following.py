"""Follows what pages link to: each figure to its passport, each passport to its rows, each page to its twins.

Addresses and texts only, read from the answers of a server: no project code.
"""

import csv
import html
import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import openpyxl

from tests.demo_site import get
from tests.walk.twin_sums import check

AT_ONCE = 4
"""Requests: the server answers in threads, and reading what it says takes as long as saying it."""
SOURCE = re.compile(r'<a class="from" href="([^"]*)"[^>]*>(.*?)</a>')
TWIN = re.compile(r'<li><a href="([^"]*?\.(csv|xlsx|json)(?:\?[^"]*)?)" download="')
FIGURE = re.compile(r'<p class="lead"><b>([^<]*)</b>')
MEASURE = re.compile(
    r'<th scope="row" class="wide">(Nilai|Pesanan|Baris|Penyedia)</th>'
    r"<td[^>]*><span>([^<]*)</span></td><td[^>]*><span>([^<]*)</span></td>"
)
EQUAL, CHANGED = "Dijumlahkan ulang dari barisnya: sama", "Sudah berubah sejak itu: tidak bisa dijumlahkan ulang"
SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}
EDITION = re.compile(r"<span>Edisi <b>(\d+)</b></span>")
DEFAULTS = {"kanal": "toko-daring", "aturan": "bersih", "urut": "-nilai"}
NO_TWINS = re.compile(r"/(data/(kamus/|lisensi/|ocds/)?|metode/|istilah/|api/|asal/|sematkan/.*|bandingkan/|tentang/)$")
"""Pages whose tables are no figures, or whose figures are those of other pages: said in docs/decisions.md."""


@dataclass
class Following:
    base: str
    every: Callable[[str], int] = lambda _page: 1
    """Page -> of how many links one is followed, another one on each page."""
    figures: dict[str, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    """Address of a passport -> (page, text) of the figures that lead to it."""
    said: dict[str, str] = field(default_factory=dict)
    """Address of a passport -> the figure that it states."""
    counts: Counter[str] = field(default_factory=Counter)
    workbooks: set[str] = field(default_factory=set)
    """Kinds of page of which one workbook was read."""
    editions: set[str] = field(default_factory=set)
    """That pages and twins say they are of; not of pages that are of one edition for ever."""
    done: bool = False

    def walk(self, pages: Iterable[str]) -> None:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            found = list(pool.map(self._page, dict.fromkeys(pages)))
            list(pool.map(self._passport, sorted(set(self.figures) - set(self.said))))
            list(pool.map(self._twins, found))
        assert len(self.editions) == 1, self.editions
        self.done = True

    def text(self, address: str) -> str:
        answer = get(self.base + address)
        assert answer.status == 200, (answer.status, address)
        return answer.body.decode()

    # --- pages ---------------------------------------------------------------------------------------------------

    def _page(self, address: str) -> tuple[str, str]:
        body = self.text(address)
        self.counts["pages"] += 1
        if "/edisi/" not in address:
            self.editions.update(EDITION.findall(body))
        every, first = self.every(address), self.counts["pages"]
        for place, (source, text) in enumerate(SOURCE.findall(body)):
            if (place + first) % every == 0:
                self.figures[html.unescape(source)].add((address, re.sub("<[^>]*>", "", text)))
                self.counts["figures"] += 1
        return address, body

    # --- passports -----------------------------------------------------------------------------------------------

    def _passport(self, address: str) -> None:
        body = self.text(address)
        self.said[address] = said = FIGURE.search(body)[1]  # type: ignore[index]
        for page, text in self.figures[address]:
            assert agree(text, said), (page, text, address, said)
        self.counts["passports"] += 1
        if CHANGED in body:
            self.counts["frozen and changed since"] += 1
            assert not TWIN.search(body), address
            return
        assert EQUAL in body, address
        measures = {name: (published, now) for name, published, now in MEASURE.findall(body)}
        assert all(published == now for published, now in measures.values()), (address, measures)
        rows = self.rows(html.unescape(TWIN.search(body)[1]))  # type: ignore[index]
        ours = {
            "Nilai": sum_of(rows),
            "Baris": Decimal(len(rows)),
            "Pesanan": Decimal(len({order_of(row) for row in rows})),
        }
        for name, value in ours.items():
            assert name not in measures or number(measures[name][0]) == value, (address, name, value, measures)
        self.counts["twins"] += 1

    def rows(self, address: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.text(address), newline=""), strict=True))

    # --- twins ---------------------------------------------------------------------------------------------------

    def _twins(self, found: tuple[str, str]) -> None:
        page, body = found
        twins = {html.unescape(address): kind for address, kind in TWIN.findall(body)}
        own = [address for address in twins if _stem(address) != "/daerah" or page == "/daerah/"]
        if "<table" in body and not NO_TWINS.search(urlsplit(page).path) and page != "/":
            assert {twins[one] for one in own} == {"csv", "xlsx", "json"}, (page, twins)
        for address, kind in twins.items():
            self._same_filters(page, address)
            if kind == "json" and (table := address.replace(".json", ".csv", 1)) in twins:
                self._twin(page, body, table, address)

    def _same_filters(self, page: str, twin: str) -> None:
        """What the page is asked for, its twin is: a default may be left out, and a party's own channel is named."""
        given = DEFAULTS | query(twin)
        lacking = {key: value for key, value in query(page).items() if given.get(key) != value and key != "halaman"}
        assert not lacking or _stem(twin).startswith("/daerah/"), (page, twin, lacking)

    def _twin(self, page: str, body: str, table: str, document: str) -> None:
        answer = get(self.base + table)
        assert answer.status == 200, table
        assert "-edisi-" in answer.headers["content-disposition"], table
        for year in re.findall("20[0-9][0-9]", urlsplit(page).path):
            assert year in answer.headers["content-disposition"], table
        records = list(csv.DictReader(io.StringIO(answer.body.decode(), newline=""), strict=True))
        found = json.loads(self.text(document), parse_float=Decimal)
        assert len(found["baris"]) == len(records), table
        if not table.startswith("/edisi/"):
            self.editions |= {str(found["edisi"]), *(record["edisi"] for record in records)}
        for name in (one for one in records[0] if one.endswith("_rupiah")) if records else ():
            assert sum_of(found["baris"], name) == sum_of(records, name), (table, name)
        self._workbook(table, records)
        check(page, body, _stem(table), records, found, self.said)
        self.counts["twins"] += 2

    def _workbook(self, table: str, records: list[dict[str, str]]) -> None:
        kind = re.sub("[0-9]+", "0", _stem(table).split("/")[1]) + str(_stem(table).count("/"))
        if kind in self.workbooks:
            return
        self.workbooks.add(kind)
        answer = get(self.base + table.replace(".csv", ".xlsx", 1))
        head, *lines = openpyxl.load_workbook(io.BytesIO(answer.body)).worksheets[0].iter_rows(values_only=True)
        assert len(lines) == len(records), table
        for place, name in enumerate(head):
            if str(name).endswith("_rupiah"):
                assert sum(Decimal(str(line[place] or 0)) for line in lines) == sum_of(records, str(name)), (
                    table,
                    name,
                )
        self.counts["twins"] += 1


def _stem(address: str) -> str:
    return re.sub(r"\.(csv|xlsx|json)$", "", urlsplit(address).path)


def query(address: str) -> dict[str, str]:
    return {key: ",".join(values) for key, values in parse_qs(urlsplit(address).query).items()}


def sum_of(rows: Iterable[dict], name: str = "nilai_rupiah") -> Decimal:
    return sum((Decimal(str(row[name])) for row in rows if row[name] not in (None, "")), Decimal(0))


def order_of(row: dict[str, str]) -> tuple[str, ...]:
    return row["daerah"], row["sistem"], row["marketplace"].casefold(), row["nomor_pesanan"]


def number(text: str) -> Decimal:
    """67082500435 of Rp67.082.500.435; sen after a comma."""
    return Decimal(text.removeprefix("Rp").replace(".", "").replace(",", "."))


def agree(text: str, said: str) -> bool:
    """Whether a figure as a page prints it (exact, rounded, or both, with or without its unit) is what is stated."""
    text = text.replace("\N{NO-BREAK SPACE}", " ")
    if exact := re.search(r"\((Rp[\d.,]+)\)$", text):
        text = exact[1]
    amount, _blank, unit = text.partition(" ")
    if unit not in SCALES:
        return number(amount) == number(said) and amount.startswith("Rp") <= said.startswith("Rp")
    return abs(number(amount) * SCALES[unit] - number(said)) * 20 <= SCALES[unit]
