"""What the admin itself shows: accounts, whose changes are audited, and the audit log, which nobody can change."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from procurement.desk import audit, logged
from procurement.desk.accounts import AccountForm, PasswordForm, permission_label
from procurement.desk.models import Action, AuditEntry, Result
from procurement.desk.models.audit import REQUESTED


class Audited(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's own classes take none
    """Whatever the admin notes in its own history stands in the audit log too, with what the account may do then."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        audit.record(request, Action.ACCOUNT, obj, added=True, **_may(obj))
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        said = message if isinstance(message, list) else str(message)
        audit.record(request, Action.ACCOUNT, obj, changed=said, **_may(obj))
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for obj in queryset:
            audit.record(request, Action.ACCOUNT, obj, deleted=True, **_may(obj))
        return super().log_deletions(request, queryset)

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        """Permissions in words of the desk's language, not by the names that they have in the code."""
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None and db_field.related_model is Permission:
            field.label_from_instance = permission_label  # type: ignore[method-assign, assignment]
        return field


def _may(one: User | Group) -> dict[str, Any]:
    """What an account or a group may do as it stands, by the names that the code has for it."""
    if isinstance(one, Group):
        return {"permissions": _codenames(one.permissions)}
    return {
        "groups": sorted(one.groups.values_list("name", flat=True)),
        "permissions": _codenames(one.user_permissions),
        "is_active": one.is_active,
        "is_staff": one.is_staff,
        "is_superuser": one.is_superuser,
    }


def _codenames(permissions: Any) -> list[str]:
    return sorted(permissions.values_list("codename", flat=True))


admin.site.unregister([User, Group])


@admin.register(User)
class DeskUserAdmin(Audited, UserAdmin):  # type: ignore[type-arg]
    form = AccountForm
    change_password_form = PasswordForm
    actions = None  # accounts are deleted one at a time
    filter_horizontal = ()  # the plain list works without a script, on a phone and with a screen reader
    readonly_fields = ("last_login", "date_joined")


@admin.register(Group)
class DeskGroupAdmin(Audited, GroupAdmin):
    actions = None
    filter_horizontal = ()


class ByResult(admin.SimpleListFilter):
    """Results as the list says them: what was only requested stands by itself, not among what is done."""

    title = _("result")
    parameter_name = "result"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("requested", REQUESTED), *Result.choices]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "requested":
            return queryset.filter(is_request=True)
        if self.value() == Result.DONE:
            return queryset.filter(result=Result.DONE, is_request=False)
        return queryset.filter(result=self.value()) if self.value() else queryset


@admin.register(AuditEntry)
class AuditAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("at", "by", "action", "on_what", "came_to", "address")
    list_filter = ("at", "action", ByResult)
    search_fields = ("by", "what", "address")
    fields = readonly_fields = ("at", "by", "address", "action", "on_what", "came_to", "said")
    actions = None

    def get_queryset(self, request: HttpRequest) -> Any:
        return AuditEntry.objects.with_requests()

    @admin.display(description=_("result"), ordering="result")
    def came_to(self, entry: Any) -> str:
        """What was only requested, though stored as done, is not done by that."""
        return str(REQUESTED if entry.is_request else entry.get_result_display())

    @admin.display(description=_("on what"), ordering="what")
    def on_what(self, entry: AuditEntry) -> str:
        return entry.on_what()

    @admin.display(description=_("details"))
    def said(self, entry: AuditEntry) -> str:
        return format_html_join("", "<div>{}: {}</div>", logged.details(entry.details)) or "–"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
