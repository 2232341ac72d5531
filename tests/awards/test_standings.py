"""The ranking of a claim's days on its page: naively ranked, the same, with the verdict's rank in it."""

import re
from collections import defaultdict
from datetime import datetime, time, timedelta

import pytest
from django.conf import settings

from awards.judging import store_verdicts
from awards.models import Claim, Verdict
from awards.standings import standings
from procurement.counting import RULES
from procurement.models import Transaction
from tests import builders
from tests.awards import hand_made

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(load_claims):
    hand_made.load()
    load_claims()
    edition = builders.publish()
    store_verdicts(edition)
    return edition


def naive(claim):
    """government -> (rank by value, sen, orders), of regencies and cities with a counted row in the days."""
    first = datetime.combine(claim.window.start, time.min)
    behind = datetime.combine(claim.window.end, time.min) + timedelta(days=1)
    sen, orders = defaultdict(int), defaultdict(set)
    for row in Transaction.objects.filter(channel=claim.channel, ordered_at__isnull=False).select_related("region"):
        inside = first <= row.ordered_at < behind and row.region.kind != "province"
        if inside and RULES["bersih"].counts(row.channel, row.standing, row.stage, row.verification):
            sen[row.region.name] += row.value_sen
            orders[row.region.name].add(row.order_key)
    return {
        name: (1 + sum(other > value for other in sen.values()), value, len(orders[name]))
        for name, value in sen.items()
    }


def ranked(edition):
    pks = Verdict.objects.filter(edition=edition, rank_by_value__isnull=False).values_list("claim", flat=True)
    return [
        (one, Verdict.objects.get(claim=one, edition=edition, quantity="rank"))
        for one in Claim.objects.filter(pk__in=pks)
    ]


def test_they_are_the_ranking_that_the_verdict_speaks_of(edition, client):
    found = ranked(edition)
    assert len(found) > 2
    for claim, verdict in found:
        claim.judged_as = [verdict]
        said, expected = standings(claim), naive(claim)
        assert said["of"] == len(expected)
        for line in said["lines"]:
            rank, value, orders = expected[line["name"]]
            assert line["rank"] == rank
            assert f">{value // 100:,}<".replace(",", ".") in line["value"]
            assert f">{orders:,}<".replace(",", ".") in line["orders"]
        (mine,) = [line for line in said["lines"] if line["here"]]
        assert mine["rank"] == verdict.rank_by_value and mine["by_orders"] == verdict.rank_by_orders


@pytest.mark.parametrize(
    ("prefix", "before", "after"), [("", "peringkat", "menurut pesanan"), ("/en", "rank", "by orders")]
)
def test_on_a_phone_a_rank_is_not_taken_for_a_number_of_orders(edition, client, prefix, before, after):
    """There the heads of the columns are gone, and each number has its words about it."""
    page = client.get(f"{prefix}/klaim/epa-2023-kota-kediri/").content.decode()
    assert f'<td class="num m" data-b="{before}" data-u="{after}">2</td>' in page
    assert ".rank .m[data-b]::before" in (settings.BASE_DIR / "static/css/site.css").read_text()


def test_each_figure_leads_to_its_own_days(edition, client):
    claim = ranked(edition)[0][0]
    html = client.get(f"/klaim/{claim.claim_id}/").content.decode()
    section = html[html.index("Peringkat pada hari-hari itu") :].partition("</section>")[0]
    addresses = re.findall(r'href="(/asal/[^"]*)"', section)
    assert addresses
    for address in addresses:
        page = client.get(address.replace("&amp;", "&"))
        assert page.status_code == 200 and ">sama<" in page.content.decode()


def test_without_a_computed_rank_there_are_none(edition, client):
    for claim in Claim.objects.exclude(pk__in=[one.pk for one, _verdict in ranked(edition)]):
        answer = client.get(f"/klaim/{claim.claim_id}/")
        assert answer.status_code == 200 and "Peringkat pada hari-hari itu" not in answer.content.decode()
