"""Cells of our own reference files (claims, legal rules): stricter than an export's, since we write them ourselves."""

import re
from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

from procurement.loading.refusals import Problem

MAX_URL = 2000
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LATEST = date(2099, 12, 31)


def day_since(earliest: date) -> Callable[[str], date | Problem]:
    """The reader of YYYY-MM-DD from that day on."""

    def day(cell: str) -> date | Problem:
        wrong = Problem("R10", cell, (("f", "YYYY-MM-DD"),))
        if not _DATE.fullmatch(cell):
            return wrong
        try:
            found = date.fromisoformat(cell)
        except ValueError:
            return wrong
        limits = (("a", earliest.isoformat()), ("b", _LATEST.isoformat()))
        return found if earliest <= found <= _LATEST else Problem("R12", cell, limits)

    return day


def web_address(code: str) -> Callable[[str], str | Problem]:
    """The reader of what a visitor can follow safely: http or https with a host. `code`: of what is none."""

    def address(cell: str) -> str | Problem:
        try:
            parts = urlsplit(cell)
            sound = parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>\"\\]", cell)
        except ValueError:
            sound = False
        return cell if sound and len(cell) <= MAX_URL else Problem(code, cell)

    return address
