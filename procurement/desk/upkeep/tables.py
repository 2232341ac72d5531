"""Tables that are replaced by an uploaded CSV file: receive it, show what it would change, publish or discard it.

The file lies in the private folder between the two steps; nobody can ask for it, and it goes with either.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from procurement.desk import audit, files, receiving
from procurement.desk.forms import Files
from procurement.desk.models import Action, Result
from procurement.desk.pages import not_kept, not_read, page, problem
from procurement.desk.permissions import allowed
from procurement.desk.sentences import sentence
from procurement.desk.upkeep import confirming, publishing
from procurement.loading.reference_file import RowsRefused
from procurement.loading.refusals import Refusal, Rejection
from procurement.views import words

MOST_BYTES = 50_000_000
"""Of one such file; each table has limits of its own, which the reader says."""
SHOWN = 100
"""Reasons that are printed; a file that is refused is mended and sent again, so the first are enough."""
WORTH_TRYING_AGAIN = {"F20", "F30"}
"""Somebody else writes, or the storage is away: the file waits on, unless it was published all the same."""
_FOLDER = re.compile(r"[0-9a-f]{32}")


class Refused(Exception):
    """A file that was read and is refused, with every reason as a sentence."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(len(reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Planned:
    """What a file changes, or has changed."""

    says: Sequence[str]
    unchanged: bool
    edition: int | None = None
    head: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


@dataclass(frozen=True)
class Table:
    slug: str
    title: Any
    says: Any
    """What the file holds, and what publishing it does."""
    needs: str
    """The permission."""
    replace: Callable[[Path, str, bool], Planned]
    """(file, operator, dry run) -> what it changes. Raises Refusal and Refused, changing nothing."""
    columns: Mapping[str, Any]
    """column of the file -> what stands in it"""
    standing: Callable[[], Iterable[str]]
    """The table as it stands, as the file that would make it."""


