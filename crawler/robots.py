"""robots.txt by RFC 9309: 2xx is read, 4xx allows everything, 5xx forbids everything for tonight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from protego import Protego

MAX_ROBOTS = 512_000  # RFC 9309 section 2.5: at least 500 KiB must be read
MAX_CRAWL_DELAY = 10.0  # seconds; a longer wish could not be met within a site's time and is answered by fewer pages
AGENT = "Segar"


@dataclass(frozen=True, slots=True)
class Robots:
    """What one host allows: ``rules`` is None where everything is allowed."""

    rules: Any | None = None

    def allows(self, url: str) -> bool:
        """Whether Segar may ask for this address."""
        return self.rules is None or bool(self.rules.can_fetch(url, AGENT))

    @property
    def delay(self) -> float:
        """Seconds the host asks for between two requests, capped; 0 where it names none."""
        wish = self.rules.crawl_delay(AGENT) if self.rules is not None else None
        return min(float(wish or 0), MAX_CRAWL_DELAY)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """Addresses of the sitemaps that the file names."""
        return tuple(self.rules.sitemaps) if self.rules is not None else ()


def read_robots(status: int, body: bytes) -> Robots:
    """Read the answer to /robots.txt; the caller has dealt with 5xx."""
    if not 200 <= status < 300:
        return Robots()
    return Robots(Protego.parse(body[:MAX_ROBOTS].decode("utf-8", "replace")))


def robots_address(url: str) -> str:
    """Where the robots.txt of an address stands: always at the root of its host."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"
