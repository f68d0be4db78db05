"""Asking one site for addresses, one at a time, within its bounds; failures come back as values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response
from twisted.internet.error import ConnectError, ConnectionAborted, ConnectionClosed, TCPTimedOutError
from twisted.web._newclient import ParseError
from twisted.web.client import ResponseFailed

from crawler.backoff import LATER
from crawler.certificate import days_left, tls_of
from crawler.clock import server_clock
from crawler.guard import Lookups
from crawler.handler import TICKET, TLS_SEEN
from crawler.hosts import Host, Hosts, host_key
from crawler.meter import Meter
from crawler.own import resolve, same_site_redirect
from crawler.reach import TROUBLE, Reach, Tls
from crawler.robots import MAX_ROBOTS, Robots, robots_address
from crawler.spoken import robots_words
from crawler.unpack import ENCODINGS, BrokenError, TooLargeError, unpack

MAX_BODY = 5_000_000  # bytes of one answer; a front page of an office is 60 KB, a large sitemap 2 MB
MAX_REDIRECTS = 5
MAX_URL = 2_083  # the longest address that old servers and proxies take
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer with its whole body; ``url`` is the address after redirects; header names in lower case."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    tls: Tls = Tls.NONE  # the first trouble on the way, where a redirect led elsewhere
    tls_days: int | None = None  # until the certificate with that trouble (or the last one) expires
    server_date: datetime | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """No answer, and why; ``to`` is where it leads, for a redirect to another site."""

    reach: Reach
    detail: str
    to: str = ""


_TICKETS = count(1)


@dataclass(slots=True)
class Fetcher:
    """The network behind one method. ``engine`` is Scrapy's; its downloader middlewares and slots apply."""

    engine: Any
    lookups: Lookups
    meter: Meter = field(default_factory=Meter)
    hosts: Hosts = field(default_factory=Hosts)
    say: Callable[[str], None] | None = None  # hears of every request and decision, in words
    robots: Robots = field(default_factory=Robots)
    ticket: bytes = field(init=False, default_factory=lambda: b"%d" % next(_TICKETS))

    def __post_init__(self) -> None:
        self.lookups.meters[self.ticket] = self.meter

    async def get(
        self,
        url: str,
        *,
        since: Callable[[str], Mapping[str, str]] | None = None,
        most: int | None = None,
    ) -> Answer | Failure:
        """Fetch an address, following redirects within its site; every way to fail is a Failure.

        ``since`` gives the condition for each address on the way: a validator is worth something only where it came from.
        Raises SpentError where the visit's budget is used up: one answer of the largest size may go beyond it.
        ``most`` is for what may be read in part: the answer ends after so many bytes.
        """
        at, troubled = url, None
        for _ in range(MAX_REDIRECTS + 1):
            got = await self._once(at, since(at) if since else {}, most)
            if isinstance(got, Failure):
                return got
            troubled = troubled or (got if got.tls in TROUBLE else None)
            if got.status not in _REDIRECTS or "location" not in got.headers:
                return replace(got, tls=troubled.tls, tls_days=troubled.tls_days) if troubled else got
            there = resolve(at, got.headers["location"])
            if not there:
                return Failure(Reach.BAD_HTTP, f"{at} redirects to what is no address")
            if not same_site_redirect(url, there):
                return Failure(Reach.REDIRECTED_AWAY, f"{at} redirects to {there}", there)
            if not self.robots.allows(there):
                return Failure(Reach.ROBOTS_FORBIDDEN, f"{at} redirects to {there}, which robots.txt forbids")
            at = there
        return Failure(Reach.REDIRECT_LOOP, f"{url} redirects more than {MAX_REDIRECTS} times")

    async def _once(self, url: str, headers: Mapping[str, str], most: int | None) -> Answer | Failure:
        """Ask for one address; a host that says "later" is waited for where it asks for little, and left alone else."""
        if urlsplit(url).scheme not in {"http", "https"} or len(url) > MAX_URL:
            return Failure(Reach.BAD_HTTP, f"not an address that is fetched: {url[:120]}")
        host = self.hosts.of(url)
        while True:
            await host.clear()
            if host.away:
                # Whatever the host said to another unit, this one was not asked: that is our waiting, and no fault of its own.
                return Failure(Reach.HTTP_429, f"{url} was not asked for; its host answered {host.away}")
            got = await self._ask(url, headers, most)
            if self.say:
                self.say(_request_words(url, got))
            if not isinstance(got, Answer) or got.status not in LATER:
                _heard(host, got)
                return got
            again = host.refused(got)
            if self.say:
                self.say(host.words(again=again))
            if not again:
                return got

    async def _ask(self, url: str, headers: Mapping[str, str], most: int | None) -> Answer | Failure:
        self.meter.check()
        self.meter.requests += 1
        self.meter.begun = False
        packed = {"Accept-Encoding": "identity" if most else ENCODINGS, TICKET.decode(): self.ticket}
        asked = {name: value.encode("latin-1", "replace") for name, value in headers.items()}  # to the byte, as given
        meta: dict[str, Any] = {"most": most, "download_maxsize": 0} if most else {}
        meta["download_slot"] = host_key(url)
        try:
            request = Request(url, headers={**packed, **asked}, dont_filter=True, meta=meta)
            response = await self.engine.download_async(request)
        except Exception as error:  # noqa: BLE001 - a closed table names the expected ones; all others are raised again below
            return self._failure(url, error)
        self.meter.requests += response.meta.get("retry_times", 0)
        self.meter.bytes += len(response.body)
        try:
            return _answer(response)
        except (TooLargeError, BrokenError) as error:
            return Failure(Reach.TOO_LARGE if isinstance(error, TooLargeError) else Reach.BAD_HTTP, _one_line(error))

    async def ask_robots(self, url: str, *, since: Callable[[str], Mapping[str, str]]) -> Answer | Failure:
        """Fetch the robots.txt of an address's host; the units of a shared host ask for it once a crawl.

        ``since`` is as for `get`: what a host is asked with is the same for all of its units.
        """
        host, there = self.hosts.of(url), robots_address(url)
        async with host.asking:
            if there in host.robots:
                return host.robots[there]
            got = await self.get(there, most=MAX_ROBOTS, since=since)
            if isinstance(got, Answer) and host.units > 1:
                host.robots[there] = got
            return got

    def tell(self, lines: Callable[[], Iterable[str]]) -> None:
        """Say how a decision was made, where somebody listens; nothing is worded where nobody does."""
        if self.say is not None:
            for line in lines():
                self.say(line)

    def obey(self, url: str, robots: Robots) -> None:
        """Follow no redirect to what robots.txt forbids, and obey its Crawl-delay where that is longer than ours."""
        self.robots = robots
        self.tell(lambda: [robots_words(robots, url)])
        host, downloader, key = self.hosts.of(url), self.engine.downloader, host_key(url)
        host.delay = max(host.delay, robots.delay)
        if robots.delay <= self.hosts.delay:
            return
        downloader.per_slot_settings[key] = {"delay": host.delay}  # Scrapy forgets a slot that was idle for a minute
        if slot := downloader.slots.get(key):
            slot.delay = max(slot.delay, host.delay)

    def said_of(self, url: str) -> str:
        """What a host said that wants to be left alone, to be put after its status; empty for all others."""
        away = self.hosts.of(url).away
        return f"; {away}" if away else ""

    def _failure(self, url: str, error: Exception) -> Failure:
        host = urlsplit(url).hostname or ""
        if isinstance(error, CannotResolveHostError):
            return self._lookup_failure(host)
        if isinstance(error, DownloadTimeoutError):
            late = Reach.TOO_SLOW if self.meter.begun else _TIMEOUTS[self.lookups.stage(host)]
            return Failure(late, _one_line(error))
        if _BROKEN.intersection(map(type, _reasons(error))):
            return Failure(Reach.BAD_HTTP, _one_line(error))
        for kinds, reach in _FAILURES:
            if isinstance(error, kinds):
                return Failure(_tls_or(reach, error), _one_line(error))
        raise error

    def _lookup_failure(self, host: str) -> Failure:
        if host in self.lookups.refused:
            return Failure(Reach.PRIVATE_ADDRESS, f"{host}: {self.lookups.refused[host]}")
        if host in self.lookups.missing:
            return Failure(Reach.DNS_MISSING, f"{host}: {self.lookups.missing[host]}")
        return Failure(Reach.DNS_TIMEOUT, f"{host}: the name could not be looked up in time")


