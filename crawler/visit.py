"""One site, one night: robots, front page, lists, pages. It asks and writes down; what to fetch is decided in plan.py."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from crawler.content import forward_of, front_problem
from crawler.fetch import Answer, Failure, Fetcher
from crawler.harvest import (
    Ground,
    Harvest,
    broken_tonight,
    horizon_of,
    lists_to_ask,
    own_items,
    read_front_lists,
    read_list,
)
from crawler.lists.front import read_front
from crawler.own import belongs, moved
from crawler.page import Page, open_page
from crawler.plan import Known, plan_pages
from crawler.platforms import recognise
from crawler.reach import Reach, Tls
from crawler.reading import Moment, item_reading, page_reading
from crawler.records import Habits, Listed, ListState, PageKind, Reading, SiteNight, Source, Visit
from crawler.robots import MAX_ROBOTS, Robots, read_robots, robots_address
from crawler.sites import CrawlRules

RECHECK = 3  # known pages read again each later night, the longest unread first

_HTML = ("html", "xml", "text/plain")
_FILES = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"RIFF", b"\xd0\xcf\x11\xe0")
"""How files begin that some servers send as text/html."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is visited: the unit's code and front address, and the fronts of the other units."""

    site: str
    url: str
    others: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier nights know of the site."""

    known: tuple[Known, ...] = ()
    worked: tuple[ListState, ...] = ()  # the lists of the last measured night
    first_night: bool = True
    measured_on: date | None = None  # the last measured night
    habits: Habits = Habits()
    links: tuple[str, ...] = ()  # pages that a list once linked to, never asked for


@dataclass(frozen=True, slots=True)
class Ending:
    """How the visit ended, in a value and a line."""

    reach: Reach
    detail: str


@dataclass(slots=True)
class Notebook:
    """What has been written down of this visit so far; a deadline keeps what stands in it."""

    readings: dict[tuple[str, Source], Reading] = field(default_factory=dict)
    harvest: Harvest = field(default_factory=Harvest)
    tls: Tls = Tls.NONE
    platform: str | None = None
    robots: Robots = field(default_factory=Robots)
    origin: str | None = None  # where the front page really answered: another scheme or www, perhaps
    lists_read: bool = False
    asked: list[str] = field(default_factory=list)  # pages asked for, be it in vain

    def note(self, reading: Reading) -> None:
        """Keep one reading a page and source: the last."""
        self.readings[(reading.url, reading.source)] = reading


@dataclass(frozen=True, slots=True)
class Visiting:
    """The parts of a visit that stay the same from its first request to its last."""

    target: Target
    memory: Memory
    moment: Moment
    rules: CrawlRules
    fetcher: Fetcher
    book: Notebook
    tonight: date

    @property
    def ground(self) -> Ground:
        """The unit's own ground."""
        return Ground(self.target.url, self.target.others)

    async def get(self, url: str) -> Answer | Failure:
        """Fetch what robots.txt allows, from where the front page answered."""
        if self.book.origin:
            url = moved(url, near=self.target.url, to=self.book.origin)
        if not self.book.robots.allows(url):
            return Failure(Reach.ROBOTS_FORBIDDEN, f"robots.txt forbids {url}")
        return await self.fetcher.get(url)


async def visit(target: Target, memory: Memory, fetcher: Fetcher, *, moment: Moment, rules: CrawlRules) -> SiteNight:
    """Visit one site within its time and return all that the night brought."""
    tonight = moment.now.astimezone(moment.zone).date()
    started, book = datetime.now(UTC), Notebook()
    visiting = Visiting(target, memory, replace(moment, habits=memory.habits), rules, fetcher, book, tonight)
    try:
        async with asyncio.timeout(rules.site_seconds):
            ending = await _walk(visiting)
    except TimeoutError:
        ending = _out_of_time(visiting)
    readings = tuple(book.readings.values())
    return SiteNight(_ledger(visiting, ending, started), readings, tuple(book.asked))


def _out_of_time(visiting: Visiting) -> Ending:
    """A site whose front page and lists were read is measured, however slowly its pages came."""
    said = f"stopped after {visiting.rules.site_seconds:.0f} s with {len(visiting.book.readings)} readings"
    if not visiting.book.lists_read:
        return Ending(Reach.DEADLINE, said)
    return _measured(visiting, said)


def _measured(visiting: Visiting, said: str) -> Ending:
    """Measured, unless a list that worked before failed tonight in a way that may pass."""
    since = visiting.memory.measured_on
    nights = (visiting.tonight - since).days if since else 0
    if broken := broken_tonight(visiting.book.harvest, visiting.memory.worked, nights=nights):
        return Ending(Reach.PARTIAL, f"worked before, failed tonight: {', '.join(broken)}")
    return Ending(Reach.OK, said)


