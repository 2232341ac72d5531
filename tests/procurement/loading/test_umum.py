"""Our own layout: numbers and dates as the operator states them, and a download of ours loaded again."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from procurement.loading.layouts import LAYOUTS, UMUM, stated
from procurement.loading.load import LoadOptions, Rejected
from procurement.loading.refusals import Refusal
from procurement.models import Slice, Total, Transaction
from tests.procurement.loading import packages
from tests.procurement.loading.exports import line, row, write_csv, write_json

pytestmark = pytest.mark.django_db

INDONESIAN, DAY_FIRST = LoadOptions(number_format="id"), LoadOptions(date_format="dmy")


def umum(number: int = 1, **changes):
    return {**packages.UMUM, "nomor_pesanan": str(number), **changes}


def problems(loaded, path: Path, options: LoadOptions) -> list[tuple[str, int, str]]:
    with pytest.raises(Rejected) as caught:
        loaded(path, options=options)
    return [(one.code, one.line, one.column) for one in caught.value.rejections]


def test_indonesian_numbers(loaded, reference):
    amounts = ["67.082.500.435", "Rp 1.000,50", "1500"]
    rows = [umum(n, nilai_rupiah=amount) for n, amount in enumerate(amounts)]
    loaded(write_csv(reference / "x.csv", rows), options=INDONESIAN)
    assert Total.objects.get(rule="semua").value_sen == 6_708_250_043_500 + 100_050 + 150_000


def test_indonesian_numbers_only_when_stated(loaded, reference):
    path = write_csv(reference / "x.csv", [umum(nilai_rupiah="67.082.500.435")])
    assert problems(loaded, path, LoadOptions()) == [("R03", 2, "nilai_rupiah")]
    plain = write_csv(reference / "y.csv", [umum(nilai_rupiah="1500.00")])
    assert problems(loaded, plain, INDONESIAN) == [("R04", 2, "nilai_rupiah")]
    english = write_csv(reference / "z.csv", [umum(nilai_rupiah="67,082,500,435"), umum(2, nilai_rupiah="1.000")])
    assert problems(loaded, english, INDONESIAN) == [("R03", 2, "nilai_rupiah")]


def test_numbers_written_in_two_ways(refused, reference):
    rows = [umum(1, nilai_rupiah="5"), umum(2, nilai_rupiah="1.000,00"), umum(3, nilai_rupiah="1500.00")]
    refusal = refused(write_csv(reference / "x.csv", rows), options=INDONESIAN)
    expected = {"k": "nilai_rupiah", "a": "1.000,00", "i": 3, "b": "1500.00", "j": 4}
    assert (refusal.code, refusal.details) == ("F15", expected)
    assert "1500.00" in refusal.sentence("id") and "1500.00" in refusal.sentence("en")


def test_dates_as_stated(loaded, reference):
    for n, day in enumerate(("17/08/2023", "17 Agustus 2023")):
        loaded(write_csv(reference / f"{n}.csv", [umum(tanggal=day)]), options=DAY_FIRST)
        assert Transaction.objects.get().ordered_at.date() == date(2023, 8, 17)
    short = write_csv(reference / "y.csv", [umum(tanggal="17-Agu-23")])
    assert problems(loaded, short, DAY_FIRST) == [("R10", 2, "tanggal")]
    ambiguous = write_csv(reference / "z.csv", [umum(tanggal="03/04/2023")])
    assert problems(loaded, ambiguous, LoadOptions()) == [("R11", 2, "tanggal")]
    loaded(ambiguous, options=DAY_FIRST)
    assert Transaction.objects.get().ordered_at.date() == date(2023, 4, 3)


@pytest.mark.parametrize("other", ["2023-08-17", "17 Agustus 2023", "08/17/2023"])
def test_dates_written_in_two_ways(refused, reference, other):
    path = write_csv(reference / "x.csv", [umum(1, tanggal="03/04/2023"), umum(2, tanggal=other)])
    refusal = refused(path, options=DAY_FIRST)
    assert (refusal.code, refusal.details["k"], refusal.details["j"]) == ("F16", "tanggal", 3)


@pytest.mark.parametrize("options", [INDONESIAN, DAY_FIRST])
def test_layouts_that_are_always_written_alike(refused, reference, options):
    refusal = refused(write_csv(reference / "x.csv", [row()]), options=options)
    assert refusal.code == "F37" and "toko-daring" in refusal.sentence("id") and refusal.file == "x.csv"
    with pytest.raises(Refusal):
        stated(LAYOUTS["ekatalog-v5"], options.number_format, options.date_format)
    assert stated(UMUM, "polos", "iso") is UMUM


def test_at_the_terminal(reference, capsys):
    path = write_csv(reference / "x.csv", [umum(nilai_rupiah="1.000", tanggal="17/08/2023")])
    with pytest.raises(CommandError, match="F37") as caught:
        call_command("load_transactions", str(path), "--layout", "toko-daring", "--number-format", "id")
    assert caught.value.returncode == 2
    call_command("load_transactions", str(path), "--number-format", "id", "--date-format", "dmy")
    assert "Rp1.000;" in capsys.readouterr().out


def test_systems_and_channels(loaded, reference):
    same = [umum(1, sistem="Bela"), umum(2, sistem="bela"), umum(3, sistem="Pasar Contoh", kanal="e-katalog")]
    loaded(write_csv(reference / "x.csv", same))
    assert set(Slice.objects.values_list("system", "channel")) == {
        ("bela", "toko-daring"), ("pasar contoh", "e-katalog"),
    }  # fmt: skip
    for changes in ({"kanal": "e-katalog"}, {"sistem": "katalog-v5"}, {"kanal": "warung"}):
        path = write_csv(reference / "y.csv", [umum(**changes)])
        assert problems(loaded, path, LoadOptions()) == [("R24", 2, "kanal")]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"tahap": "selesai"}, '"selesai" (yang dikenal: completed, failed, ongoing, planned, unstated)'),
        ({"kanal": "toko daring"}, '"toko daring" (yang dikenal: e-katalog, toko-daring)'),
        ({"sistem": "katalog-v5"}, '"toko-daring" (yang dikenal: e-katalog)'),
        ({"verifikasi": "ya"}, '"ya" (yang dikenal: unverified, verified)'),
    ],
)
def test_a_word_that_is_none_of_ours_is_answered_with_ours(refused, reference, changes, said):
    (one,) = refused(write_csv(reference / "x.csv", [umum(**changes)])).rejections
    assert one.sentence("id") == f"status/kategori tidak dikenal: {said}"
    assert "(known: " in one.sentence("en")


def test_the_column_in_which_a_name_stands_is_named(loaded, reference):
    named = {"kode_klpd": "", "daerah": "Kab. Malng"}
    assert problems(loaded, write_csv(reference / "x.csv", [umum(**named)]), LoadOptions()) == [("R13", 2, "daerah")]
    other = {"kode_klpd": "D180", "daerah": "Kab. Malang"}
    assert problems(loaded, write_csv(reference / "y.csv", [umum(**other)]), LoadOptions()) == [("R15", 2, "daerah")]
    damaged = {"kode_klpd": "D18O", "daerah": "Kota Malang"}
    assert problems(loaded, write_csv(reference / "z.csv", [umum(**damaged)]), LoadOptions()) == [
        ("R14", 2, "kode_klpd")
    ]


def test_stated_standings(loaded, reference):
    rows = [umum(kedudukan="re-sent"), umum(kedudukan=""), umum(kedudukan=""), umum(uraian="lain", kedudukan="counted")]
    file = loaded(write_csv(reference / "x.csv", rows)).report()["files"][0]
    assert (file["re_sent"], file["repeated"], file["counted"]) == (1, 1, 2)
    strange = write_csv(reference / "y.csv", [umum(kedudukan="dihitung")])
    assert problems(loaded, strange, LoadOptions()) == [("R24", 2, "kedudukan")]


def test_a_download_of_ours_is_loaded_again(loaded, reference, settings):
    """Both channels, every standing, sen, and text that a spreadsheet would run: the same totals by every rule."""
    settings.SITE_PROVINCE = "35"
    shown = [row(nama_merchant="=HYPERLINK(1)"), row(tanggal_transaksi="2022-01-01"), line(), line(order_id="2")]
    loaded(write_csv(reference / "a.csv", [*shown, line(order_id="2"), row(order_id="3", order_desc="-x")]))
    other = packages.V5 | {"kd_paket": 2, "total": "7.05", "harga_satuan": "3.5", "total_harga": "7.05"}
    loaded(write_json(reference / "b.json", [packages.V5, other]))
    before = totals()
    address = "/daerah/kota-malang/transaksi.csv"
    downloaded = b"".join(Client().get(address).streaming_content)
    assert b"'=HYPERLINK(1)" in downloaded and downloaded.splitlines()[0].endswith(b",edisi,contoh")
    path = reference / "download.csv"
    path.write_bytes(downloaded)
    plan = loaded(path).report()
    assert {one["year"] for one in plan["slices"]} == {2022} and len(plan["slices"]) == 2
    assert totals() == before
    names = set(Transaction.objects.values_list("supplier_name", flat=True))
    assert "=HYPERLINK(1)" in names and set(Transaction.objects.values_list("description", flat=True)) >= {"-x"}


def totals():
    return sorted(Total.objects.values_list("region", "year", "channel", "rule", "value_sen", "orders", "rows"))


def stating(*standings: str, **changes):
    """Equal lines of one order, with the standing that each of them states."""
    return [umum(1, kedudukan=one, **changes) for one in standings]


def standings_of(path: Path):
    rows = Transaction.objects.filter(file__name=path.name).order_by("order_id", "line")
    return list(rows.values_list("order_id", "standing"))


def test_stated_standings_of_files_that_overlap_count_once(loaded, reference):
    """As the download of a year and the download of one category of it."""
    both = [*stating("counted", "counted", "repeated"), *stating("")]
    year = write_csv(reference / "year.csv", [*both, umum(2, kategori="jasa", kedudukan="counted")])
    category = write_csv(reference / "category.csv", [*both, umum(3, kedudukan="re-sent")])
    loaded(year, category)
    assert standings_of(year) == [
        ("1", "counted"), ("1", "counted"), ("1", "repeated"), ("1", "counted"), ("2", "counted"),
    ]  # fmt: skip
    assert standings_of(category) == [("1", "repeated")] * 4 + [("3", "re-sent")]
    assert Total.objects.get(rule="bersih").value_sen == 4 * 10_000_050


@pytest.mark.parametrize(
    "other",
    [stating("counted"), stating("counted", "repeated"), stating("counted", ""), stating("", "")],
    ids=["fewer", "other standings", "partly undecided", "undecided"],
)
def test_files_that_bring_an_order_otherwise_contradict_each_other(loaded, reference, other):
    a = write_csv(reference / "a.csv", [umum(2, kedudukan="counted"), *stating("counted", "counted")])
    b = write_csv(reference / "b.csv", other)
    with pytest.raises(Rejected) as caught:
        loaded(a, b)
    found = [(one.code, one.file, one.line, dict(one.details)["i"]) for one in caught.value.rejections]
    assert found == [
        ("R16", "a.csv", 3, "2 (b.csv)"), ("R16", "a.csv", 4, "2 (b.csv)"),
        *(("R16", "b.csv", 2 + n, "3 (a.csv)") for n in range(len(other))),
    ]  # fmt: skip


def test_the_same_file_twice_is_refused(loaded, refused, reference):
    a, b = (write_csv(reference / name, [umum(1, kedudukan="counted")]) for name in ("a.csv", "b.csv"))
    refusal = refused(a, b)
    assert (refusal.code, refusal.details) == ("F40", {"a": "a.csv", "b": "b.csv"})
    assert refused(a, a).code == "F40"
    empty = [write_csv(reference / f"empty-{n}.csv", [umum()]) for n in range(2)]
    for path in empty:
        path.write_text(path.read_text().splitlines()[0] + "\n")
    assert loaded(a, *empty, options=LoadOptions(allow_empty=True)).edition, "exports without rows may be equal"
