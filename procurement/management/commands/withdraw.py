"""`manage.py withdraw --load N` or `--slice CODE YEAR SYSTEM`: takes slices out of what is published."""

from argparse import ArgumentParser
from collections.abc import Collection
from typing import Any

from procurement.loading.refusals import Refusal
from procurement.loading.withdrawing import Withdrawal, withdraw
from procurement.management import printed
from procurement.management.publishing import PublishingCommand
from procurement.management.writing import alone
from procurement.models import Slice
from procurement.money import rupiah


class Command(PublishingCommand):
    help = "Tarik irisan yang terbit. / Withdraws published slices."

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--load", type=int, metavar="N", help="every slice that still stands from load N")
        which.add_argument("--slice", nargs=3, action="append", metavar=("CODE", "YEAR", "SYSTEM"))
        parser.add_argument("--dry-run", action="store_true", help="only show what would go, and the token")
        parser.add_argument("--confirm", metavar="TOKEN")

    def handle(self, *args: Any, **given: Any) -> None:
        with alone():
            chosen = _of_load(given["load"]) if given["slice"] is None else _named(given["slice"])
            done = withdraw(chosen, confirm=given["confirm"], dry_run=given["dry_run"])
        self.stdout.write(report(done))


def _of_load(number: int) -> list[Slice]:
    found = list(Slice.objects.select_related("region").filter(load=number))
    if not found:
        raise Refusal("W01", {"s": f"muatan/load {number}"})
    return found


def _named(names: Collection[tuple[str, str, str]]) -> list[Slice]:
    """One slice a name; the first that does not stand refuses all."""
    standing = {(one.region_id, str(one.year), one.system): one for one in Slice.objects.select_related("region")}
    keys = dict.fromkeys((code, year, system) for code, year, system in names)
    for key in keys:
        if key not in standing:
            raise Refusal("W01", {"s": " ".join(key)})
    return [standing[key] for key in keys]


def report(done: Withdrawal) -> str:
    lines = [
        f"{one.region_id} {one.year} {one.system}, {one.region.name} (muatan/load {one.load_id}): "
        f"{printed.figures(before)} -> 0; bersih {rupiah(counted.sen)} -> 0"
        for one, before, counted in done.slices
    ]
    lines += printed.ranks(done.ranks)
    if done.edition is None:
        end = f"Rencana saja; tidak ada yang berubah. / Plan only; nothing changed. --confirm={done.token}"
    else:
        end = f"Ditarik: edisi {done.edition}. / Withdrawn: edition {done.edition}."
    return "\n".join([*lines, end])
