"""Accounts and the audit log, as the admin shows them: in the desk's language, and nothing done unseen."""

import re
from datetime import datetime

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from procurement.desk import audit
from procurement.desk.models import Action, AuditEntry


@pytest.fixture
def chief(db):
    client = Client()
    client.force_login(User.objects.create_superuser("kepala", password="x"))
    return client


def given(answer):
    """What the form of a page would send as it is."""
    form = answer.context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, "", False)}


def test_the_log_says_what_an_account_may_do_after_a_change(chief, user_of):
    user = user_of("uploader")
    permission = Permission.objects.get(codename="mask_names")
    address = f"/auth/user/{user.pk}/change/"
    sent = given(chief.get(address)) | {"user_permissions": [permission.pk], "groups": [], "is_superuser": "on"}
    assert chief.post(address, sent).status_code == 302
    details = AuditEntry.objects.get().details
    assert {name: details[name] for name in ("groups", "permissions", "is_active", "is_staff", "is_superuser")} == {
        "groups": [], "permissions": ["mask_names"], "is_active": True, "is_staff": True, "is_superuser": True,
    }  # fmt: skip
    chief.post(f"/auth/user/{user.pk}/delete/", {"post": "yes"})
    assert AuditEntry.objects.first().details["permissions"] == ["mask_names"]


def test_the_log_says_what_a_group_may_do_after_a_change(chief, user_of):
    group = user_of("uploader").groups.get()
    permission = Permission.objects.get(codename="edit_claims")
    chief.post(f"/auth/group/{group.pk}/change/", {"name": group.name, "permissions": [permission.pk]})
    assert Group.objects.get(pk=group.pk).permissions.get() == permission
    assert AuditEntry.objects.get().details["permissions"] == ["edit_claims"]


@pytest.mark.parametrize("address", ["/auth/user/{user}/change/", "/auth/group/{group}/change/"])
def test_permissions_read_as_sentences(chief, user_of, address):
    """Whatever name the table has for them: that of a migration, or of the language that it was made in."""
    Permission.objects.filter(codename="upload_exports").update(name="upload_exports")
    user = user_of("uploader")
    path = address.format(user=user.pk, group=user.groups.get().pk)
    text = chief.get(path).text
    assert ">Boleh mengunggah ekspor</option>" in text and ">Dapat melihat: catatan tindakan</option>" in text
    assert "upload_exports" not in text and "Can view" not in text
    chief.cookies["meja-bahasa"] = "en"
    text = chief.get(path).text
    assert ">May upload exports</option>" in text and ">Can view: audit entry</option>" in text


def test_the_log_is_read_in_the_language_of_the_page(client_of, user_of):
    user_of("publisher")
    details = {"failure": "", "reason": "expired", "sha256": ["ab"], "options": {"allow-empty": True}}
    audit.write("publisher", Action.PUBLISH, "upload 5", "done", **details)
    entry = AuditEntry.objects.get()
    changes = [{"changed": {"fields": ["Groups"]}}]
    audit.write("publisher", Action.ACCOUNT, "mask", "done", changed=changes, is_staff=False)
    audit.write("publisher", Action.EDIT, "epa", "done", changes={"note": ["", "x"]})
    for what in ("withdrawal 6", "edition 7", "mask 8", "supplier abcdefgh2345", "order abcdefgh2345"):
        audit.write("publisher", Action.BUILD, what)
    client = client_of("publisher")
    text = client.get("/desk/auditentry/").text
    for said in ("Unggahan 5", "Penarikan 6", "edisi 7", "penyamaran 8", "penyedia abcdefgh2345", ">mask<"):
        assert said in text
    assert "pesanan abcdefgh2345" in text and "upload 5" not in text and "withdrawal 6" not in text
    page = client.get(f"/desk/auditentry/{entry.pk}/change/").text
    assert "Unggahan 5" in page and "menerbitkan" in page and "upload 5" not in page
    assert "{&#x27;" not in page and "&quot;" not in page
    for said in ("Alasan: tidak diputuskan pada waktunya", "SHA-256: ab", "Opsi: allow-empty: ya"):
        assert said in page
    account = client.get(f"/desk/auditentry/{entry.pk + 1}/change/").text
    assert "Boleh memakai meja: tidak" in account and "Berubah: " in account and "[{" not in account
    assert "– → x" in client.get(f"/desk/auditentry/{entry.pk + 2}/change/").text
    assert f"{entry}".endswith("publisher: menerbitkan Unggahan 5")