class OneFile(forms.FileInput):
    """As a list, which `Files` expects."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name)[:1]


class FileForm(forms.Form):
    files = Files(label=gettext_lazy("CSV file"), widget=OneFile(attrs={"accept": ".csv"}))  # type: ignore[assignment]


def urls(table: Table) -> list[URLPattern]:
    """`tabel/SLUG/` with its form, what stands, and the addresses that take a file, publish and discard it."""
    home, name = f"tabel/{table.slug}/", f"desk-table-{table.slug}"
    guard = table.needs
    return [
        path(home, allowed(GET=guard)(partial(_form, table=table)), name=name),
        path(f"{home}berlaku.csv", allowed(GET=guard)(partial(_standing, table=table)), name=f"{name}-standing"),
        path(f"{home}baca/", csrf_exempt(allowed(POST=guard)(partial(_receive, table=table))), name=f"{name}-read"),
        path(f"{home}terbit/", allowed(POST=guard)(partial(_publish, table=table)), name=f"{name}-publish"),
        path(f"{home}buang/", allowed(POST=guard)(partial(_discard, table=table)), name=f"{name}-discard"),
    ]


def _form(
    request: HttpRequest, table: Table, form: forms.Form | None = None, reasons: Sequence[str] = ()
) -> HttpResponse:
    context = {
        "table": table,
        "form": form or FileForm(),
        "reasons": reasons[:SHOWN],
        "more": max(0, len(reasons) - SHOWN),
        "action": reverse(f"desk-table-{table.slug}-read"),
        "present": reverse(f"desk-table-{table.slug}-standing"),
    }
    status = 400 if reasons or (form and form.errors) else 200
    return page(request, "desk/upkeep/table.html", table.title, context, status=status)


def _standing(request: HttpRequest, table: Table) -> StreamingHttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{table.slug}.csv"'}
    return StreamingHttpResponse(table.standing(), content_type="text/csv; charset=utf-8", headers=headers)


def _receive(request: HttpRequest, table: Table) -> HttpResponseBase:
    """The body is read only now that it is known who sends it."""
    if status := receiving.refused(request, MOST_BYTES):
        audit.record(request, Action.CHECK, table.slug, Result.REFUSED, status=status)
        return not_read(request, status, _("A file of this kind may have 50 MB."))
    folder = files.new_folder()
    kept = False
    try:
        receiving.take(request, folder)
        answer = csrf_protect(partial(_read, table=table, folder=folder))(request)
        kept = getattr(answer, "file_is_waiting", False)
        return answer
    except OSError as error:
        audit.record(request, Action.CHECK, table.slug, Result.INTERRUPTED, why=type(error).__name__)
        return not_kept(request, error)
    finally:
        if not kept:
            files.delete(folder.name)


def _read(request: HttpRequest, table: Table, folder: Path) -> HttpResponse:
    """What the file would change; the folder is kept only where that can be published."""
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, table, form)
    (file,) = form.cleaned_data["files"]
    about = {"sha256": file.kept.sha256, "name": file.name, "size": file.size}
    try:
        with publishing.alone():
            on = publishing.newest()
            planned = table.replace(file.kept.path, request.user.get_username(), True)
    except (Refusal, Refused) as refusal:
        audit.record(request, Action.CHECK, table.slug, Result.REFUSED, **about)
        return _form(request, table, reasons=_reasons(refusal))
    audit.record(request, Action.CHECK, table.slug, **about)
    name = f"desk-table-{table.slug}"
    answer = confirming.confirm(
        request,
        confirming.Plan(
            title=str(table.title),
            says=[_("File: %(name)s, SHA-256 %(sha256)s") % about, *planned.says],
            action=reverse(f"{name}-publish"),
            hidden={"folder": folder.name, "on": on},
            button=_("Publish"),
            back=reverse(name),
            caption=_("What changes"),
            head=planned.head,
            rows=planned.rows,
            unchanged=planned.unchanged,
            discard="" if planned.unchanged else reverse(f"{name}-discard"),
        ),
    )
    answer.file_is_waiting = not planned.unchanged  # type: ignore[attr-defined]
    return answer


def _publish(request: HttpRequest, table: Table) -> HttpResponse:
    file = _waiting(request)
    if file is None:
        return _gone(request)
    about = _about(file)
    try:
        with publishing.alone():
            publishing.still(request.POST.get("on", ""))
            planned = table.replace(file, request.user.get_username(), False)
    except Refusal as refusal:
        if refusal.code not in WORTH_TRYING_AGAIN or getattr(refusal, "made", None):
            files.delete(_folder(request))
        return publishing.refused(request, refusal, Action.PUBLISH, table.slug, **about)
    files.delete(_folder(request))
    return publishing.done(request, planned.edition, Action.PUBLISH, table.slug, f"desk-table-{table.slug}", **about)


def _discard(request: HttpRequest, table: Table) -> HttpResponse:
    file = _waiting(request)
    if file is None:
        return _gone(request)
    about = _about(file)
    files.delete(_folder(request))
    audit.record(request, Action.DISCARD, table.slug, **about)
    return redirect(f"desk-table-{table.slug}")


def _folder(request: HttpRequest) -> str:
    """The name of the folder that the form repeats: 128 random bits that only who uploaded the file has seen."""
    given = request.POST.get("folder", "")
    return given if _FOLDER.fullmatch(given) else ""


def _waiting(request: HttpRequest) -> Path | None:
    folder = _folder(request)
    found = [one for one in files.place(folder).glob("1/*") if one.is_file()] if folder else []
    return found[0] if len(found) == 1 else None


def _about(file: Path) -> dict[str, str]:
    """For the audit log: which file it was, which the log of its reading names too."""
    with file.open("rb") as content:
        return {"name": file.name, "sha256": hashlib.file_digest(content, "sha256").hexdigest()}


def _gone(request: HttpRequest) -> HttpResponse:
    says = _(
        "The file is not here any more: it was published, discarded, or waited for more than an hour. Send it again."
    )
    return problem(request, 409, _("Too late"), says)


def _reasons(refusal: Refusal | Refused) -> Sequence[str]:
    if isinstance(refusal, RowsRefused):
        return [_reason(one) for one in refusal.rejections]
    return refusal.reasons if isinstance(refusal, Refused) else [sentence(refusal)]


def _reason(one: Rejection) -> str:
    """Line, column, code and sentence."""
    return _("line %(line)s, column %(column)s: %(code)s %(sentence)s") % {
        "line": one.line,
        "column": one.column or "–",
        "code": one.code,
        "sentence": one.sentence(words.language()),
    }
