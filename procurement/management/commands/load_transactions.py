"""`manage.py load_transactions FILE…`: parses arguments and prints a report; the work is in procurement.loading."""

import getpass
import json
import os
import stat
import tempfile
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from procurement.loading.layouts import LAYOUTS, UMUM, stated
from procurement.loading.load import Consent, Implausible, Outcome, Rejected, load
from procurement.loading.preparing import LoadOptions
from procurement.loading.reading import Options
from procurement.loading.reading.text import ENCODINGS
from procurement.loading.refusals import EXIT_ENVIRONMENT, EXIT_REFUSED, Refusal, printed_mends, unchanged
from procurement.management import printed
from procurement.management.arguments import number
from procurement.management.progress import progress_bar, progress_file
from procurement.management.publishing import PublishingCommand

REPORT = "--report"


def _past_day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} bukan tanggal YYYY-MM-DD / is not a date YYYY-MM-DD") from None
    if day > date.today() + timedelta(days=1):
        raise ArgumentTypeError(f"{text!r} belum tiba / has not come yet")
    return day


def _check_report(path: Path | None, files: Sequence[Path]) -> None:
    """A report that could not be written is refused before the load, not after the publishing."""
    if path is None:
        return
    try:
        if os.path.lexists(path):
            if not stat.S_ISREG(os.lstat(path).st_mode):
                raise OSError(0, "bukan berkas biasa / not a regular file")
            if any(os.path.exists(file) and os.path.samefile(file, path) for file in files):
                raise OSError(0, "berkas masukan / an input file")
        with tempfile.TemporaryFile(dir=path.parent):
            pass
    except OSError as error:
        raise Refusal("F30", {"d": unchanged(f"{path}: {error.strerror}")}, file=REPORT) from error


def _as_one(report: dict[str, Any]) -> str:
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


def _as_lines(report: dict[str, Any]) -> str:
    """JSON Lines: every reason, and last why the load as a whole was refused, which stands on no line."""
    whole = {"file": "", "code": "", "line": None, "column": "", "value": ""}
    reasons = [*report.get("rejections", []), *([whole | report["refused"]] if "refused" in report else [])]
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in reasons)


