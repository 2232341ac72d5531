"""One made-up order of toko daring with all its rows, and who buys. Chance is a hash: the same on every machine."""

import csv
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from bench import words

YEAR = 2024
COLUMNS = (
    "tahun", "kd_klpd", "nama_klpd", "kd_satker", "nama_satker", "order_id", "order_desc", "valuasi", "kategori",
    "metode_bayar", "tanggal_transaksi", "marketplace", "merchant_name", "jenis_transaksi", "kota_kab", "provinsi",
    "nama_pemesan", "status_verif", "sumber_data", "status_konfirmasi_ppmse", "keterangan_ppmse",
)  # fmt: skip
VALUE = COLUMNS.index("valuasi")
_END = datetime(YEAR, 12, 31, 17, 5, 0)
_IMPORTED = 58
"""Of 256 orders; they have more rows than others."""
_REGIONS = Path(__file__).resolve().parent.parent / "fixtures" / "regions.csv"


class Row(NamedTuple):
    """`cells` is one cell a column: text, a whole number, or None where the export prints nothing."""

    moment: str
    cells: tuple
    standing: str


@dataclass(frozen=True)
class Government:
    place: int
    region: str
    klpd: str
    name: str
    location: str
    share: int
    """Its part of the rows, among all shares."""


def governments() -> list[Government]:
    """The governments of the reference; the k-th largest by population gets a share of 1/(k+3)."""
    with _REGIONS.open(encoding="utf-8", newline="") as stream:
        known = list(csv.DictReader(stream))
    largest_first = sorted(known, key=lambda one: -int(one["population"]))
    shares = {one["klpd_code"]: 1_000_000 // (k + 3) for k, one in enumerate(largest_first)}
    return [_government(place, one, shares[one["klpd_code"]]) for place, one in enumerate(known)]


def _government(place: int, known: dict[str, str], share: int) -> Government:
    kind, _, bare = known["name"].partition(" ")
    where = {"Kota": f"{bare} (Kota)", "Kabupaten": f"{bare} (Kab.)"}.get(kind, "Surabaya (Kota)")
    name = known["name"] if kind == "Provinsi" else f"Pemerintah Daerah {known['name']}"
    return Government(place, known["kemendagri_code"], known["klpd_code"], name, where, share)


def chance(seed: int, government: Government, number: int, more: bytes = b"") -> bytes:
    return blake2b(b"%d %d %d %b" % (seed, government.place, number, more)).digest()


def order(government: Government, number: int, size: int, seed: int) -> list[Row]:
    """All rows of one order, each with the standing it must get."""
    dice = chance(seed, government, number)
    made = _Order(government, number, size, dice)
    if dice[0] < _IMPORTED:
        return made.imported()
    rows = made.snapshots()
    return rows + made.lines(1, "in-both") if dice[1] < 4 else rows


class _Order:
    """One order in the making: `dice` are 64 bytes of chance, each place of them used for one thing only."""

    def __init__(self, government: Government, number: int, size: int, dice: bytes) -> None:
        self.government, self.dice = government, dice
        back = timedelta(days=min(number * 350 * 3 // (2 * size), 340), hours=dice[2] % 10, minutes=dice[3] % 3)
        self.when = _END - back - timedelta(seconds=dice[4] % 40)
        serial = 99_000_000 - number * 39 - government.place
        self.sent_as = "sftp" if dice[5] < 12 else "api" if dice[5] < 170 else "api_v3"
        self.id = f"A-{serial:X}" if self.sent_as == "sftp" else str(serial)
        if dice[0] < _IMPORTED:
            self.id = f"PO-{serial}-{self.when:%y%m%d}"
        step = (100, 500, 1_000, 1_000, 5_000, 12_500, 25_000, 50_000)[dice[6] & 7]
        self.value = 0 if dice[7:9] == b"\0\0" else (10 + int.from_bytes(dice[7:9]) % 3_990) * step + dice[9] % 2 * 87
        self.market = "mbiz market" if dice[10] < 225 else ("Mbiz Market", "Toko Ladang", "Pasar Umpama")[dice[10] % 3]
        place = min(dice[11] % words.AGENCIES, dice[12] % words.AGENCIES)
        code = f"5.{place // 10 + 1:02d}.{place % 10:02d}.{government.place:02d}"
        self.agency = code if place % 5 == 4 else str(60_000 + government.place * 100 + place)
        self.agency_name = words.agency(place) if dice[13] else None
        drawn = (int.from_bytes(dice[at : at + 3]) % words.SUPPLIERS for at in (14, 17))
        self.supplier = words.supplier(min(drawn)) if dice[20] > 3 else None
        self.category = words.CATEGORIES[dice[21] & 15] if dice[22] > 4 else None
        self.payment = "transfer" if dice[23] < 245 else None
        self.text = description(dice)

    def row(self, standing: str, when: datetime, value: int, words_of: tuple, **other: str | None) -> Row:
        verified, stage, note = words_of
        moment = when.isoformat(" ")
        return Row(
            moment,
            (
                YEAR, self.government.klpd, self.government.name, self.agency, self.agency_name, self.id,
                other.get("text", self.text), value, self.category, self.payment, moment,
                other.get("market", self.market), self.supplier, "bela", self.government.location, "Jawa Timur",
                other.get("person", words.PERSON), verified, other.get("source", self.sent_as), stage, note,
            ),
            standing,
        )  # fmt: skip

    def snapshots(self) -> list[Row]:
        """The order's last state, and older ones, hours apart, that it was sent in before."""
        d = self.dice
        last = _ending(d[40], d[41])
        rows = [self.row("counted", self.when, self.value, last)]
        older = 0 if d[42] < 232 else 1 + d[43] % 3 if d[42] < 252 else 5 + d[43] % 15
        for back in range(1, older + 1):
            value = self.value + 25_000 * (d[44] % 40) if d[45] + back & 7 == 0 else self.value
            market = "Mbiz Market" if self.market == "mbiz market" and d[46] < 20 else self.market
            when = self.when - timedelta(hours=back * (1 + d[47] % 20))
            rows.append(self.row("re-sent", when, value, ("unverified", None, None), market=market))
        if d[48] < 2 and last[1]:  # at the very same time, but not confirmed yet
            rows.append(self.row("re-sent", self.when, self.value + 50_000, ("verified", None, None)))
        return rows

    def imported(self) -> list[Row]:
        """Lines of an import; now and then the whole order stands 2 or 4 times."""
        times = 1 if self.dice[50] < 251 else 2 if self.dice[50] < 255 else 4
        return self.lines(times, "counted")

    def lines(self, times: int, standing: str) -> list[Row]:
        d = self.dice
        midnight = self.when.replace(hour=0, minute=0, second=0)
        verified = "verified" if d[51] < 150 else "unverified" if d[51] < 180 else None
        several = 1 if d[52] < 200 else 2 + d[53] % 5
        texts = [f"{self.text} ({line}/{several})" if several > 1 else self.text for line in range(1, several + 1)]
        values = [self.value // several + line * 100 for line in range(several)]
        if several > 2 and d[54] < 20:  # two honest identical lines
            texts[1], values[1] = texts[0], values[0]
        return [
            self.row(
                standing if not copy or standing != "counted" else "repeated", midnight, value,
                (verified, None, None), text=text, source="import", person=f"{words.PERSON} {copy}",
            )
            for copy in range(times) for text, value in zip(texts, values, strict=True)
        ]  # fmt: skip


def _ending(drawn: int, which: int) -> tuple:
    """(status_verif, status_konfirmasi_ppmse, keterangan_ppmse) at the end of an order's life."""
    if drawn < 10:
        return "verified" if which & 1 else "unverified", "gagal", words.FAILURES[which % len(words.FAILURES)]
    if drawn < 230:
        return "verified", "selesai" if drawn < 125 else None, None
    return ("unverified" if drawn < 253 else None), ("selesai" if 245 <= drawn < 253 else None), None


def description(dice: bytes) -> str | None:
    """About 120 characters of what was bought; one in twenty as untidy as real ones are, yet legal."""
    goods = [words.GOODS[byte % len(words.GOODS)] for byte in dice[24 : 25 + dice[30] % 5]]
    activity = words.ACTIVITIES[dice[31] & 15]
    text = f"{', '.join(goods)} untuk {activity} tahap {dice[32] % 9 + 1} no. {dice[55:62].hex()}"
    odd = int.from_bytes(dice[36:38])
    if odd >= 3_300:
        return text
    if odd < 66:
        return f"{text}\nrincian terlampir"
    first, _, rest = text.partition(" ")
    return (
        f'{first} "{rest}"', f"{text} ½ rim × 2 – 30 °C", f"{first}\N{NO-BREAK SPACE}{rest}", f"Alat &amp; {text}",
        f"{first}\t{rest}", f"{text} \x96 lanjutan", f"  {first}  {rest} ", f"={text}", None, f"Café {text}",
    )[odd % 10]  # fmt: skip
