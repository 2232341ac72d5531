"""A load refused for a name (R13) leaves the name in the queue; once a person has answered, the same file loads."""

import pytest
from django.core.management import CommandError, call_command

from procurement.loading.load import LoadOptions
from procurement.models import Edition, Transaction
from regions.models import QueuedName
from tests.procurement.loading.conftest import published
from tests.procurement.loading.exports import row, write_csv


def named(name, **fields):
    return row(kd_klpd=None, nama_klpd=name, **fields)


@pytest.fixture
def aliases(reference, capsys):
    """Runs `manage.py aliases …` and gives what was printed."""

    def run(*arguments):
        capsys.readouterr()
        call_command("aliases", *arguments)
        return capsys.readouterr().out

    return run


@pytest.fixture
def export(reference):
    rows = [
        row(order_id="1", valuasi=100),
        named("Kab. Malng", order_id="2", valuasi=20),
        named("KAB. MALNG", order_id="3", valuasi=3),
        named("Kab. Bandung", order_id="4", valuasi=4000),
    ]
    return write_csv(reference / "portal.csv", rows)


def test_a_refused_load_queues_the_name_and_nothing_else(export, refused):
    assert refused(export).code == "F22"
    one = QueuedName.objects.get()
    assert (one.name, one.rows, one.value_sen, one.files) == ("Kab. Malng", 2, 2300, "portal.csv")


def test_a_dry_run_queues_nothing(export, refused):
    refused(export, dry_run=True)
    assert not QueuedName.objects.exists()


def test_an_approved_name_lets_the_same_file_in(export, refused, loaded, aliases):
    refused(export)
    said = 'MENUNGGU/WAITING "Kab. Malng": 2 baris/rows, Rp23, portal.csv, sejak/since '
    assert aliases().startswith(said) and aliases().endswith("mungkin/perhaps: Kabupaten Malang\n")
    assert "edisi 1." in aliases("approve", "Kab. Malng", "35.07", "--source", "surat 12")
    assert aliases() == "kab. malng = Kabupaten Malang (surat 12)\n"
    assert loaded(export).edition == 2
    assert Transaction.objects.filter(region="35.07").count() == 2


def test_a_rejected_name_lets_the_same_file_in_without_its_rows(export, refused, loaded, aliases):
    refused(export)
    aliases("reject", "Kab. Malng")
    assert aliases() == "kab. malng = di luar daftar / out of scope (–)\n"
    outcome = loaded(export)
    assert set(Transaction.objects.values_list("region", flat=True)) == {"35.73"}
    named = {one["name"]: one["rows"] for one in outcome.prepared.files[0].notes()["out_of_scope"]}
    assert named == {"Kab. Malng": 1, "KAB. MALNG": 1, "Kab. Bandung": 1}


def test_a_forgotten_answer_is_asked_for_again(export, refused, aliases):
    aliases("reject", "Kab. Malng")
    assert "edisi 2." in aliases("forget", "Kab. Malng")
    assert "Tidak ada keputusan" in aliases("forget", "Kab. Malng")
    assert refused(export).code == "F22"


def test_a_bare_name_of_a_pair_waits_and_cannot_be_approved(reference, refused, aliases):
    refused(named("MALANG", valuasi=50))
    assert "mungkin/perhaps: Kabupaten Malang, Kota Malang" in aliases()
    before = published()
    with pytest.raises(CommandError, match="never matches") as caught:
        aliases("approve", "Malang", "35.73", "--source", "saya")
    assert caught.value.returncode == 2
    assert (published(), QueuedName.objects.count()) == (before, 1)


def test_an_answer_stands_on_the_data_page_with_its_edition(reference, aliases, client):
    aliases("approve", "Kab. Malng", "D166", "--source", "<b>surat</b>")
    assert Edition.objects.get().cause == "aliases"
    html = client.get("/data/").content.decode()
    assert "<b>kab. malng</b>" in html and "= Kabupaten Malang" in html and "&lt;b&gt;surat" in html


def test_a_name_with_rejects_that_were_published_waits_too(reference, loaded):
    loaded(row(), named("Kab. Malng", order_id="2"), options=LoadOptions(rejects=1))
    assert QueuedName.objects.count() == 1