class Command(PublishingCommand):
    help = "Muat ekspor transaksi sebagai satu muatan. / Load transaction exports as one load."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--layout", choices=sorted(LAYOUTS))
        parser.add_argument("--year", type=number(2012, 2100), help="the budget year that every row must have")
        parser.add_argument("--as-of", type=_past_day, help="YYYY-MM-DD: the data reach up to this day")
        parser.add_argument("--encoding", choices=ENCODINGS, default="utf-8")
        parser.add_argument("--delimiter", choices=[",", ";"])
        parser.add_argument("--header-row", type=number(1, 1000), default=1)
        parser.add_argument("--sheet", help="XLSX only")
        parser.add_argument("--number-format", choices=["polos", "id"], default="polos", help="layout umum only")
        parser.add_argument("--date-format", choices=["iso", "dmy"], default="iso", help="layout umum only")
        parser.add_argument("--ignore-columns", default="", help="comma-separated names")
        parser.add_argument("--allow-empty", action="store_true")
        parser.add_argument("--dry-run", action="store_true", help="print the plan and change nothing")
        parser.add_argument("--confirm", metavar="TOKEN", help="as the plan prints it")
        parser.add_argument("--publish-with-rejects", type=number(0, 10**9), default=0, metavar="N")
        parser.add_argument(
            "--report", type=Path, metavar="OUT", help="OUT.json: the plan and every reason; OUT.jsonl: a reason a line"
        )
        # For whoever starts this command on behalf of somebody (the desk):
        parser.add_argument("--operator", default="", help="who loads, for the record; else the user of this system")
        parser.add_argument("--plan", metavar="PLAN", help="publish only if the plan is still the one of that report")
        parser.add_argument("--queue-names", action="store_true", help="queue unknown names in a dry run too")
        parser.add_argument("--progress", type=Path, metavar="OUT.json", help="write there how far the reading is")

    def handle(self, *args: Any, **given: Any) -> None:
        self._refuse_options_of_other_layouts(given)
        reading = Options(given["encoding"], given["delimiter"], given["header_row"], given["sheet"])
        columns = frozenset(filter(None, (name.strip() for name in given["ignore_columns"].split(","))))
        options = LoadOptions(
            reading,
            given["layout"],
            given["year"],
            given["as_of"],
            columns,
            given["allow_empty"],
            given["publish_with_rejects"],
            given["number_format"],
            given["date_format"],
        )
        consent = Consent(
            given["operator"] or getpass.getuser(),
            given["dry_run"],
            given["confirm"],
            given["plan"],
            given["queue_names"],
        )
        try:
            _check_report(given["report"], given["files"])
            with progress_file(given["progress"]) if given["progress"] else progress_bar(self.stderr) as progress:
                outcome = load(given["files"], options, consent, progress)
        except Rejected as refusal:
            self._write_report(given["report"], Outcome(refusal.prepared).report() | self._refused(refusal))
            for line in (*printed.reasons(refusal.rejections), *printed_mends(refusal.rejections)):
                self.stderr.write(line)
            raise self._error(refusal) from None
        except Implausible as refusal:
            self._write_report(given["report"], refusal.outcome.report() | self._refused(refusal))
            self._print_plan(refusal.outcome)
            raise self._error(refusal) from None
        except Refusal as refusal:
            if refusal.file != REPORT:
                self._write_report(given["report"], self._refused(refusal))
            raise self._error(refusal) from None
        except KeyboardInterrupt:
            said = "Dihentikan. Periksa edisi terakhir di /data/. / Interrupted. Look at the latest edition on /data/."
            raise CommandError(said, returncode=130) from None
        self._write_report(given["report"], outcome.report())  # first: whoever reads what is printed may hang up
        self._print(outcome, dry_run=given["dry_run"])

    def _refuse_options_of_other_layouts(self, given: dict[str, Any]) -> None:
        """What the stated layout alone can tell; of a layout that the header tells, the load refuses them (F37)."""
        if given["layout"] in (None, UMUM.slug):
            return
        try:
            stated(LAYOUTS[given["layout"]], given["number_format"], given["date_format"])
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=EXIT_REFUSED) from None

    def _refused(self, refusal: Refusal) -> dict[str, Any]:
        sentences = {language: refusal.sentence(language) for language in ("id", "en")}
        return {"refused": {"code": refusal.code, "file": refusal.file, **sentences}, "edition": None}

    def _error(self, refusal: Refusal) -> CommandError:
        return CommandError(
            f"{refusal}\nTidak ada yang berubah. / Nothing changed." if refusal.code != "F30" else str(refusal),
            returncode=refusal.exit_code,
        )

    def _write_report(self, path: Path | None, report: dict[str, Any]) -> None:
        """Whole or not at all, so that nobody reads half a report."""
        if not path:
            return
        beside = path.with_name(f"{path.name[:100]}.{os.getpid()}.tmp")
        try:
            beside.write_text(_as_lines(report) if path.suffix == ".jsonl" else _as_one(report), encoding="utf-8")
            os.replace(beside, path)
        except OSError as error:
            beside.unlink(missing_ok=True)
            edition = report["edition"] or "–"
            raise CommandError(
                f"Laporan tidak tertulis ({error.strerror}); edisi: {edition}. / "
                f"The report was not written ({error.strerror}); edition: {edition}.",
                returncode=EXIT_ENVIRONMENT,
            ) from None

    def _print_plan(self, outcome: Outcome) -> None:
        for line in (*printed.plan(outcome), *printed.ranks(outcome.ranks)):
            self.stdout.write(line)
        for indonesian, english in outcome.plan.going_back():
            self.stdout.write(f"PERHATIKAN / NOTE: {indonesian} / {english}")

    def _print(self, outcome: Outcome, *, dry_run: bool) -> None:
        self._print_plan(outcome)
        for indonesian, english in outcome.plan.implausible():
            self.stdout.write(f"TIDAK WAJAR / IMPLAUSIBLE: {indonesian} / {english}; --confirm={outcome.plan.token}")
        self.stdout.write(self._conclusion(outcome, dry_run))

    def _conclusion(self, outcome: Outcome, dry_run: bool) -> str:
        if not outcome.plan.slices:
            return "Tidak ada baris untuk daerah yang dikenal. / No rows in scope; nothing published."
        if outcome.standing:
            return str(Refusal("F19", {"r": outcome.standing.number, "t": outcome.standing.made_at}))
        if dry_run:
            return "Rencana saja; tidak ada yang berubah. / Plan only; nothing changed."
        return f"Terbit: edisi {outcome.edition}. / Published: edition {outcome.edition}. {settings.SITE_URL}/data/"
