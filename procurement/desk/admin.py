"""What the admin itself shows: users and groups (Django's own), and the audit log, which nobody can change."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from procurement.desk.models import AuditEntry


@admin.register(AuditEntry)
class AuditAdmin(admin.ModelAdmin):
    list_display = ("at", "by", "action", "what", "result", "address")
    list_filter = ("action", "result", "by")
    search_fields = ("by", "what", "address")
    date_hierarchy = "at"
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
