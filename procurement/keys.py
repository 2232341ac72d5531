"""Short keys for addresses, made of what does not change on reloading."""

from base64 import b32encode
from hashlib import blake2b


def short_key(*parts: str) -> str:
    """Twelve characters (60 bits) for what the parts identify."""
    digest = blake2b("\x1f".join(parts).encode(), digest_size=8).digest()
    return b32encode(digest)[:12].decode().lower()


def order_key(region_code: str, system: str, marketplace: str, order_id: str) -> str:
    """The key of one order, whichever load brought it."""
    return short_key(region_code, system, marketplace.casefold(), order_id)
