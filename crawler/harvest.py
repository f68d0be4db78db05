"""Reading a site's own lists: REST, feeds, sitemaps, the front page, each page by page as far back as is needed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from crawler.broken import GONE, PASSING, is_missing
from crawler.content import front_problem
from crawler.errand import Asked, Errand, Ground, Harvest, is_link
from crawler.fetch import Answer, Failure
from crawler.kept import Kept, Same, body_hash, meaning_of
from crawler.lists import ListRead
from crawler.lists.feeds import find_feeds, read_feed
from crawler.lists.front import read_front
from crawler.lists.rest import find_rest, read_rest, rest_address
from crawler.lists.sitemaps import read_sitemap
from crawler.own import belongs
from crawler.page import Page, open_page
from crawler.platforms import Platform, candidates
from crawler.reach import Reach
from crawler.reading import Moment
from crawler.records import Listed, ListState, Source
from crawler.rows import items_json, items_of

MAX_LIST_PAGES = 10  # of one list: 10 x 10 items of a blog list cover a daily poster's 13 weeks
MAX_UNDATED_PAGES = 10  # on the first night: what stands in a list then is old, whenever it is read
MAX_CHILDREN = 8  # of a sitemap index, newest first
MAX_ITEMS = 500  # kept of one list a night; the newest come first


def lists_to_ask(
    page: Page,
    *,
    platform: Platform,
    ground: Ground,
    sitemaps: Sequence[str],
    worked: Sequence[ListState],
    tonight: date,
) -> tuple[Asked, ...]:
    """Order the lists of a site: those that date their items first; each address once.

    What a platform usually has and this site lacked is guessed at again once a week; what the page names, each night.
    """
    root = find_rest(page)
    named = [Asked(rest_address(root), Source.REST)] if root else []
    named += [Asked(url, Source.FEED) for url in find_feeds(page)]
    named += [Asked(url, Source.SITEMAP) for url in sitemaps]
    missing = {(s.source, ground.name(s.url)) for s in worked if is_missing(s, tonight)}
    guessed = [_placed(candidate.url, candidate.source) for candidate in candidates(platform, ground.front)]
    guessed += [Asked(state.url, state.source) for state in worked if state.source in {Source.FEED, Source.SITEMAP}]
    return ordered([*named, *(one for one in guessed if (one.source, ground.name(one.url)) not in missing)], ground)


def lists_asked_before(worked: Sequence[ListState], ground: Ground, *, tonight: date) -> tuple[Asked, ...]:
    """The lists to ask where the front page says what it said before: those it led to then."""
    asked = [Asked(s.url, s.source) for s in worked if s.source is not Source.LISTING and not is_missing(s, tonight)]
    return ordered(asked, ground)


def ordered(asked: Sequence[Asked], ground: Ground) -> tuple[Asked, ...]:
    """The site's own lists, each once, those first that date their items."""
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


@dataclass(slots=True)
class _Walk:
    """One list so far tonight: its fresh pages with what was read of each, and those that say what they said before."""

    fresh: list[tuple[Kept, list[Listed]]] = field(default_factory=list)
    reads: list[ListRead] = field(default_factory=list)
    quiet: list[Kept] = field(default_factory=list)
    left: bool = False  # pages follow that were not asked for
    failure: Failure | None = None

    def __len__(self) -> int:
        return len(self.fresh) + len(self.quiet)


async def read_list(asked: Asked, errand: Errand) -> None:
    """Read one list and add what it says to the harvest: back to the horizon, or as far as it says something new.

    On the first night it is read as far as it goes, unless another list was whole: what stands in it then is old,
    whatever date it is given later.
    """
    before, harvest = errand.before(asked), errand.harvest
    wide = errand.is_wide(before)
    old = _Old(asked, errand)
    walk = await _walk(asked, errand, old, wide=wide)
    harvest.quiet += walk.quiet
    if before and not wide and not walk.fresh and not walk.failure:
        harvest.states.append(before)
        return
    items = merged(own for _, own in walk.fresh)
    harvest.items += items
    harvest.heard += [one for one, read in zip(walk.fresh, walk.reads, strict=True) if read.problem is None]
    known = merged([items, *(items_of(kept.said) for kept in walk.quiet)])
    state = _state(asked, walk.reads, known, failure=walk.failure, more=walk.left)
    if walk.quiet and before:
        state = replace(state, whole=before.whole)
    if before and walk.left and not wide:
        state = _aged(state, before, old, [own for _, own in walk.fresh], joins=bool(walk.quiet))
    else:
        state = replace(state, read_on=errand.tonight)
    harvest.states.append(state)


