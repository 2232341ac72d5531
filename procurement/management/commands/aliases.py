"""`manage.py aliases [approve|reject|forget]`: names of governments that wait for a person, and the answers."""

import getpass
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import CommandError

from procurement.loading.alias_publishing import publish_answer
from procurement.loading.refusals import EXIT_REFUSED, printable
from procurement.management import printed
from procurement.management.publishing import PublishingCommand
from procurement.management.writing import NOTHING, alone
from procurement.money import rupiah
from regions import aliases
from regions.models import QueuedName, RegionAlias


class Command(PublishingCommand):
    help = "Nama daerah yang menunggu keputusan. / Names of governments that wait for a person."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", metavar="ACTION")
        approve = actions.add_parser("approve", help="from now on the name means this government")
        approve.add_argument("name", metavar="NAME")
        approve.add_argument("code", metavar="CODE", help="Kemendagri (35.73) or KLPD (D180)")
        approve.add_argument("--source", required=True, help="who says so: it stands on /data/")
        reject = actions.add_parser("reject", help="from now on the name is none of ours: out of scope")
        reject.add_argument("name", metavar="NAME")
        reject.add_argument("--source", default="", help="who says so: it stands on /data/")
        forget = actions.add_parser("forget", help="takes the name off the queue, and back what was said of it")
        forget.add_argument("name", metavar="NAME")

    def handle(self, *args: Any, **given: Any) -> None:
        action = given["action"]
        if action is None:
            self.stdout.write(_listed())
        elif action == "approve":
            self._answer(lambda: aliases.approve(given["name"], given["code"], given["source"], getpass.getuser()))
        elif action == "reject":
            self._answer(lambda: aliases.reject(given["name"], given["source"], getpass.getuser()))
        else:
            self._answer(lambda: aliases.forget(given["name"]))

    def _answer(self, answer: Callable[[], bool]) -> None:
        with alone():
            try:
                edition = publish_answer(answer)
            except aliases.AliasRefused as refusal:
                raise CommandError(f"{printable(str(refusal))}\n{NOTHING}", returncode=EXIT_REFUSED) from None
        if edition is None:
            self.stdout.write("Tidak ada keputusan yang berubah. / No answer changed.")
        else:
            self.stdout.write(
                f"Dicatat: edisi {edition}. Muat lagi berkasnya. / Noted: edition {edition}. Load the file again."
            )


def _listed() -> str:
    reference = aliases.matcher()
    lines = [_waiting(one, [reference.names[code] for code in reference.nearest(one.name)]) for one in _queue()]
    lines += [
        f"{one.alias} = {one.region or 'di luar daftar / out of scope'} ({one.source or '–'})"
        for one in RegionAlias.objects.select_related("region").order_by("alias")
    ]
    return "\n".join(lines) or "Tidak ada nama yang menunggu. / No name waits."


def _queue() -> list[QueuedName]:
    return list(QueuedName.objects.all())


def _waiting(one: QueuedName, nearest: list[str]) -> str:
    return (
        f'MENUNGGU/WAITING "{printable(one.name)}": {printed.rows(one.rows)}, {rupiah(one.value_sen)}, {one.files}, '
        f"sejak/since {one.first_seen:%Y-%m-%d %H:%M}; mungkin/perhaps: {', '.join(nearest) or '–'}"
    )
