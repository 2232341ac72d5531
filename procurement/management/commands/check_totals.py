"""`manage.py check_totals`: recomputes every figure from the raw rows in two ways and looks whether what is published
is still what was published, letter by letter; fails on anything that is not (G18, G21)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from procurement.checking import seals
from procurement.checking.drift import Checked, Drift
from procurement.checking.nightly import Night, check
from procurement.money import rupiah
from procurement.snapshot import ReadSnapshot

SHOWN = 50


class Command(BaseCommand):
    help = (
        "Hitung ulang semua jumlah dari barisnya dan periksa apakah isinya masih yang diterbitkan. / "
        "Recompute every total, twice, and check that what is published is what was."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--forget",
            action="store_true",
            help="jangan bandingkan dengan pemeriksaan terakhir (sesudah cadangan lama dipulihkan) / "
            "compare nothing with the last check (after an older backup was restored)",
        )

    def handle(self, *args: Any, forget: bool = False, **given: Any) -> None:
        snapshot = ReadSnapshot()
        snapshot.begin()
        try:
            night = check(forget=forget)
        finally:
            snapshot.end()
        for which in (map(_sentence, night.totals.drifts), map(str, night.contents.findings), map(str, night.found)):
            self._list(list(which))
        for by, compared in night.totals.figures.items():
            self.stdout.write(_summary(by, compared, night.totals))
        self._say_contents(night)
        if night.totals.drifts:
            raise CommandError("Ada selisih: jangan terbitkan. / There is drift: do not publish.", returncode=1)
        if not night.is_clean():
            raise CommandError(
                "Yang tersimpan bukan lagi yang diterbitkan: pulihkan cadangan. / "
                "What is stored is not what was published: restore a backup.",
                returncode=1,
            )
        self._note(night)

    def _list(self, sentences: list[str]) -> None:
        for sentence in sentences[:SHOWN]:
            self.stdout.write(sentence)
        if rest := len(sentences[SHOWN:]):
            self.stdout.write(f"… {rest} selisih lagi. / {rest} more differences.")

    def _say_contents(self, night: Night) -> None:
        contents = night.contents
        wrong = len(contents.findings) + contents.further
        self.stdout.write(
            f"Isi: {contents.rows} baris dalam {contents.slices} irisan dibandingkan, {wrong} berbeda. / "
            f"Contents: {contents.rows} rows in {contents.slices} slices compared, {wrong} differ."
        )
        if contents.masked:
            self.stdout.write(
                f"Tidak dapat dibandingkan dengan yang dimuat: {contents.masked} baris yang disamarkan. / "
                f"Cannot be compared with what was loaded: {contents.masked} masked rows."
            )
        if night.compared:
            self.stdout.write(
                f"Sama seperti pada pemeriksaan terakhir: {night.compared - len(night.found)} dari {night.compared} "
                f"tabel dan irisan. / As at the last check: {night.compared - len(night.found)} of {night.compared} "
                "tables and slices."
            )
        elif night.to_note:
            self.stdout.write(
                "Belum ada pemeriksaan sebelumnya untuk dibandingkan. / No earlier check to compare with."
            )

    def _note(self, night: Night) -> None:
        if night.to_note is None:
            return
        try:
            seals.note(night.to_note)
        except OSError as error:
            raise CommandError(
                f"Pemeriksaan berikutnya tidak dapat membandingkan: {error}. / The next check cannot compare: {error}.",
                returncode=4,
            ) from error


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
