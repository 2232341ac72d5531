"""The page of a ranking: its headline, its rows and their sum, what each number is, and where data end early."""

import re

import pytest

from procurement import money
from procurement.counting import Stage
from procurement.models import Slice, Transaction
from tests.builders import publish, small_site
from tests.visiting import without_sources

pytestmark = pytest.mark.django_db


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return without_sources(answer.content.decode())


def test_every_number_of_a_row_says_what_it_is_where_there_are_no_columns(client):
    """On a phone the heads of the table are out of sight."""
    small_site()
    rows = re.findall(r'<tr><td class="pos">\d.*?</tr>', page(client, "/peringkat/2022/"))
    assert rows
    for row in rows:
        assert re.findall(r'class="num m(?: rp)?" data-u="([^"]+)"', row)[-1] == "dibanding 2021"
        assert row.count('class="num m') == row.count("data-u=")


@pytest.mark.parametrize("address", ["/", "/peringkat/2022/", "/peta/?tahun=2022"])
def test_a_row_whose_data_end_months_before_others_says_so(client, address):
    small_site()
    latest = max(Slice.objects.filter(year=2022).values_list("as_of", flat=True))
    one = Slice.objects.filter(year=2022, region__slug="kota-kediri")
    for until, said in ((latest.replace(month=8, day=31), "data hanya s.d. 31 Agustus 2022"), (latest, "")):
        one.update(as_of=until)
        html = page(client, address)
        row = re.search(r'<th scope="row"><a href="/daerah/kota-kediri/[^"]*">Kota Kediri</a>(.*?)</th>', html)[1]
        assert row.strip() == (f"<small>{said}</small>" if said else "")
        assert html.count("data hanya s.d.") == bool(said)


def test_ranking_total_row_is_the_sum_of_its_rows(client):
    small_site()
    html = page(client, "/peringkat/2022/?jenis=kota")
    values = [money.sen_of(text) for text in re.findall(r'<data value="([\d.]+)">', html)]
    foot = html[html.index("<tfoot") :]
    assert money.plain(sum(values)) in foot
    assert len(values) == 2


def test_ranking_headline_names_the_first_and_its_value(client):
    small_site()
    assert "<h1>Kota Malang paling banyak belanja lewat toko daring (Jatim Bejo) pada 2022: Rp510</h1>" in page(
        client, "/peringkat/2022/"
    )
    assert "<h1>Kota Malang spent most through toko daring (Jatim Bejo) in 2022: Rp510</h1>" in page(
        client, "/en/peringkat/2022/"
    )


@pytest.mark.parametrize(("query", "label"), [("", "Nilai total"), ("?q=malang", "Nilai daerah yang tampil")])
def test_the_value_is_not_called_like_a_number_of_governments(client, query, label):
    small_site()
    assert f"<dt>{label}</dt>" in page(client, f"/peringkat/2022/{query}")


def test_a_ranking_of_nobody_says_that_none_has_data(client):
    small_site()
    for prefix, says in (
        ("", "Tidak satu pun daerah di sini punya ekspor e-katalog 2021."),
        ("/en", "No government shown here has an export of e-katalog, 2021."),
    ):
        html = page(client, f"{prefix}/peringkat/2021/?kanal=e-katalog")
        assert says in html and "terbesar dulu." not in html and "largest first." not in html
    says = "Tidak ada daerah yang barisnya dihitung."
    Transaction.objects.update(stage=Stage.FAILED)
    publish()
    assert says in page(client, "/peringkat/2021/") and says not in page(client, "/peringkat/2021/?aturan=semua")


def test_ranking_names_rule_and_channel_and_says_what_rank_is(client):
    small_site()
    html = page(client, "/peringkat/2022/?aturan=tidak-gagal")
    assert "Aturan: <b>Tidak gagal</b>" in html
    assert "toko daring (Jatim Bejo)" in html
    assert "Peringkat menunjukkan besarnya belanja, bukan mutunya." in html


def test_ranking_lists_governments_without_data_last_with_the_reason(client):
    small_site()
    html = page(client, "/peringkat/2022/")
    assert html.index("Kabupaten Blitar") > html.index("Kota Kediri")
    assert "Belum ada ekspor toko daring (Jatim Bejo) 2022 yang dimuat. Tanpa data bukan nol." in html


def test_sorted_column_says_so_and_reverses(client):
    small_site()
    html = page(client, "/peringkat/2022/?urut=-pesanan")
    assert re.search(r'aria-sort="descending"><a href="/peringkat/2022/\?urut=pesanan">Pesanan', html)
    assert html.count("aria-sort") == 1


def test_a_name_that_is_only_like_what_was_typed_is_said_to_be(client):
    small_site()
    like = "Tidak ada nama yang memuat ketikan itu; yang tampil adalah yang mirip."
    assert like in client.get("/peringkat/2022/?q=Mlaang").text
    assert like not in client.get("/peringkat/2022/?q=kab.%20malang").text
