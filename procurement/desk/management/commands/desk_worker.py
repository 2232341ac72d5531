"""`manage.py desk_worker`: the desk's background work alone; `manage.py desk` starts it beside the server."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from procurement.desk import files, worker
from procurement.loading.refusals import EXIT_BUSY


class Command(BaseCommand):
    help = "Pekerja latar meja kerja. / The desk's background worker."

    def handle(self, *args: Any, **given: Any) -> None:
        with files.lock(files.WORKING) as alone:
            if not alone:
                said = "Pekerja meja lain sedang berjalan. / Another worker of the desk is running."
                raise CommandError(said, returncode=EXIT_BUSY)
            worker.work()
