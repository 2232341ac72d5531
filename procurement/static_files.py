"""Static files named with the code's version, so that they can be kept for a year and change at once."""

from django.conf import settings
from django.contrib.staticfiles.storage import StaticFilesStorage


class VersionedStaticFiles(StaticFilesStorage):
    """`{% static %}` with the code's version behind it: browsers keep a file until a deployment changes its address."""

    def url(self, name: str | None) -> str:
        return f"{super().url(name)}?v={settings.CODE_VERSION}"
