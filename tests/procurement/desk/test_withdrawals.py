"""A load is taken out again: looked at first, then done as the next edition."""

from django.conf import settings

from procurement.desk.models import AuditEntry, Build, State, Withdrawal
from procurement.desk.work import patience, withdrawals
from procurement.loading import locking
from procurement.loading.refusals import Refusal
from procurement.models import Edition, Load, Slice, Transaction
from tests.procurement.desk.conftest import export
from tests.procurement.loading.exports import row

MALANG = row(order_id="1", valuasi=100_000)
SURABAYA = row(order_id="2", valuasi=300_000, kd_klpd="D181", nama_klpd="Kota Surabaya")


def ask(client, load, *slices):
    answer = client.post(f"/muatan/{load.pk}/tarik/", {"slice": slices})
    assert answer.status_code == 302, answer.text
    return Withdrawal.objects.latest("pk")


def test_a_slice_is_looked_at_then_withdrawn(published, client_of, work):
    published(export(MALANG, SURABAYA))
    load, publisher = Load.objects.get(), client_of("publisher")
    assert "Kota Surabaya" in publisher.get(f"/muatan/{load.pk}/").text
    one = ask(publisher, load, "35.78 2022 bela")
    work()
    page = publisher.get(f"/penarikan/{one.pk}/").text
    assert "Rp300.000" in page and "Rp100.000" not in page
    assert "Kota Malang" in page, "its rank moves"
    assert Slice.objects.count() == 2
    one.refresh_from_db()
    assert (one.state, len(one.token)) == (State.PLANNED, 12)
    assert publisher.post(f"/penarikan/{one.pk}/tarik/", {"token": "x"}).status_code == 409
    assert publisher.post(f"/penarikan/{one.pk}/tarik/", {"token": one.token}).status_code == 302
    work()
    one.refresh_from_db()
    assert (one.state, one.edition, one.decided_by) == (State.PUBLISHED, 2, "publisher")
    assert [each.region_id for each in Slice.objects.all()] == ["35.73"]
    assert Transaction.objects.get().value_sen == 100_000 * 100
    assert Edition.objects.get(number=2).cause == "withdrawal"
    assert Build.objects.get(edition=2).state == Build.State.DONE
    said = AuditEntry.objects.filter(action="withdraw").order_by("pk").values_list("by", "result")
    assert list(said) == [("publisher", "done")] * 2


def test_what_changed_meanwhile_is_not_withdrawn(published, client_of, work):
    """The slice stands from another load by then (W01)."""
    published(export(MALANG))
    load, publisher = Load.objects.get(), client_of("publisher")
    one = ask(publisher, load, "35.73 2022 bela")
    work()
    published(export(MALANG, row(order_id="9")))
    one.refresh_from_db()
    publisher.post(f"/penarikan/{one.pk}/tarik/", {"token": one.token})
    work()
    one.refresh_from_db()
    assert (one.state, one.failure) == (State.REFUSED, "W01")
    assert Slice.objects.count() == 1 and Edition.objects.count() == 2
    assert "W01" in publisher.get(f"/penarikan/{one.pk}/").text


def test_nothing_chosen_and_leaving_it(published, client_of, work):
    published(export(MALANG))
    load, publisher = Load.objects.get(), client_of("publisher")
    assert publisher.post(f"/muatan/{load.pk}/tarik/", {"slice": "35.99 2022 bela"}).status_code == 400
    assert publisher.post(f"/muatan/{load.pk}/tarik/").status_code == 400
    one = ask(publisher, load, "35.73 2022 bela")
    work()
    assert publisher.post(f"/penarikan/{one.pk}/batal/").status_code == 302
    one.refresh_from_db()
    assert one.state == State.DISCARDED
    assert publisher.post(f"/penarikan/{one.pk}/tarik/", {"token": one.token}).status_code == 409
    assert Slice.objects.count() == 1


def test_what_would_move_other_ranks_by_now_is_not_withdrawn(published, client_of, work):
    """Its slices stand as they were, but the ranks that were shown do not (F32)."""
    published(export(MALANG))
    load, publisher = Load.objects.get(), client_of("publisher")
    one = ask(publisher, load, "35.73 2022 bela")
    work()
    published(export(SURABAYA, name="other.csv"))
    one.refresh_from_db()
    publisher.post(f"/penarikan/{one.pk}/tarik/", {"token": one.token})
    work()
    one.refresh_from_db()
    assert (one.state, one.failure) == (State.REFUSED, "F32")
    assert Slice.objects.count() == 2
    page = publisher.get(f"/penarikan/{one.pk}/").text
    assert "F32 Rencananya berubah" in page and "--dry-run" not in page


def test_who_holds_the_lock_for_a_moment_is_waited_for(published, client_of, work, monkeypatch):
    published(export(MALANG))
    free, tries = withdrawals.only_one, []

    def held_at_first(folder):
        tries.append(folder)
        if len(tries) % 2:
            raise Refusal("F20", {"t": "?", "p": "?"})
        return free(folder)

    monkeypatch.setattr(patience, "PAUSE", 0)
    monkeypatch.setattr(withdrawals, "only_one", held_at_first)
    one = ask(client_of("publisher"), Load.objects.get(), "35.73 2022 bela")
    work()
    one.refresh_from_db()
    client_of("publisher").post(f"/penarikan/{one.pk}/tarik/", {"token": one.token})
    work()
    one.refresh_from_db()
    assert (one.state, len(tries)) == (State.PUBLISHED, 4)


def test_who_holds_the_lock_for_long_is_named(published, client_of, work, monkeypatch):
    published(export(MALANG))
    monkeypatch.setattr(patience, "PATIENCE", 0)
    with locking.only_one(settings.DATA_DIR):
        one = ask(client_of("publisher"), Load.objects.get(), "35.73 2022 bela")
        work()
    one.refresh_from_db()
    assert (one.state, one.failure) == (State.REFUSED, "F20") and "PID" in one.report["refused"]["id"]
