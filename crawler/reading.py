"""Answers and list items -> readings. Pure: everything it needs is handed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from crawler.content import read_content
from crawler.dates import read_dates
from crawler.dates.words import SPOKEN_DAYS
from crawler.injection import judge_item, judge_page
from crawler.kept import meaning_of
from crawler.page import Page
from crawler.records import Clue, Habits, Kind, Listed, PageDates, PageKind, Reading, Role, Source


@dataclass(frozen=True, slots=True)
class Moment:
    """When and where a visit takes place: the run's clock, the city's zone, and what is known of the site's dates."""

    now: datetime
    zone: ZoneInfo
    habits: Habits = Habits()


def page_reading(  # noqa: PLR0913 - every fact of an answer that a reading keeps
    page: Page,
    *,
    site: str,
    url: str,
    moment: Moment,
    status: int,
    server_date: datetime | None,
    body: str,
    kind: PageKind | None = None,
    dated: bool = False,
) -> Reading:
    """Read a fetched page: its kind, its text, its dates, and whether it was injected.

    ``url`` is the page's one name, ``body`` the hash of what was sent (crawler.kept.body_hash); ``dated`` as in
    crawler.content.read_content.
    """
    content = read_content(page, dated=dated)
    found = judge_page(page, content)
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
        body_hash=body,
        text_hash=content.text_hash,
        blocks=content.blocks,
        shingles=content.shingles,
        words=content.words,
        injected=found.injected,
        suspicious=found.suspicious,
        foreign=content.foreign,
    )


_SPOKEN = ("lalu", "ago", "silam", *SPOKEN_DAYS)
"""What wordings hold that tell a day by the day on which they are read."""


def is_settled(dates: Iterable[Clue], *, moment: Moment, server_date: datetime | None) -> bool:
    """Whether the same bytes would be read to the same dates on every later night.

    A day that has not passed may be a clock, or lie ahead, tonight and be neither tomorrow; "3 hari lalu" names another
    day each night. A Last-Modified of this very moment dates nothing, on no night.
    """
    edge = min(_city_day(at, moment) for at in (moment.now, server_date) if at)
    own = (clue for clue in dates if (clue.kind, clue.role) != (Kind.HEADER, Role.CLOCK))
    return all(clue.day < edge and not _is_spoken(clue.raw) for clue in own)


def _city_day(at: datetime, moment: Moment) -> date:
    return at.astimezone(moment.zone).date()


def _is_spoken(raw: str) -> bool:
    low = raw.lower()
    return any(word in low for word in _SPOKEN)


def meaning_of_page(reading: Reading, said: str | None) -> str:
    """Tell apart what was read of two bodies of one page: text, dates, title, and what it lists (``said``)."""
    dates = reading.dates
    days = sorted((clue.role, str(clue.day), clue.where) for clue in dates.clues if clue.kind is not Kind.HEADER)
    claimed = [clue.value for clue in (dates.published, dates.modified) if clue and clue.kind is not Kind.HEADER]
    return meaning_of(reading.title, reading.text_hash, reading.blocks, reading.injected, claimed, days, said)


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
    return judge_item(title=title, url=url).injected
