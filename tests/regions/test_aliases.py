"""Names that wait for a person: what is queued, what may be answered, and what an answer means from then on."""

import pytest

from procurement.loading.alias_publishing import publish_answer
from regions import aliases
from regions.aliases import AliasRefused, Sighting, queue_names
from regions.matching import Found
from regions.models import QueuedName, RegionAlias
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def reference():
    return [
        builders.region(name, code, klpd_code=klpd)
        for name, code, klpd in (
            ("Provinsi Jawa Timur", "35", "D158"),
            ("Kabupaten Malang", "35.07", "D166"),
            ("Kabupaten Sidoarjo", "35.15", "D176"),
            ("Kota Malang", "35.73", "D180"),
        )
    ]


def means(name):
    return aliases.matcher().by_name(name)


def waiting():
    return list(QueuedName.objects.values_list("name", "files", "rows", "value_sen"))


def test_names_of_a_load_are_queued_once_each(reference):
    queue_names([Sighting("Kab. Malng", "a.csv", 2, 500), Sighting("Malang", "a.csv", 1, 900)])
    queue_names([Sighting("Kab. Malng", "a.csv", 2, 500), Sighting("KAB.  MALNG", "b.csv", 1, 50)])
    assert waiting() == [("Malang", "a.csv", 1, 900), ("Kab. Malng", "a.csv, b.csv", 3, 550)]


def test_first_seen_stays_while_the_name_waits(reference):
    queue_names([Sighting("Kab. Malng", "a.csv", 2, 500)])
    QueuedName.objects.update(first_seen="2023-01-02 03:04:05", last_seen="2023-01-02 03:04:05")
    queue_names([Sighting("Kab. Malng", "a.csv", 2, 500)])
    one = QueuedName.objects.get()
    assert (one.first_seen.year, one.last_seen > one.first_seen) == (2023, True)


@pytest.mark.parametrize("code", ["35.07", "D166"])
def test_an_approved_name_is_known_and_off_the_queue(reference, code):
    queue_names([Sighting("Kab. Malng", "a.csv", 2, 500)])
    assert aliases.approve("Kab. Malng", code, "surat 1/2023")
    assert means("KAB.  MALNG") == (Found.KNOWN, "35.07")
    assert waiting() == []
    assert not aliases.approve("Kab. Malng", code, "surat 1/2023")  # said already
    assert aliases.approve("Kab. Malng", "35.73", "surat 2/2023")
    assert means("Kab. Malng") == (Found.KNOWN, "35.73")


def test_a_rejected_name_is_out_of_scope_from_now_on(reference):
    queue_names([Sighting("Kab. Malng", "a.csv", 2, 500)])
    assert aliases.reject("Kab. Malng")
    assert means("Kab. Malng") == (Found.OUTSIDE, None)
    assert waiting() == []


def test_a_bare_name_of_a_pair_is_never_approved(reference):
    queue_names([Sighting("MALANG", "a.csv", 2, 500)])
    with pytest.raises(AliasRefused, match=r"Kabupaten Malang, Kota Malang.*tidak pernah dicocokkan.*never matches"):
        aliases.approve("MALANG", "35.73", "saya")
    assert means("MALANG") == (Found.BARE, None)
    assert not RegionAlias.objects.exists() and waiting()
    assert aliases.reject("MALANG")  # its rows may be left out, by a person who says so
    assert means("Malang") == (Found.OUTSIDE, None)


def test_a_bare_name_that_only_one_government_has_is_a_persons_to_decide(reference):
    assert means("Sidoarjo") == (Found.BARE, None)
    assert aliases.approve("Sidoarjo", "35.15", "surat")
    assert means("SIDOARJO") == (Found.KNOWN, "35.15")


@pytest.mark.parametrize("name", ["Kota Malang", "Pemkab Malang", "MALANG (KOTA)"])
def test_a_name_in_full_cannot_be_made_to_mean_anything_else(reference, name):
    for answer in (lambda: aliases.approve(name, "35.15", "x"), lambda: aliases.reject(name)):
        with pytest.raises(AliasRefused, match="sudah berarti"):
            answer()
    RegionAlias.objects.create(alias=name.casefold(), region_id="35.15")  # as of before the reference had it
    assert means(name)[1] in ("35.73", "35.07")


@pytest.mark.parametrize(
    ("name", "code", "source"), [("Kab. Malng", "35.99", "x"), ("Kab. Malng", "35.07", " "), ("", "35.07", "x")]
)
def test_an_answer_needs_a_name_a_government_and_a_source(reference, name, code, source):
    with pytest.raises(AliasRefused):
        aliases.approve(name, code, source)
    assert not RegionAlias.objects.exists()


def test_what_was_said_can_be_taken_back(reference):
    queue_names([Sighting("Kab. Malngg", "a.csv", 2, 500)])
    aliases.reject("Kab. Malng")
    assert aliases.forget("Kab. Malng")
    assert means("Kab. Malng") == (Found.NEAR, None)
    assert not aliases.forget("Kab. Malngg")
    assert waiting() == []


def test_who_answered_is_kept(reference):
    aliases.approve("Kab. Malng", "35.07", "surat 1/2023", "ani")
    aliases.reject("Kab. Entah", operator="budi")
    assert dict(RegionAlias.objects.values_list("alias", "operator")) == {"kab. malng": "ani", "kab. entah": "budi"}


def test_an_answer_that_is_only_planned_changes_nothing(reference):
    queue_names([Sighting("Kab. Malng", "a.csv", 2, 500)])
    assert publish_answer(lambda: aliases.approve("Kab. Malng", "35.07", "surat"), dry_run=True) is None
    assert not RegionAlias.objects.exists() and QueuedName.objects.count() == 1
    with pytest.raises(AliasRefused, match="tidak pernah dicocokkan"):
        publish_answer(lambda: aliases.approve("Malang", "35.07", "surat"), dry_run=True)
    assert publish_answer(lambda: aliases.approve("Kab. Malng", "35.07", "surat")) == 1
    assert publish_answer(lambda: aliases.approve("Kab. Malng", "35.07", "surat")) is None