def _ledger(visiting: Visiting, ending: Ending, started: datetime) -> Visit:
    book, meter = visiting.book, visiting.fetcher.meter
    fetched = [reading for reading in book.readings.values() if reading.source is Source.PAGE]
    injected = next(
        (f"{reading.url}: {reading.injected}" for reading in book.readings.values() if reading.injected), None
    )
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
        pages=len(fetched),
        platform=book.platform,
        injected=injected,
    )


async def _walk(visiting: Visiting) -> Ending:
    """Robots, front page, lists, pages; the first thing that ends the visit ends it."""
    if problem := await _ask_robots(visiting):
        return problem
    front = await _read_front(visiting)
    if isinstance(front, Ending):
        return front
    await _read_lists(visiting, front)
    await _read_pages(visiting)
    return _measured(visiting, f"{len(visiting.book.readings)} readings")


async def _ask_robots(visiting: Visiting) -> Ending | None:
    url = visiting.target.url
    got = await visiting.fetcher.get(robots_address(url), most=MAX_ROBOTS)
    if isinstance(got, Failure):
        # A redirect of robots.txt to another host is RFC 9309's business only; the front page decides.
        if got.reach in {Reach.REDIRECTED_AWAY, Reach.REDIRECT_LOOP, Reach.TOO_LARGE}:
            return None
        return await _without_robots(visiting, got)
    if got.status >= 500:
        return Ending(Reach.ROBOTS_UNREACHABLE, f"{got.url} answers {got.status}")
    visiting.book.robots = read_robots(got.status, got.body)
    visiting.fetcher.slow_down(url, visiting.book.robots.delay)
    return None if visiting.book.robots.allows(url) else Ending(Reach.ROBOTS_FORBIDDEN, f"{got.url} forbids {url}")


async def _without_robots(visiting: Visiting, failure: Failure) -> Ending:
    """No robots.txt, no crawl; but whether the site is down, its front page says: asked once, and not read."""
    front = await visiting.fetcher.get(visiting.target.url)
    if isinstance(front, Failure):
        return Ending(front.reach, front.detail)
    return Ending(Reach.ROBOTS_UNREACHABLE, f"robots.txt: {failure.detail}; the front page answers {front.status}")


_BARE = frozenset({Reach.EMPTY, Reach.NEEDS_JS})
"""What a front page looks like that only forwards."""

_STATUS: dict[int, Reach] = {
    401: Reach.HTTP_401_403,
    403: Reach.HTTP_401_403,
    404: Reach.HTTP_404,
    410: Reach.HTTP_410,
    429: Reach.HTTP_429,
}


@dataclass(frozen=True, slots=True)
class _Front:
    """An answer that may be a front page; ``hollow`` is why it is no site (parked, a challenge, empty ...), None for one."""

    got: Answer
    page: Page
    hollow: tuple[Reach, str] | None


async def _read_front(visiting: Visiting) -> Page | Ending:
    front = await _fetch_front(visiting)
    if isinstance(front, Ending):
        return front
    if problem := _front_trouble(visiting, front):
        return problem
    visiting.book.origin = front.got.url
    visiting.book.note(_reading(visiting, front.got, front.page, kind=PageKind.FRONT))
    return front.page


async def _fetch_front(visiting: Visiting) -> _Front | Ending:
    """The front page, or the page that it does nothing but forward to (one step)."""
    got = await visiting.get(visiting.target.url)
    if isinstance(got, Answer):
        visiting.book.tls = got.tls
    front = _opened(got)
    if isinstance(front, Ending) or front.got.status != 200 or (front.hollow and front.hollow[0] not in _BARE):
        return front
    there = forward_of(front.page)
    if there is None:
        return front
    if not belongs(there, front=visiting.target.url, others=visiting.target.others):
        return Ending(Reach.REDIRECTED_AWAY, f"{front.got.url} forwards to {there}")
    return _opened(await visiting.get(there))


def _opened(got: Answer | Failure) -> _Front | Ending:
    """Parse an answer that can hold a page."""
    if isinstance(got, Failure):
        return Ending(got.reach, got.detail)
    if problem := _no_page(got):
        return problem
    page = open_page(got.body, url=got.url, headers=got.headers)
    return _Front(got, page, front_problem(page, got.status))


def _front_trouble(visiting: Visiting, front: _Front) -> Ending | None:
    """Why what was answered is not the site's front page."""
    got = front.got
    if front.hollow:
        return Ending(*front.hollow)
    if got.status != 200:
        fallback = Reach.HTTP_5XX if got.status >= 500 else Reach.HTTP_4XX
        return Ending(_STATUS.get(got.status, fallback), f"{got.url} answers {got.status}")
    if not belongs(got.url, front=visiting.target.url, others=visiting.target.others):
        return Ending(Reach.REDIRECTED_AWAY, f"{visiting.target.url} redirects to {got.url}")
    return None


