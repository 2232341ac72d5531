"""load_transactions over the files of an upload, in a child process."""

import json
from pathlib import Path

from procurement.desk import child, files, reports
from procurement.desk.models import Upload
from procurement.desk.work import patience

PROGRESS = "progress.json"
"""In an upload's folder: what the child writes while it reads."""


def run(upload: Upload, *more: str, report: str = reports.REPORT) -> child.End:
    """Runs the command with the upload's options and `more`; its report lies in the folder afterwards.

    While somebody else writes (F20) it is tried again for a while.
    """
    folder = files.place(upload.folder)
    arguments = ["load_transactions", *map(str, paths(folder)), *given(upload.options), *more]
    arguments += [f"--report={folder / report}", f"--progress={folder / PROGRESS}"]
    end = child.End(0)
    for _try in patience.tries():
        (folder / report).unlink(missing_ok=True)
        end = child.run(arguments, folder, lambda: _tell(upload, folder))
        if reports.refused(reports.read(folder, report)) != patience.BUSY:
            break
    return end


def paths(folder: Path) -> list[Path]:
    """The files in the order in which they came: each lies alone in a folder of its number."""
    numbered = sorted((int(path.name), path) for path in folder.iterdir() if path.name.isdecimal())
    return [file for _number, inside in numbered for file in inside.iterdir()]


def given(options: dict[str, str | bool]) -> list[str]:
    """`--name=value`, so that no value is taken for an option."""
    return [f"--{name}" if value is True else f"--{name}={value}" for name, value in options.items() if value]


def _tell(upload: Upload, folder: Path) -> None:
    try:
        said = json.loads((folder / PROGRESS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    if said != upload.progress:
        upload.progress = said
        Upload.objects.filter(pk=upload.pk).update(progress=said)
