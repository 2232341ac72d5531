"""`load_claims`: replaces all claims in one step with an edition, or changes nothing."""

import pytest
from django.core.management import CommandError, call_command

from awards.judging import store_verdicts
from awards.models import Claim, Event, Verdict
from procurement.loading.locking import only_one
from procurement.models import Edition
from regions.models import Region
from tests import builders
from tests.awards import hand_made
from tests.awards.conftest import CLAIMS

pytestmark = pytest.mark.django_db


@pytest.fixture
def governments():
    return hand_made.governments()


@pytest.fixture
def changed(tmp_path):
    """The repository's claims with one text replaced by another."""

    def change(old, new):
        path = tmp_path / "changed.csv"
        path.write_text(CLAIMS.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        return path

    return change


def state():
    return [list(model.objects.order_by("pk").values()) for model in (Claim, Event, Verdict, Edition)]


def test_claims_events_verdicts_and_an_edition(governments, load_claims):
    printed = load_claims()
    assert printed == "21 klaim (+21 -0 ~0), edisi 1. / 21 claims (+21 -0 ~0), edition 1.\n"
    assert (Claim.objects.count(), Event.objects.count()) == (21, 3)
    edition = Edition.objects.get()
    assert (edition.cause, edition.is_sample) == ("claims", False)
    assert Verdict.objects.filter(edition=edition).values("claim").distinct().count() == 21
    first = Claim.objects.select_related("event").first()
    assert (first.claim_id, first.event.venue) == ("epa-2023-kota-malang", "Grand City, Surabaya")
    assert first.stated_value_sen == 6_708_250_043_500
    malformed = Claim.objects.get(pk="bisnis-2023-kota-malang")
    assert (malformed.value_as_printed, malformed.stated_value_sen) == ("Rp 52.071.487,453", None)


def test_the_same_file_again_changes_nothing(governments, load_claims):
    load_claims()
    before = state()
    assert load_claims() == "21 klaim sudah berlaku; tidak ada perubahan. / 21 claims stand already; nothing changed.\n"
    assert state() == before


def test_a_change_makes_an_edition_and_leaves_the_old_one_alone(governments, load_claims, changed):
    load_claims()
    old = list(Verdict.objects.filter(edition=1).order_by("id").values())
    assert "~2" in load_claims(changed("2959536672,", "2959536673,"))
    assert list(Verdict.objects.filter(edition=1).order_by("id").values()) == old
    stated = Verdict.objects.filter(claim="bejo-2021-kota-malang-malangpagi", quantity="value").order_by("edition_id")
    assert [verdict.stated for verdict in stated] == [295_953_667_200, 295_953_667_300]


def test_another_order_is_a_change_since_pages_keep_it(governments, load_claims, tmp_path):
    load_claims()
    header, *lines = CLAIMS.read_text(encoding="utf-8").splitlines(keepends=True)
    turned = tmp_path / "turned.csv"
    turned.write_text("".join([header, *reversed(lines)]), encoding="utf-8")
    assert "(+0 -0 ~0), edisi 2." in load_claims(turned)
    assert Claim.objects.last().claim_id == "epa-2023-kota-malang"


def test_a_claim_that_is_gone_keeps_its_old_verdicts(governments, load_claims, tmp_path):
    load_claims()
    shorter = tmp_path / "shorter.csv"
    lines = CLAIMS.read_text(encoding="utf-8").splitlines(keepends=True)
    shorter.write_text("".join(line for line in lines if not line.startswith("bejo-2025")), encoding="utf-8")
    assert "(+0 -1 ~0)" in load_claims(shorter)
    assert not Claim.objects.filter(pk="bejo-2025-kota-malang").exists()
    assert not Event.objects.filter(pk="penghargaan-jatim-bejo-2025").exists()
    gone = Verdict.objects.filter(claim_id="bejo-2025-kota-malang")
    assert set(gone.values_list("edition", flat=True)) == {1}


def test_a_bad_file_changes_nothing(governments, load_claims, changed):
    load_claims()
    before = state()
    with pytest.raises(CommandError) as refused:
        load_claims(changed("35.79,", "35.97,"))
    assert refused.value.returncode == 2
    message = str(refused.value)
    assert 'changed.csv baris 7, kolom region_code: K14 kode wilayah "35.97"' in message
    assert message.endswith("Tidak ada perubahan. / Nothing changed.")
    assert state() == before


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_no_file_no_change(governments, data_dir, tmp_path, name):
    with pytest.raises(CommandError, match="F29") as refused:
        call_command("load_claims", tmp_path / name)
    assert refused.value.returncode == 2
    assert not Edition.objects.exists()


def test_one_writer_at_a_time(governments, load_claims, data_dir):
    with only_one(data_dir), pytest.raises(CommandError, match="F20") as refused:
        load_claims()
    assert refused.value.returncode == 3
    assert not Claim.objects.exists()


def test_without_governments_every_claim_is_refused_by_line(load_claims):
    with pytest.raises(CommandError) as refused:
        load_claims()
    assert str(refused.value).count("K14") == 21


def test_a_failing_edition_undoes_the_claims(governments, load_claims, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError("no edition today")

    monkeypatch.setattr("awards.publishing.make_edition", fail)
    with pytest.raises(RuntimeError):
        load_claims()
    assert not Claim.objects.exists()


def test_a_government_that_left_the_reference_breaks_nothing(governments, load_claims, client):
    load_claims()
    Region.objects.filter(code="35.14").delete()
    claim = Claim.objects.get(pk="jpnn-2023-kab-pasuruan")
    assert (claim.region_id, claim.region_code) == (None, "35.14")
    store_verdicts(builders.publish())
    latest = Verdict.objects.filter(claim=claim).order_by("-edition_id").first()
    assert latest.outcome == "belum-ada-data"
    assert client.get("/klaim/jpnn-2023-kab-pasuruan/").status_code == 200
