"""Who asks, as far as an address tells: for the quota of the API, the logins and the audit of the desk."""

from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address


def client_of(meta: Mapping[str, str], header: str = "") -> str:
    """An IPv4 address, or the /64 of an IPv6 one (a household has that many); empty where there is none.

    `header` is the one that the proxy in front writes, such as X-Forwarded-For. Of a list the last address is the one
    that this proxy saw; what stands before it the client may have made up.
    """
    if header:
        written = meta.get(f"HTTP_{header.upper().replace('-', '_')}", "").rpartition(",")[2].strip()
        if found := _network(written):
            return found
    return _network(meta.get("REMOTE_ADDR", ""))


def _network(text: str) -> str:
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return f"{IPv6Address(int(address) >> 64 << 64)}/64"
    return str(address)
