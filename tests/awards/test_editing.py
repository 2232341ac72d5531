"""One claim is edited as strictly as a file is read, with the verdicts that would move shown first."""

import pytest

from awards import editing
from awards.models import Claim, Event, Verdict
from awards.publishing import MovedVerdict
from awards.reading import read_claims
from awards.writing import csv_text, standing
from procurement.loading.reference_file import RowsRefused
from procurement.loading.refusals import Refusal
from procurement.models import Edition
from regions.models import Region
from tests.awards import hand_made
from tests.awards.conftest import CLAIMS

pytestmark = pytest.mark.django_db
MALANG = "epa-2023-kota-malang"


@pytest.fixture
def site(load_claims):
    hand_made.governments()
    load_claims()


def state():
    return [list(model.objects.order_by("pk").values()) for model in (Claim, Event, Verdict, Edition)]


def cells(claim_id):
    return next(row for row in standing() if row["claim_id"] == claim_id)


def published(change):
    return editing.publish(change, change.token)


def faults(change):
    before = state()
    with pytest.raises(RowsRefused) as caught:
        editing.plan(change)
    assert state() == before
    return [(one.line, one.column, one.code) for one in caught.value.rejections]


def test_what_stands_is_written_as_the_file_that_it_came_from(site, tmp_path):
    written = csv_text(standing())
    assert written == CLAIMS.read_text(encoding="utf-8")
    again = tmp_path / "again.csv"
    again.write_text(written, encoding="utf-8")
    kinds = dict(Region.objects.values_list("code", "kind"))
    assert read_claims(again, kinds) == read_claims(CLAIMS, kinds)


def test_a_plan_names_the_verdicts_that_would_move_and_writes_nothing(site):
    before = state()
    change = editing.put(cells("bisnis-2023-kota-malang") | {"value_as_printed": "Rp52 miliar"} | {
        "stated_value_idr": "52000000000", "value_precision_idr": "1000000000", "value_comparator": "rounded",
    })  # fmt: skip
    planned = editing.plan(change)
    assert (planned.altered, planned.added, planned.removed) == (["bisnis-2023-kota-malang"], [], [])
    assert planned.moved == [MovedVerdict("bisnis-2023-kota-malang", "value", "tidak-terbaca", "belum-ada-data")]
    assert planned.edition is None and state() == before
    done = published(change)
    assert (done.edition.number, done.edition.cause, done.moved) == (2, "claims", planned.moved)
    assert Claim.objects.get(pk="bisnis-2023-kota-malang").stated_value_sen == 5_200_000_000_000


def test_a_new_claim_comes_last_and_one_that_is_taken_out_goes(site):
    new = cells(MALANG) | {"claim_id": "baru", "stated_rank": "3"}
    assert published(editing.put(new)).added == ["baru"]
    assert Claim.objects.last().claim_id == "baru"
    assert published(editing.take_out("baru")).removed == ["baru"]
    assert csv_text(standing()) == CLAIMS.read_text(encoding="utf-8")
    assert Edition.objects.count() == 3
    with pytest.raises(KeyError):
        editing.take_out("baru")


def test_what_does_not_change_makes_no_edition(site):
    done = published(editing.put(cells(MALANG)))
    assert (done.unchanged, done.edition, done.moved) == (True, None, [])


@pytest.mark.parametrize(
    ("altered", "column", "code"),
    [
        ({"value_as_printed": ""}, "value_as_printed", "K03"),
        ({"source_title": ""}, "source_title", "R02"),
        ({"publisher": " "}, "publisher", "R02"),
        ({"source_url": ""}, "source_url", "R02"),
        ({"source_url": "malangvoice.com"}, "source_url", "K06"),
        ({"accessed": ""}, "accessed", "R02"),
        ({"region_code": "35.99"}, "region_code", "K14"),
        ({"stated_value_idr": "67.082.500.435"}, "stated_value_idr", "R03"),
        ({"event_date": "2023-05-30"}, "event_date", "K11"),
    ],
)
def test_a_claim_is_refused_as_it_would_be_in_a_file(site, altered, column, code):
    change = editing.put(cells(MALANG) | altered)
    assert change.line == 2
    found = faults(change)
    # The second claim of the event is the one that disagrees with the first.
    assert found[0] == (3 if code == "K11" else 2, column, code)


def test_an_event_is_renamed_for_all_of_its_claims(site):
    change = editing.put(cells(MALANG) | {"event": "EPA 2023", "event_date": "2023-05-30"}, whole_event=True)
    assert published(change).altered == [MALANG, "epa-2023-kota-kediri"]
    assert Event.objects.get(pk="e-purchasing-awards-2023").name == "EPA 2023"
    assert Event.objects.get(pk="e-purchasing-awards-2023").venue == "Grand City, Surabaya"


def test_the_last_claim_cannot_be_taken_out(site):
    Claim.objects.exclude(pk=MALANG).delete()
    assert faults(editing.take_out(MALANG)) == [(1, "", "K15")]


def test_a_plan_is_stale_when_the_claims_have_changed(site):
    change = editing.put(cells(MALANG) | {"note": "satu"})
    published(editing.put(cells(MALANG) | {"note": "dua"}))
    before = state()
    with pytest.raises(Refusal) as caught:
        editing.publish(editing.put(cells(MALANG) | {"note": "satu"}), change.token)
    assert caught.value.code == "F32"
    assert state() == before
