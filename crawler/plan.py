"""What to fetch tonight: what is known, what the lists say, and a budget. Pure and deterministic.

The order is simple on purpose, so that it can be told to an operator in one sentence: first what is new, then what
its list says has changed, then the pages that were longest not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from crawler.own import is_trap, normalise
from crawler.records import Clue, Listed, PageKind, Source

MONTH = 28
"""Nights in which every known page is to be read again once."""

UNDATED_TURNS = 5
"""Times that a page without a date is read while a dated one is read once: posts are seldom edited, and most systems then say so."""

SELDOM = 5
"""Changes seen of a page that is no box or clock; after these it waits its turn like every other."""

LISTING_PAGES = 3
"""List pages read again each night on a site that offers no feed, REST or sitemap: there new items show nowhere else."""

STAMPED_SHARE = 0.8
STAMPED_LEAST = 5
"""A list of at least 5 items of which 4 in 5 were "modified" since yesterday prints the time it was built."""


@dataclass(frozen=True, slots=True)
class Known:
    """A page the store knows. Days are city days; ``last_read`` is None for a page known only from a list.

    ``unsettled`` counts its changes where it had changed when it was last read: whether the new text stands, the next
    look tells. 0 where it was the same.
    """

    url: str
    kind: PageKind
    first_seen: date
    last_read: date | None
    published: date | None
    unsettled: int = 0
    last_asked: date | None = None  # like last_read, but also where no page came back
    modified: str | None = None  # the latest modification that a list named so far: a day or an instant, ISO 8601


@dataclass(frozen=True, slots=True)
class Planned:
    """One page to fetch (``url`` is normalised), and why, in plain English."""

    url: str
    why: str


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
    """Choose at most ``budget`` pages, best first.

    ``listed`` are tonight's list items, ``links`` the addresses that tonight's list pages link to, both of this site
    only. On the first night a quarter of the budget is kept for pages without a date, so that a long dated list
    cannot hide them. Later nights keep ``recheck`` places (more where a month would not suffice) for known pages, yet never the last quarter.
    """
    pages = {normalise(page.url): page for page in known}
    items = _by_address(listed)
    dated = [Planned(url, "new in a list, dated") for url in _newest(items) if url not in pages]
    undated = [Planned(url, why) for url, why in _undated(items, links) if url not in pages]
    if first_night:
        unread = [Planned(url, "known, never read") for url, page in sorted(pages.items()) if page.last_read is None]
        return _unique(_shared(dated, [*undated, *unread], budget=budget))[:budget]
    again = _rechecks(pages, lists_speak=_lists_speak(items), recheck=recheck, budget=budget, tonight=tonight)
    fresh = chain(_shared(dated, undated, budget=budget), _changed(pages, items, tonight=tonight))
    room = budget - len(again)
    new = _unique(fresh)
    return _unique(chain(new[:room], again, new[room:]))[:budget]


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


def _undated(items: dict[str, list[Listed]], links: Sequence[str]) -> Iterator[tuple[str, str]]:
    for url, told in items.items():
        if _day(told) is None:
            yield url, "new in a list, undated"
    for link in links:
        if not is_trap(link) and (url := normalise(link)) not in items:
            yield url, "new link"


def _shared(dated: Sequence[Planned], undated: Sequence[Planned], *, budget: int) -> list[Planned]:
    """Dated pages first, yet with a quarter of the budget kept for the undated where both are many."""
    kept = min(len(undated), max(budget // 4, budget - len(dated)))
    head = budget - kept
    return [*dated[:head], *undated[:kept], *dated[head:], *undated[kept:]]


def _changed(pages: dict[str, Known], items: dict[str, list[Listed]], *, tonight: date) -> list[Planned]:
    """Known pages that a credible list says moved since they were read, newest change first."""
    stamped = _stamped(items, tonight=tonight)
    moved: list[tuple[date, str, str]] = []
    for url, told in items.items():
        page = pages.get(url)
        if page is None or page.last_read is None:
            continue
        named = [item.modified for item in told if item.modified and item.source not in stamped]
        # The list gives a day, the page was read at some hour of one: the same day may hide a later change.
        if named and (max(clue.day for clue in named) >= page.last_read or _is_later(named, page.modified)):
            moved.append((max(clue.day for clue in named), url, "changed since it was read, says its list"))
        elif page.published and any(
            item.published and item.published.day > max(page.published, page.last_read) for item in told
        ):
            moved.append((tonight, url, "its list gives it a newer date"))
    return [Planned(url, why) for _, url, why in sorted(moved, key=lambda row: -row[0].toordinal())]


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


def _lists_speak(items: dict[str, list[Listed]]) -> bool:
    return any(
        item.source in {Source.FEED, Source.REST, Source.SITEMAP} for item in chain.from_iterable(items.values())
    )


def _rechecks(pages: dict[str, Known], *, lists_speak: bool, recheck: int, budget: int, tonight: date) -> list[Planned]:
    """Known pages to read again: list pages where they alone show what is new, then those longest not read.

    They leave a quarter of the budget to what is new, however many pages are known; ``recheck`` 0 asks for none.
    """
    asleep = [
        (_awake(page, tonight), url, page)
        for url, page in pages.items()
        if page.last_read != tonight and not is_trap(url)
    ]
    asleep.sort(key=lambda row: row[:2])
    shown = [] if lists_speak else [url for _, url, page in asleep if page.kind is PageKind.LISTING][:LISTING_PAGES]
    turns_due = sum(_weight(page) for page in pages.values())
    places = min(budget, max(recheck, -(-len(pages) // MONTH), min(2 * recheck, -(-turns_due // MONTH))))
    waiting = [url for _, url, page in asleep if page.kind is not PageKind.FRONT and url not in shown]
    turns = list(dict.fromkeys([*_unsettled(pages, waiting), *waiting]))[:places]
    return [
        *(Planned(url, "list page: no feed tells what is new") for url in shown),
        *(Planned(url, "its turn to be read again") for url in turns),
    ][: budget - budget // 4 if recheck else 0]


def _awake(page: Known, tonight: date) -> int:
    """How near its turn a page is, less for nearer: nights since it was asked for, weighted, negative."""
    asked = page.last_asked or page.last_read
    return -(tonight - asked).days * _weight(page) if asked else -date.max.toordinal()


def _weight(page: Known) -> int:
    """How often a page is read again: of one without a date only its text can tell whether it changed."""
    return 1 if page.published else UNDATED_TURNS


def _unsettled(pages: dict[str, Known], waiting: Sequence[str]) -> list[str]:
    """The page that changed when it was last read, and seldom does: one a night; some change at every look."""
    changed = [url for url in waiting if pages[url].kind is PageKind.CONTENT and 0 < pages[url].unsettled <= SELDOM]
    return sorted(changed, key=lambda url: (pages[url].unsettled, url))[:1]


def _unique(plans: Iterable[Planned]) -> tuple[Planned, ...]:
    """Keep the first plan for each address."""
    first: dict[str, Planned] = {}
    for plan in plans:
        first.setdefault(plan.url, plan)
    return tuple(first.values())
