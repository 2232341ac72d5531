"""The same exports give byte-equal twins on SQLite and on PostgreSQL."""

import pytest
from django.conf import settings

from tests import compare_databases

SAMPLE = settings.BASE_DIR / "fixtures" / "sample"


@pytest.mark.postgres
def test_twins_are_byte_equal(capfd):
    exports = [SAMPLE / "toko-daring-2022-kota-kediri.json", SAMPLE / "toko-daring-2023-provinsi.json"]
    exports.append(SAMPLE / "toko-daring-2021-provinsi.csv")
    code = compare_databases.main([str(settings.BASE_DIR / "fixtures" / "regions.csv"), *map(str, exports)])
    said = capfd.readouterr().out
    assert code == 0 and "0 different" in said, said
    assert "9886966445" in said, "the figure of Kota Kediri was compared"