def results(client, **asked):
    """(action, on what, result, address) of each entry that the list shows."""
    rows = re.findall(r"<tr>(.*?)</tr>", client.get("/desk/auditentry/", asked).text.split("<tbody>")[1], re.DOTALL)
    cells = "action", "on_what", "came_to", "address"
    return [tuple(re.search(rf'field-{cell}">([^<]*)<', row)[1] for cell in cells) for row in rows]


def test_what_was_asked_for_is_not_called_done(client_of, user_of):
    """Rows as they have always been stored: the desk's own with an address, the worker's without."""
    user_of("publisher")
    asked = {"address": "127.0.0.1"}
    audit.write("publisher", Action.WITHDRAW, "withdrawal 1", "done", load=1, **asked)
    audit.write("publisher", Action.WITHDRAW, "withdrawal 1", "refused", edition=None)
    audit.write("publisher", Action.PUBLISH, "upload 2", "done", plan="x", **asked)
    audit.write("publisher", Action.PUBLISH, "upload 2", "done", edition=1)
    audit.write("publisher", Action.CHECK, "skala-penyedia", "done", **asked)
    audit.write("publisher", Action.DISCARD, "upload 3", "done", **asked)
    client = client_of("publisher")
    asked_for = [
        ("menerbitkan", "Unggahan 2", "diminta", "127.0.0.1"),
        ("menarik", "Penarikan 1", "diminta", "127.0.0.1"),
    ]
    done = [
        ("membuang", "Unggahan 3", "selesai", "127.0.0.1"),
        ("memeriksa", "skala-penyedia", "selesai", "127.0.0.1"),
        ("menerbitkan", "Unggahan 2", "selesai", "-"),
    ]
    refused = [("menarik", "Penarikan 1", "ditolak", "-")]
    assert results(client) == [*done, asked_for[0], *refused, asked_for[1]]
    assert (results(client, result="requested"), results(client, result="done")) == (asked_for, done)
    assert results(client, result="refused") == refused
    entry = AuditEntry.objects.get(action="withdraw", result="done")
    assert "diminta" in client.get(f"/desk/auditentry/{entry.pk}/change/").text
    client.cookies["meja-bahasa"] = "en"
    assert results(client, result="requested")[0][2] == "requested"


@pytest.mark.parametrize(
    ("language", "said"), [("id", "1 Desember 2026 16.46 WIB"), ("en", "1 December 2026 16:46 WIB")]
)
def test_times_are_written_as_everywhere_else(chief, monkeypatch, language, said):
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 12, 1, 16, 46))
    audit.write("kepala", Action.LOG_IN)
    User.objects.update(date_joined=datetime(2026, 12, 1, 16, 46))
    monkeypatch.undo()
    chief.cookies["meja-bahasa"] = language
    entry, user = AuditEntry.objects.get(), User.objects.get()
    for address in ("/desk/auditentry/", f"/desk/auditentry/{entry.pk}/change/", f"/auth/user/{user.pk}/change/"):
        text = chief.get(address).text
        assert said in text and "p.m." not in text, address


def test_the_way_back_from_a_deletion_needs_no_script(chief, user_of):
    user = user_of("uploader")
    text = chief.get(f"/auth/user/{user.pk}/delete/").text
    assert f'href="/auth/user/{user.pk}/change/" class="button cancel-link">Biarkan seperti sekarang</a>' in text
    assert 'href="#"' not in text.split("<form")[-2]
    assert chief.post(f"/auth/user/{user.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not User.objects.filter(pk=user.pk).exists()
