"""Whether a page that is seen for the first time stood before: a modification or a visitor's comment tells. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from crawler.records import Clue, Habits, PageHistory, PageKind, Role
from monitor.arrivals import Arrival
from monitor.claims import EXACT
from monitor.habits import clues_of

PAGES = 3
"""A date that stands in one place of so many pages is the site's ("Terakhir diperbarui"; a box of the newest comments)."""
_ROLES = frozenset({Role.MODIFIED, Role.COMMENT})

Spot = tuple[str, date]
"""A place on a page and the day that it shows."""


def frame_spots(pages: Sequence[PageHistory]) -> frozenset[Spot]:
    """The modifications and comments that the front page shows as well, or that stand on several pages alike."""
    bore = Counter(spot for page in pages for spot in set(_spots(page)))
    front = {spot for page in pages if page.kind is PageKind.FRONT for spot in _spots(page)}
    return frozenset(front | {spot for spot, count in bore.items() if count >= PAGES})


def is_older(page: PageHistory, arrival: Arrival, habits: Habits, frame: AbstractSet[Spot]) -> bool:
    """Whether a modification or a comment of the page's own is older than the night on which the page was not there."""
    before = arrival.before
    return before is not None and any(
        clue.day < before and clue.kind not in habits.untrusted_kinds and (clue.where, clue.day) not in frame
        for clue in _told(page)
    )


def _spots(page: PageHistory) -> Iterable[Spot]:
    return ((clue.where, clue.day) for clue in _told(page))


def _told(page: PageHistory) -> Iterable[Clue]:
    clues = (clue for look in page.looks for clue in clues_of(look))
    return (clue for clue in clues if clue.role in _ROLES and clue.precision in EXACT)
