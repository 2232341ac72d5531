"""Words of the glossary: who buys, from whom, through what."""

from django.utils.translation import gettext_lazy as _

from procurement.views.terms import Term

BUYING = (
    Term(
        "apbd",
        "APBD",
        "APBD (regional budget)",
        _(
            "Anggaran pendapatan dan belanja daerah: the yearly budget of a government. This site shows orders, not "
            "budgets: no figure here is a share of it."
        ),
        (),
    ),
    Term(
        "bela-pengadaan",
        "Bela Pengadaan",
        "Bela Pengadaan",
        _(
            "LKPP's programme for buying from small business on marketplaces, from 2020; its records are what "
            "exports call toko daring. In downloads its system is named “bela”."
        ),
        ("about",),
    ),
    Term(
        "daerah",
        "daerah",
        "Government (daerah)",
        _(
            "A provincial, regency or city government: the buyer. LKPP calls it KLPD. Who the money went to may be "
            "elsewhere."
        ),
        ("regions", "map", "comparison"),
    ),
    Term(
        "e-katalog",
        "e-katalog",
        "E-catalogue (e-katalog)",
        _(
            "LKPP's electronic catalogue, versions 5 and 6: one of the two channels of this site. It is never added "
            "to toko daring."
        ),
        ("method",),
    ),
    Term(
        "e-purchasing",
        "e-purchasing",
        "E-purchasing",
        _(
            "Buying by an order in an electronic system instead of by a tender. Tenders are in none of the exports "
            "of this site."
        ),
        ("about",),
    ),
    Term(
        "inaproc",
        "INAPROC",
        "INAPROC",
        _(
            "LKPP's national procurement portal. Two of the export layouts come from it: its API and its downloads "
            "of realised packages."
        ),
        ("data",),
    ),
    Term(
        "jatim-bejo",
        "Jatim Bejo",
        "Jatim Bejo",
        _(
            "East Java's online shopping programme for governments, launched in November 2020. LKPP's exports record "
            "it as toko daring, mostly under the marketplace mbiz market; toko daring is the wider of the two."
        ),
        ("awards", "about"),
    ),
    Term(
        "kabupaten",
        "kabupaten, kota, provinsi",
        "Regency (kabupaten), city (kota), province",
        _(
            "The kinds of government. Seven names in East Java, such as Malang, are both a city and a regency: the "
            "two are different buyers. The provincial government is shown by itself, never in the ranking of the "
            "others."
        ),
        ("regions",),
    ),
    Term(
        "kanal",
        "kanal",
        "Channel (kanal)",
        _(
            "The way an order went: toko daring (Jatim Bejo) or e-katalog. Every total names its channel, and "
            "channels are never added together."
        ),
        ("ranking-latest", "method"),
    ),
    Term(
        "kategori",
        "kategori",
        "Category (kategori)",
        _(
            "The word by which a source sorts a line of an order. Sources sort differently, so categories are not "
            "compared between channels."
        ),
        (),
    ),
    Term(
        "klpd",
        "KLPD",
        "KLPD",
        _(
            "LKPP's abbreviation for ministry, institution and regional government: any buyer. Its code, such as D180 "
            "for Kota Malang, tells whose row it is."
        ),
        ("regions",),
    ),
    Term(
        "lkpp",
        "LKPP",
        "LKPP",
        _(
            "Lembaga Kebijakan Pengadaan Barang/Jasa Pemerintah, the national agency for public procurement policy. "
            "All transactions here come from exports of its systems."
        ),
        ("about", "data"),
    ),
    Term(
        "marketplace",
        "marketplace",
        "Marketplace",
        _(
            "The shop platform on which a toko daring order was placed. An order number is unique only within its "
            "marketplace."
        ),
        (),
    ),
    Term(
        "mbiz-market",
        "mbiz market",
        "mbiz market",
        _(
            "The marketplace that most Jatim Bejo orders stand under in the exports. Claim pages give its part as "
            "information."
        ),
        ("awards",),
    ),
    Term(
        "nilai",
        "nilai",
        "Value (nilai)",
        _("The sum of what the counted rows cost, exact to the sen. It is the value of orders, not of payments."),
        ("method",),
    ),
    Term(
        "pdn",
        "PDN, TKDN",
        "PDN, TKDN (domestic products)",
        _(
            "Produk dalam negeri: a product made in Indonesia; TKDN: the share of domestic parts in it. Only some "
            "e-katalog exports carry a PDN value, and none the TKDN of a product."
        ),
        (),
    ),
    Term(
        "penyedia",
        "penyedia",
        "Supplier (penyedia)",
        _(
            "Who sells: a shop or firm. Where a layout has supplier numbers they tell suppliers apart, else the name "
            "does; suppliers of two systems are never taken for one without an approved link."
        ),
        ("search",),
    ),
    Term(
        "pesanan",
        "pesanan",
        "Order (pesanan)",
        _(
            "What was bought at one go under one order number or, in e-katalog, one package. An order may have "
            "several rows."
        ),
        ("search",),
    ),
    Term(
        "ppk",
        "PPK",
        "PPK (commitment officer)",
        _(
            "Pejabat pembuat komitmen: the official who commits a government to a contract. Names of officials are "
            "never stored here."
        ),
        ("about",),
    ),
    Term(
        "satker",
        "satker",
        "Agency (satker)",
        _(
            "Satuan kerja: an office inside a government that orders, such as a department or a hospital. It is told "
            "apart by its code within its government and system."
        ),
        ("search",),
    ),
    Term(
        "sistem",
        "sistem",
        "System (sistem)",
        _("Where the records are kept: bela (toko daring), katalog-v5 or katalog-v6, or a marketplace's own."),
        ("data",),
    ),
    Term(
        "toko-daring",
        "toko daring",
        "Online shops (toko daring)",
        _(
            "LKPP's channel for orders on marketplaces, in East Java run as Jatim Bejo. It is the channel shown "
            "first here."
        ),
        ("ranking-latest", "method"),
    ),
    Term(
        "umk",
        "UMK, UMKM",
        "UMK, UMKM (small business)",
        _(
            "UMK: micro and small business; UMKM: medium business too. Exports do not carry the size of a supplier; "
            "where a register is loaded, shares are ranges, since part is unknown."
        ),
        ("method",),
    ),
)
