"""The verdict on every stated quantity of fixtures/claims.csv, written by hand, not by the program.

Computed figures: rupiah for a value, a number for orders, (by value, by orders) for a rank; None where none may stand.
"""

VALUE, ORDERS, RANK = "value", "orders", "rank"
BOTH = [VALUE, ORDERS]

# (claim, quantity, outcome, computed, computed less stated, what the explanation must hold), for hand_made.py
HAND_MADE = [
    (
        "epa-2023-kota-malang", VALUE, "selisih", 67_002_500_435, -80_000_000,
        {"alternative": {"rule": "semua", "figure": 6_708_250_043_500}, "mbiz_sen": 6_600_250_043_500},
    ),
    (
        "epa-2023-kota-malang", RANK, "peringkat-cocok", (1, 1), None,
        {"agrees": BOTH, "with_data": 3, "governments": 7},
    ),
    (
        "epa-2023-kota-kediri", RANK, "peringkat-cocok", (3, 2), None,
        {"agrees": [ORDERS], "with_data": 3, "governments": 7},
    ),
    (
        "bejo-2021-kota-malang-malangpagi", VALUE, "cocok", 2_959_536_672, None,
        {"end": "2021-08-31", "data_end": "2021-12-31"},
    ),
    ("bejo-2021-kota-malang-malangpagi", RANK, "peringkat-cocok", (1, 1), None, {"agrees": BOTH, "with_data": 3}),
    ("bejo-2021-kota-malang-adadimalang", VALUE, "cocok", 2_959_536_672, None, {"end": "2021-08-31"}),
    ("bejo-2021-kota-malang-adadimalang", RANK, "peringkat-cocok", (1, 1), None, {"agrees": BOTH, "with_data": 3}),
    (
        "bejo-2021-kota-malang-detik", RANK, "peringkat-cocok", (1, 2), None,
        {"agrees": [VALUE], "end": "2021-11-22", "with_data": 4},
    ),
    ("bejo-2021-kota-batu-detik", RANK, "peringkat-cocok", (2, 3), None, {"agrees": [VALUE], "end": "2021-11-22"}),
    (
        "bejo-2021-kab-sidoarjo-detik", RANK, "peringkat-berbeda", (4, 4), None,
        {"with_data": 4, "governments": 7, "incomplete": 0},
    ),
    ("standing-2021-12-30-kota-malang", VALUE, "cocok", 9_365_000_000, None, {}),
    ("standing-2021-12-30-kota-malang", ORDERS, "selisih", 5, -2743, {}),
    ("standing-2021-12-30-kota-malang", RANK, "peringkat-cocok", (1, 2), None, {"agrees": [VALUE]}),
    (
        "standing-2021-12-30-kota-batu", VALUE, "selisih", 5_170_000_000, 100_000_000,
        {"alternative": {"cut_off": "2021-11-30", "figure": 507_000_000_000}},
    ),
    ("standing-2021-12-30-kota-batu", ORDERS, "selisih", 4, -675, {}),
    (
        "standing-2021-12-30-kota-batu", RANK, "peringkat-cocok", (2, 3), None,
        {"agrees": [VALUE], "data_end": "2021-12-30"},
    ),
    ("standing-2021-12-30-kab-gresik", VALUE, "cocok", 922_499_999, None, {}),
    ("standing-2021-12-30-kab-gresik", ORDERS, "pesanan-cocok", 440, None, {}),
    ("standing-2021-12-30-kab-gresik", RANK, "peringkat-cocok", (3, 1), None, {"agrees": [VALUE]}),
    ("jpnn-2023-kota-malang", VALUE, "cocok", 36_000_000_000, None, {}),
    ("jpnn-2023-kota-malang", ORDERS, "selisih", 1, -3999, {}),
    ("jpnn-2023-kota-malang", RANK, "peringkat-cocok", (1, 1), None, {"with_data": 3, "incomplete": 1}),
    (
        "jpnn-2023-kota-kediri", RANK, "peringkat-cocok", (2, 1), None,
        {"agrees": [VALUE], "with_data": 3, "incomplete": 1},
    ),
    ("jpnn-2023-kab-pasuruan", RANK, "belum-ada-data", None, None, {"data_end": ""}),
    ("jpnn-2023-kab-situbondo", RANK, "belum-ada-data", None, None, {"data_end": "2023-08-30", "end": "2023-08-31"}),
    ("bisnis-2023-kota-malang", VALUE, "tidak-terbaca", 36_001_000_000, None, {}),
    ("bisnis-2023-kota-malang", RANK, "peringkat-cocok", (1, 1), None, {"with_data": 3, "incomplete": 2}),
    (
        "bejo-2025-kota-malang", VALUE, "lingkup-tidak-disebut", 1_000_000, None,
        {"start": "2025-01-01", "data_end": "2025-06-30"},
    ),
    ("bejo-2025-kota-malang", RANK, "lingkup-tidak-disebut", (1, 1), None, {"with_data": 1, "governments": 7}),
    ("programme-2020", VALUE, "belum-ada-data", None, None, {"have": 0, "of": 8}),
    ("programme-2021", VALUE, "belum-ada-data", None, None, {"have": 8, "of": 8, "data_end": "2021-12-30"}),
    ("programme-2021-11-30", VALUE, "cocok", 35_750_000_000, None, {"have": 8, "of": 8}),
    ("programme-2021-11-30", ORDERS, "selisih", 450, -13_251, {}),
    ("programme-2022-02", VALUE, "belum-ada-data", None, None, {"have": 3, "of": 8}),
    ("programme-2021-02-23", VALUE, "cocok", 1_100_000_000, None, {"end": "2021-02-23"}),
    ("programme-2021-02-23", ORDERS, "selisih", 2, -757, {}),
]  # fmt: skip

