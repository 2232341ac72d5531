"""/umpan/…: Atom feeds of editions, all of them and those that changed one government's figures.

They exist once, in Indonesian. No verdict stands in a feed, and sample data are marked in title and category.
"""

from collections.abc import Collection
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.timezone import make_aware
from django.utils.translation import gettext

from procurement import filters
from procurement.counting import DEFAULT_RULE
from procurement.models import Edition
from procurement.queries import editions as query
from procurement.queries.editions import Difference
from procurement.queries.printed import Printed
from procurement.views import addresses, editions, printed_words, province, words

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class _Feed(Atom1Feed):
    """Atom, with the day before everything as its time while it is empty: the same bytes at every request."""

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=EPOCH)


def of_editions(request: HttpRequest) -> HttpResponse:
    filters.read(request, filters.NoKeys)
    feed = _feed(gettext("Editions"), reverse("feed-editions"), reverse("editions"))
    lines, _pages = query.newest()
    sample = query.of_sample(line.edition.number for line in lines)
    for line in lines:
        _add(feed, line.edition, sample, f"{editions.cause(line.edition)}. {editions.changed(line)}")
    return _answer(feed)


def of_government(request: HttpRequest, slug: str) -> HttpResponse:
    filters.read(request, filters.NoKeys)
    region = get_object_or_404(province.of_site(), slug=slug)
    feed = _feed(region.name, reverse("feed-government", args=[slug]), reverse("region", args=[slug]))
    found = query.changes_of(region)
    sample = query.of_sample(edition.number for edition, _differences in found)
    for edition, differences in found:
        _add(feed, edition, sample, " ".join(_sentence(one) for one in differences), of=slug)
    return _answer(feed)


def _sentence(one: Difference) -> str:
    """What one figure was and is now. Editions are compared by the default rule."""
    values = {
        "year": one.year,
        "channel": words.channel(one.channel),
        "rule": DEFAULT_RULE.label,
        "before": _amount(one.before),
        "after": _amount(one.after),
        "rank": editions.before_after(*(printed_words.said(side, "rank") for side in (one.before, one.after))),
    }
    text = gettext("%(year)s, %(channel)s, rule “%(rule)s”: %(before)s → %(after)s, rank %(rank)s.") % values
    others = printed_words.before_after(one.before, one.after, without=("value_sen", "rank"))
    return f"{text.removesuffix('.')}; {others}." if others else text


def _amount(one: Printed | None) -> str:
    """An edition keeps no reason for a figure that it does not have: its exports may be loaded, and no row count."""
    return words.exact(one.value_sen) if one else gettext("no figure")


def _feed(title: str, path: str, page: str) -> Atom1Feed:
    return _Feed(
        title=f"{settings.SITE_NAME}: {title}",
        link=addresses.absolute(page),
        description=gettext("Every edition that changed a figure here."),
        language="id",
        feed_url=addresses.absolute(path),
        feed_guid=addresses.absolute(path),
        author_name=settings.SITE_NAME,
    )


def _add(feed: Atom1Feed, edition: Edition, samples: Collection[int], says: str, of: str = "") -> None:
    """`samples`: the editions to be marked; `of`: the slug of the government whose figures it tells of.

    The entry of a government is another one than the edition's own.
    """
    sample = edition.number in samples
    title = editions.title(edition.number)
    address = addresses.absolute(reverse("edition", args=[edition.number]))
    made_at = make_aware(edition.made_at)
    feed.add_item(
        title=gettext("Sample data: %(title)s") % {"title": title} if sample else title,
        link=address,
        unique_id=f"{address}#{of}" if of else address,
        description=escape(says),  # Django's feeds say that it is HTML
        pubdate=made_at,
        updateddate=made_at,
        categories=["contoh"] if sample else [],
    )


def _answer(feed: Atom1Feed) -> HttpResponse:
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