def _no_page(got: Answer) -> Ending | None:
    """Tell an answer that cannot hold a page, whatever its body says."""
    if 300 <= got.status < 400:  # a redirect to nowhere, or "not modified" to a question without a condition
        return Ending(Reach.BAD_HTTP, f"{got.url} answers {got.status}, which leads nowhere")
    if got.status == 200 and not _is_html(got):
        return Ending(Reach.NOT_HTML, f"{got.url} is {_kind(got)}")
    return None


def _is_html(got: Answer) -> bool:
    said = got.headers.get("content-type", "html").lower()
    return any(word in said for word in _HTML) and not got.body.startswith(_FILES)


def _kind(got: Answer) -> str:
    said = got.headers.get("content-type", "of no type")
    return f"a file sent as {said}" if got.body.startswith(_FILES) else said


def _reading(visiting: Visiting, got: Answer, page: Page, kind: PageKind | None = None) -> Reading:
    return page_reading(
        page,
        site=visiting.target.site,
        url=visiting.ground.name(got.url),
        moment=visiting.moment,
        status=got.status,
        server_date=got.server_date,
        kind=kind,
    )


async def _read_lists(visiting: Visiting, front: Page) -> None:
    book, ground, horizon = visiting.book, visiting.ground, horizon_of(visiting.tonight)
    platform = recognise(front)
    book.platform = platform.name
    asked = lists_to_ask(
        front,
        platform=platform,
        ground=ground,
        sitemaps=book.robots.sitemaps,
        worked=visiting.memory.worked,
    )
    common = {
        "get": visiting.get,
        "moment": visiting.moment,
        "ground": ground,
        "horizon": horizon,
        "harvest": book.harvest,
    }
    for one in asked:
        await read_list(one, first_night=visiting.memory.first_night, **common)  # type: ignore[arg-type]  # one dict for two readers of lists
    await read_front_lists(front, first_night=visiting.memory.first_night, **common)  # type: ignore[arg-type]  # as above
    for item in book.harvest.items:
        book.note(item_reading(item, site=visiting.target.site))
    _note_links(visiting, book.harvest.links)
    book.lists_read = True


def _note_links(visiting: Visiting, links: Sequence[str]) -> None:
    """Write down which pages are linked tonight: a page that came keeps its place in a list, a random box forgets it."""
    for url in links:
        if (url, Source.LISTING) not in visiting.book.readings:
            link = Listed(url=url, title="", source=Source.LISTING)
            visiting.book.note(item_reading(link, site=visiting.target.site))


async def _read_pages(visiting: Visiting) -> None:
    """Fetch pages in two rounds: list pages read in the first name pages for the second."""
    rules, book = visiting.rules, visiting.book
    budget = rules.pages_first if visiting.memory.first_night else rules.pages_later
    links = [*book.harvest.links, *visiting.memory.links]
    read: set[str] = set()
    for _ in range(2):
        found = await _read_round(visiting, links=links, budget=budget - len(read), read=read)
        book.harvest.items += [item for item in found if item.published]
        new = [item.url for item in found if not item.published]
        _note_links(visiting, new)
        links += new


async def _read_round(visiting: Visiting, *, links: Sequence[str], budget: int, read: set[str]) -> list[Listed]:
    memory, harvest, found = visiting.memory, visiting.book.harvest, []
    listed = [item for item in harvest.items if item.url not in read]
    plan = plan_pages(
        known=[page for page in memory.known if page.url not in read],
        listed=listed,
        links=[url for url in links if url not in read],
        budget=max(budget, 0),
        recheck=0 if read else RECHECK,
        tonight=visiting.tonight,
        first_night=memory.first_night,
    )
    for planned in plan:
        read.add(planned.url)
        visiting.book.asked.append(planned.url)
        found += await _read_page(visiting, planned.url)
    return found


async def _read_page(visiting: Visiting, url: str) -> list[Listed]:
    """Read one page of the site; returns what it lists, where it is a list page."""
    got = await visiting.get(url)
    if isinstance(got, Failure) or got.status != 200 or not _is_html(got):
        return []
    page = open_page(got.body, url=got.url, headers=got.headers)
    ground = visiting.ground
    if not ground.owns(got.url) or ground.name(got.url) == ground.name(ground.front):
        return []
    reading = _reading(visiting, got, page)
    visiting.book.note(reading)
    if reading.kind is PageKind.CONTENT:
        return []
    return own_items([read_front(page, zone=visiting.moment.zone, now=visiting.moment.now)], ground)
