"""The admin's own forms of accounts, without the little that is no valid HTML in them."""

from typing import Any

from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    ReadOnlyPasswordHashField,
    ReadOnlyPasswordHashWidget,
    SetUnusablePasswordMixin,
    UserChangeForm,
)


class PasswordForm(AdminPasswordChangeForm):
    """Its help holds no list, which the template would put into a paragraph."""

    usable_password_help_text = SetUnusablePasswordMixin.usable_password_help_text


class HashWidget(ReadOnlyPasswordHashWidget):
    """A `div`, which cannot be disabled."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, {key: one for key, one in (attrs or {}).items() if key != "disabled"})


class AccountForm(UserChangeForm):
    password = ReadOnlyPasswordHashField(
        label=UserChangeForm.base_fields["password"].label,
        help_text=UserChangeForm.base_fields["password"].help_text,
        widget=HashWidget,
    )
