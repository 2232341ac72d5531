"""`manage.py mask supplier KEY | order KEY | list`: parses arguments and prints; the work is in procurement.loading."""

import getpass
from argparse import ArgumentParser
from typing import Any

from procurement.loading.mask_publishing import Masked, mask_order, mask_supplier
from procurement.loading.planning import Figures
from procurement.loading.refusals import printable
from procurement.management import printed
from procurement.management.arguments import number
from procurement.management.publishing import PublishingCommand
from procurement.management.writing import alone
from procurement.models import Mask


class Command(PublishingCommand):
    help = "Samarkan nama penyedia atau uraian pesanan. / Masks a supplier's name or an order's descriptions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", metavar="ACTION")
        for name, what in (("supplier", "the name, in all rows"), ("order", "the descriptions of one order")):
            one = actions.add_parser(name, help=what)
            one.add_argument("key", metavar="KEY", help="twelve characters, from the address of its page")
            one.add_argument("--reason", required=True, help="kept with the mask; do not repeat what is masked")
            one.add_argument("--dry-run", action="store_true")
            if name == "order":
                one.add_argument("--line", type=number(1, 10**9), help="only the description in this line of its file")
        actions.add_parser("list", help="every mask, the latest first")

    def handle(self, *args: Any, **given: Any) -> None:
        if given["action"] in (None, "list"):
            self.stdout.write(listed())
            return
        about = (given["key"], given["reason"], getpass.getuser())
        with alone():
            if given["action"] == "supplier":
                done = mask_supplier(*about, dry_run=given["dry_run"])
            else:
                done = mask_order(*about, line=given["line"], dry_run=given["dry_run"])
        self.stdout.write(report(done))


def report(done: Masked) -> str:
    """A plan names what it would hide, for who decides; what is done does not."""
    lines = [
        f"{printed.figures(Figures(done.rows, done.orders, done.sen))} "
        f"(angka tetap / figures stay), {len(done.slices)} irisan/slices"
    ]
    lines += [
        f"TIDAK disamarkan, nama sama / NOT masked, same name: {printable(one.name)} ({one.system}, {one.key})"
        for one in done.alike
    ]
    if done.edition is None:
        lines += [f"akan disamarkan / would be masked: {printable(text)}" for text in done.texts]
        return "\n".join([*lines, "Rencana saja; tidak ada perubahan. / Plan only; nothing changed."])
    said = f"Penyamaran {done.number}: edisi {done.edition}. / Mask {done.number}: edition {done.edition}."
    return "\n".join([*lines, said])


def listed() -> str:
    return "\n".join(map(_line, Mask.objects.all())) or "Tidak ada penyamaran. / No masks."


def _line(one: Mask) -> str:
    said = f"{one.pk}: {one.kind} {one.key} (edisi/edition {one.edition_id}, {one.operator}): {printable(one.reason)}"
    if one.lifted_edition_id is None:
        return said
    lifted = f"dicabut/lifted (edisi/edition {one.lifted_edition_id}, {one.lifted_by}): {printable(one.lifted_reason)}"
    return f"{said}; {lifted}"
