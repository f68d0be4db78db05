"""`segar dates`: one page from a file or an address -> its dates."""

from __future__ import annotations

import urllib.request
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from zoneinfo import ZoneInfo

from crawler.clock import http_date, read_now
from crawler.dates import read_dates
from crawler.page import Page, open_page
from crawler.records import PageDates
from crawler.sites import SitesError, load_sites

MAX_BYTES = 5_000_000
DEFAULT_ZONE = ZoneInfo("Asia/Jakarta")


class DatesError(Exception):
    """The page could not be had; the message is one line."""


@dataclass(frozen=True, slots=True)
class _Fetched:
    body: bytes
    url: str
    headers: dict[str, str]


def dates_of(file_or_url: str, *, url: str | None, sites: Path, said: str | None) -> tuple[PageDates, ZoneInfo]:
    """Read a page's dates in the zone of the registry (WIB where there is none). Raises DatesError, ClockError."""
    zone = _zone(sites)
    now = read_now(said, zone=zone)
    got = _download(file_or_url) if file_or_url.startswith(("http://", "https://")) else _read(Path(file_or_url), url)
    page: Page = open_page(got.body, url=got.url, headers=got.headers)
    return read_dates(page, now=now, zone=zone, server_date=http_date(page.headers.get("date"))), zone


def _zone(sites: Path) -> ZoneInfo:
    try:
        return load_sites(sites).city.zone
    except SitesError:
        return DEFAULT_ZONE


def _read(path: Path, url: str | None) -> _Fetched:
    try:
        return _Fetched(path.read_bytes()[:MAX_BYTES], url or path.resolve().as_uri(), {})
    except OSError as error:
        raise DatesError(f"{path}: {error.strerror or error}") from error


def _download(url: str) -> _Fetched:
    """Fetch one address that a person typed; this is not the crawler, so its guard and politeness are not needed."""
    request = urllib.request.Request(url, headers={"User-Agent": "Segar (segar dates)"})  # noqa: S310 - the caller passed http(s) only
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - as above
            return _Fetched(answer.read(MAX_BYTES), answer.url, dict(answer.headers.items()))
    except (URLError, OSError, ValueError) as error:
        raise DatesError(f"{url}: {error}") from error
