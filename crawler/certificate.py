"""What a certificate says against itself: recorded beside the outcome, never a reason not to read the page.

Certificates are judged by real time: they expire for every visitor, whatever night is being replayed.
"""

from __future__ import annotations

from datetime import UTC, datetime
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
    leaf = _leaf(certificate)
    if leaf is None:
        return Tls.UNTRUSTED
    if not leaf.not_valid_before_utc <= now <= leaf.not_valid_after_utc:
        return Tls.EXPIRED
    if not _names(leaf, host):
        return Tls.NAME
    return Tls.UNTRUSTED if faults or leaf.issuer == leaf.subject else Tls.OK


def days_left(certificate: Any, *, now: datetime) -> int | None:
    """Count the days from today to the last day of the server's certificate (UTC), below zero when it is over.

    None on plain http, and for a certificate beyond reading.
    """
    leaf = _leaf(certificate) if certificate is not None else None
    if leaf is None:
        return None
    return min((leaf.not_valid_after_utc.date() - now.astimezone(UTC).date()).days, _CENTURY)


def _leaf(certificate: Any) -> x509.Certificate | None:
    """The server's own certificate; None where its dates or names are beyond reading, which OpenSSL lets pass."""
    try:
        leaf: x509.Certificate = certificate.original.to_cryptography()
        _ = (leaf.not_valid_before_utc, leaf.not_valid_after_utc, leaf.issuer, leaf.subject)
    except (ValueError, OverflowError, x509.InvalidVersion):
        return None
    return leaf


def _names(leaf: x509.Certificate, host: str) -> bool:
    try:
        names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, x509.DuplicateExtension, x509.UnsupportedGeneralNameType, ValueError):
        return False
    try:
        return ip_address(host) in names.get_values_for_type(x509.IPAddress)
    except ValueError:
        return any(_matches(name.lower(), host.lower()) for name in names.get_values_for_type(x509.DNSName))


def _matches(name: str, host: str) -> bool:
    if name.startswith("*."):
        return host.partition(".")[2] == name[2:]
    return name == host
