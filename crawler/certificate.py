"""What a certificate says against itself: recorded beside the outcome, never a reason not to read the page.

Certificates are judged by real time: they expire for every visitor, whatever night is being replayed.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from ipaddress import ip_address
from typing import Any

from cryptography import x509

from crawler.reach import Tls

_CENTURY = 36_500
"""Days; some certificates end in 9999, and a day is to be counted from this one."""
_OLD = frozenset({"SSLv3", "TLSv1", "TLSv1.1"})


def tls_of(certificate: Any, host: str, *, now: datetime, seen: str = "") -> Tls:
    """Judge the server's own certificate and the chain it was sent with; NONE on plain http.

    ``seen`` is the protocol as OpenSSL names it, and after a blank the numbers of what OpenSSL found wrong with the
    chain (X509_V_ERR, with commas). One trouble is told: old TLS first, for no browser goes there any more, then
    expired, then another site's name, then a chain that ends in no authority we know (self-signed ones among them).
    """
    if certificate is None:
        return Tls.NONE
    version, _, faults = seen.partition(" ")
    if version in _OLD:
        return Tls.OLD
    leaf = certificate.original.to_cryptography()
    if not leaf.not_valid_before_utc <= now <= leaf.not_valid_after_utc:
        return Tls.EXPIRED
    if not _names(leaf, host):
        return Tls.NAME
    return Tls.UNTRUSTED if faults or leaf.issuer == leaf.subject else Tls.OK


def days_left(certificate: Any, *, now: datetime) -> int | None:
    """Count the days from today to the last day of the server's certificate (UTC), below zero when it is over.

    None on plain http.
    """
    if certificate is None:
        return None
    last: date = certificate.original.to_cryptography().not_valid_after_utc.date()
    return min((last - now.astimezone(UTC).date()).days, _CENTURY)


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
