"""The bench of downloads runs to its end on few rows, and times nothing that is not right."""

import pytest

from bench import downloads
from bench.results import Results
from bench.running import Failed


@pytest.mark.parametrize(
    "engine", [pytest.param("postgres", marks=pytest.mark.postgres), pytest.param("sqlite", marks=pytest.mark.sqlite)]
)
def test_it_measures_what_the_plain_way_makes(engine, capsys):
    assert downloads.main(["--rows", "3000", "--turns", "1", "--engines", engine]) == 0
    said = capsys.readouterr().out
    assert "3,000 rows" in said and "as the plain way makes them" in said
    for what in ("the download / ", "first byte", "first row", "at full speed", "a reader of 2 MB/s"):
        assert f"{what}" in said.rpartition("| What |")[2]


@pytest.mark.once
@pytest.mark.parametrize("rows", [1, 3])
def test_a_file_with_other_rows_is_not_measured(rows, tmp_path, monkeypatch):
    file = tmp_path / "ours.csv"
    file.write_text("a\r\nx\r\ny\r\n", newline="")
    monkeypatch.setattr(downloads, "PLAIN_WAY", "print('0' * 64)")
    for claimed in (rows, 2):  # of two rows its digest is another one
        with pytest.raises(Failed, match="SHA-256"):
            downloads._right({}, file, claimed)


@pytest.mark.once
def test_ratios_are_judged_at_a_million_rows_on_postgresql_only():
    postgres, sqlite = (type("Engine", (), {"part": part})() for part in ("postgres", "sqlite"))
    assert downloads._judged(postgres, 1_000_000) and not downloads._judged(postgres, 50_000)
    assert not downloads._judged(sqlite, 1_000_000)
    assert Results().conclusion([]) == 0
