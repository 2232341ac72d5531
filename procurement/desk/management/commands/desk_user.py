"""`manage.py desk_user NAME --can upload,publish,claims`: makes an account of the desk, or changes what it may do."""

import getpass
import sys
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.contrib.auth import password_validation
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from procurement.desk import audit
from procurement.desk.models import Action
from procurement.desk.permissions import GROUPS


def _permissions(text: str) -> list[str]:
    words = [word.strip() for word in text.split(",") if word.strip()]
    if unknown := set(words) - set(GROUPS):
        raise ArgumentTypeError(f"{', '.join(sorted(unknown))}: {', '.join(GROUPS)}")
    return words


class Command(BaseCommand):
    help = "Buat akun meja kerja. / Make an account of the desk. The password is asked for, or read from stdin."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", metavar="NAME")
        parser.add_argument("--can", type=_permissions, default=[], metavar="upload,publish,claims")
        parser.add_argument("--accounts", action="store_true", help="may look after accounts and everything else")
        parser.add_argument("--keep-password", action="store_true", help="of an account that exists")

    def handle(self, *args: Any, **given: Any) -> None:
        user = User.objects.filter(username=given["name"]).first() or User(username=given["name"])
        if not (given["keep_password"] and user.pk):
            user.set_password(_password(user))
        user.is_staff, user.is_active, user.is_superuser = True, True, given["accounts"]
        user.full_clean(exclude=["password"])
        user.save()
        user.groups.set(Group.objects.filter(name__in=[GROUPS[word] for word in given["can"]]))
        by = f"terminal {getpass.getuser()}"
        audit.write(by, Action.ACCOUNT, user.username, can=given["can"], everything=given["accounts"])
        self.stdout.write(f"Akun {user.username} siap. / Account {user.username} is ready.")


def _password(user: User) -> str:
    """As typed twice, or the first line of stdin where nobody types."""
    password = getpass.getpass("Kata sandi / Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if sys.stdin.isatty() and password != getpass.getpass("Sekali lagi / Again: "):
        raise CommandError("Kedua kata sandi berbeda. / The two passwords differ.")
    try:
        password_validation.validate_password(password, user)
    except ValidationError as error:
        raise CommandError("\n".join(error.messages)) from None
    return password
