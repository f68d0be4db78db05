"""Scrapy's HTTP/1.1 handler with three things that it lacks: a bound on heads, old TLS, and a note of who answered calls.

It leans on names that are private to Scrapy 2.19, which requirements.lock pins; tests/test_hostile_city.py fails where
they move.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler, _LenientHTTP11ClientProtocol
from twisted.web._newclient import HEADER, STATUS
from twisted.web.client import _HTTP11ClientFactory

from crawler.guard import Lookups

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

MAX_HEAD = 512_000
"""Bytes of status line and headers, some of them of the body; real heads have 1 KB, floods of cookies 200."""

TLS_VERSION = b"Segar-Tls-Version"
"""Header under which an answer carries the TLS version that it came over; whatever a server sends under it is dropped."""


class Handler(HTTP11DownloadHandler):
    """Takes Scrapy's place for http and https."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        lookups: Lookups = crawler.settings["SEGAR_LOOKUPS"]

        class Factory(_HTTP11ClientFactory):
            noisy = False

            def buildProtocol(self, addr: Any) -> _Protocol:  # noqa: N802 - Twisted's name
                lookups.connected.add(addr.host)
                return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]  # Twisted's is untyped

        self._pool._factory = Factory  # noqa: SLF001 - Twisted's only place for it, and Scrapy's own way
        self._contextFactory: Any = _AnyTls.from_crawler(crawler)


class _AnyTls(_ScrapyClientContextFactory):
    """Speaks TLS 1.0 and takes weak keys: old servers are read, and their age is recorded."""

    def _get_cert_options(self) -> Any:
        options = super()._get_cert_options()
        options.getContext().set_cipher_list(b"DEFAULT:@SECLEVEL=0")
        return options


class _Protocol(_LenientHTTP11ClientProtocol):
    """One connection."""

    _head = 0
    transport: Any

    def request(self, request: Any) -> Any:
        """Send a request; its answer will tell the TLS version."""
        self._head = 0
        return super().request(request).addCallback(self._told)

    def _told(self, response: Any) -> Any:
        version = getattr(self.transport.getHandle(), "get_protocol_version_name", None)
        response.headers.setRawHeaders(TLS_VERSION, [version().encode()] if version else [])
        return response

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        """Take bytes, until a head has too many."""
        if self._parser is not None and self._parser.state in {STATUS, HEADER}:
            self._head += len(data)
            if self._head > MAX_HEAD:
                self.transport.abortConnection()
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]  # Twisted's is untyped
