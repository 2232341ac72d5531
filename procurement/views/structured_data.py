"""What pages say of themselves to search engines: schema.org in JSON-LD.

A data block is never run, so that it needs no permission in the Content-Security-Policy.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import make_aware
from django.utils.translation import gettext

from procurement import licence
from procurement.downloads.cells import json_text
from procurement.models import Edition
from procurement.queries.spending import Spending
from procurement.views import addresses, words
from procurement.views.workbooks import XLSX
from regions.models import Region

type Node = dict[str, Any]

_ESCAPED = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


@dataclass(frozen=True)
class Distribution:
    """A file that a dataset can be had as."""

    name: str
    path: str
    """Its address on this site."""
    media_type: str
    size: int | None = None
    """Bytes; None where it is written when asked for."""
    sha256: str = ""


def block(node: Node) -> SafeString:
    """The body of a `<script type="application/ld+json">`: JSON without a character that could end the element."""
    return mark_safe(json_text({"@context": "https://schema.org", **node}).translate(_ESCAPED))


def dataset(
    edition: Edition | None, province: str, years: Iterable[int], distributions: Sequence[Distribution]
) -> Node:
    """All that the site offers for download: the catalogue's own dataset, for /data/."""
    page = addresses.absolute(reverse("data"))
    described = gettext(
        "What the governments of %(province)s ordered through LKPP's electronic systems: every row of the exports with "
        "its government, agency, supplier, day, stage and value, and the totals and rankings that are counted from "
        "them by rules that are named."
    ) % {"province": province or gettext("a province")}
    name = gettext("Online spending of the governments of %(province)s") % {
        "province": province or gettext("a province")
    }
    return {
        "@type": "Dataset",
        "@id": f"{page}#dataset",
        "name": marked(name, edition),
        "description": marked(described, edition),
        "url": page,
        **_common(edition),
        **_period(years),
        **({"spatialCoverage": {"@type": "Place", "name": province}} if province else {}),
        "includedInDataCatalog": {"@type": "DataCatalog", "name": settings.SITE_NAME, "url": page},
        "distribution": [_download(one) for one in distributions],
    }


def government(region: Region, province: str, found: Spending | None, edition: Edition | None) -> Node:
    """A government, and its figures of one year where there are any. The government is real where its rows are not."""
    page = addresses.absolute(reverse("region", args=[region.slug]))
    codes = (("Kemendagri", region.code), ("BPS", region.bps_code), ("KLPD", region.klpd_code))
    return {
        "@type": "GovernmentOrganization",
        "@id": f"{addresses.absolute(addresses.indonesian_path(reverse('region', args=[region.slug])))}#daerah",
        "name": region.name,
        "mainEntityOfPage": page,
        "identifier": [{"@type": "PropertyValue", "propertyID": kind, "value": code} for kind, code in codes if code],
        "areaServed": {
            "@type": "AdministrativeArea",
            "name": region.name,
            **({"containedInPlace": {"@type": "AdministrativeArea", "name": province}} if province else {}),
        },
        **({"subjectOf": _figures(found, edition)} if found else {}),
    }


def _figures(found: Spending, edition: Edition | None) -> Node:
    slug, query = found.region.slug, {"tahun": str(found.year), "kanal": found.channel}
    name = gettext("%(name)s %(year)s through %(channel)s: orders row by row") % {
        "name": found.region.name,
        "year": found.year,
        "channel": words.channel(found.channel),
    }
    described = gettext(
        "Every order line of %(name)s through %(channel)s in %(year)s that the exports hold, counted or not, "
        "with agency, supplier, day, stage and value."
    ) % {"name": found.region.name, "year": found.year, "channel": words.channel(found.channel)}
    kinds = {"csv": "text/csv", "xlsx": XLSX, "json": "application/json"}
    files = (
        Distribution(
            f"{slug}-{found.year}.{kind}",
            addresses.with_query(addresses.indonesian_path(reverse(f"transactions-{kind}", args=[slug])), query),
            media_type,
        )
        for kind, media_type in kinds.items()
    )
    return {
        "@type": "Dataset",
        "name": marked(name, edition),
        "description": marked(described, edition),
        "url": addresses.absolute(addresses.with_query(reverse("transactions", args=[slug]), query)),
        **_common(edition),
        "temporalCoverage": str(found.year),
        "distribution": [_download(one) for one in files],
    }


def marked(text: str, edition: Edition | None) -> str:
    """With the words that stand before everything made from sample rows."""
    return f"{gettext('Sample data:')} {text}" if edition and edition.is_sample else text


def _common(edition: Edition | None) -> Node:
    """Who publishes it, under which licence, as of which edition."""
    home = addresses.absolute(reverse("home"))
    publisher = {"@type": "Organization", "name": settings.SITE_NAME, "url": home}
    found = {
        "inLanguage": "id",
        "isAccessibleForFree": True,
        "license": licence.ADDRESS,
        "creator": publisher,
        "publisher": publisher,
    }
    if edition:
        found |= {
            "version": str(edition.number),
            "dateModified": make_aware(edition.made_at).isoformat(timespec="seconds"),
        }
    return found


def _period(years: Iterable[int]) -> Node:
    known = sorted(set(years))
    if not known:
        return {}
    return {"temporalCoverage": str(known[0]) if len(known) == 1 else f"{known[0]}/{known[-1]}"}


def _download(one: Distribution) -> Node:
    return {
        "@type": "DataDownload",
        "name": one.name,
        "contentUrl": addresses.absolute(one.path),
        "encodingFormat": one.media_type,
        **({"contentSize": f"{one.size} B"} if one.size is not None else {}),
        **({"sha256": one.sha256} if one.sha256 else {}),
    }
