"""The fields of the claims as a table, written once: for the twins, the file on /data/ and the data dictionary."""

from django.utils.translation import gettext_lazy as _

from procurement.downloads.dictionary import Table
from procurement.downloads.fields import AREA_CODE, CHANNEL, DAY, EDITION, INTEGER, RUPIAH, TEXT, Field
from procurement.downloads.fields import RULE as COUNTED_BY

CLAIMS = (
    Field("klaim", TEXT, _("Its name in addresses: /klaim/<klaim>/")),
    Field("macam", TEXT, _("award, standing (a reported standing) or statement")),
    AREA_CODE,
    Field("daerah", TEXT, _("Name of the government that it is about"), required=False),
    Field("penerima", TEXT, _("local-government, or programme: all governments of the province together")),
    CHANNEL,
    Field("ukuran", TEXT, _("What was stated: value, rank or programme-value")),
    Field("acara", TEXT, _("Event at which it was stated"), required=False),
    Field("tanggal_acara", DAY, _("Day of the event, or of the statement"), required=False),
    Field("periode_mulai", DAY, _("First day that the figure is of"), required=False),
    Field("periode_selesai", DAY, _("Last day that the figure is of"), required=False),
    Field("per_tanggal", DAY, _("The day that the figure was cut off at"), required=False),
    Field("nilai_tercetak", TEXT, _("The value as printed, to the letter"), required=False),
    Field("nilai_disebut_rupiah", RUPIAH, _("The stated value; empty where it is not readable"), required=False),
    Field("cara_nilai", TEXT, _("How the value is meant: exact, rounded or almost"), required=False),
    Field("nilai_transaksi_rupiah", RUPIAH, _("The value by the transactions of the same days"), required=False),
    Field("selisih_rupiah", RUPIAH, _("Transactions less stated, where they differ"), required=False, signed=True),
    Field("putusan_nilai", TEXT, _("Verdict on the value, such as cocok or selisih"), required=False),
    Field("pesanan_disebut", INTEGER, _("Orders as stated"), required=False),
    Field("cara_pesanan", TEXT, _("How the orders are meant: exact or more-than"), required=False),
    Field("pesanan_transaksi", INTEGER, _("Orders by the transactions of the same days"), required=False),
    Field("selisih_pesanan", INTEGER, _("Transactions less stated, where they differ"), required=False, signed=True),
    Field("putusan_pesanan", TEXT, _("Verdict on the orders"), required=False),
    Field("peringkat_disebut", INTEGER, _("Rank as stated"), required=False),
    Field("peringkat_menurut_nilai", INTEGER, _("Rank by value, by the transactions"), required=False),
    Field("peringkat_menurut_pesanan", INTEGER, _("Rank by orders, by the transactions"), required=False),
    Field("putusan_peringkat", TEXT, _("Verdict on the rank"), required=False),
    Field("data_sampai", DAY, _("Day that the data of the comparison reach"), required=False),
    Field("kelompok_bertentangan", TEXT, _("Claims of one group do not seem to fit together"), required=False),
    Field("judul_sumber", TEXT, _("Title of the source")),
    Field("penerbit", TEXT, _("Publisher of the source")),
    Field("alamat_sumber", TEXT, _("Address of the source")),
    Field("diakses", DAY, _("Day that the source was read")),
    COUNTED_BY,
    *EDITION,
)

TABLES = (
    Table("penghargaan", _("Stated figures"), "/penghargaan.csv", CLAIMS),
    Table("penghargaan-acara", _("Stated figures of an event"), "/penghargaan/<slug>.csv", CLAIMS),
    Table("klaim-satu", _("One stated figure"), "/klaim/<klaim>.csv", CLAIMS),
    Table("klaim", _("Stated figures with their verdicts"), "/data/unduhan/klaim.csv.gz", CLAIMS),
)
