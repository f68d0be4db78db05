"""A certificate that OpenSSL lets pass and nobody can read is one we do not trust, and costs nobody a night."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crawler.certificate import days_left, tls_of
from crawler.reach import Tls

NOW = datetime(2026, 11, 21, 1, tzinfo=UTC)
NAMES = x509.SubjectAlternativeName([x509.DNSName("kel.test"), x509.UniformResourceIdentifier("http://abcdefgh/")])
OTHER = x509.UnrecognizedExtension(x509.ObjectIdentifier("2.5.29.99"), b"\x05\x00")
_SAN, _UNKNOWN = b"\x06\x03\x55\x1d\x11", b"\x06\x03\x55\x1d\x63"


def der() -> bytes:
    """A certificate with its site's names and an extension that nobody knows."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "kel.test")]),
    )
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(5)
    made = made.not_valid_before(NOW - timedelta(days=1)).not_valid_after(NOW + timedelta(days=9))
    made = made.add_extension(NAMES, critical=False).add_extension(OTHER, critical=False)
    return made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def judged(old: bytes, new: bytes) -> tuple[Tls, int | None]:
    """What is said of the certificate in which some bytes are others."""
    body = der()
    assert old in body
    served = SimpleNamespace(
        original=SimpleNamespace(to_cryptography=lambda: x509.load_der_x509_certificate(body.replace(old, new)))
    )
    return tls_of(served, "kel.test", now=NOW), days_left(served, now=NOW)


def test_one_that_can_be_read_is_judged_by_its_chain() -> None:
    assert judged(_UNKNOWN, _UNKNOWN) == (Tls.UNTRUSTED, 9)


@pytest.mark.parametrize(
    ("old", "new"),
    [(_UNKNOWN, _SAN), (b"\x86\x10http://abcdefgh/", b"\xa3\x10http://abcdefgh/")],
    ids=["twice", "x400"],
)
def test_names_beyond_reading_are_those_of_no_site(old: bytes, new: bytes) -> None:
    assert judged(old, new) == (Tls.NAME, 9)


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"\xa0\x03\x02\x01\x02", b"\xa0\x03\x02\x01\x03"), (b"\x17\x0d261120", b"\x17\x0d269920")],
    ids=["version", "day"],
)
def test_one_beyond_reading_is_not_trusted_and_has_no_days(old: bytes, new: bytes) -> None:
    assert judged(old, new) == (Tls.UNTRUSTED, None)
