"""Whether a page that is seen for the first time stood before: a modification, a visitor's comment or its number tells. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from crawler.own import split
from crawler.records import EXACT, Clue, Habits, PageHistory, PageKind, Role
from monitor.arrivals import Arrival
from monitor.habits import clues_of

PAGES = 3
"""A date that stands in one place of so many pages is the site's ("Terakhir diperbarui"; a box of the newest comments)."""
LATER = 2
"""Pages of a higher number that must have been known before: one may be a draft's that went online late."""
_ROLES = frozenset({Role.MODIFIED, Role.COMMENT})
_NUMBER = re.compile(r"(?<=[/=])\d{1,9}(?=$|&)")

Spot = tuple[str, date]
"""A place on a page and the day that it shows."""


@dataclass(frozen=True, slots=True)
class Ages:
    """What tells of a site's pages which of them are older than they seem.

    ``frame`` are the modifications and comments that are the site's and no page's; ``passed`` the night by which LATER
    pages of a higher number were known, by what an address is without its number and by the number.
    """

    frame: frozenset[Spot]
    passed: Mapping[tuple[str, int], date]


def ages_of(pages: Sequence[PageHistory]) -> Ages:
    """Gather what the pages of a site show alike, and how they are numbered."""
    bore = Counter(spot for page in pages for spot in set(_spots(page)))
    front = {spot for page in pages if page.kind is PageKind.FRONT for spot in _spots(page)}
    return Ages(frozenset(front | {spot for spot, count in bore.items() if count >= PAGES}), dict(_passed(pages)))


def _passed(pages: Sequence[PageHistory]) -> Iterator[tuple[tuple[str, int], date]]:
    """Yield every numbered address with the night by which LATER pages of a higher number were known."""
    nights: defaultdict[tuple[str, int], list[date]] = defaultdict(list)
    for page in pages:
        if named := _numbered(page.url):
            nights[named].append(page.first_seen)
    higher: defaultdict[str, list[date]] = defaultdict(list)  # the earliest nights of what has a higher number
    for (address, number), seen in sorted(nights.items(), reverse=True):
        earliest = higher[address]
        if len(earliest) == LATER:
            yield (address, number), earliest[-1]
        higher[address] = sorted([*earliest, *seen])[:LATER]


def is_older(page: PageHistory, arrival: Arrival, habits: Habits, ages: Ages) -> bool:
    """Whether a page tells that it stood before the night on which it was not there: by its own clues, or by its number."""
    before = arrival.before
    return before is not None and (
        _has_lower_number(page, before, ages)
        or any(
            clue.day < before and clue.kind not in habits.untrusted_kinds and (clue.where, clue.day) not in ages.frame
            for clue in _told(page)
        )
    )


def _has_lower_number(page: PageHistory, before: date, ages: Ages) -> bool:
    """Whether pages that were made after it were known before: systems number what they hold in the order in which it was made."""
    named = _numbered(page.url)
    passed = ages.passed.get(named) if named else None
    return passed is not None and passed <= before


def _numbered(url: str) -> tuple[str, int] | None:
    """An address without the number by which it calls its page, and that number: ``/detail/12``, ``?id=12``, not ``/12-judul``."""
    parts = split(url)
    called = parts.query or parts.path.rstrip("/")
    found = _NUMBER.findall(called)
    if len(found) != 1:
        return None
    path = parts.path if parts.query else ""
    return f"{parts.netloc}{path}?{_NUMBER.sub('#', called)}", int(found[0])


def _spots(page: PageHistory) -> Iterable[Spot]:
    return ((clue.where, clue.day) for clue in _told(page))


def _told(page: PageHistory) -> Iterable[Clue]:
    clues = (clue for look in page.looks for clue in clues_of(look))
    return (clue for clue in clues if clue.role in _ROLES and clue.precision in EXACT)