def _request_words(url: str, got: Answer | Failure) -> str:
    """One request and what came of it."""
    if isinstance(got, Failure):
        return f"GET {url}: {got.reach.value}: {got.detail}"
    tls = "" if got.tls is Tls.NONE else f", TLS {got.tls.value}"
    where = f", to {got.headers['location']}" if "location" in got.headers else ""
    return f"GET {url}: {got.status}, {len(got.body):,} bytes{tls}{where}"


def _heard(host: Host, got: Answer | Failure) -> None:
    """A failure says nothing of a host's patience."""
    if isinstance(got, Answer):
        host.heard()


_FAILURES: tuple[tuple[tuple[type[Exception], ...], Reach], ...] = (
    ((DownloadConnectionRefusedError,), Reach.REFUSED),
    ((TCPTimedOutError,), Reach.CONNECT_TIMEOUT),
    ((DownloadCancelledError,), Reach.TOO_LARGE),  # Scrapy cancels what grows over DOWNLOAD_MAXSIZE
    ((ResponseDataLossError,), Reach.BAD_HTTP),
    ((UnsupportedURLSchemeError, ValueError), Reach.BAD_HTTP),
    ((DownloadFailedError, ResponseFailed, ConnectionClosed), Reach.RESET),
    ((ConnectError,), Reach.REFUSED),
)
_TIMEOUTS = {"lookup": Reach.DNS_TIMEOUT, "connect": Reach.CONNECT_TIMEOUT, "read": Reach.READ_TIMEOUT}
_BROKEN = frozenset({ParseError, ValueError, ConnectionAborted})
"""Reasons inside a failed answer: no HTTP, lengths that contradict each other, a head over the handler's bound."""


def _reasons(error: Exception) -> list[BaseException]:
    """What Twisted says went wrong, one by one."""
    return [failure.value for failure in getattr(error.__cause__, "reasons", ())]


def _tls_or(reach: Reach, error: Exception) -> Reach:
    return Reach.TLS_FAILED if "OpenSSL" in repr(error) or "SSL" in repr(error) else reach


def _one_line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]


def _answer(response: Response) -> Answer:
    if not 100 <= response.status <= 999:
        raise BrokenError(f"status {str(response.status)[:20]}")
    headers = {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }
    host, seen, now = (
        urlsplit(response.url).hostname or "",
        headers.pop(TLS_SEEN.decode().lower(), ""),
        datetime.now(UTC),
    )
    return Answer(
        url=response.url,
        status=response.status,
        headers=headers,
        body=unpack(response.body, headers.get("content-encoding", ""), most=MAX_BODY),
        tls=tls_of(response.certificate, host, now=now, seen=seen),
        tls_days=days_left(response.certificate, now=now),
        server_date=server_clock(headers.get("date")),
    )
