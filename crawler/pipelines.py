"""Item -> store."""

from __future__ import annotations

from crawler.records import SiteNight
from crawler.spiders.site import SiteSpider


class KeepNight:
    """Stores each site's night the moment it is whole."""

    def __init__(self, spider: SiteSpider) -> None:
        self.spider = spider

    @classmethod
    def from_crawler(cls, crawler: object) -> KeepNight:
        """Take the crawl's id and store from the spider."""
        return cls(crawler.spider)  # type: ignore[attr-defined]  # Scrapy's Crawler, typed loosely by Scrapy itself

    def process_item(self, item: SiteNight) -> SiteNight:
        """Store one site's visit and readings in one transaction."""
        self.spider.keep(item)
        return item
