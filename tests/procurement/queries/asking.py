"""How the tests of the questions ask them."""

from procurement.queries.questions import scope
from regions.models import Region

MILLION = 10**6
LIMIT = 200 * MILLION * 100


def asked(year=2022, channel="toko-daring", slug=""):
    regions = sorted(Region.objects.all(), key=lambda one: one.code)
    return scope.scope(scope.loaded(regions), scope.looked_at(regions, slug), year, channel)
