"""News behind the menu: entries of the front page that look like no article are tried, and lists among them join the others."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from zlib import crc32

from crawler.answers import is_html
from crawler.errand import Harvest
from crawler.fetch import Answer
from crawler.intruders import look_at_page
from crawler.kept import Same
from crawler.lists.menu import MENU_PAGES, menu_pages
from crawler.page import Page, open_page
from crawler.plan import WEEK, Past, shows_news
from crawler.records import Listed, PageKind
from crawler.rounds import read_round, take
from crawler.soft404 import no_page
from crawler.visiting import Visiting
from crawler.written import hear_page, listed_on, reading_of


async def read_menu(visiting: Visiting, front: Page | Same) -> None:
    """Try the entries of the menu where nothing tells of news, then read what the lists among them name.

    Only lists are written down: an entry that is one text was there before it was tried, and is no news.
    """
    if not _is_due(visiting) or _shows_news(visiting):
        return
    page = front if isinstance(front, Page) else await _opened(visiting, front.kept.url)
    room, found = _room(visiting), Harvest()
    if page is None:
        return
    entries = _entries(visiting, page)[: max(room, 0)]
    visiting.fetcher.tell(lambda: [f"fetch {url}: an entry of the menu, which may list news" for url in entries])
    shown = {item.url for item in listed_on(page, visiting)} if entries else set[str]()
    for url in entries:
        take(found, await _try(visiting, url, shown=shown))
    if (found.items or found.links) and (room := _room(visiting)) > 0:
        await read_round(visiting, found, Past(visiting.memory.dead), budget=room, recheck=0)


def _is_due(visiting: Visiting) -> bool:
    """On the first night, then on one night of the week, which is not the same for all sites."""
    return visiting.memory.first_night or is_turn(visiting.target.site, visiting.tonight)


def is_turn(site: str, tonight: date) -> bool:
    """Whether a site's menu is tried tonight."""
    return tonight.toordinal() % WEEK == crc32(site.encode()) % WEEK


def _shows_news(visiting: Visiting) -> bool:
    listed = visiting.book.harvest.recalled(()).items
    return shows_news(listed, visiting.memory.known, tonight=visiting.tonight)


def _room(visiting: Visiting) -> int:
    """What the ordinary plan has left of the pages of tonight."""
    rules = visiting.rules
    most = rules.pages_first if visiting.memory.first_night else rules.pages_later
    return most - len(visiting.book.read)


async def _opened(visiting: Visiting, url: str) -> Page | None:
    """The front page once more, where it says what it said before: its menu is not kept."""
    got = await visiting.get(url, whole=True)
    if not isinstance(got, Answer) or got.status != 200 or not is_html(got):
        return None
    return open_page(got.body, url=got.url, headers=got.headers)


def _entries(visiting: Visiting, page: Page) -> tuple[str, ...]:
    ground, seen = visiting.ground, _seen(visiting)
    found = (ground.name(url) for url in menu_pages(page) if ground.owns(url))
    return tuple(url for url in dict.fromkeys(found) if url not in seen)[:MENU_PAGES]


def _is_known(visiting: Visiting, url: str, at: str) -> bool:
    """Whether an entry led on to a page that is known, or off the unit's ground."""
    name = visiting.ground.name(at)
    return name != url and (not visiting.ground.owns(at) or name in _seen(visiting))


def _seen(visiting: Visiting) -> set[str]:
    front = visiting.ground.name(visiting.ground.front)
    return {known.url for known in visiting.memory.known} | visiting.book.read | {front}


async def _try(visiting: Visiting, url: str, *, shown: Collection[str]) -> list[Listed]:
    """Read one entry of the menu; returns what it lists where it is a list that names what the front page has not ``shown``."""
    book = visiting.book
    book.read.add(url)
    got = await visiting.get(url, whole=True)
    if not isinstance(got, Answer) or got.status != 200 or not is_html(got) or _is_known(visiting, url, got.url):
        return []
    page = open_page(got.body, url=got.url, headers=got.headers)
    reading = reading_of(visiting, got, page)
    if reading.kind is not PageKind.LISTING or no_page(page, reading, visiting.front_text):
        return []
    items = listed_on(page, visiting)
    if all(item.url in shown for item in items):
        return []
    book.note(reading)
    look_at_page(visiting, page, reading)
    hear_page(visiting, got, reading, items)
    return items
