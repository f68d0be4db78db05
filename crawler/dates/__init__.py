"""From the bytes of one page to the dates it claims: every clue with its place, then one reasoned choice. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from crawler.dates.address import address_clues, upload_clue, year_of
from crawler.dates.choose import choose
from crawler.dates.headers import header_clues
from crawler.dates.jsonld import jsonld_clues, script_clues
from crawler.dates.markup import meta_clues
from crawler.dates.places import layout
from crawler.dates.roles import Eye
from crawler.dates.scan import Scan, scan_page
from crawler.dates.text import MAX_CLUES, text_clues
from crawler.own import resolve, split
from crawler.page import Page
from crawler.records import Clue, Habits, PageDates, Role

__all__ = ["choose", "find_clues", "read_dates"]


def read_dates(
    page: Page, *, now: datetime, zone: ZoneInfo, server_date: datetime | None = None, habits: Habits = Habits()
) -> PageDates:
    """What ``page``, fetched at ``now``, says of its own dates; ``server_date`` is the HTTP Date of the answer.

    ``now`` and ``server_date`` are aware; days are those of ``zone``. Never raises on what a page holds.
    """
    clues, truncated = find_clues(page, now=now, zone=zone, server_date=server_date)
    dates = choose(clues, url=page.url, seen=now.astimezone(zone).date(), habits=habits)
    return replace(dates, truncated=True) if truncated or page.cut else dates


def find_clues(
    page: Page, *, now: datetime, zone: ZoneInfo, server_date: datetime | None = None
) -> tuple[tuple[Clue, ...], bool]:
    """Every date on the page with its role, in a stable order, and whether there were more than are read."""
    seen = scan_page(page.tree)
    clues = _machine_clues(page, seen, now=now, zone=zone)
    today = now.astimezone(zone).date()
    address = list(islice((clue for url in _addresses(page, seen) for clue in address_clues(url, today=today)), 1))
    clock_days = frozenset(moment.astimezone(zone).date() for moment in (now, server_date) if moment)
    year = address[0].day.year if address else year_of(page.url, today=today)
    eye = Eye(now.astimezone(UTC), zone, clock_days, year)
    visible, truncated = text_clues(seen, layout(seen, url=page.url or seen.canonical), eye)
    clues += [*visible, *address, *header_clues(page.headers, now=now, zone=zone, server_date=server_date)]
    unique = tuple(dict.fromkeys(clues))
    return unique[:MAX_CLUES], truncated or len(unique) > MAX_CLUES


def _machine_clues(page: Page, seen: Scan, *, now: datetime, zone: ZoneInfo) -> list[Clue]:
    address = page.url or seen.canonical
    clues = [clue for script in seen.scripts for clue in jsonld_clues(script, url=address, zone=zone)]
    clues += meta_clues(seen.metas, zone=zone)
    if not any(clue.role is Role.PUBLISHED for clue in clues):
        clues += script_clues(page.text, zone=zone)
    today = now.astimezone(zone).date()
    bounds = (upload_clue(image, today=today, where="meta og:image") for image in seen.images)
    return [*clues, *(bound for bound in bounds if bound)]


def _addresses(page: Page, seen: Scan) -> Iterator[str]:
    """The page's address, and the one that it gives itself where that is of the same host (or the page came without any)."""
    if page.url:
        yield page.url
    if seen.canonical and seen.canonical != page.url:
        own, its = split(page.url).netloc, resolve(page.url, seen.canonical)
        if not own or own == split(its).netloc:
            yield its
