"""TLS that no visitor should meet: a table of certificates made anew, and of the contexts that serve them."""

from __future__ import annotations

import ssl
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa


@dataclass(frozen=True, slots=True)
class Trouble:
    """One sort of bad TLS. ``days`` is the time left by the real clock; ``named`` whether it names the server's address.

    ``strange`` certificates are signed by an authority that nobody knows, and is not sent along; the others by themselves.
    """

    days: int = 90
    named: bool = True
    weak: bool = False
    strange: bool = False
    newest: ssl.TLSVersion | None = None


TROUBLES: Mapping[str, Trouble] = {
    "expired": Trouble(days=-30),
    "self-signed": Trouble(),
    "unknown-issuer": Trouble(strange=True),
    "wrong-name": Trouble(named=False),
    "weak-key": Trouble(weak=True),
    "tls-1.0": Trouble(newest=ssl.TLSVersion.TLSv1),
}


def context(kind: str, address: str) -> ssl.SSLContext:
    """Return a server's context for one row of the table; the files it was read from are gone."""
    trouble = TROUBLES[kind]
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if trouble.weak or trouble.newest:
        made.set_ciphers("ALL:@SECLEVEL=0")  # OpenSSL would rather not
    if trouble.newest:
        with warnings.catch_warnings():  # Python would rather not, either
            warnings.simplefilter("ignore", DeprecationWarning)
            made.minimum_version = made.maximum_version = trouble.newest
    with TemporaryDirectory() as folder:
        file = Path(folder, "hostile.pem")
        file.write_bytes(_pem(trouble, address))
        made.load_cert_chain(file)
    return made


def _pem(trouble: Trouble, address: str) -> bytes:
    key = rsa.generate_private_key(65537, 1024) if trouble.weak else ec.generate_private_key(ec.SECP256R1())  # noqa: S505 - weak is the point
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "hostile.invalid")])
    host = x509.IPAddress(ip_address(address)) if trouble.named else x509.DNSName("lain.invalid")
    today = datetime.now(UTC)  # certificates expire by real time, whatever night is played
    issuer = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Otoritas Antah Berantah")])
    certificate = (
        x509.CertificateBuilder(
            issuer if trouble.strange else name, name, key.public_key(), x509.random_serial_number()
        )
        .not_valid_before(today - timedelta(days=400))
        .not_valid_after(today + timedelta(days=trouble.days))
        .add_extension(x509.SubjectAlternativeName([host]), critical=False)
        .sign(ec.generate_private_key(ec.SECP256R1()) if trouble.strange else key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return certificate.public_bytes(serialization.Encoding.PEM) + private
