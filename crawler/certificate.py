"""What a certificate says against itself: recorded beside the outcome, never a reason not to read the page.

Certificates are judged by real time: they expire for every visitor, whatever night is being replayed.
"""

from __future__ import annotations

from datetime import datetime
from ipaddress import ip_address
from typing import Any

from cryptography import x509

from crawler.reach import Tls

_OLD = frozenset({"SSLv3", "TLSv1", "TLSv1.1"})


def tls_of(certificate: Any, host: str, *, now: datetime, version: str = "") -> Tls:
    """Judge the server's own certificate: expired, for another name, self-signed; NONE on plain http.

    ``version`` is that of the protocol, as OpenSSL names it; old TLS is told first, for no browser goes there any more.
    """
    if certificate is None:
        return Tls.NONE
    if version in _OLD:
        return Tls.OLD
    leaf = certificate.original.to_cryptography()
    if not leaf.not_valid_before_utc <= now <= leaf.not_valid_after_utc:
        return Tls.EXPIRED
    if not _names(leaf, host):
        return Tls.NAME
    return Tls.UNTRUSTED if leaf.issuer == leaf.subject else Tls.OK


def _names(leaf: x509.Certificate, host: str) -> bool:
    try:
        names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    try:
        return ip_address(host) in names.get_values_for_type(x509.IPAddress)
    except ValueError:
        return any(_matches(name.lower(), host.lower()) for name in names.get_values_for_type(x509.DNSName))


def _matches(name: str, host: str) -> bool:
    if name.startswith("*."):
        return host.partition(".")[2] == name[2:]
    return name == host
