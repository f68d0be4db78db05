"""What to fetch tonight: what is known, what the lists say, and a budget. Pure and deterministic.

The order is simple on purpose, so that it can be told to an operator in one sentence: first what is new, then what
its list says has changed, then the pages that were longest not read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain, islice
from urllib.parse import parse_qsl

from crawler.lists.words import names_list
from crawler.own import is_trap, normalise, split
from crawler.records import Clue, Listed, PageKind, Source

MONTH = 28
"""Nights in which every known page is to be read again once."""

WEEK = 7
SILENT = timedelta(days=14)
"""A site on which nothing came up for so long, and whose lists name no modification, is read whole within a week.

An edit of an old page is all that could save it from being called late, and only the page itself would tell.
"""

UNDATED_TURNS = 5
"""Times that a page without a date is read while a dated one is read once: posts are seldom edited, and most systems then say so."""

SELDOM = 5
"""Changes seen of a page that is no box or clock; after these it waits its turn like every other."""

LISTING_PAGES = 3
"""List pages read again each night on a site that offers no feed, REST or sitemap: there new items show nowhere else."""

STAMPED_SHARE = 0.8
STAMPED_LEAST = 5
"""A list of at least 5 items of which 4 in 5 were "modified" since yesterday prints the time it was built."""

EDITED, REDATED = "changed since it was read, says its list", "its list gives it a newer date"
MOVED = frozenset({EDITED, REDATED})
"""Why a known page is read anew: its list says that it changed, so its server is not asked whether it did."""


@dataclass(frozen=True, slots=True)
class Known:
    """A page the store knows, under its one name. Days are city days; ``last_read`` is None for a page known only from a list.

    ``last_tried`` is the last night on which it was asked for in vain. ``unsettled`` counts its changes where it had
    changed when it was last read: whether the new text stands, the next look tells. 0 where it was the same.
    ``modified`` is the latest modification that a list named so far: a day or an instant, ISO 8601. ``listed`` says
    that a list of news (a sitemap is none) named it with a day of publication.
    """

    url: str
    kind: PageKind
    first_seen: date
    last_read: date | None
    published: date | None
    last_tried: date | None = None
    unsettled: int = 0
    modified: str | None = None
    listed: bool = False

    @property
    def last_asked(self) -> date:
        """When its turn last came; pages that were never asked for come first."""
        return max(self.last_read or date.min, self.last_tried or date.min)


@dataclass(frozen=True, slots=True)
class Past:
    """What earlier nights leave to the plan: ``dead`` addresses, that lately gave no page, and what lists ``told``.

    ``told`` holds by source and address the modification (as Clue.value) that a list gave, and the night on which it did.
    """

    dead: Collection[str] = ()
    told: Mapping[tuple[Source, str], tuple[str, date]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Planned:
    """One page to fetch (``url`` is normalised), and why, in plain English."""

    url: str
    why: str


_NOTHING = Past()


def plan_pages(
    *,
    known: Sequence[Known],
    listed: Sequence[Listed],
    links: Sequence[str],
    budget: int,
    recheck: int,
    tonight: date,
    first_night: bool,
) -> tuple[Planned, ...]:
    """Choose at most ``budget`` pages, best first: :func:`wanted_pages`, then :func:`plan_night`."""
    wanted = wanted_pages(
        known=known, listed=listed, links=links, budget=budget, tonight=tonight, first_night=first_night
    )
    if first_night:
        return wanted[:budget]
    speak = any(item.source in _SPEAKING for item in listed)
    return plan_night(wanted, known=known, lists_speak=speak, budget=budget, recheck=recheck, tonight=tonight)


def wanted_pages(
    *,
    known: Sequence[Known],
    listed: Sequence[Listed],
    links: Sequence[str],
    budget: int,
    tonight: date,
    first_night: bool,
    past: Past = _NOTHING,
) -> tuple[Planned, ...]:
    """All that is new or changed, best first, however much it is.

    ``listed`` are tonight's list items, ``links`` the addresses that tonight's list pages link to, both of this site
    only. A quarter of the budget is kept for pages without a date, so
    that a long dated list cannot hide them. On later nights a page that only a list was seen to name waits for its turn.
    """
    pages = {page.url: page for page in known}
    items = _by_address(listed)
    dated = [
        Planned(url, "new in a list, dated") for url in _newest(items) if url not in pages and url not in past.dead
    ]
    found = [
        Planned(url, why) for url, why in _undated(items, links, pages) if url not in pages and url not in past.dead
    ]
    undated = _spread(found, most=max(budget // 2, 1))
    if first_night:
        unread = [Planned(url, "known, never read") for url, page in sorted(pages.items()) if page.last_read is None]
        return _unique(_shared(dated, [*undated, *unread], budget=budget))
    return _unique(
        chain(_shared(dated, undated, budget=budget), _changed(pages, items, tonight=tonight, told=past.told))
    )


def plan_night(
    wanted: Sequence[Planned],
    *,
    known: Sequence[Known],
    lists_speak: bool,
    budget: int,
    recheck: int,
    tonight: date,
) -> tuple[Planned, ...]:
    """Choose at most ``budget`` pages of a later night, best first.

    ``recheck`` places (more where a month would not suffice) are kept for known pages, yet never the last quarter.
    ``lists_speak`` says that a feed, REST or sitemap would tell of what is new.
    """
    again = _rechecks(known, lists_speak=lists_speak, recheck=recheck, budget=budget, tonight=tonight)
    room = budget - len(again)
    return _unique(chain(wanted[:room], again, wanted[room:]))[:budget]


_SPEAKING = frozenset({Source.FEED, Source.REST, Source.SITEMAP})


def _by_address(listed: Sequence[Listed]) -> dict[str, list[Listed]]:
    """All that tonight's lists say of each page worth asking, in list order."""
    found: dict[str, list[Listed]] = {}
    for item in listed:
        if not is_trap(item.url):
            found.setdefault(normalise(item.url), []).append(item)
    return found


