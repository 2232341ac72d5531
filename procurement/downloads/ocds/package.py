"""What stands around releases: who publishes them, when they last changed, under which licence and policy."""

from datetime import datetime
from typing import Any

from django.conf import settings

from procurement import licence
from procurement.downloads.ocds.release import moment

VERSION = "1.1"
POLICY = "/data/ocds/"
"""Path of the publication policy."""


def envelope(address: str, published: datetime, *, is_sample: bool) -> dict[str, Any]:
    """A release package without its releases. `address` is its path; `published`: when its rows were loaded, WIB."""
    return {
        "uri": settings.SITE_URL + address,
        "version": VERSION,
        "publishedDate": moment(published),
        "publisher": {"name": publisher(is_sample=is_sample), "uri": f"{settings.SITE_URL}/"},
        "license": licence.ADDRESS,
        "publicationPolicy": settings.SITE_URL + POLICY,
    }


def publisher(*, is_sample: bool) -> str:
    """The site's name. What a reader of the package must know first has no other field to stand in."""
    notes = []
    if is_sample:
        notes.append("DATA CONTOH / SAMPLE DATA")
    if is_sample or not settings.OCID_PREFIX_REGISTERED:
        notes.append("prefiks OCID tidak terdaftar / OCID prefix not registered")
    return f"{settings.SITE_NAME} ({'; '.join(notes)})" if notes else settings.SITE_NAME
