"""The claims as the API gives them: the records of their download, with the verdicts once more in one line."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from awards import queries
from awards.fields import CLAIMS
from awards.models import Claim
from awards.records import RULE, records
from procurement.api.endpoint import Answer, Endpoint
from procurement.api.forms import NoKeys
from procurement.downloads.fields import EDITION, TEXT, Field
from procurement.models import Edition

FIELDS = (
    *(one for one in CLAIMS if one not in EDITION),
    Field("putusan", TEXT, _("Verdicts of the edition, quantity: outcome, joined by `;`"), required=False),
)


def claims(_asked: dict[str, Any], _after: int, _code: str) -> Answer:
    found = list(queries.claims(Edition.objects.current()))
    return Answer(
        [record | RULE | {"putusan": _verdicts(claim)} for claim, record in zip(found, records(found), strict=True)], {}
    )


def _verdicts(claim: Claim) -> str:
    return "; ".join(f"{one.quantity}: {one.outcome}" for one in claim.judged_as)


ENDPOINT = Endpoint("claims", _("What was claimed, with verdicts"), NoKeys, FIELDS, claims)
