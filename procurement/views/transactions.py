"""/daerah/<slug>/transaksi/: the rows of one government, counted or not, each with where it came from."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from procurement import filters
from procurement.counting import DEFAULT_CHANNEL, Channel, Stage, Standing
from procurement.models import Slice, Transaction
from procurement.queries import long_lists
from procurement.queries import transactions as rows_query
from procurement.queries.conditions import NARROWING
from procurement.queries.long_lists import Held
from procurement.queries.reach import loaded
from procurement.queries.transactions import Choices, Summary, TransactionPage
from procurement.views import addresses, links, parts, transaction_rows, words
from procurement.views.province import of_site, refuse_unknown_year
from procurement.views.transaction_rows import EVERYTHING
from regions.models import Region


def transactions(request: HttpRequest, slug: str) -> HttpResponse:
    government = get_object_or_404(of_site(), slug=slug)
    asked, rows = filters.filtered(request, filters.TransactionPageFilter, rows_query.rows_of(government))
    refuse_unknown_year(asked["tahun"])
    whole = long_lists.held(government)
    held = _held(government, asked) if whole.is_long else None
    try:
        found = _found(government, rows, asked, held)
    except LookupError:
        raise Http404 from None
    summaries = held.by_channel if held else _summaries(found, asked["kanal"], rows)
    # The form offers the same whatever is asked: what it offers is of all rows of the government.
    choices = long_lists.choices(government, whole.years) if whole.is_long else rows_query.choices(government)
    context = _page(request, government, found, asked, choices, _sums(government, asked, summaries))
    return render(request, "procurement/transactions.html", {**context, "sampled": whole.is_long})


def _held(government: Region, asked: dict[str, Any]) -> Held | None:
    """What a long list holds, where nothing but a year and a channel is asked for; None for any other list."""
    if set(_query(asked)) - {"tahun", "kanal", "urut"}:
        return None
    held = long_lists.held(government, asked["tahun"], asked["kanal"])
    return held if held.is_long else None


def _found(
    government: Region, rows: QuerySet[Transaction], asked: dict[str, Any], held: Held | None
) -> TransactionPage:
    number = asked["halaman"] or 1
    if held is None:
        return rows_query.page(rows, number)
    if asked["urut"] not in rows_query.BY_DATE or (asked["kanal"] and not asked["tahun"]):
        turned = rows_query.turned(rows, held.rows, number)
    elif asked["tahun"]:
        turned = long_lists.turned_in_year(government, held, asked["tahun"], asked["kanal"], number, asked["urut"])
    else:
        turned = long_lists.turned(government, held.rows, number, asked["urut"])
    return TransactionPage(turned.rows, turned.number, turned.pages, held.whole)


def _page(
    request: HttpRequest,
    government: Region,
    found: TransactionPage,
    asked: dict[str, Any],
    choices: Choices,
    sums: list[dict[str, str]],
) -> dict[str, Any]:
    query = _query(asked)
    slices = loaded([government], asked["kanal"], [asked["tahun"]] if asked["tahun"] else [])
    chips = transaction_rows.chips(request.path, query, found, choices)
    return {
        "region": government,
        "asked": asked,
        "how": parts.counted_how(asked["kanal"] or DEFAULT_CHANNEL, EVERYTHING),
        **_reach(slices),
        "loaded": bool(slices),
        "crossed": None not in (asked["min"], asked["maks"]) and asked["min"] > asked["maks"],
        "found": found,
        "sums": sums,
        "said_sums": "; ".join(f"{one['channel']}: {one['exact']}" for one in sums),
        "state": transaction_rows.state(found, query),
        "chips": chips,
        "narrow": any(query.get(key) for key in ("kanal", "satker", "kategori", "kedudukan", "min", "maks")),
        "crumbs": _crumbs(government),
        "lines": transaction_rows.lines(found.rows),
        "heads": transaction_rows.heads(request.path, query, asked["urut"]),
        "choices": _choices(choices, asked["kategori"]),
        "pager": parts.pager(request.path, query, found.number, found.pages),
        "downloads": parts.downloads(
            f"{government.slug}-transaksi",
            reverse("transactions-csv", args=[government.slug]),
            query,
        ),
        "citations": parts.citations(request, lambda: transaction_rows.title(government, chips_of=query)),
    }


def _reach(slices: list[Slice]) -> dict[str, str]:
    """How far the rows listed reach; what was rejected is said once a channel, since channels are never added."""
    by_channel = {one.channel: [part for part in slices if part.channel == one.channel] for one in slices}
    rejects = {channel: parts.reach(some)["rejected"] for channel, some in sorted(by_channel.items())}
    found = parts.reach(slices)
    if len(by_channel) > 1:
        said = [f"{words.channel(channel)}: {text}" for channel, text in rejects.items() if text]
        return found | {"rejected": " ".join(said)}
    return found


def _summaries(found: TransactionPage, asked: str, rows: QuerySet[Transaction]) -> dict[str, Summary]:
    """What the list holds, once a channel: channels are never added together."""
    if asked:
        return {asked: found.summary}
    return {channel.value: rows_query.summary(rows.filter(channel=channel)) for channel in Channel}


def _sums(government: Region, asked: dict[str, Any], by_channel: dict[str, Summary]) -> list[dict[str, str]]:
    """What the list adds up to."""
    return [
        {
            "channel": words.channel(channel),
            "exact": words.exact(summary.value_sen),
            "figure": links.figure(words.exact(summary.value_sen), _source(government, asked, channel)),
            "short": words.short(summary.value_sen),
            "rows": ngettext("%(count)s row", "%(count)s rows", summary.rows) % {"count": words.number(summary.rows)},
        }
        for channel, summary in by_channel.items()
        if summary.rows
    ]


def _source(government: Region, asked: dict[str, Any], channel: str) -> str:
    """The list knows no rule: its sum is of every row that its filters leave."""
    narrowed = {key: value for key, value in _query(asked).items() if key in NARROWING}
    return links.passport_address(government, asked["tahun"], channel, EVERYTHING, **narrowed)


def _query(asked: dict[str, Any]) -> dict[str, str]:
    """The filters that are on, as the address says them; the page number is not one of them."""
    return addresses.query_of(asked | {"halaman": None}, {"urut": rows_query.ORDERS[0]})


def _crumbs(government: Region) -> list[dict[str, str]]:
    return [
        {"label": gettext("Governments"), "address": reverse("regions")},
        {"label": government.name, "address": reverse("region", args=[government.slug])},
        {"label": gettext("Transactions"), "address": ""},
    ]


def _choices(found: Choices, category: str) -> dict[str, list[tuple[str, Any]]]:
    """A list of categories that was asked for stands among them, so that the form keeps it."""
    categories = [*found.categories, *({category} - {"", *found.categories})]
    return {
        "tahun": [(str(year), year) for year in found.years],
        "kanal": [(channel.value, channel.label) for channel in Channel],
        "tahap": [(stage.value, stage.label) for stage in Stage],
        "kedudukan": [(standing.value, standing.label) for standing in Standing],
        "satker": list(found.agencies),
        "kategori": [(category, category) for category in categories],
        "urut": list(transaction_rows.order_words().items()),
    }
