from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "procurement.desk"
    label = "desk"
    verbose_name = _("Desk")

    def ready(self) -> None:
        # Models can be imported only when all apps are loaded.
        from procurement import registry

        registry.desk_pages.append("procurement.desk.upkeep.pages")


class DeskAdminConfig(AdminConfig):
    default_site = "procurement.desk.site.DeskSite"
