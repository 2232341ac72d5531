"""The admin's own forms of accounts, without the little that is no valid HTML in them; permissions in words."""

from typing import Any

from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    ReadOnlyPasswordHashField,
    ReadOnlyPasswordHashWidget,
    SetUnusablePasswordMixin,
    UserChangeForm,
)
from django.contrib.auth.models import Permission, User
from django.utils.translation import gettext_lazy as _

from procurement.desk.models import Upload


class PasswordForm(AdminPasswordChangeForm[User]):
    """Its help holds no list, which the template would put into a paragraph."""

    usable_password_help_text = SetUnusablePasswordMixin.usable_password_help_text  # type: ignore[assignment]


class HashWidget(ReadOnlyPasswordHashWidget):
    """A `div`, which cannot be disabled."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, {key: one for key, one in (attrs or {}).items() if key != "disabled"})


class AccountForm(UserChangeForm):  # type: ignore[type-arg]  # Django's own class takes none
    password = ReadOnlyPasswordHashField(
        label=UserChangeForm.base_fields["password"].label,
        help_text=UserChangeForm.base_fields["password"].help_text,
        widget=HashWidget,
    )


_OWN = dict(Upload._meta.permissions)
_OF_A_MODEL = {
    "add": _("Can add: %(thing)s"),
    "change": _("Can change: %(thing)s"),
    "delete": _("Can delete: %(thing)s"),
    "view": _("Can view: %(thing)s"),
}


def permission_label(permission: Permission) -> str:
    """The name that is stored is in whatever language, or none, the table was made in."""
    if permission.codename in _OWN:
        return str(_OWN[permission.codename])
    model = permission.content_type.model_class()
    words = _OF_A_MODEL.get(permission.codename.partition("_")[0])
    return str(words % {"thing": model._meta.verbose_name}) if model and words else permission.name
