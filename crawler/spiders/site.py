"""The one spider for every site: what to ask for, nothing else. A visit is a coroutine; Scrapy carries its requests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.exceptions import StopDownload

from crawler.canaries import ask
from crawler.fetch import Fetcher
from crawler.guard import Lookups
from crawler.hosts import Hosts
from crawler.meter import Meter
from crawler.reading import Moment
from crawler.records import CanaryAnswer, SiteNight
from crawler.sites import CrawlRules
from crawler.spoken import night_words
from crawler.visit import visit
from crawler.visiting import Memory, Target


@dataclass(frozen=True, slots=True)
class Night:
    """All that one crawl is to do, and where its results go.

    ``remember`` is asked when a site's turn comes; ``keep`` stores a finished night; ``failed`` hears of a bug that
    ended one site's visit (the site stays out of the ledger, so a resumed crawl asks it again). After ``window``
    seconds (None: no end) what is not finished waits for the next crawl; ``waits`` hears of each such site.
    """

    targets: Sequence[Target]
    moment: Moment
    rules: CrawlRules
    lookups: Lookups
    remember: Callable[[Target], Memory]
    keep: Callable[[SiteNight], None]
    failed: Callable[[Target, Exception], None]
    waits: Callable[[Target], None]
    window: float | None = None
    tell: Callable[[Target, str], None] | None = None  # hears of every decision, in words
    canaries: Callable[[Sequence[CanaryAnswer]], None] = lambda _: None  # hears what they answered, before any visit


class SiteSpider(Spider):
    """Visits every target of a night, each on its own, ``at_once`` at a time."""

    name = "site"

    def __init__(self, night: Night, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.night = night
        self.hosts = Hosts(delay=night.rules.delay, at_once=night.rules.per_host)
        self.hosts.expect(target.url for target in night.targets)

    @classmethod
    def from_crawler(cls, crawler: Any, *args: Any, **kwargs: Any) -> SiteSpider:
        """Build as Scrapy does, and listen to what comes in."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.enough, signals.bytes_received)
        return spider

    @staticmethod
    def enough(data: bytes, request: Request) -> None:
        """End a download that has brought as many bytes as were wanted; what has come is the answer."""
        if most := request.meta.get("most"):
            request.meta["come"] = request.meta.get("come", 0) + len(data)
            if request.meta["come"] >= most:
                raise StopDownload(fail=False)

    async def start(self) -> AsyncIterator[Any]:
        """Yield each site's night the moment it ends, in whatever order they end; none is kept once it was yielded."""
        await self._ask_canaries()
        gate = asyncio.Semaphore(self.night.rules.at_once)
        window = self.night.window
        until = None if window is None else asyncio.get_running_loop().time() + window
        ended: asyncio.Queue[SiteNight | None] = asyncio.Queue()
        visits = [asyncio.create_task(self._in_window(target, gate, until, ended)) for target in self.night.targets]
        _end_with(asyncio.current_task(), visits)
        for _ in visits:
            if (night := await ended.get()) is not None:
                yield night

    async def _ask_canaries(self) -> None:
        if self.night.rules.canaries and self.night.targets:
            fetcher = Fetcher(self.crawler.engine, self.night.lookups, hosts=self.hosts)
            self.night.canaries(await ask(self.night.rules.canaries, fetcher.get))

    async def _in_window(
        self, target: Target, gate: asyncio.Semaphore, until: float | None, ended: asyncio.Queue[SiteNight | None]
    ) -> None:
        """Visit a site when its turn comes; when the night's window closes first it waits, a visit under way too."""
        night = None
        try:
            async with asyncio.timeout_at(until), self.hosts.of(target.url).gate, gate:
                night = await self._visit(target)
        except TimeoutError:
            self.night.waits(target)
        finally:
            ended.put_nowait(night)

    async def _visit(self, target: Target) -> SiteNight | None:
        rules = self.night.rules
        try:
            memory = self.night.remember(target)
            most = rules.site_requests(whole=memory.first_night or target.whole)
            meter = Meter(most_requests=most, most_bytes=rules.site_bytes)
            say = partial(self.night.tell, target) if self.night.tell else None
            fetcher = Fetcher(self.crawler.engine, self.night.lookups, meter, self.hosts, say)
            night = await visit(target, memory, fetcher, moment=self.night.moment, rules=rules)
            fetcher.tell(lambda: night_words(night))
        except Exception as error:  # noqa: BLE001 - a bug met on one site must not cost the others; it is reported and the run exits 3
            self.night.failed(target, error)
            return None
        return night

    def keep(self, night: SiteNight) -> None:
        """Hand a finished night on to the store."""
        self.night.keep(night)


def _end_with(engine: asyncio.Task[Any] | None, visits: Sequence[asyncio.Task[Any]]) -> None:
    """Cancel the visits in flight when the engine no longer takes their results: it waits for every open request else."""
    if engine is not None:
        engine.add_done_callback(lambda _: [visit.cancel() for visit in visits])
