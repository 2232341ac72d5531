"""One good row of each layout but toko-daring, with made-up names, and every status word that each may print."""

from typing import Any

V5: dict[str, Any] = {
    "tahun_anggaran": 2022,
    "kd_klpd": "D180",
    "satker_id": 77632,
    "nama_satker": "DINAS CONTOH",
    "alamat_satker": "KANARI-PRIBADI",
    "npwp_satker": "KANARI-PRIBADI",
    "kd_paket": 344564,
    "no_paket": "KB2-P2202-344564",
    "nama_paket": "Pengadaan Kapur Tulis",
    "kd_rup": 33512797,
    "nama_sumber_dana": "APBD;BLUD",
    "kode_anggaran": "3.27.01",
    "kd_komoditas": 511,
    "kd_produk": 1516729,
    "kd_penyedia": 150,
    "kd_penyedia_distributor": 560,
    "jml_jenis_produk": 1,
    "total": "1000.50",
    "kuantitas": "2.0",
    "harga_satuan": "500.25",
    "ongkos_kirim": "0.0",
    "total_harga": "1000.50",
    "kd_user_pokja": "KANARI-PRIBADI",
    "no_telp_user_pokja": "KANARI-PRIBADI",
    "email_user_pokja": "KANARI-PRIBADI",
    "kd_user_ppk": "KANARI-PRIBADI",
    "ppk_nip": "KANARI-PRIBADI",
    "jabatan_ppk": "KANARI-PRIBADI",
    "tanggal_buat_paket": "2022-02-21",
    "tanggal_edit_paket": "2022-02-22",
    "deskripsi": None,
    "status_paket": "paket_selesai",
    "paket_status_str": "Paket Selesai",
    "catatan_produk": "KANARI-PRIBADI",
}
V6: dict[str, Any] = {
    "tahun_anggaran": 2025,
    "jenis_instansi": "KOTA",
    "nama_instansi": "Kota Malang",
    "nama_satker": "DINAS CONTOH",
    "kd_klpd": "D180",
    "kd_satker_str": "5.03.5.04.0.00.29.0000",
    "kd_paket": "01K32QD12XPKKTQMJ6E33ADS47",
    "kd_rup": "60608395",
    "rup_nama_pkt": "Belanja Kapur Tulis",
    "product_ids": "a,b",
    "sumber_dana": "APBD,BLUD",
    "mak": "5.03",
    "kd_penyedia_v6": "01JHKT4BFAVEMPVFWSNK1BQ4F6",
    "kd_penyedia_sikap": 0,
    "jml_jenis_produk": 9,
    "jml_produk": 4876.85,
    "ongkir": 0,
    "total_harga": 28578060,
    "tgl_order": "2024-12-31",
    "status_pkt": "ON_PROCESS",
    "status_pengiriman": "COMPLETED",
}
V1: dict[str, Any] = {
    "total": 28578060,
    "kode_klpd": "D180",
    "rup_name": "Belanja Kapur Tulis",
    "rup_code": "60608395",
    "shipping_fee": None,
    "nama_satker": "DINAS CONTOH",
    "mak": "5.03",
    "fiscal_year": 2025,
    "order_date": "2025-03-31T20:00:00Z",
    "rup_desc": None,
    "kode_satker": "052609",
    "funding_source": "APBD",
    "shipment_status": "DRAFT",
    "status": "COMPLETED",
    "kode_penyedia": "01JHKT4BFAVEMPVFWSNK1BQ4F6",
    "rekan_id": 0,
    "total_qty": 1,
    "order_id": "01KJ4AX4ADH6M66C5NPFXMJF95",
    "product_id": "a",
    "count_product": 1,
    "last_update_ref": "x",
}
PORTAL: dict[str, Any] = {
    "Nama Instansi": "PEMERINTAH DAERAH KOTA MALANG",
    "Nama Satuan Kerja": "DINAS CONTOH - 5.03.5.04",
    "Kode Paket": "01KS4BNJ66A0M8EHHVTFKV07P1",
    "Kode RUP": "65907112",
    "Tahun Anggaran": 2026,
    "Sumber Transaksi": "E-Katalog 6.0",
    "Sumber Dana": "APBD",
    "Nama Penyedia": "CV Contoh Jaya",
    "Metode Pengadaan": "E-Purchasing",
    "Jenis Pengadaan": "Barang",
    "Nama Paket": "Belanja Kapur Tulis",
    "Status Paket": "COMPLETED",
    "Total Nilai (Rp)": 68000000,
    "Nilai PDN (Rp)": 60000000,
}
UMUM: dict[str, Any] = {
    "tahun": 2023,
    "kode_klpd": "D180",
    "daerah": "Kota Malang",
    "kode_satker": "0012",
    "satker": "DINAS CONTOH",
    "kanal": "toko-daring",
    "sistem": "bela",
    "marketplace": "mbiz market",
    "nomor_pesanan": "1",
    "uraian": "Kapur tulis",
    "kategori": "ATK",
    "penyedia": "CV Contoh Jaya",
    "kode_penyedia": "",
    "nilai_rupiah": "100000.50",
    "tanggal": "2023-05-06 07:08:09",
    "tahap": "completed",
    "verifikasi": "verified",
}