async def _walk(asked: Asked, errand: Errand, old: _Old, *, wide: bool) -> _Walk:
    """Ask for the pages of a list: all back to the horizon where ``wide``, else up to the first that brings nothing new."""
    walk, waiting, deep = _Walk(), [asked.url], errand.is_deep
    while waiting and len(walk) < MAX_LIST_PAGES:
        first = not len(walk)
        got = await errand.get(waiting.pop(0), whole=wide and not first and asked.source is not Source.SITEMAP)
        if isinstance(got, Failure):
            walk.failure = got
            break
        if isinstance(got, Same):
            walk.quiet.append(got.kept)
            read, held = _recalled(got.kept, items=wide), True
        else:
            read = read_answer(got, asked.source, errand.moment)
            walk.reads.append(read)
            walk.fresh.append(_heard(got, read, asked, errand))
            held = not wide and old.holds(walk.fresh[-1][1])
        waiting += list(read.children[:MAX_CHILDREN]) if first else []
        on = deep or ((wide or not held) and _goes_on(read, errand.horizon, errand.harvest))
        follow = read.next is not None and on
        waiting += [read.next] if read.next and follow else []
        walk.left = walk.left or (read.next is not None and not follow)
    walk.left = walk.left or bool(waiting)
    return walk


def _recalled(kept: Kept, *, items: bool) -> ListRead:
    """What a page of a list said when it was read; its items only where they are asked for."""
    return ListRead(
        items_of(kept.said) if items else (), whole=kept.next is None, next=kept.next, children=kept.children
    )


def _aged(
    state: ListState, before: ListState, old: _Old, pages: Sequence[Sequence[Listed]], *, joins: bool
) -> ListState:
    """A list that was not read to its end tonight reaches as far back as when it was, where tonight's pages join on."""
    if state.problem or not (joins or old.knows(pages[-1])):
        return replace(state, read_on=before.read_on)
    items = merged([*pages, old.items])
    dated = sum(item.published is not None for item in items)
    oldest = min((day for day in (before.oldest, state.oldest) if day), default=None)
    return replace(state, items=len(items), dated=dated, oldest=oldest, whole=before.whole, read_on=before.read_on)


class _Old:
    """The items of a list as earlier nights read it, looked at only when something has changed."""

    def __init__(self, asked: Asked, errand: Errand, *, first: Kept | None = None) -> None:
        self._kept = [first] if first else []
        self._kept += [kept for kept in errand.kept.values() if kept.of == asked.url]
        self._items: list[Listed] | None = None

    @property
    def items(self) -> list[Listed]:
        """All of them, its first page's first."""
        if self._items is None:
            self._items = merged(items_of(kept.said) for kept in self._kept)
        return self._items

    def holds(self, items: Sequence[Listed]) -> bool:
        """Whether all of these were known with the same dates: what follows them in the list was known too."""
        known = {item.url: _dates(item) for item in self.items} if items else {}
        return bool(known) and all(known.get(item.url) == _dates(item) for item in items)

    def knows(self, items: Sequence[Listed]) -> bool:
        """Whether one of these was known: the list goes on from here as it did."""
        known = {item.url for item in self.items}
        return any(item.url in known for item in items)


def _dates(item: Listed) -> tuple[str | None, str | None]:
    published, modified = item.published, item.modified
    return published.value if published else None, modified.value if modified else None


