"""The strict reader: what is understood, and that everything else is refused with its line and column."""

import csv
import io
from datetime import date

import pytest

from awards.reading import read_claims
from awards.refusals import CLAIM_CODES
from procurement.loading.reference_file import RowsRefused
from procurement.loading.refusals import Refusal
from tests.awards.conftest import CLAIMS
from tests.awards.hand_made import NAMES

pytestmark = pytest.mark.once

KINDS = {code: "province" if code == "35" else "city" for code in NAMES}
GOOD = {
    "claim_id": "one", "kind": "award", "event": "Acara", "event_slug": "acara", "event_date": "2023-05-29",
    "venue": "Surabaya", "presented_by": "Gubernur", "category": "terbanyak", "region_code": "35.73",
    "recipient_kind": "local-government", "channel": "toko-daring", "metric": "value", "period_start": "2022-01-01",
    "period_end": "2022-12-31", "as_of": "", "stated_value_idr": "5000", "value_as_printed": "Rp5.000",
    "value_precision_idr": "1000", "value_comparator": "rounded", "stated_orders": "5", "orders_comparator": "exact",
    "stated_rank": "1", "note": "", "conflict_group": "", "conflict_note": "", "source_title": "Berita",
    "publisher": "Koran", "source_url": "https://koran.example/berita?a=1", "accessed": "2026-11-23",
}  # fmt: skip


def text(*rows, columns=tuple(GOOD)):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([row.get(name, "") for name in columns] for row in rows)
    return out.getvalue()


@pytest.fixture
def read(tmp_path):
    def reading(content):
        path = tmp_path / "claims.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_claims(path, KINDS)

    return reading


@pytest.fixture
def faults(read):
    def reading(*rows):
        with pytest.raises(RowsRefused) as refused:
            read(text(*rows))
        return [(one.line, one.column, one.code) for one in refused.value.rejections]

    return reading


def test_a_row_is_read_to_values(read):
    (row,) = read(text(GOOD))
    assert row["stated_value_idr"] == 500_000  # sen
    assert row["value_precision_idr"] == 100_000
    assert (row["period_start"], row["as_of"]) == (date(2022, 1, 1), None)
    assert (row["stated_orders"], row["stated_rank"], row["note"]) == (5, 1, "")


def test_columns_may_stand_in_any_order_with_a_byte_order_mark(read):
    mixed = text(GOOD, columns=tuple(reversed(GOOD)))
    assert read(mixed.encode("utf-8-sig")) == read(text(GOOD))


def test_the_repositorys_claims_are_read():
    rows = read_claims(CLAIMS, KINDS)
    assert len(rows) == 21
    malformed = next(row for row in rows if row["claim_id"] == "bisnis-2023-kota-malang")
    assert (malformed["value_as_printed"], malformed["stated_value_idr"]) == ("Rp 52.071.487,453", None)


EMPTY_VALUE = dict.fromkeys(("stated_value_idr", "value_as_printed", "value_precision_idr", "value_comparator"), "")
NO_EVENT = dict.fromkeys(("event", "event_slug", "event_date"), "")


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"claim_id": ""}, "claim_id", "R02"),
        ({"claim_id": "Satu Dua"}, "claim_id", "K05"),
        ({"claim_id": "a/b"}, "claim_id", "K05"),
        ({"kind": "hadiah"}, "kind", "R24"),
        ({"channel": "tokodaring"}, "channel", "R24"),
        ({"metric": "nilai"}, "metric", "R24"),
        ({"value_comparator": "about"}, "value_comparator", "R24"),
        ({"event_date": "29/05/2023"}, "event_date", "R10"),
        ({"period_end": "2022-02-29"}, "period_end", "R10"),
        ({"period_end": "2022-2-28"}, "period_end", "R10"),
        ({"accessed": "0026-11-23"}, "accessed", "R12"),
        ({"region_code": "3573"}, "region_code", "R14"),
        ({"region_code": "35.1"}, "region_code", "R14"),
        ({"region_code": "35.99"}, "region_code", "K14"),
        ({"stated_value_idr": "5.000"}, "stated_value_idr", "R03"),
        ({"stated_value_idr": "5,000"}, "stated_value_idr", "R03"),
        ({"stated_value_idr": "5e3"}, "stated_value_idr", "R03"),
        ({"stated_value_idr": "٥000"}, "stated_value_idr", "R03"),
        ({"stated_value_idr": "-5000"}, "stated_value_idr", "R06"),
        ({"stated_value_idr": "0"}, "stated_value_idr", "R07"),
        ({"stated_value_idr": "92233720368547759"}, "stated_value_idr", "R07"),
        ({"stated_value_idr": "5500"}, "stated_value_idr", "K10"),
        ({"stated_orders": "2.748"}, "stated_orders", "R03"),
        ({"stated_orders": "99999999999"}, "stated_orders", "R07"),
        ({"stated_rank": "0"}, "stated_rank", "R07"),
        ({"source_url": "javascript:alert(1)"}, "source_url", "K06"),
        ({"source_url": "https:///tanpa-tuan-rumah"}, "source_url", "K06"),
        ({"source_url": 'https://x.example/"onclick="'}, "source_url", "K06"),
        ({"note": "a\u202eb"}, "note", "R18"),
        ({"value_as_printed": "Rp5\x00"}, "value_as_printed", "R18"),
        ({"note": "x" * 1001}, "note", "R19"),
        ({"event": ""}, "event", "K03"),
        ({"event_slug": ""}, "event_slug", "K03"),
        ({"event_date": ""}, "event_date", "K03"),
        ({"period_start": ""}, "period_start", "K03"),
        ({"value_as_printed": "", "metric": "rank"}, "value_as_printed", "K03"),
        ({"value_comparator": ""}, "value_comparator", "K03"),
        ({"orders_comparator": ""}, "orders_comparator", "K03"),
        ({"stated_orders": ""}, "orders_comparator", "K04"),
        ({"conflict_note": "x"}, "conflict_note", "K04"),
        ({"period_end": "2021-12-31"}, "period_end", "K07"),
        ({"as_of": "2021-12-31"}, "as_of", "K07"),
        ({**NO_EVENT, "period_end": "", "event_date": "2021-12-31"}, "event_date", "K07"),  # where an open period ends
        ({**NO_EVENT, "period_end": ""}, "as_of", "K08"),
        ({**EMPTY_VALUE}, "value_as_printed", "K09"),
        ({"metric": "rank", "stated_rank": ""}, "stated_rank", "K09"),
        ({"metric": "programme-value", "stated_rank": ""}, "metric", "K12"),
        ({"recipient_kind": "programme"}, "metric", "K12"),
        ({"region_code": "35"}, "stated_rank", "K13"),
    ],
)
def test_a_bad_cell_is_refused_by_line_and_column(faults, changes, column, code):
    other = {**GOOD, "claim_id": "two"}
    assert faults(other, {**GOOD, **changes}) == [(3, column, code)]