STAGES: dict[str, tuple[dict[str, Any], str, dict[str, str]]] = {
    "ekatalog-v5": (V5, "paket_status_str", {"Paket Selesai": "completed", "Paket Proses": "ongoing"}),
    "inaproc-realisasi": (
        PORTAL, "Status Paket", {"COMPLETED": "completed", "PAYMENT OUTSIDE SYSTEM": "completed"},
    ),
    "umum": (
        UMUM, "tahap", {
            "completed": "completed", "ongoing": "ongoing", "unstated": "unstated", "planned": "planned",
            "failed": "failed", "": "unstated",
        },
    ),
}  # fmt: skip
"""layout -> (a good row, its status column, every word of it -> stage)"""
_ULID_STAGES = {
    "COMPLETED": "completed", "PAYMENT_OUTSIDE_SYSTEM": "completed", "ON_PROCESS": "ongoing",
    "ON_ADDENDUM": "ongoing", "ON_NEGOTIATION": "planned", "WAITING_SELLER_CONFIRMATION": "planned",
    "WAITING_PPK_REVIEW": "planned", "ESIGN_IN_PROGRESS": "planned", "CANCELLED": "failed",
    "CANCELLED_ON_NEGOTIATION": "failed", "CANCELLED_ON_REVIEW": "failed", "REQUEST_CANCEL_BY_ADMIN": "ongoing",
}  # fmt: skip
STAGES |= {"ekatalog-v6": (V6, "status_pkt", _ULID_STAGES), "inaproc-v1": (V1, "status", _ULID_STAGES)}

DELIVERIES = ("COMPLETED", "DRAFT", "BUYER_CONFIRMED", "DELIVERED", "PROCESSING", "SHIPPING")
FURTHER_WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("ekatalog-v5", "status_paket"): (
        "melakukan_pengiriman_dan_penerimaan", "proses_kontrak_ppk", "paket_selesai",
        "verifikasi_penyelesaian_paket", "adendum_kontrak",
    ),
    ("ekatalog-v6", "status_pengiriman"): DELIVERIES,
    ("inaproc-v1", "shipment_status"): DELIVERIES,
    ("umum", "verifikasi"): ("verified", "unverified", ""),
}  # fmt: skip
"""(layout, column) -> every word of a column that decides nothing but is checked"""
ORDER = {
    "ekatalog-v5": "kd_paket", "ekatalog-v6": "kd_paket", "inaproc-v1": "order_id",
    "inaproc-realisasi": "Kode Paket", "umum": "nomor_pesanan",
}  # fmt: skip
"""layout -> its column of the order id"""
