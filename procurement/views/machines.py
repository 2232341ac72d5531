"""Addresses for machines: health, crawlers, security contact."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from procurement import filters
from procurement.counting import DEFAULT_CHANNEL, Channel
from procurement.known_edition import known_edition
from procurement.views import addresses

_WELCOME = (
    "# Selamat datang. Semua boleh dibaca dan dipakai: berkas utuh ada di /data/, data per permintaan di /api/.",
    "# Welcome. Everything may be read and used: whole files are at /data/, data on request at /api/.",
    "",
)


def health(request: HttpRequest) -> HttpResponse:
    """200 with the edition that is served; the snapshot answers 503 when the database does not."""
    filters.read(request, filters.NoKeys)
    edition = known_edition(request)
    body = {"status": "sehat", "edisi": edition and edition.number, "contoh": bool(edition and edition.is_sample)}
    return JsonResponse(body, headers={"Cache-Control": "no-store"})


def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be read. Filtered lists have no end, so crawlers are asked to leave those out.

    A page of another channel is no filtered list: the sitemap has it.
    """
    filters.read(request, filters.NoKeys)
    channels = [f"Allow: /*?kanal={channel}$" for channel in Channel.values if channel != DEFAULT_CHANNEL]
    rules = ("User-agent: *", "Disallow: /*?", *channels, "Allow: /")
    lines = (*_WELCOME, *rules, "", f"Sitemap: {settings.SITE_URL}/sitemap.xml", "")
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116."""
    filters.read(request, filters.NoKeys)
    lines = [
        f"Contact: {addresses.contact()}",
        f"Expires: {_expiry(timezone.now()).isoformat()}+07:00",
        "Preferred-Languages: id, en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
        "",
    ]
    headers = {"Cache-Control": "public, max-age=86400"}  # changes with the year, not with the edition: no ETag
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8", headers=headers)


def _expiry(now: datetime) -> datetime:
    """The first day of the month in 300 days: RFC 9116 advises less than a year, and a whole month answers alike."""
    ahead = now + timedelta(days=300)
    return datetime.combine(ahead.date().replace(day=1), time())
