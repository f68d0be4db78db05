"""A plain client for the demo city: one request, no redirects followed, whatever the status."""

from __future__ import annotations

import http.client
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from urllib.parse import urlsplit

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
"""One o'clock at night of 21 November 2026 in the city."""


@dataclass(frozen=True, slots=True)
class Got:
    """What came back."""

    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def careless() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def connect(url: str) -> http.client.HTTPConnection:
    parts = urlsplit(url)
    assert parts.hostname
    assert parts.hostname.startswith("127.")
    if parts.scheme == "https":
        return http.client.HTTPSConnection(parts.hostname, parts.port, timeout=10, context=careless())
    return http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)


def ask(connection: http.client.HTTPConnection, url: str, headers: dict[str, str] | None = None) -> Got:
    parts = urlsplit(url)
    connection.request("GET", parts.path + (f"?{parts.query}" if parts.query else ""), headers=headers or {})
    answer = connection.getresponse()
    return Got(answer.status, answer.headers, answer.read())


def fetch(url: str, headers: dict[str, str] | None = None) -> Got:
    connection = connect(url)
    try:
        return ask(connection, url, headers)
    finally:
        connection.close()
