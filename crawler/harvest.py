"""Reading a site's own lists: REST, feeds, sitemaps, the front page, each page by page as far back as is needed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from crawler.content import front_problem
from crawler.fetch import Answer, Failure
from crawler.lists import ListRead
from crawler.lists.feeds import find_feeds, read_feed
from crawler.lists.front import read_front
from crawler.lists.rest import find_rest, read_rest, rest_address
from crawler.lists.sitemaps import read_sitemap
from crawler.own import belongs, identity, is_trap
from crawler.page import Page, open_page
from crawler.platforms import Platform, candidates
from crawler.reach import Reach
from crawler.reading import Moment
from crawler.records import Listed, ListState, Source

WINDOW_WEEKS = 13  # twelve full weeks are scored; the thirteenth is the running one
MAX_LIST_PAGES = 10  # of one list: 10 x 10 items of a blog list cover a daily poster's 13 weeks
MAX_UNDATED_PAGES = 10  # on the first night: what stands in a list then is old, whenever it is read
MAX_CHILDREN = 8  # of a sitemap index, newest first
MAX_ITEMS = 500  # kept of one list a night; the newest come first

Get = Callable[[str], Awaitable[Answer | Failure]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A list to ask for, and as what to read it."""

    url: str
    source: Source


@dataclass(slots=True)
class Harvest:
    """What the lists of one site have said so far tonight."""

    items: list[Listed] = field(default_factory=list)
    states: list[ListState] = field(default_factory=list)
    links: list[str] = field(default_factory=list)  # undated links of list pages, in page order

    def covers(self, horizon: date) -> bool:
        """Whether a list with dates of publication already reaches back to the horizon."""
        return any(
            s.problem is None
            and s.dated
            and (s.whole or (s.oldest and s.oldest <= horizon))
            and s.source is not Source.SITEMAP
            for s in self.states
        )


@dataclass(frozen=True, slots=True)
class Ground:
    """The unit's own ground: its front address, and the fronts of all others (the longest prefix wins)."""

    front: str
    others: Collection[str]

    def owns(self, url: str) -> bool:
        """Whether an address belongs to this unit and is worth knowing."""
        return belongs(url, front=self.front, others=self.others) and not is_trap(url)

    def name(self, url: str) -> str:
        """The one name of a page of this ground."""
        return identity(url, front=self.front)


def lists_to_ask(
    page: Page,
    *,
    platform: Platform,
    ground: Ground,
    sitemaps: Sequence[str],
    worked: Sequence[ListState],
) -> tuple[Asked, ...]:
    """Order the lists of a site: those that date their items first; each address once."""
    root = find_rest(page)
    asked = [Asked(rest_address(root), Source.REST)] if root else []
    asked += [Asked(url, Source.FEED) for url in find_feeds(page)]
    asked += [_placed(candidate.url, candidate.source) for candidate in candidates(platform, ground.front)]
    asked += [Asked(url, Source.SITEMAP) for url in sitemaps]
    asked += [Asked(state.url, state.source) for state in worked if state.source in {Source.FEED, Source.SITEMAP}]
    rank = {Source.REST: 0, Source.FEED: 1, Source.SITEMAP: 2}
    mine = [one for one in asked if belongs(one.url, front=ground.front, others=ground.others)]
    return tuple(
        sorted(
            {(one.source, ground.name(one.url)): one for one in reversed(mine)}.values(),
            key=lambda one: rank.get(one.source, 3),
        )
    )


def _placed(url: str, source: Source) -> Asked:
    """A candidate of the REST kind names the API's root; the list of posts stands below it."""
    return Asked(rest_address(url) if source is Source.REST else url, source)


def read_answer(answer: Answer, source: Source, moment: Moment) -> ListRead:
    """Read one answer as the kind of list that was asked for."""
    if answer.status != 200:
        return ListRead(items=(), whole=False, next=None, problem=f"HTTP {answer.status}")
    common = {"url": answer.url, "headers": answer.headers, "zone": moment.zone}
    if _is_challenge(answer):
        return ListRead(items=(), whole=False, next=None, problem="a bot challenge stands before the list")
    if source is Source.FEED:
        return read_feed(answer.body, now=moment.now, **common)  # type: ignore[arg-type]  # one dict for three readers
    if source is Source.REST:
        return read_rest(answer.body, **common)  # type: ignore[arg-type]  # as above
    return read_sitemap(answer.body, **common)  # type: ignore[arg-type]  # as above


def _is_challenge(answer: Answer) -> bool:
    """Tell whether a bot challenge, which answers 200, stands in the place of a list."""
    if b"<html" not in answer.body[:2_000].lower():
        return False
    problem = front_problem(open_page(answer.body, url=answer.url, headers=answer.headers), answer.status)
    return problem is not None and problem[0] is Reach.BLOCKED_CHALLENGE


async def read_list(
    asked: Asked,
    *,
    get: Get,
    moment: Moment,
    ground: Ground,
    horizon: date,
    harvest: Harvest,
    first_night: bool = False,
) -> None:
    """Read one list back to the horizon and add what it says to the harvest.

    On the first night it is read as far as it goes, unless another list was whole: what stands in it then is old,
    whatever date it is given later.
    """
    deep = first_night and not any(state.whole for state in harvest.states)
    pages: list[ListRead] = []
    waiting = [asked.url]
    failure: Failure | None = None
    while waiting and len(pages) < MAX_LIST_PAGES:
        got = await get(waiting.pop(0))
        if isinstance(got, Failure):
            failure = got
            break
        read = read_answer(got, asked.source, moment)
        pages.append(read)
        waiting += list(read.children[:MAX_CHILDREN]) if len(pages) == 1 else []
        waiting += [read.next] if read.next and (deep or _goes_on(read, horizon, harvest)) else []
    items = own_items(pages, ground)
    harvest.items += items
    harvest.states.append(_state(asked, pages, items, failure=failure, more=bool(waiting)))


