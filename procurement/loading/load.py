"""One load from files to edition: hands each step what it needs from the database, and runs them in their order."""

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction

from procurement.counting import DEFAULT_RULE, LEDGER
from procurement.loading import bulk, samples
from procurement.loading.database_lock import newest_edition, what_stands
from procurement.loading.editions import moved_ranks
from procurement.loading.elsewhere import refuse_twice_bought
from procurement.loading.ledger import refuse_same_file
from procurement.loading.locking import only_one
from procurement.loading.planning import Plan, Sentences, plan
from procurement.loading.preparing import LoadOptions, Prepared, Progress, prepare
from procurement.loading.publishing import Provenance, publish
from procurement.loading.refusals import Both, Refusal, Rejection, mends, unchanged
from procurement.loading.rejects import by_place
from procurement.loading.standing_slices import current_slices, refuse_left_standing, standing_sen_beside
from procurement.loading.sums import SliceKey
from procurement.loading.waiting import sightings
from procurement.models import Edition, Slice
from procurement.money import MAX_SEN, exact
from regions.aliases import matcher, queue_names


@dataclass(frozen=True)
class Consent:
    """What the operator allows."""

    operator: str
    dry_run: bool = False
    confirm: str | None = None
    plan: str | None = None
    """The fingerprint of a plan that somebody read: only that is published (F32)."""
    queue_names: bool = False
    """Whether names that only a person can match are queued by a dry run too."""


@dataclass
class Outcome:
    """What a load came to. `edition` is None when nothing was published."""

    prepared: Prepared
    plan: Plan = field(default_factory=lambda: Plan([]))
    edition: int | None = None
    unchanged: bool = False
    standing: Edition | None = None
    """The edition that published the same content, where nothing changed."""
    ranks: list[dict[str, Any]] = field(default_factory=list)

    def fingerprint(self) -> str:
        """Of everything that the plan shows; the ranks that move are known once it is published or rolled back."""
        shown = {
            "files": [file.source.sha256 for file in self.prepared.files],
            "slices": [one.as_json(whole=True) for one in self.plan.slices],
            "implausible": self.plan.implausible(),
            "ranks": self.ranks,
        }
        return sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()[:16]

    def report(self) -> dict[str, Any]:
        return {
            "files": [
                {
                    "name": file.source.name,
                    "sha256": file.source.sha256,
                    "layout": file.layout.slug,
                    "rows": file.row_count(),
                    **{column: file.rows[column] for column in LEDGER},
                    "sen": file.sen,
                    "notes": file.notes(),
                }
                for file in self.prepared.files
            ],
            "slices": [one.as_json(whole=True) for one in self.plan.slices],
            "cut": self.prepared.cut(),
            "rejections": [one.as_json() for one in self.prepared.rejections],
            "mends": {code: mend._asdict() for code, mend in mends(self.prepared.rejections).items()},
            "implausible": _as_json(self.plan.implausible()),
            "goes_back": _as_json(self.plan.going_back()),
            "confirm": self.plan.token if self.plan.implausible() else None,
            "ranks": self.ranks,
            "plan": self.fingerprint(),
            "unchanged": self.unchanged,
            "edition": self.edition,
        }


def _as_json(said: Sentences) -> list[dict[str, str]]:
    return [{"id": indonesian, "en": english} for indonesian, english in said]


class Rejected(Refusal):
    """F22 with what was prepared, so that every reason can be listed."""

    def __init__(self, prepared: Prepared, limit: int) -> None:
        count = prepared.rejected_rows()
        hint_id = f" Perbaiki ekspornya, atau terbitkan selebihnya dengan --publish-with-rejects={count}."
        hint_en = f" Mend the export, or publish the rest with --publish-with-rejects={count}."
        if not prepared.taken_rows():
            hint_id = " Tidak ada baris lain yang dapat diterbitkan: perbaiki ekspornya di sumber, atau unduh lagi."
            hint_en = " No other row could be published: mend the export at its source, or download it again."
        elif limit and limit != count:  # whoever named another number has looked at another export
            hint_id = f" Yang dinyatakan {limit}, bukan {count}: periksa alasannya lagi.{hint_id if count else ''}"
            hint_en = f" {limit} were stated, not {count}: look at the reasons again.{hint_en if count else ''}"
        if prepared.cut():
            hint_id = " Terlalu banyak: selebihnya tidak diperiksa. Unduh lagi ekspornya."
            hint_en = " Too many: the rest was not looked at. Download the export again."
        super().__init__("F22", {"n": count, "m": limit, "hint_id": hint_id, "hint_en": hint_en})
        self.prepared = prepared

    @property
    def rejections(self) -> list[Rejection]:
        return self.prepared.rejections


class Implausible(Refusal):
    """F26 with the plan that must be read and confirmed."""

    def __init__(self, outcome: Outcome) -> None:
        found = outcome.plan.implausible()
        said = Both(*("; ".join(sentence[place] for sentence in found[:5]) for place in (0, 1)))
        super().__init__("F26", {"d": said, "token": outcome.plan.token})
        self.outcome = outcome


