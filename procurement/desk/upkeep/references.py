"""The reference tables of procurement: supplier sizes, legal rules, governments. Each as its command replaces it."""

from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from procurement.desk.permissions import PUBLISH
from procurement.desk.upkeep import standing
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
    gettext_lazy("A CSV file. It replaces the whole register."),
    PUBLISH,
    _sizes,
    {
        "sistem": gettext_lazy("System of the supplier, as in the exports: bela, katalog-v5, katalog-v6"),
        "kode_penyedia": gettext_lazy("The supplier's code in that system; empty: the row speaks of its name"),
        "penyedia": gettext_lazy("Name of the supplier; may be empty where the code is given"),
        "skala": gettext_lazy("mikro, kecil, menengah, besar or koperasi"),
        "sumber": gettext_lazy("Who says so"),
        "per_tanggal": gettext_lazy("The day that this is true of"),
    },
    standing.sizes,
)
RULES = Table(
    "aturan-hukum",
    gettext_lazy("Legal rules"),
    gettext_lazy("A CSV file. It replaces all legal rules, and its order is the order of the pages."),
    PUBLISH,
    _rules,
    {
        "code": gettext_lazy("Short name of the rule, in capital letters, digits and hyphens; each once"),
        "title_id": gettext_lazy("Title in Indonesian"),
        "title_en": gettext_lazy("Title in English"),
        "value": gettext_lazy("A number in plain digits, a date, or words, by its unit"),
        "unit": gettext_lazy("IDR, percent, date, months, years or text"),
        "applies_to": gettext_lazy("toko-daring, e-katalog, pengadaan-langsung or all"),
        "valid_from": gettext_lazy("First day of validity"),
        "valid_to": gettext_lazy("Last day of validity; empty while it is in force"),
        "legal_basis": gettext_lazy("Law, article and paragraph"),
        "source_title": gettext_lazy("Title of the source"),
        "publisher": gettext_lazy("Publisher of the source"),
        "url": gettext_lazy("Address of the source, with https://"),
        "quality": gettext_lazy("primary text, official page or reputable press"),
        "note": gettext_lazy("Remark; NOT FOR FLAGS or NOT A RULE keeps the rule away from the highlights"),
    },
    standing.rules,
)
REGIONS = Table(
    "daerah",
    gettext_lazy("Governments"),
    gettext_lazy("A CSV file. It adds governments and updates those that it names; it takes none out."),
    PUBLISH,
    _regions,
    {
        "kemendagri_code": gettext_lazy("Code of the Ministry of Home Affairs: 35.73"),
        "bps_code": gettext_lazy("Code of BPS: 3573"),
        "klpd_code": gettext_lazy("LKPP's code of the buyer: D180"),
        "name": gettext_lazy("Name with its kind: Kota Malang"),
        "kind": gettext_lazy("province, regency or city"),
        "province_code": gettext_lazy("Code of its province: 35"),
        "population": gettext_lazy("Number of inhabitants, plain digits"),
        "population_as_of": gettext_lazy("The day that the number of inhabitants is of"),
        "population_source": gettext_lazy("Who counted them"),
        "area_km2": gettext_lazy("Area in km², may be empty"),
        "abbr": gettext_lazy("Three letters on the tile map, may be empty"),
        "grid_row": gettext_lazy("Row on the tile map, may be empty"),
        "grid_col": gettext_lazy("Column on the tile map, may be empty"),
    },
    standing.regions,
)