def _goes_on(read: ListRead, horizon: date, harvest: Harvest) -> bool:
    days = [item.published.day for item in read.items if item.published]
    reach = reach_of(days)
    return reach is not None and reach > horizon and not harvest.covers(horizon)


def reach_of(days: Sequence[date]) -> date | None:
    """How far back a list goes without a gap that only a stray date bridges; ``days`` in the list's own order.

    The longest run that is newest first, without its last item: a pinned old post, a date of 1970 or one that was
    typed wrong stands out of the order, or alone at its end. None for a list without dates.
    """
    ends: list[date] = []  # ends[n]: the latest last day of a run of n + 1 items (patience sorting, backwards)
    for day in days:
        at = bisect_right(ends, -day.toordinal(), key=lambda end: -end.toordinal())
        ends[at : at + 1] = [day]
    return ends[-2] if len(ends) > 1 else next(iter(ends), None)


def own_items(pages: Sequence[ListRead], ground: Ground) -> list[Listed]:
    """The items that are the unit's own, each under the page's one name; the newest pages of a list come first."""
    front = ground.name(ground.front)
    named = ((ground.name(item.url), item) for read in pages for item in read.items if ground.owns(item.url))
    kept: dict[str, Listed] = {}
    for url, item in named:
        if url != front:
            kept[url] = replace(item, url=url)
        if len(kept) == MAX_ITEMS:  # a name costs 50 us, and a sitemap may hold 50,000
            break
    return list(kept.values())


def _state(
    asked: Asked, pages: Sequence[ListRead], items: Sequence[Listed], *, failure: Failure | None, more: bool
) -> ListState:
    days = [item.published.day for item in items if item.published]
    problem = failure.detail if failure else next((read.problem for read in pages if read.problem), None)
    if problem is not None and not any(problem.startswith(sign) for sign in _GONE):
        problem = f"{PASSING}: {problem}"
    return ListState(
        url=asked.url,
        source=asked.source,
        items=len(items),
        dated=len(days),
        oldest=reach_of(days),
        whole=problem is None and not more and bool(pages) and pages[-1].whole and pages[-1].next is None,
        problem=problem,
    )


PASSING = "failed for now"
"""How the problem begins of a list that is kept from us or fails: 403, 429, a bot challenge, 5xx, no answer."""
_GONE = ("HTTP 404", "HTTP 410", "a web page, not")
"""How the problem begins of a list that is not there."""
GONE_NIGHTS = 3
"""A list that is missing for so long is gone; until then it may have been a bad night."""


def broken_tonight(harvest: Harvest, worked: Sequence[ListState], *, nights: int) -> tuple[str, ...]:
    """Name the lists that worked on the last measured night, ``nights`` ago, and were not read tonight.

    While one of them is kept from us the site is not measured: its news may stand there and nowhere else.
    """
    before = {(state.source, _bare(state.url)) for state in worked if state.problem is None}
    return tuple(
        state.url
        for state in harvest.states
        if state.problem
        and (state.problem.startswith(PASSING) or nights < GONE_NIGHTS)
        and (state.source, _bare(state.url)) in before
    )


def _bare(url: str) -> str:
    """Leave the query aside: what a REST list is asked for may differ from night to night."""
    return url.partition("?")[0]


async def read_front_lists(
    page: Page, *, get: Get, moment: Moment, ground: Ground, horizon: date, harvest: Harvest, first_night: bool
) -> None:
    """Read the front page as a list, and the pages that follow it while nothing better reaches back far enough."""
    reads = [read_front(page, zone=moment.zone, now=moment.now)]
    while (there := reads[-1].next) and len(reads) < _front_pages(reads, horizon, harvest, first_night=first_night):
        if not ground.owns(there):
            break
        got = await get(there)
        if isinstance(got, Failure) or got.status != 200:
            break
        reads.append(
            read_front(open_page(got.body, url=got.url, headers=got.headers), zone=moment.zone, now=moment.now)
        )
    items = own_items(reads, ground)
    harvest.items += [item for item in items if item.published]
    harvest.links += [item.url for item in items if not item.published]
    harvest.states.append(
        _state(Asked(ground.front, Source.LISTING), reads, items, failure=None, more=reads[-1].next is not None)
    )


def _front_pages(reads: Sequence[ListRead], horizon: date, harvest: Harvest, *, first_night: bool) -> int:
    if harvest.covers(horizon):
        return 1
    days = [item.published.day for item in reads[-1].items if item.published]
    if not days:
        return MAX_UNDATED_PAGES if first_night else 1
    return MAX_LIST_PAGES if (reach_of(days) or horizon) > horizon else 1


def horizon_of(tonight: date) -> date:
    """Return the first day of the thirteenth week back, a Monday."""
    monday = tonight - timedelta(days=tonight.weekday())
    return monday - timedelta(weeks=WINDOW_WEEKS)
