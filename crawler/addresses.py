"""Which addresses may be connected to at all. Pure; guard.py holds every connection against it."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from urllib.parse import urlsplit

from crawler.site_url import host_address

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_NAT64 = ip_network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last 32 bits


def embedded(ip: Address) -> Address:
    """Return the IPv4 address that an IPv6 one carries (mapped, 6to4, Teredo, NAT64), or the address itself."""
    if not isinstance(ip, IPv6Address):
        return ip
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None) or ip


def refusal(ip: Address, allowed: Sequence[Network] = ()) -> str | None:
    """Say why no connection to this address may be made, None where it may."""
    inner = embedded(ip)
    if any(inner.version == network.version and inner in network for network in allowed):
        return None
    if inner.is_global and not inner.is_multicast:
        return None
    return f"{inner} is not a public address"


def shut_off(url: str, allowed: Sequence[Network] = ()) -> str | None:
    """Say why the address that a web address is written with may not be connected to; None for a name, which is looked up later."""
    ip = host_address(urlsplit(url).hostname or "")
    return refusal(ip, allowed) if ip else None
