"""The days that a claim speaks of, and how far data reach into them. Pure."""

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Window:
    """The rows that a claim is compared with: dated from `start` to `end`, both included."""

    start: date
    end: date
    """Where rows are cut off, and how far data must reach."""
    stated: bool = True
    """False: the source states no period; this is the year of the event, shown as information only."""

    @property
    def years(self) -> range:
        return range(self.start.year, self.end.year + 1)

    @property
    def is_calendar_year(self) -> bool:
        return (self.start, self.end) == (date(self.start.year, 1, 1), date(self.start.year, 12, 31))

    @property
    def year_before(self) -> "Window":
        """The same days a year earlier; the last day of a month stays its last, so that February stays whole."""
        ends_month = self.end.day == _length(self.end.year, self.end.month)
        before, length = self.end.year - 1, _length(self.end.year - 1, self.end.month)
        end = date(before, self.end.month, length if ends_month else self.end.day)
        start_length = _length(self.start.year - 1, self.start.month)
        start = date(self.start.year - 1, self.start.month, min(self.start.day, start_length))
        return Window(start, end, self.stated)


def _length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def window_of(start: date | None, end: date | None, as_of: date | None, event: date | None) -> Window | None:
    """The window of a claim (docs/semantics.md, "Claim and verdict").

    Its cut-off is `as_of`, else `end`, else the event's date.
    Without a period it is the event's year, not stated; without an event either there is none.
    A cut-off that lies after the period adds no days to it.
    """
    cut_off = as_of or end or event
    if start is None or cut_off is None:
        return Window(date(event.year, 1, 1), date(event.year, 12, 31), stated=False) if event else None
    return Window(start, min(cut_off, end) if end else cut_off)


def reach(ends: Mapping[int, date], window: Window) -> date | None:
    """How far data reach without a gap between the window's years. `ends`: year -> last day of its data.

    None when the window's first year has no data. May lie after the window's end, never after its last year.
    """
    reached = None
    for year in window.years:
        if year not in ends:
            break
        reached = ends[year]
        if reached < min(date(year, 12, 31), window.end):
            break
    return reached


def month_ends(window: Window, data_end: date) -> Iterator[date]:
    """Other cut-offs that a source may have meant: month ends backwards from the end of the data to the window's start.

    They begin with the last one that data cover in the year of the cut-off; the cut-off itself is left out.
    """
    year, month = window.end.year, 12
    while (year, month) >= (window.start.year, window.start.month):
        day = date(year, month, _length(year, month))
        if day <= data_end and day != window.end:
            yield day
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
