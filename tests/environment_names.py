"""Which variables of the environment our settings look up, read from their text."""

import re

from tests.serving import ROOT

FILES = ("settings.py", "desk_settings.py", "environment.py")
_LOOKED_UP = re.compile(r"""(?i:env)(?:\.get\(|\[|, )"([A-Z_]+)\"""")


def settings_read() -> set[str]:
    texts = [(ROOT / "procurement" / name).read_text(encoding="utf-8") for name in FILES]
    return {name for text in texts for name in _LOOKED_UP.findall(text)} | {"BELANJA_SERVING"}
