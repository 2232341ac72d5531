"""Words of the glossary: how it is read, counted and published."""

from django.utils.translation import gettext_lazy as _

from procurement.views.terms import Term

COUNTING = (
    Term(
        "asal-usul",
        "asal angka",
        "Where a figure comes from (asal angka)",
        _(
            "The page that takes one figure apart: its definition, rule and rows, the files with their SHA-256, the "
            "download that sums to it, and the sum made once more."
        ),
        ("passport",),
    ),
    Term(
        "aturan",
        "aturan",
        "Counting rule (aturan)",
        _("Which rows a total counts. The same export gives five totals; each names its rule."),
        ("method",),
    ),
    Term(
        "baris",
        "baris",
        "Row (baris)",
        _(
            "One line of an export: in toko daring and in version 5 of e-katalog a product line of an order, in "
            "other layouts a whole order."
        ),
        ("dictionary",),
    ),
    Term(
        "buku-kas",
        "buku kas",
        "Ledger (buku kas)",
        _(
            "The count that every file must pass: all its rows and their value are found again as ignored, rejected, "
            "out of scope, sent again, in both sources, repeated or counted. If it does not add up, nothing is "
            "published."
        ),
        ("method", "data"),
    ),
    Term(
        "cakupan",
        "cakupan",
        "Coverage (cakupan)",
        _(
            "Which months of which government the loaded exports cover. A month that they do not cover is no data, "
            "which is not zero."
        ),
        ("coverage",),
    ),
    Term(
        "contoh",
        "data contoh",
        "Sample data (data contoh)",
        _(
            "Made-up transactions in the form of LKPP's exports, since no export of East Java is public. While they "
            "are loaded every page says so and every verdict begins with it."
        ),
        ("method",),
    ),
    Term(
        "data-sd",
        "data s.d.",
        "Data up to (data s.d.)",
        _(
            "The last day that the loaded exports cover. It stands beside every figure; what happened later is not "
            "in it."
        ),
        ("coverage",),
    ),
    Term(
        "di-luar-cakupan",
        "di luar cakupan",
        "Out of scope (di luar cakupan)",
        _("Rows of governments of another province: counted in the ledger, in no total."),
        ("data",),
    ),
    Term(
        "ditolak",
        "ditolak",
        "Rejected (ditolak)",
        _(
            "A row that cannot be read for certain. One is enough to refuse a load, unless the operator publishes "
            "the rest knowingly; then number and value of the rejected rows stand beside the figures."
        ),
        ("data",),
    ),
    Term(
        "edisi",
        "edisi",
        "Edition (edisi)",
        _(
            "The numbered state of everything published. Every change makes a new one, and old ones are never "
            "changed: the figures of a government's year, cited with their edition, can always be looked up."
        ),
        ("editions",),
    ),
    Term(
        "ekspor",
        "ekspor",
        "Export (ekspor)",
        _("A file downloaded from one of LKPP's systems. This site reads such files and nothing else."),
        ("data", "about"),
    ),
    Term(
        "irisan",
        "irisan",
        "Slice (irisan)",
        _("The rows of one government, one year and one system. A newer export replaces a slice whole."),
        ("data", "method"),
    ),
    Term(
        "kedudukan",
        "kedudukan",
        "Standing (kedudukan)",
        _("Whether a row stands for spending of its own or repeats what another row says."),
        ("method",),
    ),
    Term(
        "median",
        "median",
        "Median",
        _(
            "The middle value: half of the governments with data lie above it, half below; of an even number, the "
            "mean of the middle two."
        ),
        ("ranking-latest",),
    ),
    Term(
        "muatan",
        "muatan",
        "Load (muatan)",
        _(
            "One act of reading export files in, with their names, SHA-256 and ledger. A load that is published "
            "makes an edition."
        ),
        ("data",),
    ),
    Term(
        "per-kapita",
        "per kapita",
        "Per head (per kapita)",
        _(
            "Value divided by the population of the government, with the date of that population. It says nothing of "
            "what each person received."
        ),
        ("ranking-latest",),
    ),
    Term(
        "peringkat",
        "peringkat",
        "Rank (peringkat)",
        _(
            "The place by value among the regencies and cities that have data for the year, channel and rule; equal "
            "values share a place. It is the size of spending, not its quality."
        ),
        ("ranking-latest", "map"),
    ),
    Term(
        "perubahan",
        "perubahan",
        "Change (perubahan)",
        _(
            "The value of the same covered months against the year before, in percent. A dash where either year does "
            "not cover them."
        ),
        ("ranking-latest",),
    ),
    Term(
        "sha-256",
        "SHA-256",
        "SHA-256",
        _(
            "A fingerprint of a file. Two files with the same one hold the same bytes, so that anyone with an export "
            "can see whether it is the one that was read."
        ),
        ("data",),
    ),
    Term(
        "sorotan",
        "sorotan",
        "Question worth asking (sorotan)",
        _("A pattern in the rows that is worth a question. It proves nothing, and there is no score."),
        ("questions",),
    ),
    Term(
        "tahap",
        "tahap",
        "Stage (tahap)",
        _("How far an order is, by the words of its source."),
        ("method",),
    ),
    Term(
        "terverifikasi-tanda",
        "terverifikasi",
        "Verified (terverifikasi)",
        _(
            "A mark of the source of toko daring: the order was checked there. Not the same as the counting rule of "
            "that name, which counts all rows so marked."
        ),
        ("method",),
    ),
)
