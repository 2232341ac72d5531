"""After something was published, the files of /data/ are made, in a child process; what stops that is shown."""

import errno
import subprocess
from pathlib import Path

from django.db import transaction
from django.tasks import task

from procurement.desk import audit, child, files
from procurement.desk.models import Action, Build, Result
from procurement.loading.refusals import printable
from procurement.routing import database_of

FULL, STORAGE = "full", "storage"
"""Failures of a build for which there was no room, or of which the system did not take the first step."""


def order(edition: int) -> None:
    """Has the files made by and by. Whoever publishes at the desk, in whatever way, calls this afterwards."""
    with transaction.atomic(using=database_of("desk")):
        build.enqueue(Build.objects.create(edition=edition).pk)


@task
def build(pk: int) -> None:
    """A build that cannot even begin has failed as well: left waiting, it would be ordered again without end."""
    one = Build.objects.get(pk=pk)
    try:
        one.failure = _failure()
    except (OSError, subprocess.SubprocessError) as error:
        one.failure = FULL if getattr(error, "errno", None) == errno.ENOSPC else f"{STORAGE}: {type(error).__name__}"
    one.state = Build.State.FAILED if one.failure else Build.State.DONE
    one.save()
    result = Result.REFUSED if one.failure else Result.DONE
    audit.write("", Action.BUILD, f"edition {one.edition}", result, failure=one.failure)


def _failure() -> str:
    """Runs the command; how it ended (`child.End.reason`) and the last line that it said, empty where all is well."""
    folder = files.new_folder()
    try:
        end = child.run(["build_downloads"], folder)
        return f"{end.reason()}: {_last_line(folder)}" if end.code else ""
    finally:
        files.delete(folder.name)


def _last_line(folder: Path) -> str:
    """The error as Python names it. What this command reads is published already, so no line of it is private."""
    said = (folder / child.SAID).read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return printable(said[-1])[:200] if said else ""
