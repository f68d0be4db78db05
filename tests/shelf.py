"""A site of a few pages without any network, visited by the crawler's own visit; pages change when the test changes them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from crawler.fetch import Answer, Failure, Fetcher
from crawler.guard import Lookups
from crawler.memory import memory_of
from crawler.reading import Moment
from crawler.records import Visit
from crawler.robots import Robots
from crawler.sites import CrawlRules
from crawler.store import EvidenceStore
from crawler.visit import visit
from crawler.visiting import Target

SITE, FRONT = "18.71.01.1003", "http://a.test/"
ZONE = ZoneInfo("Asia/Jakarta")


@dataclass(slots=True)
class Shelf(Fetcher):
    """What each address answers: a web page, or a status and a body of any kind; what is not here is not found."""

    pages: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    others: dict[str, tuple[int, str, str]] = field(default_factory=dict)  # status, content type, body
    moved: dict[str, str] = field(default_factory=dict)  # addresses that lead on to others

    async def get(
        self, url: str, *, since: Callable[[str], Mapping[str, str]] | None = None, most: int | None = None
    ) -> Answer | Failure:
        del since, most
        self.asked.append(url)
        url = self.moved.get(url, url)
        body = self.pages.get(url)
        plain = (200, "text/html; charset=utf-8", body) if body else (404, "text/plain", "tidak ada")
        status, kind, said = self.others.get(url, plain)
        return Answer(url, status, {"content-type": kind}, said.encode())

    def obey(self, url: str, robots: Robots) -> None:  # noqa: ARG002 - a stand-in has the real one's signature
        """Nobody waits."""
        self.robots = robots


def shelf_of(pages: Mapping[str, str]) -> Shelf:
    """Put pages on a shelf, by their paths."""
    return Shelf(None, Lookups(), pages={FRONT + path: body for path, body in pages.items()})


def visited(store: EvidenceStore, shelf: Shelf, night: date, *, rules: CrawlRules = CrawlRules()) -> Visit:
    """Visit the site on a night and store what it brings; ``shelf.asked`` then holds the paths that it was asked for."""
    shelf.asked.clear()
    now = datetime(night.year, night.month, night.day, 1, tzinfo=ZONE)
    target, moment = Target(SITE, FRONT), Moment(now, ZONE)
    found = asyncio.run(visit(target, memory_of(store, target, moment), shelf, moment=moment, rules=rules))
    store.save(store.begin_crawl(night=night, now=now), found)
    shelf.asked[:] = [url.removeprefix(FRONT) for url in shelf.asked]
    return found.visit
