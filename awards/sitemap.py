"""The pages of claims, for the sitemap."""

from collections.abc import Iterator

from django.urls import reverse

from awards.models import Claim, Event


def paths() -> Iterator[str]:
    yield reverse("awards")
    for slug in Event.objects.values_list("slug", flat=True):
        yield reverse("award-event", args=[slug])
    for claim_id in Claim.objects.values_list("claim_id", flat=True):
        yield reverse("claim", args=[claim_id])
