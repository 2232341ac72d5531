"""The frame of the desk: its addresses ask for a login, and nothing of it is kept or compressed."""

import pytest


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
