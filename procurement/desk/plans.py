"""A report of load_transactions in words for the page of an upload: slices, orders, ranks, rejected rows."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from procurement.counting import DEFAULT_RULE, Channel
from procurement.desk.models import Upload
from procurement.desk.sentences import fields, mend, said
from procurement.desk.work.builds import FULL, STORAGE
from procurement.loading.reading.recognise import serialisation
from procurement.money import sen_of
from procurement.views import words
from procurement.views.data import COLUMNS
from procurement.views.load_notes import out_of_scope
from regions.models import Region

KINDS = ("added", "changed", "withdrawn")


@dataclass(frozen=True)
class Progress:
    """How far the reading is."""

    file: str
    percent: int


def progress(upload: Upload) -> Progress | None:
    told = upload.progress
    if not upload.is_running() or not told:
        return None
    return Progress(told["file"], min(100, 100 * told["done"] // max(1, told["total"])))


def described(report: dict[str, Any]) -> dict[str, Any]:
    """What the template prints; amounts and numbers are finished text."""
    names = dict(Region.objects.values_list("code", "name"))
    slices = [_slice(one, names) for one in report.get("slices", [])]
    return {
        "files": [_file(one) for one in report.get("files", [])],
        "slices": slices,
        "ranks": ranks(report.get("ranks", []), names),
        "rule": DEFAULT_RULE.label,
        "implausible": [one[words.language()] for one in report.get("implausible", [])],
        "goes_back": [one for one in slices if one["goes_back"]],
        "rejections": [_rejection(one) for one in report.get("rejections", [])],
        "mends": {code: mend(code, says[words.language()]) for code, says in report.get("mends", {}).items()},
        "reasons": report.get("reasons", 0),
        "more_reasons": max(0, report.get("reasons", 0) - len(report.get("rejections", []))),
        "cut": report.get("cut", False),
    }


def _rejection(one: dict[str, Any]) -> dict[str, Any]:
    """A row's reason; what a JSON file has for lines are elements."""
    place = words.number(one["line"])
    if serialisation(one["file"]) == "json":
        place = _("element %(number)s") % {"number": place}
    return {**one, "place": place, "says": one[words.language()]}


def failure(code: str, report: dict[str, Any]) -> str:
    """Why an upload was refused: the refusal's own sentence, or how the child process ended."""
    refused = report.get("refused", {})
    if refused.get("code") == code:
        return said(code, refused[words.language()], refused.get("file", ""))
    sentences = {
        "nothing": _nothing(report),
        "time": _("It took too long and was ended. Upload the files by government."),
        "memory": _("It was ended by the system, most likely for want of memory. Upload the files by government."),
    }
    unknown = _("It ended with a fault of ours (%(code)s). Nothing has changed; please tell who runs this site.")
    return sentences.get(code) or unknown % {"code": code}


def _nothing(report: dict[str, Any]) -> str:
    """Why no row can be published: they are other governments', or there are none."""
    if any(file["out_of_scope"] for file in report.get("files", [])):
        return _("No row of these files can be published: none is of a government of the list.")
    return _("These files hold no row that could be published.")


def outside(report: dict[str, Any]) -> list[dict[str, str]]:
    """Whose rows they are that are of no government of the list, over all files, the largest first."""
    rows, sen = Counter[str](), Counter[str]()
    for file in report.get("files", []):
        for one in file["notes"]["out_of_scope"]:
            rows[one["name"]] += one["rows"]
            sen[one["name"]] += one["sen"]
    return out_of_scope([{"name": name, "rows": rows[name], "sen": sen[name]} for name in rows])


def unstated(upload: Upload) -> list[str]:
    """The fields of the form that the refusal of an upload asks for."""
    refused = upload.report.get("refused", {})
    return fields(refused["en"]) if refused.get("code") == upload.failure else []


