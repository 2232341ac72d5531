"""The government page: its sentences and tables against the rows, and what it says where something is not known."""

import re
from datetime import date, datetime

import pytest
from django.test import Client

from procurement import money
from procurement.counting import RULES, Size, Stage, Standing, Verification
from procurement.models import LegalRule, SizeRegister, SliceTotal, SupplierSize, Transaction
from tests.builders import bought, covered, publish, region, small_site, source_file, supplier
from tests.visiting import without_sources

pytestmark = pytest.mark.django_db
HERE = "/daerah/kota-malang/2022/"


def page(client: Client, address: str = HERE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return without_sources(answer.content.decode())


def section(html: str, name: str) -> str:
    """The section of that id, up to the next one."""
    start = html.index(f'id="{name}"')
    return html[start : html.index("</section>", start)]


def table(html: str) -> list[list[str]]:
    """The first table's body and foot as rows of texts; bars and tags taken out."""
    body = html[html.index("<tbody>") : html.index("</table>")]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row] for row in cells]


def sen(text: str) -> int:
    return int(text.replace(".", "").replace("−", "-")) * 100


def counted(rule: str = "bersih", **where) -> list[Transaction]:
    rows = Transaction.objects.filter(year=2022, region__slug="kota-malang", **where)
    return [r for r in rows if RULES[rule].counts(r.channel, r.standing, r.stage, r.verification)]


def value(rows) -> int:
    return sum(row.value_sen for row in rows)


@pytest.fixture
def rich():
    """Kota Malang of the small site with rows of several categories, stages and standings."""
    rich = small_site()["rich"]
    file = source_file(rows=9)
    bought(rich, 40, file, category="atk;makanan")
    bought(rich, 30, file, category="makanan;atk", stage=Stage.ONGOING)
    bought(rich, 20, file, category="makanan", stage=Stage.ONGOING, verification=Verification.UNVERIFIED)
    bought(rich, 10, file, category="")
    bought(rich, 900, file, category="atk;makanan", stage=Stage.FAILED)
    bought(rich, 800, file, category="atk", standing=Standing.RE_SENT)
    publish()
    return rich


def test_categories_less_what_stands_twice_are_the_whole(client, rich):
    html = section(page(client), "untuk-apa")
    lines = table(html)
    values = {name: sen(amount) for name, amount, _share in lines}
    rows = counted()
    for name, cell in (("ATK", "atk"), ("Makanan", "makanan"), ("Alat tulis", "alat tulis")):
        assert values[name] == value(row for row in rows if cell in row.category.split(";")), name
    assert values["Tidak disebut sumbernya"] == 10_00
    whole = values.pop("Seluruhnya")
    assert sum(values.values()) == whole == value(rows)
    assert values["Tercatat lebih dari sekali"] == -70_00
    assert "Baris senilai Rp70 menyebut beberapa kategori." in html
    assert f"tanpa itu semua kategori berjumlah {money.rupiah(whole)}" in html


def test_a_category_opens_the_rows_that_name_it(client, rich):
    html = section(page(client), "untuk-apa")
    address = re.search(r'href="([^"]+)">Makanan<', html)[1].replace("&amp;", "&")
    rows = page(client, address)
    named = Transaction.objects.filter(year=2022, region=rich, category__contains="makanan", standing="counted")
    assert len(named) == 4 and rows.count('<tr><th scope="row">') == 4
    assert f"<b>{money.rupiah(value(named))}</b>" in rows  # the failed one too, and it says that it does not count
    joined = re.search(r'href="([^"]+)">atk; makanan<', html)[1].replace("&amp;", "&")
    assert page(client, joined).count('<tr><th scope="row">') == 2


def test_rules_are_sums_of_the_stages_that_name_them(client, rich):
    html = page(client)
    lines = table(section(html, "tahap"))
    rules = {name.split(" (")[0]: sen(amount) for name, amount, _orders in table(section(html, "aturan-lain"))}
    labels = {"bersih": "Bersih", "selesai": "Selesai", "terverifikasi": "Terverifikasi"}
    labels |= {"tidak-gagal": "Tidak gagal", "semua": "Semua"}
    for slug, label in labels.items():
        named = [
            sen(amount) for name, amount, _orders in lines
            if re.search(rf"dihitung oleh: .*\b{label}(,|$)", name)
        ]  # fmt: skip
        mine = next(sen for name, sen in rules.items() if name.startswith(label))
        assert sum(named) == mine == value(counted(slug)), label


def test_rows_that_repeat_others_are_told_apart(client, rich):
    file = source_file(rows=3)
    bought(rich, 7, file, standing=Standing.RE_SENT, verification=Verification.UNVERIFIED)
    bought(rich, 5, file, standing=Standing.IN_BOTH, stage=Stage.FAILED)
    bought(rich, 3, file, standing=Standing.IN_BOTH, stage=Stage.PLANNED, verification="")
    publish()
    names = [line[0].split(" dihitung oleh")[0] for line in table(section(page(client), "tahap"))]
    assert names[-4:] == [
        "Mengulang pesanan lain, terverifikasi: 1 baris",
        "Mengulang pesanan lain, terverifikasi, gagal atau direncanakan: 1 baris",
        "Mengulang pesanan lain, tidak terverifikasi: 1 baris",
        "Mengulang pesanan lain, tidak terverifikasi, gagal atau direncanakan: 1 baris",
    ]


