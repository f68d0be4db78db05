"""The one spider for every site: what to ask for, nothing else. A visit is a coroutine; Scrapy carries its requests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.exceptions import StopDownload

from crawler.canaries import ask
from crawler.fetch import Fetcher
from crawler.guard import Lookups
from crawler.reading import Moment
from crawler.records import CanaryAnswer, SiteNight
from crawler.sites import CrawlRules
from crawler.visit import Memory, Target, visit


@dataclass(frozen=True, slots=True)
class Night:
    """All that one crawl is to do, and where its results go.

    ``remember`` is asked when a site's turn comes; ``keep`` stores a finished night; ``failed`` hears of a bug that
    ended one site's visit (the site stays out of the ledger, so a resumed crawl asks it again).
    """

    targets: Sequence[Target]
    moment: Moment
    rules: CrawlRules
    lookups: Lookups
    remember: Callable[[Target], Memory]
    keep: Callable[[SiteNight], None]
    failed: Callable[[Target, Exception], None]
    canaries: Callable[[Sequence[CanaryAnswer]], None] = lambda _: None  # hears what they answered, before any visit


class SiteSpider(Spider):
    """Visits every target of a night, each on its own, ``at_once`` at a time."""

    name = "site"

    def __init__(self, night: Night, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.night = night

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
        """Yield each site's night the moment it ends, in whatever order they end."""
        await self._ask_canaries()
        gate = asyncio.Semaphore(self.night.rules.at_once)
        visits = [asyncio.create_task(self._visit(target, gate)) for target in self.night.targets]
        _end_with(asyncio.current_task(), visits)
        for done in asyncio.as_completed(visits):
            if (night := await done) is not None:
                yield night

    async def _ask_canaries(self) -> None:
        if self.night.rules.canaries and self.night.targets:
            fetcher = Fetcher(self.crawler.engine, self.night.lookups)
            self.night.canaries(await ask(self.night.rules.canaries, fetcher.get))

    async def _visit(self, target: Target, gate: asyncio.Semaphore) -> SiteNight | None:
        async with gate:
            fetcher = Fetcher(self.crawler.engine, self.night.lookups)
            try:
                memory = self.night.remember(target)
                return await visit(target, memory, fetcher, moment=self.night.moment, rules=self.night.rules)
            except Exception as error:  # noqa: BLE001 - a bug met on one site must not cost the others; it is reported and the run exits 3
                self.night.failed(target, error)
                return None

    def keep(self, night: SiteNight) -> None:
        """Hand a finished night on to the store."""
        self.night.keep(night)


def _end_with(engine: asyncio.Task[Any] | None, visits: Sequence[asyncio.Task[Any]]) -> None:
    """Cancel the visits in flight when the engine no longer takes their results: it waits for every open request else."""
    if engine is not None:
        engine.add_done_callback(lambda _: [visit.cancel() for visit in visits])