def _newest(items: dict[str, list[Listed]]) -> list[str]:
    """Addresses with a date of their own, newest first; equal days keep the order of the lists."""
    days = {url: day for url, told in items.items() if (day := _day(told)) is not None}
    return sorted(days, key=lambda url: -days[url].toordinal())


def _day(told: Iterable[Listed]) -> date | None:
    """The day an item claims: of publication where any list says it, else of modification."""
    published = [item.published.day for item in told if item.published]
    modified = [item.modified.day for item in told if item.modified]
    return max(published or modified, default=None)


def _undated(items: dict[str, list[Listed]], links: Sequence[str], pages: Collection[str]) -> Iterator[tuple[str, str]]:
    for url, told in items.items():
        if _day(told) is None:
            yield url, "new in a list, undated"
    for link in links:
        if link not in pages and not is_trap(link) and (url := normalise(link)) not in items:
            yield url, "new link"


def _spread(plans: Sequence[Planned], *, most: int) -> list[Planned]:
    """Undated pages in their order, but those of one pattern beyond ``most`` last: a trap nobody has named crowds out nothing."""
    seen: Counter[str] = Counter()
    head: list[Planned] = []
    rest: list[Planned] = []
    for plan in plans:
        name = _pattern(plan.url)
        seen[name] += 1
        (head if seen[name] <= most else rest).append(plan)
    return head + rest


def _pattern(url: str) -> str:
    """What an address has in common with those that a program makes like it: figures and values of its query left out."""
    parts = split(url)
    names = sorted(name for name, _ in parse_qsl(parts.query, keep_blank_values=True))
    return f"{_FIGURES.sub('#', parts.path)}?{'&'.join(names)}"


_FIGURES = re.compile(r"\d+")


