"""After something was published, the files of /data/ are made, in a child process; what stops that is shown."""

from pathlib import Path

from django.db import transaction
from django.tasks import task

from procurement.desk import audit, child, files
from procurement.desk.models import Action, Build, Result
from procurement.loading.refusals import printable
from procurement.routing import database_of


def order(edition: int) -> None:
    """Has the files made by and by. Whoever publishes at the desk, in whatever way, calls this afterwards."""
    with transaction.atomic(using=database_of("desk")):
        build.enqueue(Build.objects.create(edition=edition).pk)


@task
def build(pk: int) -> None:
    one = Build.objects.get(pk=pk)
    folder = files.new_folder()
    try:
        end = child.run(["build_downloads"], folder)
        one.failure = f"{end.reason()}: {_last_line(folder)}" if end.code else ""
    finally:
        files.delete(folder.name)
    one.state = Build.State.FAILED if end.code else Build.State.DONE
    one.save()
    result = Result.REFUSED if end.code else Result.DONE
    audit.write("", Action.BUILD, f"edition {one.edition}", result, failure=one.failure)


def _last_line(folder: Path) -> str:
    """The error as Python names it. What this command reads is published already, so no line of it is private."""
    said = (folder / child.SAID).read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return printable(said[-1])[:200] if said else ""
