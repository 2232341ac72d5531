from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "procurement.desk"
    label = "desk"
    verbose_name = _("Desk")


class DeskAdminConfig(AdminConfig):
    default_site = "procurement.desk.site.DeskSite"