def _shared(dated: Sequence[Planned], undated: Sequence[Planned], *, budget: int) -> list[Planned]:
    """Dated pages first, yet with a quarter of the budget kept for the undated where both are many."""
    kept = min(len(undated), max(budget // 4, budget - len(dated)))
    head = budget - kept
    return [*dated[:head], *undated[:kept], *dated[head:], *undated[kept:]]


def _changed(
    pages: dict[str, Known],
    items: dict[str, list[Listed]],
    *,
    tonight: date,
    told: Mapping[tuple[Source, str], tuple[str, date]],
) -> list[Planned]:
    """Known pages that a credible list says moved since they were read, newest change first."""
    stamped = _stamped(items, tonight=tonight)
    moved: list[tuple[date, str, str]] = []
    for url, said in items.items():
        page = pages.get(url)
        if page is None or page.last_read is None:
            continue
        named = [
            item.modified
            for item in said
            if item.modified and item.source not in stamped and not _was_read(item, page.last_read, told)
        ]
        # The list gives a day, the page was read at some hour of one: the same day may hide a later change.
        if named and (max(clue.day for clue in named) >= page.last_read or _is_later(named, page.modified)):
            moved.append((max(clue.day for clue in named), url, EDITED))
        elif page.published and any(
            item.published and item.published.day > max(page.published, page.last_read) for item in said
        ):
            moved.append((tonight, url, REDATED))
    return [Planned(url, why) for _, url, why in sorted(moved, key=lambda row: -row[0].toordinal())]


def _was_read(item: Listed, last_read: date, told: Mapping[tuple[Source, str], tuple[str, date]]) -> bool:
    """Whether the page was read after its list had said just this: lists are read first on every night."""
    value, night = told.get((item.source, item.url), ("", date.max))
    return item.modified is not None and value == item.modified.value and last_read >= night


def _is_later(named: Sequence[Clue], before: str | None) -> bool:
    """Whether a list names a later modification than any did before: their clock may be behind ours, or the night was missed."""
    return before is not None and any(len(clue.value) == len(before) and clue.value > before for clue in named)


def _stamped(items: dict[str, list[Listed]], *, tonight: date) -> frozenset[Source]:
    """Lists whose modification dates are the time they were built."""
    days: dict[Source, list[date]] = {}
    for item in chain.from_iterable(items.values()):
        if item.modified:
            days.setdefault(item.source, []).append(item.modified.day)
    eve = tonight - timedelta(days=1)
    return frozenset(
        source
        for source, told in days.items()
        if len(told) >= STAMPED_LEAST and sum(day >= eve for day in told) >= STAMPED_SHARE * len(told)
    )


def _rechecks(known: Sequence[Known], *, lists_speak: bool, recheck: int, budget: int, tonight: date) -> list[Planned]:
    """Known pages to read again: list pages where they alone show what is new, then those longest not asked for.

    They leave a quarter of the budget to what is new, however many pages are known; ``recheck`` 0 asks for none.
    """
    if not recheck:
        return []
    asleep = _asleep(known, tonight)
    lists = [url for _, url, page in asleep if page.kind is PageKind.LISTING and not is_trap(url)]
    lists.sort(key=lambda url: not names_list(url))  # galleries and tables must not take the turns of the news
    shown = [] if lists_speak else lists[:LISTING_PAGES]
    turns_due = sum(_weight(page) for page in known)
    turn = WEEK if _is_silent(known, tonight) else MONTH
    places = min(budget, max(recheck, -(-len(known) // turn), min(2 * recheck, -(-turns_due // MONTH))))
    waiting = (page for _, url, page in asleep if page.kind is not PageKind.FRONT and url not in shown)
    turns = (url for url in _unsettled_first(list(waiting)) if not is_trap(url))
    return [
        *(Planned(url, "list page: no feed tells what is new") for url in shown),
        *(Planned(url, "its turn to be read again") for url in islice(turns, places)),
    ][: budget - budget // 4]


def plan_rest(known: Sequence[Known], *, read: Collection[str], budget: int, tonight: date) -> tuple[Planned, ...]:
    """The known pages that a night has not ``read`` yet, at most ``budget``: undated ones first, then by whose turn is next.

    For a site that is read whole, once all that an ordinary night reads of it was read. What is edited is mostly a
    lasting page, which bears no date.
    """
    left = [page for _, _, page in _asleep(known, tonight) if page.url not in read and page.kind is not PageKind.FRONT]
    left.sort(key=lambda page: page.published is not None)
    pages = [Planned(page.url, "the site is read whole before a letter") for page in left if not is_trap(page.url)]
    return tuple(pages[: max(budget, 0)])


def shows_news(listed: Sequence[Listed], known: Sequence[Known], *, tonight: date) -> bool:
    """Whether the site's lists, or its pages, tell of news of the last fortnight: what else its menu hides can wait.

    A day that is hardly over may be the night on which a list was built, and a day after that on which its page was
    first seen may be a clock's: neither tells of news.
    """
    edge = tonight - SILENT
    told = any(item.published and edge < item.published.day < tonight - timedelta(days=1) for item in listed)
    pages = (page for page in known if page.kind is PageKind.CONTENT)
    return told or any(page.published and edge < page.published <= page.first_seen for page in pages)


def _asleep(known: Sequence[Known], tonight: date) -> list[tuple[int, str, Known]]:
    """The pages that were not read tonight, each behind its rank and its address, those first whose turn is next."""
    rows = ((_awake(page, tonight), page.url, page) for page in known if page.last_read != tonight)
    return sorted(rows, key=lambda row: row[:2])


def _is_silent(known: Sequence[Known], tonight: date) -> bool:
    """Whether nothing came up for long, and no list would tell of an edit."""
    if any(page.modified for page in known):
        return False
    return all(tonight - max(_days(page, tonight)) > SILENT for page in known)


def _days(page: Known, tonight: date) -> Iterator[date]:
    """The days on which a page came up; an item of an agenda may name one that is years ahead, and says nothing by it."""
    yield page.first_seen
    if page.published and page.published <= tonight:
        yield page.published


def _awake(page: Known, tonight: date) -> int:
    """How near its turn a page is, less for nearer: nights since it was asked for, weighted, negative."""
    asked = page.last_asked
    return -(tonight - asked).days * _weight(page) if asked > date.min else -date.max.toordinal()


def _weight(page: Known) -> int:
    """How often a page is read again: of one without a date only its text can tell whether it changed."""
    return 1 if page.published else UNDATED_TURNS


def _unsettled_first(waiting: Sequence[Known]) -> list[str]:
    """The page that changed when it was last read, and seldom does, before all others: one a night; some change at every look."""
    content = (page for page in waiting if page.kind is PageKind.CONTENT)
    changed = sorted((page.unsettled, page.url) for page in content if 0 < page.unsettled <= SELDOM)
    first = [url for _, url in changed[:1]]
    return [*first, *(page.url for page in waiting if page.url not in first)]


def _unique(plans: Iterable[Planned]) -> tuple[Planned, ...]:
    """Keep the first plan for each address."""
    first: dict[str, Planned] = {}
    for plan in plans:
        first.setdefault(plan.url, plan)
    return tuple(first.values())
