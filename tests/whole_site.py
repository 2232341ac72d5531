"""The small site with whatever else an address may stand for: a claim, a frozen ranking, files and their report."""

from datetime import date

import pytest

from awards.models import Claim, Event
from awards.terms import Comparator, Kind, Metric, Recipient
from procurement.counting import Channel
from procurement.downloads import edition_files, store
from procurement.downloads.building import build
from procurement.downloads.ocds import reports
from procurement.models import Edition, Frozen, Total
from tests import builders
from tests.visiting import CLAIM, EVENT, REPORT


@pytest.fixture
def whole_site(request, db, settings, tmp_path):
    """For a test of one `path`: files take a second to make, so they are there for those addresses only."""
    regions = builders.small_site()
    _claimed(regions["rich"])
    _frozen()
    path = request.node.callspec.params.get("path", "") if hasattr(request.node, "callspec") else ""
    if path.startswith("/data/unduhan/"):
        settings.DATA_DIR = tmp_path
        _files(with_report=path == REPORT)
    return regions


def _claimed(government):
    event = Event.objects.create(slug=EVENT.split("/")[2], name="Penghargaan Rekaan", date=date(2023, 5, 29))
    Claim.objects.create(
        claim_id=CLAIM.split("/")[2], position=1, kind=Kind.AWARD, event=event, event_date=event.date,
        region_code=government.code, region=government, recipient_kind=Recipient.LOCAL_GOVERNMENT,
        channel=Channel.TOKO_DARING, metric=Metric.VALUE, period_start=date(2022, 1, 1), period_end=date(2022, 12, 31),
        stated_value_sen=51_000, value_as_printed="Rp510", value_precision_sen=100, value_comparator=Comparator.EXACT,
        source_title="Rekaan", publisher="Rekaan", source_url="https://rekaan.example/", accessed=date(2023, 6, 1),
    )  # fmt: skip


def _frozen():
    edition = Edition.objects.get()
    for one in Total.objects.select_related("region"):
        figures = {name: getattr(one, name) for name in ("value_sen", "orders", "rows", "suppliers")}
        Frozen.objects.create(
            edition=edition, region_code=one.region_id, year=one.year, channel=one.channel, rule=one.rule,
            population=one.region.population, rank=1, **figures,
        )  # fmt: skip


def _files(*, with_report):
    build()
    if with_report:
        name = REPORT.split("/")[3]
        every = edition_files.recipes(Edition.objects.get(), edition_files.standing_slices())
        made = store.find(next(one for one in every if one.name == name))
        reports.keep(made, {"berkas": name, "sha256": made.sha256, **dict.fromkeys(reports.COUNTS, 0)})
