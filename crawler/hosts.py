"""What this crawl has learnt of each host, shared by all units that stand on it: pace, refusals, robots.txt."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.backoff import retry_after, wish_of

if TYPE_CHECKING:  # fetch.py, which holds the values, calls this module
    from crawler.fetch import Answer


def host_key(url: str) -> str:
    """Name the server of an address: its host, with or without www, is one and the same."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


@dataclass(slots=True)
class Host:
    """One host. ``gate`` lets in as many visits at a time as the host may be asked at once.

    Without it a portal of many units would be shared by all their visits, and each would run out of its time.
    """

    gate: asyncio.Semaphore
    units: int = 1
    delay: float = 0.0  # seconds; the host's own Crawl-delay may raise it
    refusals: int = 0  # 429 and 503 in a row
    not_before: float = 0.0  # monotonic
    away: str | None = None  # why nothing more is asked of it tonight
    robots: dict[str, Answer] = field(default_factory=dict)  # by address, kept for the other units of a shared host
    asking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def clear(self) -> None:
        """Wait until the host may be asked again."""
        while (wait := self.not_before - monotonic()) > 0:  # noqa: ASYNC110 - a time, that another visit may move on
            await asyncio.sleep(wait)

    def refused(self, got: Answer) -> bool:
        """Take note of a 429 or 503, pause the whole host, and say whether to ask again after the pause."""
        self.refusals += 1
        now = datetime.now(UTC)
        asked = retry_after(got.headers.get("retry-after"), now=got.server_date or now)
        wish = wish_of(asked, refusals=self.refusals, delay=self.delay, now=now)
        if wish.until is not None:
            self.away = f"{got.status}: asked to stay away until {wish.until:%Y-%m-%d %H:%M} UTC"
        self.not_before = max(self.not_before, monotonic() + wish.pause)
        return wish.again

    def words(self, *, again: bool) -> str:
        """What follows from the latest refusal, for a person."""
        if self.away:
            return f"left alone tonight: {self.away}"
        wait = max(0.0, self.not_before - monotonic())
        return f"refusal {self.refusals} in a row: the host is paused for {wait:.0f} s{', then asked again' if again else ''}"

    def heard(self) -> None:
        """Take note of an answer that is no refusal."""
        self.refusals = 0


@dataclass(slots=True)
class Hosts:
    """Every host of one crawl. ``delay`` in seconds and ``at_once`` are the rules of sites.yaml."""

    delay: float = 0.0
    at_once: int = 1
    known: dict[str, Host] = field(default_factory=dict)

    def expect(self, fronts: Iterable[str]) -> None:
        """Count the units that stand on each host."""
        for host, units in Counter(map(host_key, fronts)).items():
            self._of(host).units = units

    def of(self, url: str) -> Host:
        """The host of an address."""
        return self._of(host_key(url))

    def _of(self, host: str) -> Host:
        if host not in self.known:
            self.known[host] = Host(asyncio.Semaphore(self.at_once), delay=self.delay)
        return self.known[host]