class _Undone(Exception):
    """Rolls a dry run back."""


def load(paths: Sequence[Path], options: LoadOptions, consent: Consent, progress: Progress | None = None) -> Outcome:
    """Publishes the files as one load, or refuses them whole (Refusal). A dry run is the real run, rolled back."""
    with only_one(settings.DATA_DIR):
        try:
            return _load(paths, options, consent, progress)
        except (DatabaseError, OSError, MemoryError) as error:  # before the writing, which speaks for itself
            what = f"{type(error).__name__}: {getattr(error, 'strerror', None) or error}"
            raise Refusal("F30", {"d": unchanged(what)}) from error


def _load(paths: Sequence[Path], options: LoadOptions, consent: Consent, progress: Progress | None) -> Outcome:
    _check_surroundings(paths)
    reference = matcher()
    prepared = prepare(paths, options, reference, progress)
    refuse_same_file(prepared.files)
    if not consent.dry_run or consent.queue_names:  # outside the published tables, and kept though the load is refused
        queue_names(sightings(prepared.files, reference))
    if prepared.rejected_rows() != options.rejects or prepared.cut():
        raise Rejected(prepared, options.rejects)
    is_sample = _is_sample(prepared)
    keys = prepared.slice_keys()
    refuse_left_standing(by_place(file.cleaned for file in prepared.files), keys)
    if options.rejects and not keys:  # nothing was published, so whoever reads only exit codes must not think it was
        raise Rejected(prepared, options.rejects)
    refuse_twice_bought(prepared, keys)
    outcome = Outcome(prepared, plan(prepared, current_slices(keys), options.as_of, reference.names))
    _refuse_overflow(outcome.plan, keys)
    outcome.unchanged = bool(outcome.plan.slices) and outcome.plan.unchanged()
    if outcome.unchanged:
        outcome.standing = Edition.objects.filter(load__in=_loads_of(keys))[0]  # what stands was published by one
    if outcome.unchanged or not outcome.plan.slices:
        return outcome
    _check_consent(outcome, consent)
    _publish(outcome, Provenance(consent.operator, _stated(options), is_sample), consent)
    return outcome


def _check_surroundings(paths: Sequence[Path]) -> None:
    needed = 4 * sum(os.path.getsize(path) for path in paths if os.path.isfile(path))
    free = shutil.disk_usage(settings.DATA_DIR).free
    if free < needed:
        raise Refusal("F21", {"a": f"{needed} B", "b": f"{free} B"})


def _loads_of(keys: set[SliceKey]) -> set[int]:
    places = {key[:3] for key in keys}
    slices = Slice.objects.filter(region__in={key[0] for key in keys})
    return {one.load_id for one in slices if (one.region_id, one.year, one.system) in places}


def _is_sample(prepared: Prepared) -> bool:
    """Whether the load is sample rows. Sample and real rows never share a load or a database (F31)."""
    marked = prepared.taken.marks
    samples.refuse_mixture(marked)
    return marked == {True}


def _refuse_overflow(the_plan: Plan, keys: set[SliceKey]) -> None:
    """Totals add up systems, and pages governments: all that stands must fit 64 bits together, or R07."""
    value = standing_sen_beside(keys) + sum(one.after.sen for one in the_plan.slices)
    if value > MAX_SEN:
        raise Refusal("R07", {"v": f"Rp{exact(value)}", "b": f"Rp{exact(MAX_SEN)}"})


def _check_consent(outcome: Outcome, consent: Consent) -> None:
    if consent.confirm and consent.confirm != outcome.plan.token:
        raise Refusal("F32")
    if outcome.plan.implausible() and not consent.confirm and not consent.dry_run:
        raise Implausible(outcome)


def _publish(outcome: Outcome, provenance: Provenance, consent: Consent) -> None:
    before = newest_edition()
    try:
        with bulk.put_away(), transaction.atomic():
            edition = publish(outcome.prepared, outcome.plan, provenance)
            outcome.ranks = moved_ranks(edition, DEFAULT_RULE.slug)
            if consent.dry_run:
                raise _Undone
            if consent.plan and consent.plan != outcome.fingerprint():
                raise Refusal("F32")
        outcome.edition = edition.number
    except _Undone:
        pass
    except (DatabaseError, MemoryError) as error:
        raise what_stands(error, before) from error


def _stated(options: LoadOptions) -> dict[str, Any]:
    """The options that were given, for the load's public record."""
    stated = {**asdict(options.reading), "layout": options.layout, "year": options.year}
    stated |= {"as_of": options.as_of.isoformat() if options.as_of else None}
    stated |= {"ignore_columns": sorted(options.ignore_columns), "publish_with_rejects": options.rejects}
    return {name: value for name, value in stated.items() if value}
