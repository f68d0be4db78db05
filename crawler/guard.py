"""What may be connected to: every address is checked after the name was looked up, on every connection.

Twisted connects to exactly the addresses that this resolver hands on, so a name that points at a private address, a
number written oddly (0x7f.1), a redirect or a name that changes its mind between two look-ups are all one case.
"""

from __future__ import annotations

import socket
from collections.abc import Sequence
from functools import partial
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Thread
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from scrapy.exceptions import NotConfigured
from twisted.internet import address, interfaces
from twisted.internet.error import DNSLookupError
from twisted.internet.threads import deferToThreadPool
from twisted.python.failure import Failure
from twisted.python.threadpool import ThreadPool
from zope.interface import implementer

from crawler.addresses import Address, Network, refusal
from crawler.meter import Meter

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class Lookups:
    """What the look-ups of this process found, by host: why a name gave no address that may be used."""

    def __init__(self) -> None:
        self.refused: dict[str, str] = {}
        self.missing: dict[str, str] = {}
        self.slow: set[str] = set()
        self.found: dict[str, frozenset[str]] = {}  # the addresses that a host's last look-up handed on
        self.connected: set[str] = set()  # addresses that took a connection
        self.meters: WeakValueDictionary[bytes, Meter] = (
            WeakValueDictionary()
        )  # of the visits under way, by their tickets

    def stage(self, host: str) -> str:
        """How far a host was reached that gave no answer in time: "lookup", "connect" or "read"."""
        if host not in self.found:
            return "lookup"
        return "read" if self.found[host] & self.connected else "connect"


def _threads(most: int) -> ThreadPool:
    """Threads that nobody waits for: a name that hangs for 40 s would hold up the end of a crawl that long."""
    threads = ThreadPool(0, most, "look-ups")
    threads.threadFactory = partial(Thread, daemon=True)  # type: ignore[assignment]  # a maker of threads, typed as the class
    threads.start()
    return threads


@implementer(interfaces.IHostResolution)
class _Resolution:
    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """A look-up in a thread cannot be called back; its answer is dropped."""


@implementer(interfaces.IHostnameResolver)
class GuardedResolver:
    """Twisted's name resolver: getaddrinfo in a thread, with a time limit, and nothing forbidden handed on.

    No cache: getaddrinfo has the system's, and an address is checked anew for every connection.
    """

    def __init__(
        self, reactor: Any, *, allowed: Sequence[Network], timeout: float, lookups: Lookups, threads: ThreadPool
    ) -> None:
        self.reactor, self.allowed, self.timeout, self.lookups = reactor, allowed, timeout, lookups
        self.threads = threads

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> GuardedResolver:
        """Build from the settings that crawler.settings.build made."""
        lookups = crawler.settings.get("SEGAR_LOOKUPS")
        if lookups is None:
            raise NotConfigured("GuardedResolver needs SEGAR_LOOKUPS")
        allowed = tuple(ip_network(text) for text in crawler.settings.getlist("SEGAR_ALLOW_ADDRESSES"))
        return cls(
            reactor,
            allowed=allowed,
            timeout=crawler.settings.getfloat("DNS_TIMEOUT"),
            lookups=lookups,
            threads=_threads(crawler.settings.getint("REACTOR_THREADPOOL_MAXSIZE")),
        )

    def install_on_reactor(self) -> None:
        """Take the place of the reactor's own resolver."""
        self.reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802 - Twisted's name
        self,
        resolutionReceiver: Any,  # noqa: N803 - Twisted's name
        hostName: str,  # noqa: N803 - Twisted's name
        portNumber: int = 0,  # noqa: N803 - Twisted's name
        addressTypes: Any = None,  # noqa: ARG002, N803 - part of the interface; both families are always wanted
        transportSemantics: str = "TCP",  # noqa: ARG002, N803 - part of the interface
    ) -> _Resolution:
        """Look the name up and hand on the addresses that may be used; none at all means that the look-up failed."""
        resolution = _Resolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)
        lookup = deferToThreadPool(
            self.reactor, self.threads, socket.getaddrinfo, hostName, portNumber, 0, socket.SOCK_STREAM
        )
        lookup.addTimeout(self.timeout, self.reactor)

        def finish(found: Any) -> None:
            for ip in self._usable(hostName, found):
                kind = address.IPv6Address if isinstance(ip, IPv6Address) else address.IPv4Address
                resolutionReceiver.addressResolved(kind("TCP", str(ip), portNumber))
            resolutionReceiver.resolutionComplete()

        lookup.addBoth(finish)
        return resolution

    def _usable(self, host: str, found: Any) -> list[Address]:
        if isinstance(found, Failure):
            self._note_failure(host, found)
            return []
        addresses = list(dict.fromkeys(ip_address(entry[4][0].partition("%")[0]) for entry in found))
        reasons = [reason for ip in addresses if (reason := refusal(ip, self.allowed))]
        # One forbidden address among several is enough: a public site has none, a rebinding name has both.
        if reasons:
            self.lookups.refused[host] = reasons[0]
            return []
        self.lookups.found[host] = frozenset(map(str, addresses))
        return addresses

    def _note_failure(self, host: str, failure: Failure) -> None:
        error = failure.value
        passing = (
            not isinstance(error, (socket.gaierror, UnicodeError, DNSLookupError))
            or getattr(error, "errno", 0) == socket.EAI_AGAIN
        )
        if passing:
            self.lookups.slow.add(host)
        else:
            self.lookups.missing[host] = str(error)
