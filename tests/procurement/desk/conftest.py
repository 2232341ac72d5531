"""The desk as its own process has it: its settings, its databases, and somebody of each kind logged in."""

import pytest
from django.conf import settings as configured
from django.contrib.auth.models import Group, User
from django.test import Client

from procurement import desk_settings

PASSWORD = "kuda laut berenang pelan"
GROUPS = {"uploader": "Pengunggah", "publisher": "Penerbit", "editor": "Penyunting klaim"}


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


@pytest.fixture
def client_of():
    """`client_of("uploader")` is a browser of somebody of that kind: anonymous, uploader, publisher, editor."""

    def make(kind: str) -> Client:
        client = Client()
        if kind != "anonymous":
            user, made = User.objects.get_or_create(username=kind, defaults={"is_staff": True})
            if made:
                user.set_password(PASSWORD)
                user.save()
                user.groups.add(Group.objects.get(name=GROUPS[kind]))
            client.force_login(user)
        return client

    return make