def is_recounted(upload: Upload) -> bool:
    """Whether other rows than those of the plan are rejected now: a new check lists them."""
    return upload.failure == "F22" and bool(upload.decided_by)


def build_failure(text: str) -> str:
    """Why the files of /data/ were not made: the end of the child process in words, and the line that it said last."""
    how, _colon, line = text.partition(": ")
    words = {
        "time": _("it took too long"),
        "memory": _("most likely for want of memory"),
        FULL: _("the disk is full"),
        STORAGE: _("the system did not let it begin"),
    }
    return ": ".join(filter(None, (words.get(how, how), line)))


def ranks(moves: list[dict[str, Any]], names: dict[str, str]) -> list[dict[str, Any]]:
    """Every rank that moves, with the government's name; a dash where there is none."""
    return [
        {
            "name": names.get(one["region_code"], one["region_code"]),
            "year": one["year"],
            "channel": Channel(one["channel"]).label,
            "before": one["before"] or "–",
            "after": one["after"] or "–",
        }
        for one in moves
    ]


def figures(one: dict[str, int]) -> dict[str, str]:
    return {"rows": words.number(one["rows"]), "orders": words.number(one["orders"]), "value": words.exact(one["sen"])}


def _file(one: dict[str, Any]) -> dict[str, Any]:
    ledger = [
        {"name": label, "rows": words.number(one[column]), "value": words.amount(one["sen"][column])}
        for column, label in COLUMNS.items()
    ]
    outside = [
        {"name": each["name"], "rows": words.number(each["rows"]), "value": words.exact(each["sen"])}
        for each in one["notes"]["out_of_scope"]
    ]
    rows = words.number(one["rows"])
    return {"name": one["name"], "layout": one["layout"], "rows": rows, "ledger": ledger, "out_of_scope": outside}


def _slice(one: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    rule, goes_back = one[DEFAULT_RULE.slug], _goes_back(one)
    until = words.day(date.fromisoformat(one["as_of"]))
    return {
        "name": names.get(one["region_code"], one["region_code"]),
        "year": one["year"],
        "system": one["system"],
        "goes_back": goes_back,
        "until": _("%(days)s (goes back)") % {"days": f"{goes_back} → {until}"} if goes_back else until,
        "before": figures(one["before"]),
        "after": figures(one["after"]),
        "counted_before": words.exact(rule["before"]["sen"]),
        "counted_after": words.exact(rule["after"]["sen"]),
        "is_new": not one["before"]["rows"],
        "rejected": words.number(one["rejected"]) if one["rejected"] else "",
        "unplaced": words.number(one["unplaced"]) if one.get("unplaced") else "",
        **{kind: words.number(one[kind]) for kind in KINDS},
        # Worked out here: a report that was kept from an earlier version does not say it.
        "unchanged": words.number(one["after"]["rows"] - one["added"] - one["changed"]),
        "orders": [_orders(kind, one["orders"]) for kind in KINDS if one["orders"].get(kind)],
    }


def _goes_back(one: dict[str, Any]) -> str:
    """The day up to which the data reached, where the new ones end earlier; a report of before did not say it."""
    before = one.get("as_of_before")
    return words.day(date.fromisoformat(before)) if before and one["as_of"] < before else ""


def _orders(kind: str, orders: dict[str, Any]) -> dict[str, Any]:
    """The first orders of a kind of change, each with its value before and after, and how many more there are."""
    titles = {"added": _("Added"), "changed": _("Changed"), "withdrawn": _("Withdrawn")}
    named = [
        {"id": one["order_id"], "before": _value(one.get("before")), "after": _value(one.get("after"))}
        for one in orders[kind]
    ]
    return {"title": titles[kind], "named": named, "more": orders.get(f"more_{kind}", 0)}


def _value(printed: int | str | None) -> str:
    """The report prints rupiah exactly, as `money.exact` does."""
    return "–" if printed is None else words.exact(sen_of(str(printed)))
