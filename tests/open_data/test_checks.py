"""The checks of open data find what they are for. What needs other people's tools runs in `make test-data`."""

import copy
import io
import zipfile
from types import SimpleNamespace

import pytest

from procurement.downloads.kit import SCRIPT
from tests.demo_site import Served
from tests.open_data import __main__ as command
from tests.open_data import atom, kit, oembed, reloading, schemathesis
from tests.open_data.checking import Failed
from tests.open_data.pages import Page

pytestmark = pytest.mark.once
URL = "http://127.0.0.1:9"

RULE = "aturan,kanal,kedudukan,tahap,verifikasi\r\nbersih,toko-daring,counted,completed,verified\r\n"
ROW = "tahun,kode_klpd,kanal,sistem,marketplace,nomor_pesanan,nilai_rupiah,tahap,verifikasi,kedudukan\r\n"
ROW += "2022,D180,toko-daring,bela,mbiz,1,700.50,completed,verified,counted\r\n"
RANKED = "tahun,kanal,aturan,peringkat,kode_klpd,daerah,jenis,nilai_rupiah,jumlah_pesanan,jumlah_baris\r\n"
RANKED += "2022,toko-daring,bersih,1,D180,Kota Malang,kota,700.50,1,1\r\n"


def unpacked(monkeypatch, published: str, row: str = ROW) -> Served:
    """A site whose kit holds one ranking of one row, and which says that it publishes the lines given."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.write(SCRIPT, "hitung_ulang.py")
        for name, text in (("aturan.csv", RULE), ("peringkat.csv", RANKED), ("baris/a.csv", row)):
            archive.writestr(name, text)
    monkeypatch.setattr(kit, "fetched", lambda _site, _path: file.getvalue())
    return Served(URL, SimpleNamespace(write=lambda _script: published))


def test_a_kit_that_agrees(monkeypatch):
    said = kit.check(unpacked(monkeypatch, "2022 toko-daring bersih\n"))
    assert said == '"sama" for 1 of 1 published rankings'


@pytest.mark.parametrize(
    ("published", "row", "says"),
    [
        ("2022 toko-daring bersih\n2023 toko-daring bersih\n", ROW, "2023"),
        ("", ROW, "published"),
        ("2022 toko-daring bersih\n", ROW.replace("700.50", "700.51"), "BERBEDA"),
        ("2022 toko-daring bersih\n", ROW.replace("nilai_rupiah", "nilai"), "KeyError"),
    ],
)
def test_a_kit_that_does_not(monkeypatch, published, row, says):
    with pytest.raises(Failed, match=says):
        kit.check(unpacked(monkeypatch, published, row))


def test_totals_that_differ_are_named():
    published = {("35.73", "2022", "toko-daring", "bersih"): [100, 1, 1, 1]}
    reloading.compare(published, dict(published))
    for loaded in ({}, {**published, ("35.79", "2022", "toko-daring", "bersih"): [0, 0, 0, 0]}):
        with pytest.raises(Failed, match="1 of"):
            reloading.compare(published, loaded)
    with pytest.raises(Failed, match=r"35\.73 2022 toko-daring bersih: \[100, 1, 1, 1\] published, \[101, 1, 1, 1\]"):
        reloading.compare(published, {one: [101, 1, 1, 1] for one in published})
    with pytest.raises(Failed, match="nothing"):
        reloading.compare({}, {})


REPORT = {
    "operations": {"total": 1, "tested": 1},
    "test_cases": {"generated": 2000, "with_failures": 0, "errored": 0},
    "phases": {name: {"status": "success"} for name in schemathesis.PHASES},
    "valid_rates": {"GET /": {"fuzzing": {"accepted": 3}, "coverage": {"accepted": 1}}},
    "failures": [],
    "errors": [],
}


def test_a_report_without_a_gap():
    assert schemathesis.judged(REPORT, 5).startswith("2000 requests to 1 operations (at most 5 made up of each), 4 of")


@pytest.mark.parametrize(
    ("part", "key", "value"),
    [
        ("operations", "tested", 0),
        ("test_cases", "generated", 1999),
        ("test_cases", "with_failures", 1),
        ("test_cases", "errored", 1),
        ("phases", "stateful", {"status": "skip"}),
        ("valid_rates", "GET /", {"fuzzing": {"accepted": 0}}),
    ],
)
def test_a_report_with_one(part, key, value):
    report = copy.deepcopy(REPORT)
    report[part][key] = value
    with pytest.raises(Failed):
        schemathesis.judged(report, 5)


FEED = f"""<feed xmlns="http://www.w3.org/2005/Atom"><id>{URL}/a</id><link rel="self" href="{URL}/a"/>
<updated>2022-01-02T00:00:00+07:00</updated>
<entry><id>{URL}/1</id><updated>2022-01-02T00:00:00+07:00</updated></entry></feed>"""


def test_feeds_beyond_the_schema():
    assert atom.beyond_the_schema(Served(URL), "/a", FEED.encode()) == [f"{URL}/1"]
    wrong = {
        "stands twice": (f"{URL}/1", f"{URL}/a"),
        "not absolute": (f"{URL}/1", "/1"),
        "another one": (f'href="{URL}/a"', f'href="{URL}/b"'),
        "zone": ("+07:00", ""),
        "as new": ("01-02T00:00:00+07:00</updated>\n", "01-03T00:00:00+07:00</updated>\n"),
    }
    for says, (old, new) in wrong.items():
        with pytest.raises(Failed, match=says):
            atom.beyond_the_schema(Served(URL), "/a", FEED.replace(old, new).encode())


def test_markup():
    page = Page(b'<link rel="x" href="/y"><script>no</script><script type="application/ld+json">{"a":1}</script>')
    assert (page.links, page.structured) == ([{"rel": "x", "href": "/y"}], ['{"a":1}'])
    assert oembed.Frame('<iframe src="/a" width="1"></iframe>').said == {"src": "/a", "width": "1"}
    with pytest.raises(Failed):
        oembed.Frame('<iframe src="/a"></iframe><script src="/b"></script>')


def test_one_line_a_check_and_what_failed(monkeypatch, capsys):
    def broken(_site):
        raise Failed("off by a sen")

    monkeypatch.setattr(command, "CHECKS", {"kit": lambda _site: "all the same", "atom": broken})
    results = command.Results()
    for name in command.CHECKS:
        results.check("SQLite", name, Served(URL))
    first, second, why = capsys.readouterr().out.splitlines()
    assert first.endswith("s  all the same") and second.endswith("s  FAILED") and why == "off by a sen"
    assert results.failed == ["atom on SQLite"] and results.count == {"passed": 1, "failed": 1}


def test_an_unknown_check(capsys):
    assert command.main(["frictionles"]) == 2
    assert "frictionles" in capsys.readouterr().out


@pytest.mark.parametrize(("ci", "code"), [("", 0), ("true", 1)])
def test_what_cannot_run_is_said(monkeypatch, capsys, ci, code):
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(command.signal, "signal", lambda *_: None)
    monkeypatch.setattr(command, "_prepare", lambda **_: None)
    for tool in ("find_or_install_postgres", "find_or_install_checks"):
        monkeypatch.setattr(command, tool, lambda: None)
    assert command.main([]) == code
    out = capsys.readouterr().out
    assert "NOT RUN" in out and "PostgreSQL" in out and "schemathesis" in out
    assert out.endswith("checks of open data: 0 passed, 0 failed\n")