def _heard(got: Answer, read: ListRead, asked: Asked, errand: Errand) -> tuple[Kept, list[Listed]]:
    """One page of a list as it is kept for the next night, and its own items."""
    own = own_items([read], errand.ground)
    said = items_json(own)
    kept = kept_answer(got, errand.tonight, meaning=meaning_of(said, read.next, read.children), of=asked.url, said=said)
    return replace(kept, children=read.children[:MAX_CHILDREN], next=read.next), own


def kept_answer(
    got: Answer,
    tonight: date,
    *,
    meaning: str,
    of: str | None = None,
    said: str | None = None,
    settled: bool = True,
    body: str | None = None,
) -> Kept:
    """What is kept of an answer that came whole."""
    headers = got.headers
    return Kept(
        got.url,
        tonight,
        body or body_hash(got.body, headers),
        meaning,
        headers.get("etag"),
        headers.get("last-modified"),
        settled=settled,
        of=of,
        said=said,
    )


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


def merged(pages: Iterable[Iterable[Listed]]) -> list[Listed]:
    """The items of several pages, each once where it first stands, as the last page tells it; not more than are kept."""
    kept: dict[str, Listed] = {}
    for page in pages:
        for item in page:
            if item.url in kept or len(kept) < MAX_ITEMS:
                kept[item.url] = item
    return list(kept.values())


def own_items(pages: Sequence[ListRead], ground: Ground) -> list[Listed]:
    """The items that are the unit's own, each under the page's one name; the newest pages of a list come first."""
    front = ground.name(ground.front)
    named = ((ground.name(item.url), item) for read in pages for item in read.items if ground.lists(item))
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
    if problem is not None and not any(problem.startswith(sign) for sign in GONE):
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


async def read_front_lists(read: ListRead, errand: Errand, *, kept: Kept | None) -> list[Listed]:
    """Take the front page for a list, and read the pages that follow it while nothing better reaches back far enough.

    ``read`` is what the front page lists tonight, ``kept`` what it answered before; returns its own items, dated or not.
    """
    harvest, ground = errand.harvest, errand.ground
    asked = Asked(ground.front, Source.LISTING)
    before, old = errand.before(asked), _Old(asked, errand, first=kept)
    wide = errand.is_wide(before)
    walk = _Walk(reads=[read])
    pages = [own_items([read], ground)]
    while (there := walk.reads[-1].next) and len(pages) < _front_pages(walk.reads, errand):
        if not ground.owns(there) or (not wide and old.holds(pages[-1])):
            break
        got = await errand.get(there, whole=True)
        if not isinstance(got, Answer) or got.status != 200:
            break
        walk.reads.append(_read_page(got, errand))
        walk.fresh.append(_heard(got, walk.reads[-1], asked, errand))
        pages.append(walk.fresh[-1][1])
    items = merged(pages)
    harvest.heard += walk.fresh
    harvest.items += [item for item in items if not is_link(item)]
    harvest.links += [item.url for item in items if is_link(item)]
    left = walk.reads[-1].next is not None
    state = _state(asked, walk.reads, items, failure=None, more=left)
    joined = before and left and not wide
    harvest.states.append(
        _aged(state, before, old, pages, joins=False) if before and joined else replace(state, read_on=errand.tonight)
    )
    return pages[0]


def carry_front(kept: Kept, errand: Errand) -> None:
    """Take the front page's list over from the night on which it was read."""
    before = errand.before(Asked(errand.ground.front, Source.LISTING))
    errand.harvest.states += [before] if before else []
    errand.harvest.quiet.append(kept)


def _read_page(got: Answer, errand: Errand) -> ListRead:
    page = open_page(got.body, url=got.url, headers=got.headers)
    return read_front(page, zone=errand.moment.zone, now=errand.moment.now)


def _front_pages(reads: Sequence[ListRead], errand: Errand) -> int:
    if errand.harvest.covers(errand.horizon):
        return 1
    days = [item.published.day for item in reads[-1].items if item.published]
    if not days:
        return MAX_UNDATED_PAGES if errand.first_night else 1
    return MAX_LIST_PAGES if (reach_of(days) or errand.horizon) > errand.horizon else 1
