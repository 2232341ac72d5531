"""One order: its rows, what each rule makes of them, and what its address says when it is withdrawn."""

from datetime import datetime

import pytest
from django.conf import settings
from django.core.management import call_command

from procurement.counting import RULES, Channel, Stage, Standing, Verification
from procurement.keys import order_key
from procurement.loading.load import Consent, LoadOptions, load
from procurement.models import Slice, Transaction
from tests.builders import agency, bought, publish, small_site, source_file, supplier
from tests.procurement.loading.exports import row, write_csv
from tests.visiting import body_of, without_sources

pytestmark = pytest.mark.django_db


@pytest.fixture
def key():
    """An order sent twice, with another order of the same number in another marketplace beside it."""
    regions = small_site()
    file, shop = source_file(rows=4), supplier("CV <b>Jaya</b>")
    office = agency(regions["rich"], "Dinas / Badan", "5.01", system="katalog-v6")
    same = {"order_id": "A/1", "supplier": shop, "supplier_name": shop.name}
    bought(regions["rich"], 70, file, description="meja", agency=office, agency_name=office.name, **same)
    bought(
        regions["rich"], 60, file, standing=Standing.RE_SENT, verification=Verification.UNVERIFIED,
        stage=Stage.ONGOING, ordered_at=datetime(2022, 6, 14), description="meja", **same,
    )  # fmt: skip
    bought(regions["rich"], 9000, file, marketplace="lain", **same)
    publish()
    return order_key("35.73", "bela", "mbiz market", "A/1")


def page(client, key, status=200, prefix=""):
    answer = client.get(f"{prefix}/transaksi/{key}/")
    assert answer.status_code == status
    return without_sources(answer.content.decode())


def test_rows_and_what_each_rule_makes_of_them(client, key):
    html = page(client, key)
    assert "Rp70 lewat toko daring (Jatim Bejo) menurut aturan “Bersih”." in html
    assert "1 baris ekspor lainnya tidak terhitung." in html and "9.000" not in html
    rows = Transaction.objects.filter(order_key=key)
    for rule in RULES.values():
        counted = [r for r in rows if rule.counts(r.channel, r.standing, r.stage, r.verification)]
        value = sum(r.value_sen for r in counted) // 100
        assert f'{rule.label}</th><td class="num">{len(counted)}</td><td class="num">{value}</td>' in html
    assert "dikirim ulang" in html and "made-up.json, baris " in html
    assert "15 Juni 2022 10.30 WIB" in html and "14 Juni 2022 ·" in html, "midnight is a date without a time"
    assert "CV &lt;b&gt;Jaya" in html and "<b>Jaya" not in html
    assert 'href="/satker/kota-malang/5.01/"' in html and 'href="/daerah/kota-malang/2022/"' in html
    assert "June 2022" in page(client, key, prefix="/en")


def test_what_the_layout_says_besides(client):
    rich = small_site()["rich"]
    bought(
        rich, 5, source_file(), order_id="P1", channel=Channel.E_KATALOG, system="katalog-v5", marketplace="",
        details={"quantity": "4", "unit_price": "235251392", "unheard_of": "<i>x</i>", "plan": ""},
    )  # fmt: skip
    html = page(client, order_key("35.73", "katalog-v5", "", "P1"))
    assert "<dt>Jumlah barang</dt><dd>4</dd>" in html and "&lt;i&gt;x" in html
    assert "RUP" not in html, "what is empty is not printed"
    assert "Terverifikasi</th>" not in html, "that rule does not apply to e-katalog"


def test_an_order_that_counts_nowhere(client):
    bought(small_site()["rich"], 5, source_file(), order_id="F", stage=Stage.FAILED, supplier=None)
    html = page(client, order_key("35.73", "bela", "mbiz market", "F"))
    assert "Tidak ada barisnya yang terhitung" in html and "<dd>tidak disebut</dd>" in html


