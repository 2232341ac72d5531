from django.apps import AppConfig
from django.db.backends.signals import connection_created


class ProcurementConfig(AppConfig):
    name = "procurement"
    verbose_name = "Procurement"

    def ready(self) -> None:
        # Models can be imported only when all apps are loaded.
        from procurement.downloads.umum_csv import teach_sqlite

        connection_created.connect(teach_sqlite)
