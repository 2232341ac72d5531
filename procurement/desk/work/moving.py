"""From one state to the next, by one of those who try at the same time."""

from datetime import datetime
from typing import Any

from procurement.desk.models import Upload, Withdrawal


def move(one: Upload | Withdrawal, to: str, **fields: Any) -> bool:
    """Moves it on from the state that `one` was read in; False when somebody else moved it first."""
    values = {"state": to, "changed_at": datetime.now(), **fields}
    if not type(one).objects.filter(pk=one.pk, state=one.state).update(**values):
        return False
    for name, value in values.items():
        setattr(one, name, value)
    return True