def test_cost_and_rows_of_a_long_order(client, key, django_assert_num_queries):
    with django_assert_num_queries(6):
        page(client, key)
    rich, file = Transaction.objects.filter(order_key=key).first().region, source_file()
    for number in range(230):
        bought(rich, number, file, order_id="A/1")
    with django_assert_num_queries(6):
        html = page(client, key)
    assert html.count(", baris ") == 200 and "Dan 32 baris lagi." in html
    assert f"{26335 + 70:,}".replace(",", ".") in html  # 0 + 1 + … + 229, and the first 70: summed over all of them


def test_how_far_its_data_reach_and_what_was_rejected(client, key):
    """Of the slices that its rows stand in: of the government's year and channel."""
    for where, rejects in (({"region": "35.73", "year": 2022}, 3), ({"region": "35.73", "year": 2021}, 50)):
        Slice.objects.filter(**where).update(rejected_rows=rejects, rejected_sen=rejects * 100, as_of="2022-09-30")
    html = page(client, key)
    assert "Data s.d. <b>30 September 2022</b>" in html
    assert "3 baris senilai Rp3 ditolak saat ekspor dimuat" in html and "50 baris" not in html


@pytest.mark.parametrize("bad", ["aaaaaaaaaaaa", "AAAAAAAAAAAA", "x", "aaaaaaaaaaaaa", "aaaaaaaaaaa1"])
def test_a_key_that_never_stood(client, key, bad):
    assert "410" not in page(client, bad, status=404)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_twins_are_of_the_sites_own_province(client, key, settings, kind):
    answer = client.get(f"/transaksi/{key}.{kind}")
    assert answer.status_code == 200 and body_of(answer)
    assert client.get(f"/transaksi/aaaaaaaaaaaa.{kind}").status_code == 404
    settings.SITE_PROVINCE = "61"
    assert client.get(f"/transaksi/{key}.{kind}").status_code == client.get(f"/transaksi/{key}/").status_code == 404


def test_unknown_query_keys(client, key):
    assert client.get(f"/transaksi/{key}/?x=1").status_code == 400


@pytest.fixture
def loads(db, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path / "data")
    call_command("load_regions", settings.BASE_DIR / "fixtures" / "regions.csv", verbosity=0)

    def run(*numbers):
        rows = [row(order_id=str(number), valuasi=100) for number in numbers]
        load([write_csv(tmp_path / "export.csv", rows)], LoadOptions(), Consent("test"))

    return run


def test_a_withdrawn_order_says_which_edition_took_it_out(client, loads):
    key = order_key("35.73", "bela", "mbiz market", "0")
    loads(*range(10))
    assert "Pesanan 0, Kota Malang" in page(client, key)
    loads(*range(1, 10))
    html = page(client, key, status=410)
    assert "edisi 3 tanggal" in html and 'href="/edisi/3/"' in html and "Kota Malang" in html
    assert "edition 3 of" in page(client, key, status=410, prefix="/en")
    for kind in ("csv", "xlsx", "json"):
        twin = client.get(f"/transaksi/{key}.{kind}")
        assert twin.status_code == 410 and "edisi 3 tanggal" in twin.content.decode()
    loads(*range(10))
    assert "Pesanan 0, Kota Malang" in page(client, key)
    loads(*range(1, 10))
    assert "edisi 5 tanggal" in page(client, key, status=410)


def test_a_withdrawn_slice(client, loads, capsys):
    loads(1, 2)
    call_command("withdraw", "--slice", "35.73", "2022", "bela", "--dry-run")
    token = capsys.readouterr().out.split("--confirm=")[1].strip().split(".")[0]
    call_command("withdraw", "--slice", "35.73", "2022", "bela", "--confirm", token)
    answer = client.get(f"/transaksi/{order_key('35.73', 'bela', 'mbiz market', '1')}/")
    assert answer.status_code == 410 and answer.headers["Cache-Control"] == "no-store"