def test_a_latest_order_says_what_is_not_stated(client):
    rich = small_site()["rich"]
    bought(rich, 7, source_file(rows=1), stage=Stage.UNSTATED, verification="")
    publish()
    assert " · status tidak disebut</span>" in section(page(client), "terbaru")
    assert "</span>status tidak disebut</td>" in page(client, "/daerah/kota-malang/transaksi/?tahap=unstated")


def test_each_download_says_what_it_holds(client, rich):
    files = section(page(client), "unduh")
    says = re.findall(r'download="([^"]+)">[^<]+</a><span class="muted small">([^<]+)</span>', files)
    assert len(counted()) == 5
    for name, text in says:
        kind = name.rpartition(".")[2].upper()
        holds = "tabel-tabel halaman ini; jangan dijumlahkan" if "-tabel." in name else "semua baris yang dihitung (5)"
        assert text == f"{kind} · {holds}", name
    assert len(says) == 6


def test_a_share_of_almost_nothing_is_not_printed_as_nothing(client):
    rich = small_site()["rich"]
    file = source_file(rows=1)
    bought(rich, 10_000_000, file, supplier=supplier("Toko Besar"), category="besar")
    publish()
    html = page(client)
    shares = [line[2] for line in table(section(html, "untuk-apa"))]
    assert shares == ["&gt;99,9%", "&lt;0,1%"]


def test_the_five_largest_suppliers_are_summed(client):
    rich = small_site()["rich"]
    file = source_file(rows=7)
    for rupiah in range(1, 8):
        bought(rich, rupiah * 1000, file, supplier=supplier(f"Toko {rupiah}"))
    publish()
    assert "Lima penyedia terbesar bersama-sama menerima Rp25.000: 87,7% dari seluruh nilai." in page(client)


def test_parties_and_orders_are_linked_to_their_pages(client):
    rich = small_site()["rich"]
    html = page(client)
    row = Transaction.objects.get(region=rich, year=2022)
    assert 'href="/satker/kota-malang/1001/?tahun=2022"' in html
    assert f'href="/penyedia/{row.supplier.key}-cv-maju/?tahun=2022"' in html
    assert f'href="/transaksi/{row.order_key}/"' in html


def test_the_highest_month_is_that_of_the_year(client):
    rich = small_site()["rich"]
    file = source_file(rows=1)
    bought(rich, 9999, file, year=2021, ordered_at=datetime(2021, 3, 4))
    publish()
    html = section(page(client), "bulan")
    assert "<h2>Tertinggi pada Juni 2022: Rp510</h2>" in html
    assert "Tertinggi dari semua tahun yang dimuat adalah Maret 2021: Rp10,0\N{NO-BREAK SPACE}ribu." in html
    assert "Tertinggi dari semua tahun" not in page(client, "/daerah/kota-malang/2021/")


def test_the_numbers_of_the_rank_strip_stand_below_it(client):
    small_site()
    part = section(page(client), "posisi")
    drawn = re.findall(r"<title>(\d+)\. ([^:]+): Rp([\d.]+)</title>", part)
    below = part[part.index("<details>") : part.index("</details>")]
    assert table(below) == [list(one) for one in drawn]
    assert [row[1] for row in table(below)] == ["Kota Malang", "Kabupaten Malang", "Kota Kediri"]
    whole = client.get(HERE).content.decode()
    assert 'href="/asal/?daerah=kota-kediri&amp;tahun=2022">210</a>' in section(whole, "posisi")


def test_the_next_in_rank_is_offered_for_comparison(client):
    small_site()
    chosen = re.compile(r'<option value="([^"]+)" selected>[^<]+</option>(?=.*</optgroup>)')
    html = page(client, f"{HERE}?aturan=selesai")
    assert chosen.findall(html) == ["kabupaten-malang"]
    assert '<input type="hidden" name="d" value="kota-malang">' in html
    assert '<input type="hidden" name="tahun" value="2022">' in html
    assert '<input type="hidden" name="aturan" value="selesai">' in html
    assert chosen.findall(page(client, "/daerah/kota-kediri/2022/")) == ["kabupaten-malang"]


def test_ranks_over_the_years_and_by_other_ways(client):
    small_site()
    html = page(client)
    assert "<h2>Peringkat 1 pada 2021 dan 2022</h2>" in html
    assert [line[1:] for line in table(section(html, "tahun"))] == [["510", "1 dari 3"], ["500", "1 dari 3"]]
    robust = section(html, "cara-menghitung")
    # One order each: orders are shared, per head the smaller city leads, the only order is the largest, no December.
    assert "<h2>Peringkat 1 dalam 3 dari 5 cara menghitung</h2>" in robust
    assert [line[1:] for line in table(robust)] == [
        ["Rp510", "1 dari 3"],
        ["1 pesanan", "1 dari 3"],
        ["Rp1", "2 dari 3"],
        ["Rp510", "1 dari 3"],
        ["tidak tersisa yang dihitung", "–"],
    ]
    assert "“Tanpa Desember” tidak ditampilkan" in robust


