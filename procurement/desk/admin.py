"""What the admin itself shows: accounts, whose changes are audited, and the audit log, which nobody can change."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest

from procurement.desk import audit
from procurement.desk.accounts import AccountForm, PasswordForm
from procurement.desk.models import Action, AuditEntry


class Audited(admin.ModelAdmin):
    """Whatever the admin notes in its own history stands in the audit log too."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        audit.record(request, Action.ACCOUNT, obj, added=True)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        audit.record(request, Action.ACCOUNT, obj, changed=message if isinstance(message, list) else str(message))
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for obj in queryset:
            audit.record(request, Action.ACCOUNT, obj, deleted=True)
        return super().log_deletions(request, queryset)


admin.site.unregister([User, Group])


@admin.register(User)
class DeskUserAdmin(Audited, UserAdmin):
    form = AccountForm
    change_password_form = PasswordForm
    actions = None  # accounts are deleted one at a time
    filter_horizontal = ()  # the plain list works without a script, on a phone and with a screen reader
    readonly_fields = ("last_login", "date_joined")


@admin.register(Group)
class DeskGroupAdmin(Audited, GroupAdmin):
    actions = None
    filter_horizontal = ()


@admin.register(AuditEntry)
class AuditAdmin(admin.ModelAdmin):
    list_display = ("at", "by", "action", "what", "result", "address")
    list_filter = ("at", "action", "result")
    search_fields = ("by", "what", "address")
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
