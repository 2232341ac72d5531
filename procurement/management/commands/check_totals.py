"""`manage.py check_totals`: recomputes every figure from the raw rows in two ways, and fails on any drift (G21)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from procurement.checking.drift import Checked, Drift, check
from procurement.money import rupiah
from procurement.snapshot import ReadSnapshot

SHOWN = 50


class Command(BaseCommand):
    help = "Hitung ulang semua jumlah dari barisnya, dengan SQL dan dengan Python. / Recompute every total, twice."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **given: Any) -> None:
        snapshot = ReadSnapshot()
        snapshot.begin()
        try:
            checked = check()
        finally:
            snapshot.end()
        for drift in checked.drifts[:SHOWN]:
            self.stdout.write(_sentence(drift))
        if len(checked.drifts) > SHOWN:
            rest = len(checked.drifts) - SHOWN
            self.stdout.write(f"… {rest} selisih lagi. / {rest} more differences.")
        for by, compared in checked.figures.items():
            self.stdout.write(_summary(by, compared, checked))
        if checked.drifts:
            raise CommandError("Ada selisih: jangan terbitkan. / There is drift: do not publish.", returncode=1)


def _sentence(drift: Drift) -> str:
    ours, theirs = (rupiah(n) if drift.figure == "value_sen" else str(n) for n in (drift.stored, drift.recomputed))
    said = f"{drift.by}: {drift.place}: {drift.figure} tersimpan/stored {ours}, terhitung/recomputed {theirs}"
    return f"{said}; selisih/drift {rupiah(drift.sen)}" if drift.sen else said


def _summary(by: str, compared: int, checked: Checked) -> str:
    mine = [drift for drift in checked.drifts if drift.by == by]
    money = rupiah(sum(drift.sen for drift in mine))
    return (
        f"{by}: {compared} angka dibandingkan, {len(mine)} berselisih, selisih {money}. / "
        f"{compared} figures compared, {len(mine)} differ, drift {money}."
    )
