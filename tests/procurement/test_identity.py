"""When two printed names are one supplier."""

import pytest

from procurement.identity import supplier_identity


@pytest.mark.once
@pytest.mark.parametrize(
    "name",
    ["CV Maju Jaya", "CV. MAJU  JAYA", "C.V. Maju Jaya", "C. V. Maju Jaya", "Maju Jaya, CV", "Maju Jaya C.V.",
     "P.T Maju.Jaya"],
)  # fmt: skip
def test_the_legal_form_is_no_part_of_a_name(name):
    assert supplier_identity(name) == "maju jaya"


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "identity"),
    [("CV", "cv"), ("C.V.", "c v"), ("CV PT", "pt"), ("Cvitra", "cvitra"), ("Toko C V D", "toko c v d"), ("", "")],
)
def test_what_only_looks_like_a_legal_form_stays(name, identity):
    assert supplier_identity(name) == identity
