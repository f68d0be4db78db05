"""Whether a page that is seen for the first time stood before: a modification, a visitor's comment or its number tells. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
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

    ``frame`` are the modifications and comments that are the site's and no page's; ``numbers`` the numbers by which
    its pages are called, each with the night on which it came up, by what the address is without them.
    """

    frame: frozenset[Spot]
    numbers: Mapping[str, Sequence[tuple[int, date]]]


def ages_of(pages: Sequence[PageHistory]) -> Ages:
    """Gather what the pages of a site show alike, and how they are numbered."""
    bore = Counter(spot for page in pages for spot in set(_spots(page)))
    front = {spot for page in pages if page.kind is PageKind.FRONT for spot in _spots(page)}
    numbers: defaultdict[str, list[tuple[int, date]]] = defaultdict(list)
    for page in pages:
        if named := _numbered(page.url):
            numbers[named[0]].append((named[1], page.first_seen))
    return Ages(frozenset(front | {spot for spot, count in bore.items() if count >= PAGES}), numbers)


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
    known = ages.numbers.get(named[0], ()) if named else ()
    return named is not None and sum(number > named[1] and seen <= before for number, seen in known) >= LATER


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
