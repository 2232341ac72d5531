"""Fetches pages and compares their figures with sums of the rows."""

import csv
import functools
import io
import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from tests.demo_site import Sites, get
from tests.naive_sums import CODE, Rows, every_row, query
from tests.page_figures import Printed, amounts_in, number, read
from tests.walk.known import known_of_all

GOVERNMENTS = f"""
SELECT {CODE.format("code")} AS code, slug, kind, name, population FROM regions_region WHERE province_code = '35'
"""
CLAIMS = """
SELECT stated_value_sen AS value_sen FROM awards_claim
UNION SELECT (
    SELECT SUM(value_sen) FROM procurement_transaction t
    WHERE t.region_id = c.region_id AND t.channel = c.channel AND t.standing = 'counted'
        AND t.stage IN ('completed', 'ongoing', 'unstated') AND date(t.ordered_at) >= c.period_start
        AND date(t.ordered_at) <= MIN(
            COALESCE(c.as_of, c.period_end, c.event_date), COALESCE(c.period_end, c.as_of, c.event_date)
        )
) FROM awards_claim c WHERE c.period_start IS NOT NULL
UNION SELECT (
    SELECT SUM(value_sen) FROM procurement_transaction t
    WHERE t.region_id = c.region_id AND t.channel = c.channel AND t.standing = 'counted'
        AND t.stage IN ('completed', 'ongoing', 'unstated') AND date(t.ordered_at) >= date(c.period_start, '-1 year')
        AND date(t.ordered_at) <= date(c.period_end, '-1 year')
) FROM awards_claim c WHERE c.note LIKE '%above the year before%'
"""
ENDS = f"SELECT {CODE.format('region_id')} AS region, year, channel, as_of FROM procurement_slice"
SLICES = f"SELECT DISTINCT {CODE.format('region_id')} AS region, year, channel FROM procurement_slice"


CHANNELS = ("toko-daring", "e-katalog")


class Walk:
    """Fetches pages and compares; counts what it compared."""

    def __init__(self, sites: Sites) -> None:
        self.base, self.url, self.addresses = sites.demo.url, sites.demo.site.url, sites.addresses
        self.rows = every_row(self.url)
        self.compared: Counter[str] = Counter()
        self.pages: Counter[str] = Counter()
        self.governments = {one.code: one for one in query(self.url, GOVERNMENTS)}
        self.covered = {(row.region, row.year, row.channel) for row in query(self.url, SLICES)}

    @functools.cache  # noqa: B019
    def counted(self, channel: str, rule: str) -> Rows:
        return self.rows.where(channel=channel).counted(rule)

    @functools.cache  # noqa: B019
    def known_of_all(self, year: int, channel: str, rule: str) -> set[int]:
        return known_of_all(self.counted(channel, rule), year)

    @functools.cache  # noqa: B019
    def claimed(self) -> set[int]:
        """What was stated, as printed, what is counted in its place, and a year earlier where growth is stated: a
        claim about one government stands on the pages of others that contradict it. And what the claims file says of
        it besides."""
        noted = " ".join(one.note for one in query(self.url, "SELECT note FROM awards_claim"))
        stated = {one.value_sen for one in query(self.url, CLAIMS) if one.value_sen is not None}
        return stated | set(amounts_in(noted, "en"))

    def years(self, channel: str) -> list[int]:
        """With data of the channel, the latest last."""
        return sorted({year for _region, year, of in self.covered if of == channel})

    @functools.cache  # noqa: B019
    def ends(self, channel: str, year: int) -> dict[str, list[date]]:
        """code -> the last days of its slices."""
        found: dict[str, list[date]] = {}
        for one in query(self.url, ENDS):
            if (one.channel, one.year) == (channel, year):
                found.setdefault(one.region, []).append(date.fromisoformat(str(one.as_of)))
        return found

    def page(self, address: str, family: str) -> Printed:
        answer = get(self.base + address)
        assert answer.status == 200, address
        self.pages[family] += 1
        page = read(answer.body.decode())
        self.tables_add_up(page, address, family)
        return page

    def tables_add_up(self, page: Printed, address: str, family: str) -> None:
        """Every column of numbers with a figure in the table's foot."""
        for table in page.tables:
            for place, said in enumerate(table.foot[-1] if table.foot else ()):
                if (total := number(said, page.language)) is None:
                    continue
                cells = [*table.column(place), *(row[place] for row in table.foot[:-1])]
                self.same(
                    sum(number(cell, page.language) or 0 for cell in cells), total, (address, table.caption), family
                )

    def same(self, ours: object, theirs: object, what: object, family: str) -> None:
        assert ours == theirs, what
        self.compared[family] += 1

    def prints(self, page: Printed, sen: Iterable[int], address: str, family: str) -> None:
        """What the page is about stands there to the rupiah."""
        printed = {*page.amounts(), *money(page)}
        for amount in sen:
            assert amount in printed, (address, amount)
            self.compared[family] += 1

    def explains(self, page: Printed, known: set[int], address: str, family: str) -> None:
        """No exact amount without a sum of rows behind it; what a table calls the rest is known by the table's sum."""
        strange = {amount for amount in page.amounts() if amount not in known}
        assert not strange, (address, "in the text", strange)
        for table, place in page.columns_of_money():
            cells = [sen for cell in table.column(place) if (sen := number(cell, page.language)) is not None]
            unknown = [sen for sen in cells if sen not in known]
            assert len(unknown) <= (sum(cells) in known), (address, table.caption, unknown)
            self.compared[family] += len(cells)
        self.compared[family] += len(page.amounts())

    def csv(self, address: str) -> list[dict[str, str]]:
        answer = get(self.base + address)
        assert answer.status == 200, address
        return list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"))))

    def json(self, address: str) -> dict:
        return json.loads(get(self.base + address).body, parse_float=Decimal)


def money(page: Printed) -> set[int]:
    return {sen for _table, cell in page.money_cells() if (sen := number(cell, page.language)) is not None}


def sen(amount: object) -> int:
    """Of an amount in a twin: digits, or a decimal string."""
    return int(Decimal(str(amount)) * 100)


def summed(lines: list[dict]) -> int:
    return sum(sen(line["nilai_rupiah"]) for line in lines)
