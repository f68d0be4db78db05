"""The pages of a visit: what the plan of the night asks for, read in two rounds."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial

from crawler.answers import is_html, is_passing
from crawler.errand import Harvest, told_before
from crawler.fetch import Answer, Failure
from crawler.intruders import FROM_SEARCH, look_at_none, look_at_page, to_read_again
from crawler.kept import Same, Tried
from crawler.lists.words import is_section
from crawler.page import open_page
from crawler.plan import MOVED, Past, plan_night, plan_rest, wanted_pages
from crawler.records import Listed, PageKind, Source
from crawler.rows import items_of
from crawler.soft404 import Nothing, no_page
from crawler.spoken import plan_words
from crawler.stint import OverlongError
from crawler.visiting import Memory, Visiting
from crawler.written import hear_page, listed_on, reading_of

WHOLE = 2  # times pages_first: so many pages are read of a site that is read whole
RECHECK = 3  # known pages read again each later night, the longest unread first


async def read_pages(visiting: Visiting) -> None:
    """Fetch pages in two rounds: list pages read in the first name pages for the second."""
    rules, book, memory = visiting.rules, visiting.book, visiting.memory
    budget = rules.pages_first if memory.first_night else rules.pages_later
    quiet = _is_quiet(visiting)
    harvest = book.harvest if quiet else book.harvest.recalled(memory.links)
    past = Past(memory.dead, {} if quiet else told_before(memory.kept.values()))
    book.dated |= _dated(visiting)
    book.read |= set(to_read_again(visiting))
    for url in sorted(book.read):
        # As a search engine's visitor: a doorway that hides from all others is not gone.
        take(harvest, await _read_page(visiting, url, whole=True, heads=FROM_SEARCH))
    for recheck in (max(RECHECK - len(book.read), 0), 0):
        found = await read_round(visiting, harvest, past, budget=max(budget - len(book.read), 0), recheck=recheck)
        if not found:
            return
        take(harvest, found)


async def read_rest(visiting: Visiting) -> None:
    """Read what is left of a site that is to be read whole; after all else, because it may not be done in time."""
    memory, book = visiting.memory, visiting.book
    if not visiting.target.whole or memory.first_night:
        return
    budget = WHOLE * visiting.rules.pages_first - len(book.read)
    plan = plan_rest(memory.known, read=book.read, budget=budget, tonight=visiting.tonight)
    visiting.fetcher.tell(lambda: [f"fetch {planned.url}: {planned.why}" for planned in plan])
    for planned in plan:
        book.read.add(planned.url)
        await _read_page(visiting, planned.url, whole=False)


def _dated(visiting: Visiting) -> set[str]:
    """The pages that lists of news named with a day of publication, on this night or before."""
    lists = (kept for kept in visiting.memory.kept.values() if kept.said and kept.of is None)
    items = (item for kept in lists for item in items_of(kept.said))
    named = _dated_of([*visiting.book.harvest.items, *items])
    return named | {page.url for page in visiting.memory.known if page.listed and not is_section(page.url)}


def _dated_of(items: Collection[Listed]) -> set[str]:
    """Those of the items that are dated as news; a sitemap dates all pages, and a section is none of the texts in it."""
    named = (item for item in items if item.published and item.source is not Source.SITEMAP)
    return {item.url for item in named if not is_section(item.url)}


def take(harvest: Harvest, found: Collection[Listed]) -> None:
    """Add what a list page names to what tonight's lists say."""
    harvest.items += [item for item in found if item.published]
    harvest.links += [item.url for item in found if not item.published]


def _is_quiet(visiting: Visiting) -> bool:
    """Whether nothing that lists tonight says anything new, and nothing is left over from earlier nights."""
    memory, harvest = visiting.memory, visiting.book.harvest
    return not (memory.first_night or memory.waiting or memory.links or harvest.items or harvest.links)


