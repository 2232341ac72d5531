"""Refusals as the desk says them: the commands' own sentences, but for those that speak of a command's options."""

from django.utils.translation import gettext as _

from procurement.loading.refusals import Refusal
from procurement.views import words


def sentence(refusal: Refusal) -> str:
    """With code and file, in the language of the page."""
    return said(refusal.code, refusal.sentence(words.language()), refusal.file)


def said(code: str, commands: str, file: str = "") -> str:
    """`commands` is what the command would say."""
    where = f"{file}: " if file else ""
    return f"{where}{code} {_own(code) or commands}"


def _own(code: str) -> str:
    if code == "F32":
        return _("The plan has changed since it was shown: something was published meanwhile. Look at it again.")
    return ""
