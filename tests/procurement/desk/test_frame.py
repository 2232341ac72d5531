"""The frame of the desk: its addresses ask for a login, and nothing of it is kept or compressed."""

from html import unescape

import pytest

from tests.serving import fresh_site


def test_without_a_login_every_address_leads_to_it(client_of):
    for address in ("/", "/unggahan/", "/muatan/", "/auth/user/", "/nowhere/"):
        answer = client_of("anonymous").get(address)
        assert answer.status_code == 302 and answer["Location"] == f"/login/?next={address}"


@pytest.mark.parametrize("kind", ["uploader", "publisher", "editor"])
def test_the_first_page_lists_the_sections(client_of, kind):
    answer = client_of(kind).get("/", headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store, private"
    assert not answer.has_header("Content-Encoding")
    assert ("/desk/auditentry/" in answer.text) == (kind == "publisher")


def language_button(answer):
    """Where the page leads on when another language is chosen."""
    form = answer.text.split('class="desk-language"')[1].split("</form>")[0]
    return unescape(form.split('name="next" value="')[1].split('"')[0])


def test_another_language_shows_the_same_page(client_of):
    client = client_of("publisher")
    for address in ("/unggahan/?halaman=1", "/nama-daerah/jawab/?nama=Kab.%20Malng", "/muatan/"):
        assert language_button(client.get(address)) == address
        answer = client.post("/bahasa/", {"language": "en", "next": address})
        assert answer["Location"] == address


def test_a_page_that_answers_a_form_leads_to_one_that_can_be_got(client_of):
    """Its own address may know no GET."""
    assert language_button(client_of("uploader").post("/unggahan/kirim/", {})) == "/"


def test_the_address_of_a_form_is_answered_with_a_page(client_of):
    answer = client_of("uploader").get("/unggahan/kirim/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Tidak ada laman di sini" in answer.text and 'href="/"' in answer.text


def test_the_desks_own_file_is_its_owners_alone(tmp_path):
    """It holds sessions and hashes of passwords; the published one is read by the site's process."""
    with fresh_site(tmp_path, like="sqlite:"):
        modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.glob("*.sqlite3")}
        assert modes["desk.sqlite3"] == 0o600 and modes["site.sqlite3"] & 0o600 == 0o600
        (tmp_path / "desk.sqlite3").chmod(0o644)
    with fresh_site(tmp_path, like="sqlite:"):
        assert (tmp_path / "desk.sqlite3").stat().st_mode & 0o777 == 0o600
