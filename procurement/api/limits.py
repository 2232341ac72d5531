"""How many requests of the API a client may make in a minute: counted by each serving process for itself.

The headers are those of draft-ietf-httpapi-ratelimit-headers (as of -10): `RateLimit-Policy` says the rule, `RateLimit`
what is left of it.
"""

import threading
from collections import Counter
from dataclasses import dataclass

WINDOW = 60
"""Seconds. Windows are those of the clock, the same for all clients."""
MOST_CLIENTS = 20_000
"""Clients that one window tells apart; those that come after them are not counted, and are told of no limit."""
POLICY = "per-menit"


@dataclass(frozen=True)
class Quota:
    """What one client has left, this request taken off."""

    limit: int
    remaining: int
    reset: int
    """Seconds until the next window, at least one."""
    allowed: bool

    def headers(self) -> dict[str, str]:
        return {
            "RateLimit-Policy": f'"{POLICY}";q={self.limit};w={WINDOW}',
            "RateLimit": f'"{POLICY}";r={self.remaining};t={self.reset}',
        }


class Minutes:
    """Requests by client within the running window. Needs no clean-up: the next window begins with nothing."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._window = 0
        self._counts: Counter[str] = Counter()

    def ask(self, client: str, limit: int, now: float) -> Quota | None:
        """Counts one request. None where it is not limited: no limit is set, or the client cannot be told apart."""
        if not limit or not client:
            return None
        window, passed = divmod(int(now), WINDOW)
        with self._lock:
            if window != self._window:
                self._window, self._counts = window, Counter()
            if client not in self._counts and len(self._counts) >= MOST_CLIENTS:
                return None
            self._counts[client] += 1
            made = self._counts[client]
        return Quota(limit, max(0, limit - made), WINDOW - passed, made <= limit)
