"""One writer at a time: a lock on a file, which the kernel takes back when its holder dies.

On PostgreSQL a lock on a table beside it (`database_lock.py`), for another machine has a lock file of its own.
"""

import fcntl
import json
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from django.db import DatabaseError

from procurement.loading.database_lock import alone_in_the_database, away, newest_edition, settled_edition
from procurement.loading.refusals import Refusal, unchanged
from procurement.routing import outdated

log = logging.getLogger(__name__)

_PATIENCE = 0.3
"""Seconds until a holder that has just taken the lock must have written who it is."""


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Holds both locks, or raises Refusal: F20 says who holds one and since when, F30 that there can be no lock.

    F27 where the tables are not those that this code writes, for whoever writes passes here.
    Whoever finds the mark of a run that was killed says so in the log (that is: on the terminal), and whether it had
    published.
    """
    with _alone_on_this_machine(folder) as mark, alone_in_the_database():
        _refuse_other_tables()
        _tell_of_a_killed_run(_read(mark))
        _write(mark, {"since": _now(), "pid": os.getpid(), "edition": newest_edition()})
        try:
            yield
        finally:
            with suppress(OSError):  # a refusal is an end as well; only a killed run leaves its mark
                mark.truncate(0)


def _refuse_other_tables() -> None:
    try:
        other = outdated()
    except DatabaseError as error:
        raise away(error) from error
    if other:
        raise Refusal("F27")


@contextmanager
def _alone_on_this_machine(folder: Path) -> Iterator[TextIO]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        mark = (folder / "load.lock").open("a+", encoding="utf-8")
    except OSError as error:
        raise _no_lock(folder, error) from error
    try:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = _holder(mark)
            raise Refusal("F20", {"t": holder.get("since", "?"), "p": holder.get("pid", "?")}) from error
        yield mark
    finally:
        with suppress(OSError):  # closing writes what a full disk did not take
            mark.close()


def _holder(mark: TextIO) -> dict[str, Any]:
    """Who holds the lock; nothing while the holder has not yet written it, or the mark is of a dead one."""
    end = time.monotonic() + _PATIENCE
    while not (holder := _read(mark)) or not _alive(holder["pid"]):
        if time.monotonic() > end:
            return {}
        time.sleep(0.02)
    return holder


def _alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists() or not Path("/proc/self").exists()


def _read(mark: TextIO) -> dict[str, Any]:
    mark.seek(0)
    try:
        said = json.loads(mark.read())
    except (ValueError, OSError):
        return {}
    return said if isinstance(said, dict) and "pid" in said and "since" in said else {}


def _write(mark: TextIO, said: dict[str, Any]) -> None:
    try:
        mark.truncate(0)
        mark.write(json.dumps(said))
        mark.flush()
    except OSError as error:
        raise _no_lock(Path(mark.name), error) from error


def _tell_of_a_killed_run(left: dict[str, Any]) -> None:
    if not left:
        return
    then, now = left.get("edition"), settled_edition()
    if then is None or now is None:
        ended = ("periksa edisi terakhir di /data/", "look at the latest edition on /data/")
    elif then == now:
        ended = (f"tidak ada yang berubah, edisi terakhir {now}", f"nothing changed, latest edition {now}")
    else:
        ended = (f"sesudah menerbitkan edisi {now}", f"after publishing edition {now}")
    log.warning(
        "Muatan sebelumnya (PID %s, sejak %s) terputus: %s. / The earlier load (PID %s, since %s) was interrupted: %s.",
        *(left["pid"], left["since"], ended[0]),
        *(left["pid"], left["since"], ended[1]),
    )


def _no_lock(place: Path, error: OSError) -> Refusal:
    return Refusal("F30", {"d": unchanged(f"{place}: {error.strerror}")})


def _now() -> str:
    return datetime.now().isoformat(" ", "seconds")
