"""From the bytes of one page to the dates it claims: every clue with its place, then one reasoned choice. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
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
    return replace(dates, truncated=truncated or page.cut)


def find_clues(
    page: Page, *, now: datetime, zone: ZoneInfo, server_date: datetime | None = None
) -> tuple[tuple[Clue, ...], bool]:
    """Every date on the page with its role, in a stable order, and whether there were more than are read."""
    seen = scan_page(page.tree)
    clues = _machine_clues(page, seen, now=now, zone=zone)
    today = now.astimezone(zone).date()
    address = list(address_clues(page.url, today=today)) or list(address_clues(_canonical(page, seen), today=today))
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
    for attributes in seen.metas:
        if (attributes.get("property") or "").lower() == "og:image":
            bound = upload_clue(attributes.get("content") or "", today=today, where="meta og:image")
            clues += [bound] if bound else []
    return clues


def _canonical(page: Page, seen: Scan) -> str:
    """The address the page gives itself, where it is one of the same host (or the page came without any)."""
    own, its = split(page.url), split(resolve(page.url, seen.canonical))
    return its.geturl() if not own.netloc or own.netloc == its.netloc else ""
