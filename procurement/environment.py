"""What the environment says, read once: database addresses, the serving role, what production must not lack."""

import os
import re
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

UNREGISTERED = "ocds-000000"
"""Prefix of OCDS identifiers while the site has none of its own: of the right form, and nobody's."""


_NOTICED = {
    "tcp_user_timeout": 4000,  # milliseconds; the others are seconds and a number of tries
    "keepalives": 1,
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 2,
}
"""libpq's options by which who reads notices a network that is gone."""


def serving(argv: list[str], env: dict[str, str]) -> bool:
    """True in a process that answers requests (a WSGI server, `runserver`); management commands and tests write."""
    return "BELANJA_SERVING" in env or (Path(argv[0]).name == "manage.py" and "runserver" in argv[1:2])


def database(url: str, *, read_only: bool, writers: int = 1) -> dict[str, Any]:
    """A Django database entry for `sqlite:///path` or `postgresql://user:password@host:port/name?option=value`.

    `writers` is how many processes may write at the same time.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(url.removeprefix("sqlite:///"), read_only, writers)
    if parts.scheme in ("postgres", "postgresql"):
        return _postgresql(url, read_only)
    raise ImproperlyConfigured(
        f"DATABASE_URL: {parts.scheme or url!r} is not known; write sqlite:///path or postgresql://user@host/name."
    )


def _sqlite(path: str, read_only: bool, writers: int) -> dict[str, Any]:
    # WAL lets readers go on during a publish; FULL keeps an acknowledged publish through a power loss
    # (docs/decisions.md, 4). With several writers SQLite before 3.51 may damage a file in WAL mode, so those take
    # turns over a rollback journal, whose like of FULL is EXTRA.
    entry: dict[str, Any] = {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "CONN_MAX_AGE": None}
    if read_only:
        entry["NAME"] = f"{Path(path).resolve().as_uri()}?mode=ro"
        entry["OPTIONS"] = {"uri": True, "timeout": 5, "init_command": "PRAGMA query_only=ON;"}
    else:
        entry["OPTIONS"] = {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA threads=1;"
            if writers == 1
            else "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA; PRAGMA threads=1;",
        }
    return entry


def _postgresql(url: str, read_only: bool) -> dict[str, Any]:
    parts = urlsplit(url)
    # Where packets are dropped, what was sent is given up after four seconds (tcp_user_timeout), and so is a silence.
    # Where something still acknowledges, the engine's own patience ends the waiting.
    options: dict[str, Any] = {"connect_timeout": 3, **(_NOTICED if read_only else {}), **dict(parse_qsl(parts.query))}
    if read_only:
        # The last of two is heard: the address may have another patience, but not a reader that writes.
        said = ("-c statement_timeout=5000", options.get("options", ""), "-c default_transaction_read_only=on")
        options["options"] = " ".join(filter(None, said))
    host = options.pop("host", None) or parts.hostname or ""
    return {
        "ENGINE": "procurement.reader.postgresql" if read_only else "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def required_in_production(env: dict[str, str], *names: str) -> None:
    """Stops the process with one sentence that names every setting that production lacks."""
    missing = [name for name in names if not env.get(name)]
    if missing:
        raise ImproperlyConfigured(f"DJANGO_ENV=production needs these environment variables: {', '.join(missing)}.")


def names(env: dict[str, str], name: str) -> list[str]:
    """What a variable lists between commas, without blanks around it."""
    return [stripped for one in env.get(name, "").split(",") if (stripped := one.strip())]


def whole_number(env: dict[str, str], name: str, default: int) -> int:
    """The number that a variable says, or the default where it is not set."""
    text = env.get(name) or str(default)
    if not (text.isascii() and text.isdecimal()):
        raise ImproperlyConfigured(f"{name} is {text!r}; write a whole number.")
    return int(text)


def header_name(env: dict[str, str], name: str) -> str:
    """The header that a variable names, as it stands in a request (X-Forwarded-For); empty where it is not set."""
    text = env.get(name, "")
    if not re.fullmatch(r"[A-Za-z0-9-]*", text):
        raise ImproperlyConfigured(f"{name} is {text!r}; write a header's name, such as X-Forwarded-For.")
    return text


def says_https(env: dict[str, str], name: str) -> tuple[str, str] | None:
    """SECURE_PROXY_SSL_HEADER for the header that a variable names: where `request.META` has it, and what it says."""
    header = header_name(env, name)
    return (f"HTTP_{header.upper().replace('-', '_')}", "https") if header else None


def kept_secret(path: Path) -> str:
    """The secret in a file that only its owner may read, made at the first call; whoever loses the race reads it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        os.link(fresh, path)  # fails where it stands already: never half a secret, never a second one
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return path.read_text()


def ocid_prefix(env: dict[str, str]) -> str:
    """The prefix registered for this publisher with the Open Contracting Partnership, or the placeholder."""
    text = env.get("OCID_PREFIX") or UNREGISTERED
    if not re.fullmatch(r"ocds-[a-z0-9]{6}", text):
        raise ImproperlyConfigured(f"OCID_PREFIX is {text!r}; write ocds- and six small letters or digits.")
    return text
