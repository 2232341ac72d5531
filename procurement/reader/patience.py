"""How long who serves pages waits for an answer of the database."""

PATIENCE = 4.8
"""Seconds to wait for any one answer; the server's own statement_timeout then ends what it may still be doing."""
LONG_PATIENCE = 120
"""Seconds, where a statement may run for long (`allow_slow_readers`). A slow reader is no wait for the server."""
ALIVE = 1.5
"""Seconds for the question whether a kept connection still is one: with a new connection after it, below five."""
