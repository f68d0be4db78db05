"""No spider, setting or registry entry goes below the floor without a reason on record; robots.txt has no switch at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from scrapy.crawler import Crawler
from scrapy.settings import Settings

from crawler import settings
from crawler.crawl_rules import LEAST_DELAY, MOST_PER_HOST, CrawlRules, below_floor
from crawler.guard import Lookups
from crawler.sites import Registry, load_sites
from crawler.spiders.site import SiteSpider
from demo.registry import sites_yaml
from tests.sites_helpers import CITY, kelurahan, units, write


def registry(folder: Path, crawl: str = "") -> Registry:
    return load_sites(write(folder, CITY + crawl + units(kelurahan(extra="url: 'https://a.go.id'"))))


def holding(found: Registry, spider: type[SiteSpider] = SiteSpider) -> dict[str, Any]:
    """The settings that hold at last, the spider's own among them."""
    return Crawler(spider, Settings(settings.build(found, lookups=Lookups()))).settings.copy_to_dict()


def test_the_defaults_are_the_floor_itself(tmp_path: Path) -> None:
    assert (CrawlRules().delay, CrawlRules().per_host) == (LEAST_DELAY, MOST_PER_HOST) == (0.5, 2)
    assert below_floor(holding(registry(tmp_path)), leave=None) == ()


@pytest.mark.parametrize(
    "hasty",
    [
        {"DOWNLOAD_DELAY": 0},
        {"DOWNLOAD_DELAY": 0.49},
        {"CONCURRENT_REQUESTS_PER_DOMAIN": 3},
        {"CONCURRENT_REQUESTS_PER_DOMAIN": 0},
        {"CONCURRENT_REQUESTS_PER_IP": 8},
        {"DOWNLOAD_DELAY_JITTER": 0.5},
        {"DOWNLOAD_SLOTS": {"a.go.id": {"delay": 0.1}}},
        {"DOWNLOAD_SLOTS": {"a.go.id": {"concurrency": 9}}},
        {"DOWNLOAD_SLOTS": {"a.go.id": {"jitter": 1}}},
    ],
    ids=str,
)
def test_a_spider_that_brings_haste_of_its_own_does_not_start(tmp_path: Path, hasty: dict[str, Any]) -> None:
    class Hasty(SiteSpider):
        custom_settings = hasty

    found = holding(registry(tmp_path), Hasty)
    assert below_floor(found, leave=None)
    assert below_floor(found, leave="our own servers") == ()


@pytest.mark.parametrize(
    "careless",
    [
        {"TWISTED_DNS_RESOLVER": "scrapy.resolver.CachingThreadedResolver"},
        {"DNS_RESOLVER": "a.spiders.Resolver"},
        {"DOWNLOAD_HANDLERS": {"file": "scrapy.core.downloader.handlers.file.FileDownloadHandler"}},
        {"HTTPPROXY_ENABLED": True},
        {"REDIRECT_ENABLED": True},
        {"TELNETCONSOLE_ENABLED": True},
        {"USER_AGENT": "Mozilla/5.0"},
        {"RETRY_HTTP_CODES": [429]},
    ],
    ids=str,
)
def test_no_reason_lifts_the_guard_or_hides_who_asks(tmp_path: Path, careless: dict[str, Any]) -> None:
    class Careless(SiteSpider):
        custom_settings = careless

    assert below_floor(holding(registry(tmp_path), Careless), leave="our own servers")


def test_rules_made_in_code_pass_the_same_door_as_those_of_the_registry(tmp_path: Path) -> None:
    found = registry(tmp_path)
    hasty = Registry(path=found.path, city=found.city, units=found.units, crawl=CrawlRules(delay=0.0, per_host=9))
    assert len(below_floor(holding(hasty), leave=hasty.crawl.leave)) == 2


def test_every_registry_that_ships_keeps_the_floor_or_says_why(tmp_path: Path) -> None:
    shipped = load_sites(Path(__file__).parents[1] / "sites.yaml").crawl
    assert (shipped.delay >= LEAST_DELAY, shipped.per_host <= MOST_PER_HOST, shipped.leave) == (True, True, None)
    (tmp_path / "demo.yaml").write_text(sites_yaml([], network="127.0.50.0/24"))
    demo = load_sites(tmp_path / "demo.yaml").crawl
    assert demo.delay < LEAST_DELAY
    assert demo.leave


def test_the_user_agent_names_segar_the_office_and_a_contact(tmp_path: Path) -> None:
    found = load_sites(
        write(tmp_path, CITY.rstrip() + "\n  contact: https://kominfo.test/segar\n" + units(kelurahan()))
    )
    assert settings.user_agent(found).startswith("Segar/")
    assert found.city.office.encode("ascii", "replace").decode() in settings.user_agent(found)
    assert "+https://kominfo.test/segar" in settings.user_agent(found)
