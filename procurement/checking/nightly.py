"""The whole check, step by step: what a damaged database does to one step is a finding too, and the next is tried."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connection

from procurement.checking import contents, drift, seals
from procurement.checking.contents import Contents
from procurement.checking.drift import Checked
from procurement.checking.findings import Finding, damaged_text_too
from procurement.checking.stored import fetched


@dataclass
class Night:
    """What was checked, and what is not as it was published."""

    totals: Checked = field(default_factory=lambda: Checked({}, []))
    contents: Contents = field(default_factory=Contents)
    compared: int | None = None
    """Sums compared with those of the last check; None where there are none to compare with."""
    found: list[Finding] = field(default_factory=list)
    """Beside those of `contents`."""
    to_note: seals.Noted | None = None
    """For the next check, if nothing was found."""

    def is_clean(self) -> bool:
        return not (self.totals.drifts or self.contents.findings or self.found)


def check(*, forget: bool = False) -> Night:
    """Everything. `forget`: nothing is compared with the last check. Call it inside one snapshot."""
    night = Night()

    def step(name: str, do: Callable[[], None]) -> None:
        try:
            do()
        except Exception as error:  # whatever a damaged value leads to
            said = " ".join(f"{type(error).__name__}: {error}".split())
            night.found.append(Finding(name, f"tidak dapat diperiksa: {said}", "it could not be checked"))

    def structure() -> None:
        if connection.vendor == "sqlite":
            wrong = [said for (said,) in fetched("PRAGMA integrity_check") if said != "ok"]
            night.found += [Finding("basis data/database", said, "SQLite's integrity_check") for said in wrong]

    def totals() -> None:
        night.totals = drift.check()

    def texts() -> None:
        night.contents = contents.check()

    def last_check() -> None:
        before = None if forget else seals.last()
        night.to_note = seals.now(night.contents.seals)
        if before:
            night.compared, found = seals.compare(before, night.to_note)
            night.found += found

    with damaged_text_too():
        step("basis data/database", structure)
        step("jumlah/totals", totals)
        step("isi/contents", texts)
        step("pemeriksaan terakhir/last check", last_check)
    return night
