"""Looking for intruders beside the readings of a visit: what its pages show, and what a search engine's visitor gets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from crawler.answers import is_html
from crawler.fetch import Failure
from crawler.injection import OFFICIAL
from crawler.kept import Same
from crawler.own import split
from crawler.page import Page, open_page
from crawler.reach import Reach
from crawler.records import Reading
from crawler.signs import Sign, SignKind
from crawler.suspicion import leads_away, page_signs, seen_by_searcher, sent_by_searcher, swollen
from crawler.visiting import Visiting

AGAIN = 10
"""Pages with a sign on them that are read again each night, the longest unasked first."""
WEEKLY = timedelta(days=7)
FROM_SEARCH: Mapping[str, str] = MappingProxyType({"Referer": "https://www.google.com/"})
"""Doorways open to those who come from a search engine. The User-Agent stays our own: nobody is deceived about who asks."""


def to_read_again(visiting: Visiting) -> tuple[str, ...]:
    """The pages that once bore a sign, but for the front page, which is read anyway, and those found gone of late."""
    memory = visiting.memory
    asked = {page.url: page.last_asked for page in memory.known}
    due = (url for url in memory.planted if url in asked and url not in memory.dead and visiting.ground.owns(url))
    return tuple(sorted(due, key=lambda url: (asked[url], url))[:AGAIN])


def look_at_page(visiting: Visiting, page: Page, reading: Reading) -> None:
    """Note what a page that came whole shows; of one that once bore a sign and bears none, that it is clean."""
    found = list(page_signs(page, reading, night=visiting.tonight))
    if not found and not reading.injected and reading.url in visiting.memory.planted:
        found.append(Sign(SignKind.CLEAN, reading.url, 0, "read again, and clean", visiting.tonight))
    visiting.book.signs += found


def look_at_none(visiting: Visiting, url: str, got: object, *, passing: bool) -> None:
    """Note where an address that gave no page leads, and that one which once bore a sign is gone."""
    night = visiting.tonight
    if isinstance(got, Failure) and got.to and (sign := leads_away(url, got.to, night=night)):
        visiting.book.signs.append(sign)
    elif (not passing or _is_closed(got)) and url in visiting.memory.planted:
        visiting.book.signs.append(Sign(SignKind.GONE, url, 0, "asked for again, and no page any more", night))


def _is_closed(got: object) -> bool:
    """An address that robots.txt forbids, or that leads to a site of the state, shows nothing of its own any more.

    Where a search engine's visitor is led to any other site, the intruder may only have changed his ways.
    """
    if not isinstance(got, Failure):
        return False
    official = (split(got.to or "").hostname or "").endswith(OFFICIAL)
    return got.reach is Reach.ROBOTS_FORBIDDEN or (got.reach is Reach.REDIRECTED_AWAY and official)


async def look_as_searcher(visiting: Visiting, front: Page | Same) -> None:
    """Weekly, and wherever there is a sign, ask for the front page once more as though a search engine had led there."""
    book, memory, night = visiting.book, visiting.memory, visiting.tonight
    name = visiting.ground.name(visiting.target.url)
    if grown := swollen(memory.worked, book.harvest.states, front=name, night=night):
        book.signs.append(grown)
    if not _is_due(visiting):
        return
    url = front.url if isinstance(front, Page) else front.kept.url
    got = await visiting.fetcher.get(url, since=lambda _: FROM_SEARCH)
    if isinstance(got, Failure):
        if got.reach is Reach.REDIRECTED_AWAY:
            book.signs.append(sent_by_searcher(name, got.to, night=night))
    elif got.status == 200 and is_html(got):
        shown = open_page(got.body, url=got.url, headers=got.headers)
        plain = front if isinstance(front, Page) else None
        book.signs.append(seen_by_searcher(shown, plain, front=name, night=night))


def _is_due(visiting: Visiting) -> bool:
    memory, book = visiting.memory, visiting.book
    since = memory.searched_on
    if since is None or not timedelta() <= visiting.tonight - since < WEEKLY or memory.planted:
        return True
    return any(sign.weight for sign in book.signs) or any(reading.injected for reading in book.readings.values())
