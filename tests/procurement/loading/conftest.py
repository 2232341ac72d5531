"""A database with East Java's governments, and a way to load files into it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from procurement.loading.load import Consent, LoadOptions, Outcome, load
from procurement.loading.refusals import Refusal
from procurement.models import Edition, MonthTotal, Slice, SliceTotal, Total, Transaction
from regions.reference import load_regions
from tests.procurement.loading import exports


@pytest.fixture
def reference(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The governments are loaded; the answer is a folder for files."""
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path / "data")
    load_regions(settings.BASE_DIR / "fixtures" / "regions.csv")
    return tmp_path


@pytest.fixture
def loaded(reference: Path) -> Callable[..., Outcome]:
    """Loads rows (as CSV) or files."""

    def run(*given: Any, options: LoadOptions | None = None, **consent: Any) -> Outcome:
        paths = [one for one in given if isinstance(one, Path)]
        rows = [one for one in given if isinstance(one, dict)]
        if rows:
            paths.append(exports.write_csv(reference / "export.csv", rows))
        return load(paths, options or LoadOptions(), Consent("test", **consent))

    return run


@pytest.fixture
def refused(loaded: Callable[..., Outcome]) -> Callable[..., Refusal]:
    """Loads and expects a refusal that changes nothing."""

    def run(*given: Any, **how: Any) -> Refusal:
        before = published()
        with pytest.raises(Refusal) as caught:
            loaded(*given, **how)
        assert published() == before
        return caught.value

    return run


@pytest.fixture
def standing_data(loaded: Callable[..., Outcome]) -> None:
    """Something is published, so that a refusal has something to leave alone."""
    loaded(exports.row(kd_klpd="D181", nama_klpd="Kota Surabaya", order_id="77"))


def published() -> tuple[Any, ...]:
    """Everything a page reads, and the tag that a cache knows a page by."""
    return (
        list(Transaction.objects.order_by("pk").values_list()),
        list(Slice.objects.order_by("pk").values_list()),
        list(SliceTotal.objects.order_by("pk").values_list()),
        list(Total.objects.order_by("pk").values_list()),
        list(MonthTotal.objects.order_by("pk").values_list()),
        list(Edition.objects.order_by("pk").values_list("number", "cause")),
        Client().get("/metode/").headers.get("ETag"),
    )
