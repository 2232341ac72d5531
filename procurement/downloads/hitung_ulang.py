#!/usr/bin/env python3
"""Menghitung ulang setiap peringkat yang diterbitkan dari baris transaksinya. / Counts every published ranking again.

Tidak memerlukan apa pun selain Python 3. Jalankan di folder ini: / Needs nothing but Python 3. Run it in this folder:

    python3 hitung_ulang.py

Yang dihitung, langkah demi langkah: / What it counts, step by step:
1. Setiap baris di `baris/` dibaca. Sebuah baris dihitung bila kedudukan, tahap, dan verifikasinya disebut oleh
   aturan di `aturan.csv`. / Every row in `baris/` is read. A row counts when its standing, stage and verification are
   all named by the rule in `aturan.csv`.
2. Nilai per daerah dijumlahkan dalam sen (perseratus rupiah), supaya tidak ada pembulatan. Pesanan dibedakan menurut
   daerah, sistem, marketplace, dan nomor. / Values are added in sen, so that nothing is rounded. Orders are told
   apart by government, system, marketplace and number.
3. Peringkat 1, 2, 2, 4: satu lebih banyak daripada jumlah daerah yang nilainya lebih besar; provinsi tidak ikut. /
   Ranks 1, 2, 2, 4: one more than the governments with more; the province takes no part.
4. Hasilnya dibandingkan dengan `peringkat.csv`. / The result is compared with `peringkat.csv`.

Keluar dengan 0 bila semuanya sama, 1 bila ada yang berbeda. / Exits with 0 if all is the same, 1 if anything differs.
"""

import csv
import sys
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def sen(amount):
    """ "1250" -> 125000, "1250.50" -> 125050: whole numbers only, so nothing is ever rounded."""
    rupiah, _point, rest = amount.partition(".")
    return int(rupiah) * 100 + int((rest + "00")[:2])


def rupiah(amount):
    whole = f"{amount // 100:,}".replace(",", ".")
    return f"Rp{whole},{amount % 100:02}" if amount % 100 else f"Rp{whole}"


def rules():
    """(rule, channel) -> the standings, stages and verifications that count."""
    columns = ("kedudukan", "tahap", "verifikasi")
    return {
        (one["aturan"], one["kanal"]): [set(one[name].split()) for name in columns]
        for one in rows_of(HERE / "aturan.csv")
    }


def count_again(all_rules):
    """(year, channel, rule, government) -> [sen, orders, rows]"""
    values, orders, counts = defaultdict(int), defaultdict(set), defaultdict(int)
    for path in sorted((HERE / "baris").glob("*.csv")):
        for row in rows_of(path):
            for (rule, channel), (standings, stages, verifications) in all_rules.items():
                if (
                    row["kanal"] == channel
                    and row["kedudukan"] in standings
                    and row["tahap"] in stages
                    and (row["verifikasi"] or "kosong") in verifications
                ):
                    place = row["tahun"], channel, rule, row["kode_klpd"]
                    values[place] += sen(row["nilai_rupiah"])
                    orders[place].add((row["sistem"], row["marketplace"].casefold(), row["nomor_pesanan"]))
                    counts[place] += 1
    return {place: [values[place], len(orders[place]), counts[place]] for place in values}


def rank(government, all_values):
    """One more than the governments that have more."""
    return 1 + sum(value > all_values[government] for value in all_values.values())


def published_rankings():
    """(year, channel, rule) -> government -> its line"""
    rankings = defaultdict(dict)
    for line in rows_of(HERE / "peringkat.csv"):
        rankings[line["tahun"], line["kanal"], line["aturan"]][line["kode_klpd"]] = line
    return rankings


def differences(found, lines):
    """What differs between the figures counted again and the published lines of one ranking, in words."""
    ranked = {code: figures[0] for code, figures in found.items() if lines.get(code, {}).get("jenis") != "provinsi"}
    for code in sorted(found.keys() | lines.keys()):
        if code not in found or code not in lines:
            yield f"{code}: hanya di {'peringkat.csv' if code in lines else 'baris'} / only there"
            continue
        line, (value, orders, rows) = lines[code], found[code]
        place = str(rank(code, ranked)) if code in ranked else ""
        said = line["peringkat"], sen(line["nilai_rupiah"]), int(line["jumlah_pesanan"]), int(line["jumlah_baris"])
        if said != (place, value, orders, rows):
            gap = f"{'-' if value < said[1] else ''}{rupiah(abs(value - said[1]))}"
            yield (
                f"{line['daerah']}: {rupiah(value)}, {orders} pesanan, {rows} baris, peringkat {place or '-'}; "
                f"diterbitkan / published: {rupiah(said[1])}, {said[2]}, {said[3]}, {said[0] or '-'}; "
                f"selisih / difference: {gap}"
            )


def main():
    published, counted = published_rankings(), count_again(rules())
    count = 0
    for ranking in sorted(published.keys() | {place[:3] for place in counted}):
        found = {place[3]: figures for place, figures in counted.items() if place[:3] == ranking}
        wrong = list(differences(found, published.get(ranking, {})))
        print(f"{' '.join(ranking)}: {'BERBEDA / DIFFERENT' if wrong else 'sama'} ({len(found)} daerah)")
        for words in wrong:
            print(f"    {words}")
        count += len(wrong)
    print(f"{count} perbedaan / differences" if count else "Semuanya sama. / All the same.")
    return 1 if count or not published else 0


if __name__ == "__main__":
    sys.exit(main())
