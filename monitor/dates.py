"""`segar dates`: one page from a file or an address -> its dates."""

from __future__ import annotations

import urllib.request
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from zoneinfo import ZoneInfo

from crawler.clock import read_now, server_clock
from crawler.dates import read_dates
from crawler.page import Page, open_page
from crawler.records import PageDates
from crawler.sites import load_sites

MAX_BYTES = 5_000_000
_FILES = (b"%PDF", b"\x89PNG", b"\xff\xd8", b"GIF8", b"PK\x03\x04", b"RIFF")
"""How files begin that hold no page, whatever they are called."""
DEFAULT_ZONE = ZoneInfo("Asia/Jakarta")


class DatesError(Exception):
    """The page could not be had; the message is one line."""


@dataclass(frozen=True, slots=True)
class _Fetched:
    body: bytes
    url: str
    headers: dict[str, str]


def dates_of(file_or_url: str, *, url: str | None, sites: Path, said: str | None) -> tuple[PageDates, ZoneInfo]:
    """Read a page's dates in the zone of the registry (WIB where there is none). Raises DatesError, ClockError, SitesError."""
    zone = _zone(sites)
    now = read_now(said, zone=zone)
    got = _download(file_or_url) if file_or_url.startswith(("http://", "https://")) else _read(Path(file_or_url), url)
    if not got.body.strip():
        raise DatesError(f"{file_or_url}: is empty")
    if b"<" not in got.body or got.body.startswith(_FILES):
        raise DatesError(f"{file_or_url}: is no web page (HTML)")
    page: Page = open_page(got.body, url=got.url, headers=got.headers)
    return read_dates(page, now=now, zone=zone, server_date=server_clock(page.headers.get("date"))), zone


def _zone(sites: Path) -> ZoneInfo:
    return load_sites(sites).city.zone if sites.exists() else DEFAULT_ZONE


def _read(path: Path, url: str | None) -> _Fetched:
    try:
        return _Fetched(path.read_bytes()[:MAX_BYTES], url or path.resolve().as_uri(), {})
    except OSError as error:
        hint = (
            "; for a page on the web write its whole address, http://..."
            if isinstance(error, FileNotFoundError)
            else ""
        )
        raise DatesError(f"{path}: {error.strerror or error}{hint}") from error


def _download(url: str) -> _Fetched:
    """Fetch one address that a person typed; this is not the crawler, so its guard and politeness are not needed."""
    request = urllib.request.Request(url, headers={"User-Agent": "Segar (segar dates)"})  # noqa: S310 - the caller passed http(s) only
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - as above
            return _Fetched(answer.read(MAX_BYTES), answer.url, dict(answer.headers.items()))
    except (URLError, OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise DatesError(f"{url}: {getattr(reason, 'strerror', None) or reason}") from error