# (claim, quantity, outcome, computed), for fixtures/sample as the generator's plan makes it.
SAMPLE = [
    ("epa-2023-kota-malang", VALUE, "cocok", 67_082_500_435),
    ("epa-2023-kota-malang", RANK, "peringkat-cocok", (1, 1)),
    ("epa-2023-kota-kediri", RANK, "peringkat-cocok", (2, 2)),
    ("bejo-2021-kota-malang-malangpagi", VALUE, "cocok", 2_959_536_672),
    ("bejo-2021-kota-malang-malangpagi", RANK, "peringkat-cocok", (1, 1)),
    ("bejo-2021-kota-malang-adadimalang", VALUE, "cocok", 2_959_536_672),
    ("bejo-2021-kota-malang-adadimalang", RANK, "peringkat-cocok", (1, 1)),
    ("bejo-2021-kota-malang-detik", RANK, "peringkat-cocok", (1, 1)),
    ("bejo-2021-kota-batu-detik", RANK, "peringkat-cocok", (2, 2)),
    ("bejo-2021-kab-sidoarjo-detik", RANK, "peringkat-cocok", (3, 4)),
    ("standing-2021-12-30-kota-malang", VALUE, "cocok", 9_371_648_205),
    ("standing-2021-12-30-kota-malang", ORDERS, "pesanan-cocok", 2748),
    ("standing-2021-12-30-kota-malang", RANK, "peringkat-cocok", (1, 1)),
    ("standing-2021-12-30-kota-batu", VALUE, "cocok", 5_068_657_814),
    ("standing-2021-12-30-kota-batu", ORDERS, "pesanan-cocok", 679),
    ("standing-2021-12-30-kota-batu", RANK, "peringkat-cocok", (2, 2)),
    ("standing-2021-12-30-kab-gresik", VALUE, "cocok", 921_693_465),
    ("standing-2021-12-30-kab-gresik", ORDERS, "pesanan-cocok", 440),
    ("standing-2021-12-30-kab-gresik", RANK, "peringkat-cocok", (3, 3)),
    ("jpnn-2023-kota-malang", VALUE, "cocok", 39_214_860_725),
    ("jpnn-2023-kota-malang", ORDERS, "pesanan-cocok", 4052),
    ("jpnn-2023-kota-malang", RANK, "peringkat-cocok", (1, 1)),
    ("jpnn-2023-kota-kediri", RANK, "peringkat-cocok", (2, 2)),
    ("jpnn-2023-kab-pasuruan", RANK, "peringkat-cocok", (3, 3)),
    ("jpnn-2023-kab-situbondo", RANK, "peringkat-cocok", (4, 4)),
    ("bisnis-2023-kota-malang", VALUE, "tidak-terbaca", 48_121_278_055),
    ("bisnis-2023-kota-malang", RANK, "peringkat-cocok", (1, 1)),
    ("bejo-2025-kota-malang", VALUE, "lingkup-tidak-disebut", None),
    ("bejo-2025-kota-malang", RANK, "lingkup-tidak-disebut", None),
    ("programme-2020", VALUE, "belum-ada-data", None),
    ("programme-2021", VALUE, "belum-ada-data", None),
    ("programme-2021-11-30", VALUE, "belum-ada-data", None),
    ("programme-2021-11-30", ORDERS, "belum-ada-data", None),
    ("programme-2022-02", VALUE, "belum-ada-data", None),
    ("programme-2021-02-23", VALUE, "belum-ada-data", None),
    ("programme-2021-02-23", ORDERS, "belum-ada-data", None),
]
