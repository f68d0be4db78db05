"""Scrapy's HTTP/1.1 handler with what it lacks: a bound on heads, old TLS, chains verified, a note of who answered calls.

It leans on names that are private to Scrapy 2.19, which requirements.lock pins; tests/test_hostile_city.py fails where
they move.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from OpenSSL import SSL
from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler, _LenientHTTP11ClientProtocol
from scrapy.core.downloader.tls import _ScrapyClientTLSOptions26
from twisted.web._newclient import HEADER, STATUS
from twisted.web.client import _HTTP11ClientFactory

from crawler.guard import Lookups
from crawler.meter import Meter
from crawler.trust import Roots

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

MAX_HEAD = 512_000
"""Bytes of status line and headers, some of them of the body; real heads have 1 KB, floods of cookies 200."""

TLS_SEEN = b"Segar-Tls-Seen"
"""Header under which an answer carries the TLS version that it came over, and what OpenSSL found wrong with the chain
(numbers of X509_V_ERR, with commas); whatever a server sends under it is dropped."""

TICKET = b"Segar-Ticket"
"""Header by which a request tells whose visit it belongs to; it is taken off before anything is sent."""

_UNKNOWN_ISSUER = frozenset({2, 19, 20, 21, 24, 27})
"""X509_V_ERR of a chain that ends in no authority of ours: says nothing where this machine knows none."""


class Handler(HTTP11DownloadHandler):
    """Takes Scrapy's place for http and https."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        lookups: Lookups = crawler.settings["SEGAR_LOOKUPS"]

        class Factory(_HTTP11ClientFactory):
            noisy = False

            def buildProtocol(self, addr: Any) -> _Protocol:  # noqa: N802 - Twisted's name
                lookups.connected.add(addr.host)
                made = _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]  # Twisted's is untyped
                made.lookups = lookups
                return made

        self._pool._factory = Factory  # noqa: SLF001 - Twisted's only place for it, and Scrapy's own way
        self._contextFactory: Any = _AnyTls.from_crawler(crawler)


class _AnyTls(_ScrapyClientContextFactory):
    """Speaks TLS 1.0 and takes weak keys and bad chains: such servers are read, and what is wrong is recorded."""

    _options: Any = None
    roots = Roots()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> _AnyTls:
        """Build as Scrapy does, and take the authorities that settings.py found."""
        made = super().from_crawler(crawler, *args, **kwargs)
        made.roots = crawler.settings["SEGAR_ROOTS"]
        return made

    def _get_cert_options(self) -> Any:
        if self._options is None:  # one context for all: reading a store of authorities takes 20 ms
            self._options = super()._get_cert_options()
            context = self._options.getContext()
            context.set_cipher_list(b"DEFAULT:@SECLEVEL=0")
            self.roots.load(context)
        return self._options

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: ARG002, N802 - Twisted's name and shape
        """Make connections that take any certificate and note what is wrong with it."""
        made = _Witness(self._get_cert_options()._makeTLSConnection, hostname.decode("ascii"))  # noqa: SLF001 - as Scrapy does
        made.passed = frozenset() if self.roots.known else _UNKNOWN_ISSUER
        return made


class _Witness(_ScrapyClientTLSOptions26):
    """Lets every certificate pass, and keeps what OpenSSL said against its chain on the connection."""

    passed: frozenset[int] = frozenset()

    def clientConnectionForTLS(self, tlsProtocol: Any) -> SSL.Connection:  # noqa: N802, N803 - Twisted's names
        """Make a connection with an open ear."""
        connection = super().clientConnectionForTLS(tlsProtocol)
        faults: set[int] = set()

        def hear(_connection: Any, _certificate: Any, code: int, _depth: int, _fine: int) -> bool:
            if code and code not in self.passed:
                faults.add(code)
            return True

        connection.set_verify(SSL.VERIFY_PEER, hear)
        connection.faults = faults  # type: ignore[attr-defined]  # read in _Protocol._told
        return connection


class _Protocol(_LenientHTTP11ClientProtocol):
    """One connection."""

    _head = 0
    _meter: Meter | None = None
    lookups: Lookups
    transport: Any

    def request(self, request: Any) -> Any:
        """Send a request; its answer will tell what was seen of TLS."""
        ticket = request.headers.getRawHeaders(TICKET, [b""])[0]
        request.headers.removeHeader(TICKET)
        self._head, self._meter = 0, self.lookups.meters.get(ticket)
        if self._meter is not None:
            self._meter.begun = False
        return super().request(request).addCallback(self._told)

    def _told(self, response: Any) -> Any:
        handle = self.transport.getHandle()
        if isinstance(handle, SSL.Connection):
            faults = ",".join(map(str, sorted(getattr(handle, "faults", ()))))
            response.headers.setRawHeaders(TLS_SEEN, [f"{handle.get_protocol_version_name()} {faults}".encode()])
        else:
            response.headers.removeHeader(TLS_SEEN)
        return response

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        """Take bytes, until a head has too many."""
        if self._meter is not None:
            self._meter.begun = True
            self._meter.come += len(data)
        if self._parser is not None and self._parser.state in {STATUS, HEADER}:
            self._head += len(data)
            if self._head > MAX_HEAD:
                self.transport.abortConnection()
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]  # Twisted's is untyped
