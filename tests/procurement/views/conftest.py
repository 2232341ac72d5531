"""A site on which the channels know different years."""

import pytest

from procurement.counting import Channel
from tests.builders import bought, covered, publish, small_site, source_file


@pytest.fixture
def channels_apart():
    """Toko daring in 2021 and 2022; e-katalog in 2024, of Kota Malang only."""
    regions, file = small_site(), source_file()
    e_katalog = {"channel": Channel.E_KATALOG, "system": "katalog-v6"}
    covered(regions["rich"], 2024, file, **e_katalog)
    bought(regions["rich"], 7000, file, year=2024, marketplace="", verification="", **e_katalog)
    publish()
    return regions
