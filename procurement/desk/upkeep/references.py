"""The reference tables of procurement: supplier sizes, legal rules, governments. Each as its command replaces it."""

from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from procurement.desk.permissions import PUBLISH
from procurement.desk.upkeep.tables import Planned, Refused, Table
from procurement.loading.reading import Options
from procurement.loading.reference_publishing import publish_regions
from procurement.loading.rule_file import read_rules
from procurement.loading.rule_publishing import replace_rules
from procurement.loading.size_publishing import replace_register
from procurement.loading.size_register import read_register
from procurement.views import words
from regions.reference import ReferenceRefused


def _sizes(path: Path, operator: str, dry_run: bool) -> Planned:
    register = read_register(path, Options("utf-8", None, 1))
    done = replace_register(register, operator, dry_run=dry_run)
    reach = [
        [system, words.number(known), words.number(every)] for system, (known, every) in sorted(done.suppliers.items())
    ]
    says = [_changes(done.rows, done.added, done.removed, done.altered)]
    head = [_("System"), _("Suppliers whose size is known"), _("All suppliers")]
    return Planned(says, done.unchanged, done.edition, head, reach)


def _rules(path: Path, operator: str, dry_run: bool) -> Planned:
    done = replace_rules(read_rules(path), dry_run=dry_run)
    return Planned([_changes(done.rules, done.added, done.removed, done.altered)], done.unchanged, done.edition)


def _regions(path: Path, operator: str, dry_run: bool) -> Planned:
    try:
        done = publish_regions(path, dry_run=dry_run)
    except ReferenceRefused as refusal:  # one sentence in both languages
        raise Refused([str(refusal)]) from None
    outcome = done.outcome
    says = ngettext(
        "%(count)s government in the file, %(changed)s new or changed. Governments that it leaves out stay.",
        "%(count)s governments in the file, %(changed)s new or changed. Governments that it leaves out stay.",
        outcome.governments,
    ) % {"count": words.number(outcome.governments), "changed": words.number(outcome.changed)}
    rows = [[name] for name in outcome.names]
    return Planned([says], not outcome.changed, done.edition, [_("New or changed")], rows)


def _changes(rows: int, added: int, removed: int, altered: int) -> str:
    return _("%(rows)s rows in the file: %(added)s new, %(removed)s gone, %(altered)s altered.") % {
        "rows": words.number(rows),
        "added": words.number(added),
        "removed": words.number(removed),
        "altered": words.number(altered),
    }


SIZES = Table(
    "skala-penyedia",
    gettext_lazy("Supplier sizes"),
    gettext_lazy(
        "A CSV file with sistem, kode_penyedia, penyedia, skala, sumber, per_tanggal. It replaces the whole register."
    ),
    PUBLISH,
    _sizes,
)
RULES = Table(
    "aturan-hukum",
    gettext_lazy("Legal rules"),
    gettext_lazy("A CSV file in the form of fixtures/rules.csv. It replaces all legal rules."),
    PUBLISH,
    _rules,
)
REGIONS = Table(
    "daerah",
    gettext_lazy("Governments"),
    gettext_lazy(
        "A CSV file in the form of fixtures/regions.csv. It adds governments and updates those that it names."
    ),
    PUBLISH,
    _regions,
)
