"""Answers and list items -> readings. Pure: everything it needs is handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from zoneinfo import ZoneInfo

from crawler.content import read_content
from crawler.dates import read_dates
from crawler.injection import judge_item, judge_page
from crawler.page import Page
from crawler.records import Habits, Listed, PageDates, PageKind, Reading, Source


@dataclass(frozen=True, slots=True)
class Moment:
    """When and where a visit takes place: the run's clock, the city's zone, and what is known of the site's dates."""

    now: datetime
    zone: ZoneInfo
    habits: Habits = Habits()


def page_reading(
    page: Page,
    *,
    site: str,
    url: str,
    moment: Moment,
    status: int,
    server_date: datetime | None,
    kind: PageKind | None = None,
) -> Reading:
    """Read a fetched page: its kind, its text, its dates, and whether it was injected; ``url`` is the page's one name."""
    content = read_content(page)
    return Reading(
        site=site,
        url=url,
        kind=kind or content.kind,
        source=Source.PAGE,
        title=content.title,
        dates=read_dates(page, now=moment.now, zone=moment.zone, server_date=server_date, habits=moment.habits),
        status=status,
        server_date=server_date,
        etag=page.headers.get("etag"),
        last_modified=page.headers.get("last-modified"),
        body_hash=blake2b(page.text.encode(), digest_size=16).hexdigest(),
        text_hash=content.text_hash,
        blocks=content.blocks,
        shingles=content.shingles,
        words=content.words,
        injected=judge_page(page, content),
    )


def item_reading(item: Listed, *, site: str) -> Reading:
    """Write down what a list says of one of its items; its address is the page's one name already."""
    clues = tuple(clue for clue in (item.published, item.modified) if clue)
    why = (
        f"the {item.source} dates this item"
        if item.published
        else f"the {item.source} names this item without a date of publication"
    )
    return Reading(
        site=site,
        url=item.url,
        kind=PageKind.CONTENT,
        source=item.source,
        title=item.title,
        dates=PageDates(
            url=item.url,
            published=item.published,
            modified=item.modified,
            why=why,
            clues=clues,
            confidence=0.9 if item.published else 0.0,
        ),
        injected=_judged(item.title, item.url),
    )


@lru_cache(maxsize=1 << 15)  # lists say night after night what they said before, and a page is named by several
def _judged(title: str, url: str) -> str | None:
    return judge_item(title=title, url=url)