def test_the_provincial_government_has_no_rank_anywhere(client):
    small_site()
    html = page(client, "/daerah/provinsi-jawa-timur/2022/")
    assert 'id="cara-menghitung"' not in html and 'id="posisi"' not in html
    assert [line[1:] for line in table(section(html, "tahun"))] == [["910"], ["900"]]


def sized(name: str, size: str) -> None:
    register, _new = SizeRegister.objects.get_or_create(name="r.csv", defaults={"operator": "t", "size": 1, "rows": 2})
    SupplierSize.objects.create(
        register=register, system="bela", identity=name, name=name, size=size, source="s", as_of=date(2023, 1, 1)
    )


def test_sizes_are_a_range_from_the_known_to_the_unknown(client):
    rich = small_site()["rich"]
    file = source_file(rows=2)
    bought(rich, 390, file, supplier=supplier("Kecil Jaya"))
    bought(rich, 100, file, supplier=supplier("Besar Jaya"))
    publish()
    sized("kecil jaya", Size.SMALL)
    sized("besar jaya", Size.LARGE)
    html = section(page(client), "skala")
    assert "<h2>Usaha mikro dan kecil: 39,0–90,0% dari nilai</h2>" in html
    assert table(html)[0] == ["Mikro dan kecil (UMK)", "390 sampai 900", "39,0–90,0%"]
    assert table(html)[2] == ["Koperasi", "0 sampai 510", "0,0–51,0%"]
    by_size = table(html[html.index("<details") :])
    assert sum(sen(amount) for _name, amount, _share in by_size) == value(counted()) == 1000_00
    assert "Bukan uji 40 persen menurut hukum." in html and "daerah setempat" in html


def test_without_a_register_the_size_is_said_to_be_unknown(client):
    small_site()
    html = section(page(client), "skala")
    assert "skala penyedia untuk seluruh Rp510 tidak diketahui" in html and "<table" not in html
    sized("orang lain", Size.SMALL)
    html = section(page(client), "skala")
    assert "tidak mengenal satu pun penyedia ini" in html and "<table" not in html


def test_the_rule_of_the_40_percent_is_that_of_the_data(client):
    small_site()
    sized("maju", Size.MICRO)
    SupplierSize.objects.update(identity="maju")
    periods = (("2021", date(2021, 2, 2), date(2025, 4, 29)), ("2025", date(2025, 4, 30), None))
    for position, (year, first, last) in enumerate(periods):
        LegalRule.objects.create(
            code=f"UMK-40-{year}", position=position, title_id=f"Aturan {year}", title_en=f"Rule {year}", value="40",
            unit="percent", applies_to="all", valid_from=first, valid_to=last, legal_basis=f"Perpres {year} art. 65",
            for_questions=False, source_title="s", publisher="Negara (copy: a.id)", url="https://example.org/a",
            quality="q",
        )  # fmt: skip
    html = section(page(client), "skala")
    assert "“Aturan 2021” (Perpres 2021 pasal 65)" in html and "Aturan 2025" not in html
    assert '<a href="https://example.org/a">Negara (salinan: a.id)</a>' in html
    assert "“Rule 2021” (Perpres 2021 art. 65)" in section(page(client, f"/en{HERE}"), "skala")


def test_the_local_catalogue_is_told_apart_only_where_stated(client):
    government = region("Kota Malang")
    file = source_file(rows=2)
    v5 = {"channel": "e-katalog", "system": "katalog-v5"}
    covered(government, 2022, file, **v5)
    bought(government, 6, file, **v5)
    publish()
    address = f"{HERE}?kanal=e-katalog"
    assert "E-Katalog Lokal tidak dapat dipisahkan" in section(page(client, address), "katalog")
    bought(government, 4, file, details={"catalogue": "Lokal"}, **v5)
    publish()
    html = section(page(client, address), "katalog")
    assert table(html) == [["Tidak disebut sumbernya", "6", "60,0%"], ["Lokal", "4", "40,0%"]]
    assert 'id="katalog"' not in page(client, "/daerah/kota-malang/?kanal=toko-daring")


def test_every_place_of_the_contents_is_on_the_page(client, rich):
    html = page(client)
    contents = re.search(r'<details class="toc">.*?</details>', html, re.DOTALL)[0]
    places = re.findall(r'href="#([^"]+)"', contents)
    assert len(places) >= 11
    assert all(f' id="{place}"' in html for place in places)


def test_one_government_alone_is_ranked_by_no_other_way(client):
    government = region("Kota Malang")
    file = source_file(rows=1)
    covered(government, 2022, file)
    bought(government, 0, file)
    publish()
    html = page(client)
    assert 'id="cara-menghitung"' not in html and "Rp0" in html
    SliceTotal.objects.all().delete()
    assert page(client)
