"""One site, one night: robots, front page, lists, pages. It asks and writes down; what to fetch is decided in plan.py."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from crawler.answers import BARE, Ending, Front, front_trouble, is_html, is_passing, opened
from crawler.content import forward_of, script_list
from crawler.errand import Errand, Harvest, is_link, told_before
from crawler.fetch import Answer, Failure, Fetcher
from crawler.harvest import (
    broken_tonight,
    carry_front,
    is_missing,
    kept_answer,
    lists_asked_before,
    lists_to_ask,
    own_items,
    read_front_lists,
    read_list,
)
from crawler.intruders import look_as_searcher, look_at_none, look_at_page, to_read_again
from crawler.kept import Fact, Kept, Same, Tried, body_hash
from crawler.lists.front import content_links, read_front
from crawler.meter import SpentError
from crawler.own import belongs
from crawler.page import Page, open_page
from crawler.permission import ask_robots
from crawler.plan import MOVED, Past, plan_night, wanted_pages
from crawler.platforms import recognise
from crawler.reach import Reach
from crawler.reading import Moment, is_settled, item_reading, meaning_of_page, page_reading
from crawler.records import Listed, PageKind, Reading, SiteNight, Source, Visit
from crawler.rows import items_json, items_of
from crawler.sites import CrawlRules
from crawler.spoken import passed_over, plan_words
from crawler.visiting import Memory, Notebook, Target, Visiting

RECHECK = 3  # known pages read again each later night, the longest unread first


async def visit(target: Target, memory: Memory, fetcher: Fetcher, *, moment: Moment, rules: CrawlRules) -> SiteNight:
    """Visit one site within its time and return all that the night brought."""
    tonight = moment.now.astimezone(moment.zone).date()
    started = datetime.now(UTC)
    moment = replace(moment, habits=memory.habits)
    visiting = Visiting(target, memory, moment, rules, fetcher, Notebook(memory.faith), tonight)
    try:
        async with asyncio.timeout(rules.site_seconds):
            ending = await _walk(visiting)
            if visiting.book.faith.lied != memory.faith.lied and visiting.book.same:
                # What its other 304s said tonight is not to be believed either: once more, without conditions.
                visiting = replace(visiting, book=Notebook(visiting.book.faith))
                ending = await _walk(visiting)
    except TimeoutError:
        ending = _cut_short(visiting, Reach.DEADLINE, f"{rules.site_seconds:.0f} s")
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
    said = f"stopped after {used} with {len(visiting.book.readings)} readings"
    if not visiting.book.lists_read:
        return Ending(reach, said)
    return _measured(visiting, said)


def _measured(visiting: Visiting, said: str) -> Ending:
    """Measured, unless a list that worked before failed tonight in a way that may pass."""
    memory, book = visiting.memory, visiting.book
    nights = (visiting.tonight - memory.measured_on).days if memory.measured_on else 0
    if broken := broken_tonight(book.harvest, memory.worked, nights=nights):
        return Ending(Reach.PARTIAL, f"worked before, failed tonight: {', '.join(broken)}")
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
    await _read_pages(visiting)
    await look_as_searcher(visiting, front)
    book = visiting.book
    return _measured(visiting, f"{len(book.readings)} readings, {len(book.same)} answers as before")


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
    reading = _reading(visiting, front.got, front.page, kind=PageKind.FRONT)
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


def _reading(visiting: Visiting, got: Answer, page: Page, kind: PageKind | None = None) -> Reading:
    return page_reading(
        page,
        site=visiting.target.site,
        url=visiting.ground.name(got.url),
        moment=visiting.moment,
        status=got.status,
        server_date=got.server_date,
        body=body_hash(got.body, got.headers),
        kind=kind,
    )


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
        await read_list(one, errand)
    urls = {state.url for state in book.harvest.states}
    missing = (state for state in memory.worked if is_missing(state, visiting.tonight) and state.url not in urls)
    book.harvest.states += missing
    if isinstance(front, Same):
        carry_front(front.kept, errand)
        _note_items(visiting)
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
    _note_items(visiting)
    reading = book.readings[(visiting.ground.name(front.url), Source.PAGE)]
    if got is not None:
        _hear_page(visiting, got, reading, items)


def _hear_page(visiting: Visiting, got: Answer, reading: Reading, items: Collection[Listed] | None) -> None:
    """Keep the answer of a page for people, with what it lists where it is a list (None where it is not)."""
    clues = [*reading.dates.clues, *(item.published for item in items or () if item.published)]
    settled = not reading.dates.truncated and is_settled(clues, moment=visiting.moment, server_date=got.server_date)
    said = items_json(items) if items is not None else None
    meaning = meaning_of_page(reading, said)
    kept = kept_answer(got, visiting.tonight, meaning=meaning, said=said, settled=settled, body=reading.body_hash)
    # A list page's dated items are told by the lists; its links are told nowhere else.
    named = [item for item in items or () if reading.kind is PageKind.FRONT or is_link(item)]
    _hear(visiting, kept, [(reading.url, reading.source), *_note_named(visiting, named)])


def _note_items(visiting: Visiting) -> None:
    """Write down what tonight's lists say of their items, and keep the lists' answers."""
    book = visiting.book
    for item in book.harvest.items:
        book.note(item_reading(item, site=visiting.target.site))
    for kept, items in book.harvest.heard:
        _hear(visiting, kept, _note_named(visiting, items))


def _note_named(visiting: Visiting, items: Iterable[Listed]) -> list[tuple[str, Source]]:
    """Write down what an answer links to, and return the keys of all readings that it made: its items' are written already.

    A page that came keeps its place in a list, a random box forgets it: only a link that is written down night after
    night tells which.
    """
    book, keys = visiting.book, []
    for item in items:
        key = (item.url, item.source)
        if is_link(item) and key not in book.readings:
            book.note(item_reading(item, site=visiting.target.site))
        keys += [key] if key in book.readings else []
    return keys


def _hear(visiting: Visiting, kept: Kept, keys: Collection[tuple[str, Source]]) -> None:
    """Keep an answer with the readings made of it, which are confirmed on every night on which it comes again."""
    book = visiting.book
    signs = (f"{url}: {sign}" for url, source in keys if (sign := book.readings[(url, source)].injected))
    before = visiting.memory.kept.get(kept.url)
    named = [(url, str(source)) for url, source in keys]
    book.hear(replace(kept, injected=next(signs, None)), named, before=before, tonight=visiting.tonight)


async def _read_pages(visiting: Visiting) -> None:
    """Fetch pages in two rounds: list pages read in the first name pages for the second."""
    rules, book, memory = visiting.rules, visiting.book, visiting.memory
    budget = rules.pages_first if memory.first_night else rules.pages_later
    quiet = _is_quiet(visiting)
    harvest = book.harvest if quiet else book.harvest.recalled(memory.links)
    past = Past(memory.dead, {} if quiet else told_before(memory.kept.values()))
    read = set(to_read_again(visiting))
    for url in sorted(read):
        _take(harvest, await _read_page(visiting, url, whole=True))
    for _ in range(2):
        found = await _read_round(visiting, harvest, past, budget=max(budget - len(read), 0), read=read)
        if not found:
            return
        _take(harvest, found)


def _take(harvest: Harvest, found: Collection[Listed]) -> None:
    """Add what a list page names to what tonight's lists say."""
    harvest.items += [item for item in found if item.published]
    harvest.links += [item.url for item in found if not item.published]