def test_every_fault_is_listed_at_once(faults):
    assert faults({**GOOD, "kind": "x", "accessed": ""}, {**GOOD, "claim_id": "two", "metric": "x"}) == [
        (2, "kind", "R24"),
        (2, "accessed", "R02"),
        (3, "metric", "R24"),
    ]


def test_a_claim_stands_once(faults):
    assert faults(GOOD, GOOD) == [(3, "claim_id", "K02")]


@pytest.mark.parametrize("changes", [{"event": "Lain"}, {"event_date": "2023-05-30"}, {"venue": "Malang"}])
def test_claims_agree_on_their_event(faults, changes):
    assert faults(GOOD, {**GOOD, "claim_id": "two", **changes}) == [(3, next(iter(changes)), "K11")]


def test_a_venue_may_be_left_out(read):
    assert len(read(text(GOOD, {**GOOD, "claim_id": "two", "venue": ""}))) == 2


def test_lines_are_counted_through_quoted_line_ends(faults):
    assert faults({**GOOD, "note": "satu\ndua"}, {**GOOD, "claim_id": "two", "kind": "x"}) == [(4, "kind", "R24")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "F01"),
        (b"\n\n", "F01"),
        (text(GOOD).replace("publisher", "claim_id", 1), "F03"),
        (text(GOOD, columns=tuple(name for name in GOOD if name != "note")), "F03"),
        (text(GOOD, columns=(*GOOD, "note")), "F04"),
        (text(GOOD).encode() + b"\xff", "F06"),
        (text(GOOD).replace("Berita", '"Berita'), "F07"),
        (b"x" * 5_000_001, "F10"),
        (text(*[GOOD] * 5_001), "F10"),
        (text(GOOD) + "kurang,sel\r\n" * 5_001, "F10"),
        (text(GOOD) + "lain,akhir baris\n", "F07"),
    ],
)
def test_a_bad_file_is_refused(read, content, code):
    with pytest.raises(Refusal) as refusal:
        read(content)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (text(GOOD, columns=(*GOOD, "catatan_internal")), (1, "catatan_internal", "K01")),
        (text(), (1, "", "K15")),
        (text(GOOD) + "kurang,sel\r\n", (3, "", "R01")),
        (text(GOOD).replace("\r\n", "\r\n\r\n", 1), (2, "", "R01")),
    ],
)
def test_a_bad_shape_is_refused_by_line(read, content, fault):
    with pytest.raises(RowsRefused) as refused:
        read(content)
    first = refused.value.rejections[0]
    assert (first.line, first.column, first.code) == fault


def test_links_and_folders_are_no_files(tmp_path):
    (tmp_path / "link.csv").symlink_to(CLAIMS)
    for path in (tmp_path, tmp_path / "missing.csv", tmp_path / "link.csv"):
        with pytest.raises(Refusal, match="F29"):
            read_claims(path, KINDS)


def test_every_reason_is_said_in_both_languages(faults, read):
    with pytest.raises(RowsRefused) as refused:
        read(text({**GOOD, "region_code": "35.99", "period_end": "2021-01-01"}))
    assert [str(one) for one in refused.value.rejections] == [
        'claims.csv baris 2, kolom period_end: K07 "2021-01-01" lebih awal daripada period_start / '
        '"2021-01-01" is earlier than period_start',
        'claims.csv baris 2, kolom region_code: K14 kode wilayah "35.99" tidak ada dalam rujukan yang dimuat; '
        'muat dahulu dengan load_regions / region code "35.99" is not in the loaded reference; '
        "load it first with load_regions",
    ]
    for indonesian, english in CLAIM_CODES.values():
        assert indonesian != english
