"""`manage.py prepare_demo`: governments, claims, sample exports and legal rules, once, through the usual commands."""

from typing import Any

from django.conf import settings
from django.core.management import call_command

from procurement.management.publishing import PublishingCommand
from procurement.models import Edition, Slice

SIZES = "skala-penyedia.csv"


class Command(PublishingCommand):
    help = "Siapkan data contoh sekali saja. / Prepare the sample data, once."

    def handle(self, *args: Any, **given: Any) -> None:
        if Slice.objects.exists():
            number = Edition.objects.latest_number()
            self.stdout.write(f"Data sudah siap: edisi {number}. / The data are ready: edition {number}.")
            if settings.BUILD_DOWNLOADS:  # some files name the site's address, which may have another port today
                call_command("build_downloads", stdout=self.stdout)
            return
        fixtures = settings.BASE_DIR / "fixtures"
        call_command("load_regions", fixtures / "regions.csv", stdout=self.stdout)
        call_command("load_claims", fixtures / "claims.csv", stdout=self.stdout)
        exports = sorted(path for path in (fixtures / "sample").iterdir() if path.name != SIZES)
        call_command("load_transactions", *map(str, exports), stdout=self.stdout, stderr=self.stderr)
        call_command("load_supplier_sizes", fixtures / "sample" / SIZES, stdout=self.stdout)
        call_command("load_rules", fixtures / "rules.csv", stdout=self.stdout)