def _is_quiet(visiting: Visiting) -> bool:
    """Whether nothing that lists tonight says anything new, and nothing is left over from earlier nights."""
    memory, harvest = visiting.memory, visiting.book.harvest
    return not (memory.first_night or memory.waiting or memory.links or harvest.items or harvest.links)


async def _read_round(visiting: Visiting, harvest: Harvest, past: Past, *, budget: int, read: set[str]) -> list[Listed]:
    memory, book, found = visiting.memory, visiting.book, []
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
            recheck=0 if read else RECHECK,
            tonight=visiting.tonight,
        )
    visiting.fetcher.tell(partial(plan_words, plan, known=memory.known, listed=harvest.items, links=harvest.links))
    for planned in plan:
        read.add(planned.url)
        found += await _read_page(visiting, planned.url, whole=planned.why in MOVED)
    return found


async def _read_page(visiting: Visiting, url: str, *, whole: bool) -> list[Listed]:
    """Read one page of the site (``whole`` where its list says that it changed); returns what it lists, where it does."""
    book, ground = visiting.book, visiting.ground
    got = await visiting.get(url, whole=whole)
    if isinstance(got, Failure) or (isinstance(got, Answer) and (got.status != 200 or not is_html(got))):
        return _gave_none(visiting, url, got, passing=is_passing(got))
    at = got.kept.url if isinstance(got, Same) else got.url
    if not ground.owns(at) or ground.name(at) == ground.name(ground.front):
        return _gave_none(visiting, url, got, passing=False)
    book.waiting.discard(url)
    if ground.name(at) != url:
        book.tried[url] = Tried(url, passing=False)  # it led on to another: that one is known under its own name
    if isinstance(got, Same):
        return list(items_of(got.kept.said))
    page = open_page(got.body, url=got.url, headers=got.headers)
    reading = _reading(visiting, got, page)
    book.note(reading)
    look_at_page(visiting, page, reading)
    if reading.kind is PageKind.CONTENT:
        _hear_page(visiting, got, reading, None)
        return []
    items = own_items([read_front(page, zone=visiting.moment.zone, now=visiting.moment.now)], ground)
    _hear_page(visiting, got, reading, items)
    return items


def _gave_none(visiting: Visiting, url: str, got: Answer | Same | Failure, *, passing: bool) -> list[Listed]:
    """Remember that an address gave no page; one that may give it the next night goes on waiting."""
    look_at_none(visiting, url, got, passing=passing)
    visiting.book.tried[url] = Tried(url, passing)
    if not passing:
        visiting.book.waiting.discard(url)
    return []
