"""The desk as its own process has it: its settings, its databases, and somebody of each kind logged in."""

import io
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.conf import settings as configured
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connections, router
from django.test import Client
from django.utils.formats import reset_format_cache

from procurement import desk_settings
from procurement.desk import child, files, worker
from procurement.desk.models import Upload
from regions.reference import load_regions
from tests.procurement.loading.exports import csv_text, row

PASSWORD = "kuda laut berenang pelan"
SEND = "/unggahan/kirim/"
FOUR = [row(order_id=str(n), valuasi=n * 100_000) for n in (1, 2, 3, 4)]
GROUPS = {"uploader": "Pengunggah", "publisher": "Penerbit", "editor": "Penyunting klaim"}


@pytest.hookimpl(tryfirst=True)  # before the tests are put into order by what they do with a database
def pytest_collection_modifyitems(items):
    """Every test of the desk reaches both of its databases, where they are two."""
    for item in items:
        if "procurement/desk" in item.path.as_posix() and not item.get_closest_marker("once"):
            item.add_marker(pytest.mark.django_db(databases=list(configured.DATABASES)), append=False)


@pytest.fixture(autouse=True)
def served(settings, tmp_path):
    """What settings.py has where SITE_ROLE is desk; an upload folder of its own, and passwords that hash quickly."""
    for name, value in desk_settings.served({}, settings.BASE_DIR).items():
        setattr(settings, name, value)
    settings.SITE_ROLE = "desk"
    settings.DATA_DIR = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    reset_format_cache()  # what Django keeps of the site's formats; FORMAT_MODULE_PATH is the desk's
    yield
    reset_format_cache()


@pytest.fixture(autouse=True)
def in_process(monkeypatch):
    """Commands of the worker run in this process, which alone sees the test's database; test_child.py has real ones."""

    def run(arguments, folder, tick=lambda: None):
        out = io.StringIO()
        try:
            call_command(*arguments, stdout=out, stderr=out)
        except CommandError as error:
            return child.End(error.returncode)
        finally:
            tick()
        return child.End(0)

    monkeypatch.setattr(child, "run", run)


@pytest.fixture
def user_of():
    def make(kind: str) -> User:
        user, made = User.objects.get_or_create(username=kind, defaults={"is_staff": True})
        if made:
            user.set_password(PASSWORD)
            user.save()
            user.groups.add(_group(GROUPS[kind]))
        return user

    return make


def _group(name: str) -> Group:
    """As its migration makes it; a test that ends by emptying the tables takes it away."""
    if not Group.objects.filter(name=name).exists():
        migration = import_module("procurement.desk.migrations.0002_groups")
        migration.make_groups(apps, SimpleNamespace(connection=connections[router.db_for_write(Group)]))
    return Group.objects.get(name=name)


@pytest.fixture
def client_of(user_of):
    """`client_of("uploader")` is a browser of somebody of that kind: anonymous, uploader, publisher, editor."""

    def make(kind: str, **how) -> Client:
        client = Client(**how)
        if kind != "anonymous":
            client.force_login(user_of(kind))
        return client

    return make


@pytest.fixture
def work():
    """Runs every task that waits, as the worker does."""

    def run() -> None:
        while worker.run_next():
            pass

    return run


@pytest.fixture
def reference(db):
    load_regions(configured.BASE_DIR / "fixtures" / "regions.csv")


def left() -> list[str]:
    """Names of what lies in the private folder, but for the locks."""
    return sorted(path.name for path in files.root().rglob("*") if path.suffix != ".lock")


def export(*rows, name="export.csv") -> SimpleUploadedFile:
    """Rows as a toko-daring CSV, ready for a form."""
    return SimpleUploadedFile(name, csv_text(list(rows)).encode())


@pytest.fixture
def uploaded(client_of, work, reference):
    """Uploads files, has them checked, and gives the upload as it stands then."""

    def run(*files, **fields) -> Upload:
        answer = client_of("uploader").post(SEND, {"files": files, **fields})
        assert answer.status_code == 302, answer.text
        work()
        return Upload.objects.latest("pk")

    return run


@pytest.fixture
def published(uploaded, client_of, work):
    """Uploads files and publishes them."""

    def run(*files, **said) -> Upload:
        upload = uploaded(*files)
        answer = client_of("publisher").post(f"/unggahan/{upload.pk}/terbitkan/", {"plan": upload.plan, **said})
        assert answer.status_code == 302, answer.text
        work()
        return Upload.objects.get(pk=upload.pk)

    return run
