"""One site, one night: robots, front page, lists, pages. It asks and writes down; what to fetch is decided in plan.py."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from crawler.answers import BARE, Ending, Front, front_trouble, opened
from crawler.broken import REFUSED_NIGHTS, broken_tonight, closed_lists, is_missing
from crawler.content import forward_of, script_list
from crawler.errand import Errand
from crawler.fetch import Failure, Fetcher
from crawler.harvest import (
    carry_front,
    lists_asked_before,
    lists_to_ask,
    read_front_lists,
    read_list,
)
from crawler.intruders import look_as_searcher, look_at_page
from crawler.kept import Fact, Same
from crawler.lists.front import content_links, read_front
from crawler.menu import read_menu
from crawler.meter import SpentError
from crawler.own import belongs
from crawler.page import Page
from crawler.permission import ask_robots
from crawler.platforms import recognise
from crawler.plural import counted
from crawler.reach import Reach
from crawler.reading import Moment
from crawler.records import PageKind, SiteNight, Source, Visit
from crawler.rounds import read_pages, read_rest
from crawler.sites import CrawlRules
from crawler.spoken import passed_over
from crawler.stint import STINT, OverlongError, in_stints
from crawler.visiting import Memory, Notebook, Target, Visiting
from crawler.written import hear_page, note_items, reading_of


async def visit(target: Target, memory: Memory, fetcher: Fetcher, *, moment: Moment, rules: CrawlRules) -> SiteNight:
    """Visit one site within its time and return all that the night brought."""
    tonight = moment.now.astimezone(moment.zone).date()
    started = datetime.now(UTC)
    moment = replace(moment, habits=memory.habits)
    visiting = Visiting(target, memory, moment, rules, fetcher, Notebook(memory.faith), tonight)
    try:
        async with asyncio.timeout(rules.site_seconds):
            ending = await in_stints(_walk(visiting), STINT)
            if visiting.book.faith.lied != memory.faith.lied and visiting.book.same:
                # What its other 304s said tonight is not to be believed either: once more, without conditions.
                visiting = replace(visiting, book=Notebook(visiting.book.faith))
                ending = await in_stints(_walk(visiting), STINT)
    except TimeoutError:
        ending = _cut_short(visiting, Reach.DEADLINE, f"{rules.site_seconds:.0f} s")
    except OverlongError:
        ending = _cut_short(visiting, Reach.DEADLINE, f"{STINT:g} s of the processor on one page or list")
    except SpentError as spent:
        ending = _cut_short(visiting, Reach.OVER_BUDGET, str(spent))
    return _night(visiting, _ledger(visiting, ending, started))


def _night(visiting: Visiting, ledger: Visit) -> SiteNight:
    book = visiting.book
    return SiteNight(
        ledger,
        tuple(book.readings.values()),
        heard=tuple(book.heard.values()),
        same=book.confirmed,
        tried=tuple(book.tried.values()),
        faith=book.faith if book.faith != visiting.memory.faith else None,
        robots=book.kept_robots,
        signs=tuple(book.signs),
    )


def _cut_short(visiting: Visiting, reach: Reach, used: str) -> Ending:
    """A site whose front page and lists were read is measured, however slow or heavy its pages were."""
    said = f"stopped after {used} with {counted(len(visiting.book.readings), 'reading')}"
    if not visiting.book.lists_read:
        return Ending(reach, said)
    return _measured(visiting, said)


def _measured(visiting: Visiting, said: str) -> Ending:
    """Measured, unless a list that worked before failed tonight in a way that may pass."""
    memory, book = visiting.memory, visiting.book
    nights = (visiting.tonight - memory.measured_on).days if memory.measured_on else 0
    closed = closed_lists(book.harvest, refused=memory.refused, kept=memory.kept.values(), tonight=visiting.tonight)
    if broken := broken_tonight(book.harvest, memory.worked, nights=nights, closed=closed):
        return Ending(Reach.PARTIAL, f"worked before, failed tonight: {', '.join(broken)}")
    said += "".join(f"; forbidden for {REFUSED_NIGHTS} nights, so taken for gone: {url}" for _, url in sorted(closed))
    if book.news or not book.same:
        return Ending(Reach.UNCHANGED if book.texts and not book.news else Reach.OK, said)
    by_server = not book.texts and all(same.fact is Fact.NOT_MODIFIED for same in book.same.values())
    return Ending(Reach.NOT_MODIFIED if by_server else Reach.UNCHANGED, said)


def _ledger(visiting: Visiting, ending: Ending, started: datetime) -> Visit:
    book, meter = visiting.book, visiting.fetcher.meter
    pages = sum(source is Source.PAGE for _, source in book.readings)
    same = book.confirmed
    by_server = sum(one.fact is Fact.NOT_MODIFIED for one in same)
    return Visit(
        site=visiting.target.site,
        url=visiting.target.url,
        night=visiting.tonight,
        reach=ending.reach,
        detail=ending.detail,
        started_at=started,
        finished_at=datetime.now(UTC),
        tls=book.tls,
        lists=tuple(book.harvest.states),
        requests=meter.requests,
        bytes=meter.bytes,
        pages=pages + sum(one.kept.of is None for one in same),
        platform=book.platform,
        injected=_injected(book),
        not_modified=by_server,
        same_body=len(same) - by_server,
        same_text=book.texts,
        waiting=len(book.waiting),
        tls_days=book.tls_days,
    )


def _injected(book: Notebook) -> str | None:
    """The first sign of planted content, be it in what was read tonight or in what says the same as when it was read."""
    read = (f"{reading.url}: {reading.injected}" for reading in book.readings.values() if reading.injected)
    kept = (same.kept.injected for same in book.same.values() if same.kept.injected)
    return next(read, None) or next(kept, None)


async def _walk(visiting: Visiting) -> Ending:
    """Robots, front page, lists, pages; the first thing that ends the visit ends it."""
    if problem := await ask_robots(visiting):
        return problem
    front = await _read_front(visiting)
    if isinstance(front, Ending):
        return front
    await _read_lists(visiting, front)
    if problem := _unlisted(visiting, front):
        return problem
    await read_pages(visiting)
    await look_as_searcher(visiting, front)
    await read_menu(visiting, front)
    await read_rest(visiting)
    book = visiting.book
    return _measured(
        visiting, f"{counted(len(book.readings), 'reading')}, {counted(len(book.same), 'answer')} as before"
    )


async def _read_front(visiting: Visiting) -> Page | Same | Ending:
    front = await _fetch_front(visiting)
    if isinstance(front, Ending):
        return front
    if isinstance(front, Same):
        visiting.book.origin = front.kept.url
        return front
    if problem := front_trouble(front, url=visiting.target.url, others=visiting.target.others):
        return replace(problem, detail=f"{problem.detail}{visiting.fetcher.said_of(front.got.url)}")
    visiting.book.origin = front.got.url
    reading = reading_of(visiting, front.got, front.page, kind=PageKind.FRONT)
    visiting.book.note(reading)
    look_at_page(visiting, front.page, reading)
    visiting.fetcher.tell(lambda: passed_over(front.page))
    visiting.book.front = front.got
    return front.page


async def _fetch_front(visiting: Visiting) -> Front | Same | Ending:
    """The front page, or the page that it does nothing but forward to (one step)."""
    got = await visiting.get(visiting.target.url)
    if not isinstance(got, Failure):
        visiting.book.tls, visiting.book.tls_days = got.tls, got.tls_days
    if isinstance(got, Same):
        return got
    front = opened(got)
    if isinstance(front, Ending) or front.got.status != 200 or (front.hollow and front.hollow[0] not in BARE):
        return front
    there = forward_of(front.page)
    if there is None:
        return front
    if not belongs(there, front=visiting.target.url, others=visiting.target.others):
        return Ending(Reach.REDIRECTED_AWAY, f"{front.got.url} forwards to {there}")
    got = await visiting.get(there)
    return got if isinstance(got, Same) else opened(got)


async def _read_lists(visiting: Visiting, front: Page | Same) -> None:
    book, memory, ground = visiting.book, visiting.memory, visiting.ground
    errand = Errand(
        visiting.get,
        visiting.moment,
        ground,
        book.harvest,
        visiting.tonight,
        memory.worked,
        memory.kept,
        first_night=memory.first_night,
    )
    if isinstance(front, Same):
        book.platform = memory.platform
        asked = lists_asked_before(memory.worked, ground, tonight=visiting.tonight)
    else:
        platform = recognise(front)
        book.platform = platform.name
        asked = lists_to_ask(
            front,
            platform=platform,
            ground=ground,
            sitemaps=book.robots.sitemaps,
            worked=memory.worked,
            tonight=visiting.tonight,
        )
    for one in asked:
        try:
            await read_list(one, errand)
        except OverlongError as overlong:
            visiting.leave(one.url, overlong)
    urls = {state.url for state in book.harvest.states}
    missing = (state for state in memory.worked if is_missing(state, visiting.tonight) and state.url not in urls)
    book.harvest.states += missing
    if isinstance(front, Same):
        carry_front(front.kept, errand)
        note_items(visiting)
    else:
        await _read_front_list(visiting, front, errand)
    book.lists_read = True


def _unlisted(visiting: Visiting, front: Page | Same) -> Ending | None:
    """A site whose news stands in a list that only a script fills: what we read of it is not what its visitors see."""
    if isinstance(front, Same) or any(state.dated for state in visiting.book.harvest.states) or content_links(front):
        return None
    empty = script_list(front)
    if empty is None:
        return None
    visiting.book.heard.pop(front.url, None)  # an answer that measured nothing must not confirm the next one
    return Ending(Reach.NEEDS_JS, f"{empty}, and no feed, API or sitemap dates any news")


async def _read_front_list(visiting: Visiting, front: Page, errand: Errand) -> None:
    """Take the front page for a list, and keep its answer."""
    book, got = visiting.book, visiting.book.front
    before = visiting.memory.kept.get(front.url)
    read = read_front(front, zone=visiting.moment.zone, now=visiting.moment.now)
    items = await read_front_lists(read, errand, kept=before)
    note_items(visiting)
    reading = book.readings[(visiting.ground.name(front.url), Source.PAGE)]
    if got is not None:
        hear_page(visiting, got, reading, items)
