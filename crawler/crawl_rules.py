"""How strangers' servers are asked: the rules of sites.yaml, and the floor that none of them goes below without leave."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from ipaddress import IPv4Network, IPv6Network
from typing import Any

from crawler.fields import Fields, said
from crawler.site_rules import networks, read_canaries

LEAST_DELAY = 0.5
"""Seconds between two requests to one host; the policy's floor."""
MOST_PER_HOST = 2
"""Requests to one host at the same time; the policy's ceiling."""


@dataclass(frozen=True, slots=True)
class CrawlRules:
    """How the crawler behaves; every default is the polite one.

    ``leave`` is the operator's reason for going below the floor, None where nobody gave one. ``window_until`` is a
    city time: what a crawl has not finished by the first such time after its start waits for the next one.
    """

    pages_first: int = 60  # pages a site on its first night
    pages_later: int = 20
    delay: float = LEAST_DELAY  # seconds between two requests to one host
    per_host: int = MOST_PER_HOST
    at_once: int = 64  # sites visited at the same time
    page_seconds: float = 30.0
    site_seconds: float = 300.0
    site_megabytes: int = 50  # that a site's connections may bring a night
    window_until: time | None = None
    leave: str | None = None
    allow_addresses: tuple[IPv4Network | IPv6Network, ...] = ()
    canaries: tuple[str, ...] = ()  # addresses that always answer: when they do not, the night is ours

    @property
    def site_bytes(self) -> int:
        """What one site may send a night."""
        return self.site_megabytes * 1_000_000

    def site_requests(self, *, whole: bool) -> int:
        """What one site may be asked a night: its pages twice over (redirects, tries), and its lists.

        ``whole`` is its first night, or one on which all of it is read again.
        """
        return 2 * (max(self.pages_first, self.pages_later) if whole else self.pages_later) + 150


_LIMITS = {"pages_first": (1, 5000), "pages_later": (1, 5000), "at_once": (1, 1000), "site_megabytes": (1, 1000)}
_SECONDS = {"page_seconds": (1, 600), "site_seconds": (1, 7200)}
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def read_rules(top: Fields) -> CrawlRules:
    """Read the crawl rules; absent keys keep their polite defaults."""
    usual = CrawlRules(allow_addresses=networks(top, "allow_addresses"))
    part = top.inner("crawl", entry="crawl")
    if part is None:
        return usual
    part.only((*_LIMITS, *_SECONDS, "delay", "per_host", "window_until", "allow", "canaries"))
    leave = _leave(part)
    least_delay, most_per_host = (0.0, 64) if leave else (LEAST_DELAY, MOST_PER_HOST)
    whole = {key: part.whole(key, getattr(usual, key), *limits) for key, limits in _LIMITS.items()}
    seconds = {key: part.number(key, getattr(usual, key), *limits) for key, limits in _SECONDS.items()}
    if seconds["site_seconds"] < seconds["page_seconds"]:
        part.wrong("site_seconds", "site_seconds is less than page_seconds; give a site at least the time of one page")
    return CrawlRules(
        pages_first=whole["pages_first"],
        pages_later=whole["pages_later"],
        at_once=whole["at_once"],
        site_megabytes=whole["site_megabytes"],
        page_seconds=seconds["page_seconds"],
        site_seconds=seconds["site_seconds"],
        delay=part.number("delay", usual.delay, least_delay, 60),
        per_host=part.whole("per_host", usual.per_host, 1, most_per_host),
        window_until=_window(part),
        leave=leave,
        allow_addresses=usual.allow_addresses,
        canaries=read_canaries(part),
    )


def _leave(part: Fields) -> str | None:
    """Return the reason for which the operator takes haste upon himself."""
    allow = part.inner("allow", entry="crawl.allow")
    if allow is None:
        return None
    allow.only(("reason",))
    return allow.text("reason", needed="write why these servers may be asked faster than usual")


def _window(part: Fields) -> time | None:
    text = part.text("window_until", example="05:30")
    clock = _TIME.fullmatch(text) if text else None
    if text and clock is None:
        part.wrong("window_until", f'window_until {said(text)} is not a time of day; write hour:minute, like "05:30"')
    return time(int(clock[1]), int(clock[2])) if clock else None


HANDLERS: Mapping[str, str | None] = {
    "http": "crawler.handler.Handler",
    "https": "crawler.handler.Handler",
    **dict.fromkeys(("data", "file", "ftp", "s3")),
}
"""What fetches each scheme: web addresses only, and those through our own handler."""

_GUARDS: Mapping[str, object] = {
    "TWISTED_DNS_RESOLVER": "crawler.guard.GuardedResolver",
    "DNS_RESOLVER": "scrapy.resolver.CachingThreadedResolver",  # Scrapy's old name for it: untouched, so that it rules nothing
    "DOWNLOAD_HANDLERS": HANDLERS,
    "HTTPPROXY_ENABLED": False,
    "REDIRECT_ENABLED": False,
    "METAREFRESH_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
}
"""Settings that keep a crawl within what is checked; no leave lifts them."""


def below_floor(settings: Mapping[str, Any], *, leave: str | None) -> tuple[str, ...]:
    """Name every one of Scrapy's settings, as they hold at last, that breaks the policy.

    A spider may bring settings of its own, and a slot too; so what is looked at is what the downloader will obey.
    ``leave`` is the reason on record for haste, which lifts the pace only.
    """
    found = [
        f"{name} is {settings.get(name)!r}, not {right!r}"
        for name, right in _GUARDS.items()
        if settings.get(name) != right
    ]
    if not str(settings.get("USER_AGENT")).startswith("Segar/"):
        found.append(f"USER_AGENT is {settings.get('USER_AGENT')!r}, which does not name Segar")
    if {"429", "503"} & {str(code) for code in settings.get("RETRY_HTTP_CODES") or ()}:
        found.append("RETRY_HTTP_CODES holds 429 or 503: who asks us to stay away is not asked again at once")
    if leave:
        return tuple(found)
    pace = {"delay": settings.get("DOWNLOAD_DELAY"), "concurrency": settings.get("CONCURRENT_REQUESTS_PER_DOMAIN")}
    slots = dict(settings.get("DOWNLOAD_SLOTS") or {})
    for name, slot in {"the crawl": pace, **slots}.items():
        own = pace | dict(slot)
        if float(own["delay"] or 0) < LEAST_DELAY:
            found.append(f"{name}: {own['delay']} s between two requests, less than {LEAST_DELAY}")
        if not 1 <= int(own["concurrency"] or 0) <= MOST_PER_HOST:
            found.append(f"{name}: {own['concurrency']} requests at a time, more than {MOST_PER_HOST}")
        if float(own.get("jitter") or 0) or own.get("randomize_delay"):
            found.append(f"{name}: a jitter, which goes below the delay")
    if float(settings.get("DOWNLOAD_DELAY_JITTER") or 0):
        found.append("DOWNLOAD_DELAY_JITTER goes below the delay")
    if settings.get("CONCURRENT_REQUESTS_PER_IP"):
        found.append("CONCURRENT_REQUESTS_PER_IP takes the place of the limit per host")
    return tuple(found)
