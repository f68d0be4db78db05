"""Whom this machine trusts: the store of certificate authorities against which servers' chains are verified."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path

from OpenSSL import SSL


class TrustError(Exception):
    """The file of further authorities cannot be used; the message is one line for the operator."""


@dataclass(frozen=True, slots=True)
class Roots:
    """Where authorities are kept. ``extra`` is the operator's own file (an intranet's authority), beside the system's."""

    cafile: str | None = None
    capath: str | None = None
    extra: str | None = None

    @property
    def known(self) -> bool:
        """Whether the system has a store at all; without one nobody's chain can be judged."""
        return bool(self.cafile or self.capath)

    def load(self, context: SSL.Context) -> None:
        """Let a context verify against these authorities."""
        if self.known:
            context.load_verify_locations(self.cafile, self.capath)
        if self.extra:
            context.load_verify_locations(self.extra)


def find_roots(extra: str | None) -> Roots:
    """Find the system's store, as Python's own TLS does (SSL_CERT_FILE and SSL_CERT_DIR count). Raises TrustError."""
    paths = ssl.get_default_verify_paths()
    capath = paths.capath if paths.capath and any(Path(paths.capath).iterdir()) else None
    roots = Roots(paths.cafile, capath, extra or None)
    try:
        roots.load(SSL.Context(SSL.TLS_CLIENT_METHOD))
    except SSL.Error as error:
        raise TrustError(
            f"{extra or paths.cafile}: holds no certificates in PEM form; correct SEGAR_CAFILE or SSL_CERT_FILE"
        ) from error
    return roots