async def read_round(visiting: Visiting, harvest: Harvest, past: Past, *, budget: int, recheck: int) -> list[Listed]:
    """Plan and read at most ``budget`` pages; returns what the list pages among them name."""
    memory, book, found, read = visiting.memory, visiting.book, list[Listed](), visiting.book.read
    known = [page for page in memory.known if page.url not in read] if read else memory.known
    wanted = wanted_pages(
        known=known,
        listed=[item for item in harvest.items if item.url not in read],
        links=[url for url in harvest.links if url not in read],
        budget=budget,
        tonight=visiting.tonight,
        first_night=memory.first_night,
        past=past,
    )
    book.waiting |= {page.url for page in wanted}
    plan = wanted[:budget]
    if not memory.first_night:
        plan = plan_night(
            wanted,
            known=known,
            lists_speak=any(state.items and state.source is not Source.LISTING for state in book.harvest.states),
            budget=budget,
            recheck=recheck,
            tonight=visiting.tonight,
        )
    visiting.fetcher.tell(partial(plan_words, plan, known=memory.known, listed=harvest.items, links=harvest.links))
    for planned in plan:
        read.add(planned.url)
        found += await _read_page(visiting, planned.url, whole=planned.why in MOVED)
    return found


async def _read_page(
    visiting: Visiting, url: str, *, whole: bool, heads: Mapping[str, str] | None = None
) -> list[Listed]:
    """Read one page of the site (``whole`` where its list says that it changed); returns what it lists, where it does."""
    book, memory, ground = visiting.book, visiting.memory, visiting.ground
    got = await visiting.get(url, whole=whole, heads=heads)
    if isinstance(got, Failure) or (isinstance(got, Answer) and (got.status != 200 or not is_html(got))):
        return _gave_none(visiting, url, got, passing=is_passing(got))
    at = got.kept.url if isinstance(got, Same) else got.url
    if not ground.owns(at) or ground.name(at) == ground.name(ground.front):
        return _gave_none(visiting, url, got, passing=False)
    book.waiting.discard(url)
    if ground.name(at) != url:  # it led on to another: that one is known under its own name
        book.tried[url] = Tried(url, passing=False)
        look_at_none(visiting, url, got, passing=False)
    if isinstance(got, Same):
        return list(items_of(got.kept.said))
    try:
        return _heard(visiting, url, got)
    except OverlongError as overlong:
        if (
            url not in memory.planted
        ):  # what it says is not known: a sign of intrusion on it stands, and it is asked again
            _try_later(visiting, url, passing=False)
        visiting.leave(url, overlong)
        return []


def _heard(visiting: Visiting, url: str, got: Answer) -> list[Listed]:
    """Read the page that came for ``url``; returns what it lists, where it does."""
    book = visiting.book
    page = open_page(got.body, url=got.url, headers=got.headers)
    reading = reading_of(visiting, got, page)
    if nothing := no_page(page, reading, visiting.front_text):
        return _gave_none(visiting, url, got, passing=nothing is Nothing.TONIGHT)
    book.note(reading)
    look_at_page(visiting, page, reading)
    if reading.kind is PageKind.CONTENT:
        hear_page(visiting, got, reading, None)
        return []
    items = listed_on(page, visiting)
    book.dated |= _dated_of(items)
    hear_page(visiting, got, reading, items)
    return items


def _gave_none(visiting: Visiting, url: str, got: Answer | Same | Failure, *, passing: bool) -> list[Listed]:
    """Remember that an address gave no page; one that may give it the next night goes on waiting."""
    look_at_none(visiting, url, got, passing=passing)
    _try_later(visiting, url, passing=passing)
    return []


def _try_later(visiting: Visiting, url: str, *, passing: bool) -> None:
    again = passing or _is_new(visiting.memory, url)
    visiting.book.tried[url] = Tried(url, again)
    if not again:
        visiting.book.waiting.discard(url)


def _is_new(memory: Memory, url: str) -> bool:
    """Whether an address that gave no page came up since the last night: what is being put online gets a second night."""
    new = not memory.first_night and url not in memory.failed
    return new and all(page.url != url for page in memory.known)
