"""The looks at a page one by one: what each brought, and whether its place is filled anew time and again. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from crawler.records import Look, PageHistory, PageKind, Source
from monitor.likeness import Gram, grams

SLOT_TURNS = 3
"""Changes in a row, each taking the place of the one before within SLOT_DAYS, that make the place a rotation."""
SLOT_DAYS = timedelta(days=10)
LARGER = 2
"""What fills a place anew is of a size; a change so many times as large as any before it in that row is more than its next turn."""


@dataclass(frozen=True, slots=True)
class Row:
    """A change within a row of changes of which each took the place of the one before within days.

    ``length`` counts them all, ``usual`` the grams that the largest of those before this one brought.
    """

    length: int = 1
    usual: int = 0

    @property
    def turns(self) -> bool:
        """Whether the place is one that is filled anew time and again."""
        return self.length >= SLOT_TURNS

    def is_next(self, brought: int) -> bool:
        """Whether a change that brought so many grams is but the next turn there."""
        return self.turns and brought < LARGER * self.usual


@dataclass(frozen=True, slots=True)
class Step:
    """A page's text on one night (``now``) and on the night before it was read (``old``), among all ``looks`` at it."""

    url: str
    looks: tuple[Look, ...]
    at: int
    hidden: tuple[Look, ...]  # looks at the page in between that were injected, oldest first
    row: Row
    own: Row  # by what no other page ever bore alone: beside it a box may turn that draws from other pages

    @property
    def old(self) -> Look | None:
        """The look before, None for the first."""
        return self.looks[self.at - 1] if self.at else None

    @property
    def now(self) -> Look:
        """The look on whose first night this step was seen."""
        return self.looks[self.at]

    @property
    def later(self) -> tuple[Look, ...]:
        """The next two looks, if any."""
        return self.looks[self.at + 1 : self.at + 3]

    @property
    def twice(self) -> bool:
        """Whether the text was met on more than one night."""
        return self.now.last_night > self.now.first_night

    @property
    def is_content(self) -> bool:
        """Whether the page was one of content then."""
        return self.now.reading.kind is PageKind.CONTENT

    @property
    def was_content(self) -> bool:
        """Whether it was one before, too: only then are two texts compared."""
        return self.old is not None and self.is_content and self.old.reading.kind is PageKind.CONTENT


def page_looks(page: PageHistory) -> tuple[Look, ...]:
    """The clean looks at the page itself, oldest first."""
    return _looks_of(page, injected=False)


def _looks_of(page: PageHistory, *, injected: bool) -> tuple[Look, ...]:
    own = (look for look in page.looks if look.reading.source is Source.PAGE)
    found = (look for look in own if (look.reading.injected is not None) is injected)
    return tuple(sorted(found, key=lambda look: (look.first_night, look.last_night)))


def steps_of(page: PageHistory, elsewhere: AbstractSet[Gram]) -> Iterator[Step]:
    """Yield a step for every clean look at a page, oldest first; ``elsewhere`` is what several content pages bear."""
    looks, hidden = page_looks(page), _looks_of(page, injected=True)
    own = _own_rows(looks, elsewhere)
    return (
        Step(page.url, looks, at, _between(hidden, looks[max(0, at - 1)], looks[at]), row, own.get(at, Row()))
        for at, row in enumerate(_rows(looks))
    )


def _between(hidden: Sequence[Look], old: Look, now: Look) -> tuple[Look, ...]:
    return tuple(look for look in hidden if old.last_night < look.first_night < now.first_night)


def _rows(looks: Sequence[Look]) -> list[Row]:
    """For every look the row of changes that it belongs to."""
    came = [frozenset[Gram](), *(brought_by(old, now) for old, now in pairwise(looks))]

    def goes_on(last: int, at: int) -> bool:
        return last > 0 and _takes_place(came[last], since=looks[last], old=looks[last], now=looks[at])

    rows, sizes = _in_rows(range(len(looks)), goes_on), [len(new) for new in came]
    return [Row(len(row), max(sizes[row[0] : at], default=0)) for row in rows for at in row]


def _own_rows(looks: Sequence[Look], elsewhere: AbstractSet[Gram]) -> dict[int, Row]:
    """The same for the looks that brought something that no other page ever bore, by their places among all.

    The first of a row is held against those that followed: beside a box it would pass for an edit.
    """
    texts = [grams(look.reading) - elsewhere for look in looks]
    came = {at: new for at in range(1, len(looks)) if (new := texts[at] - texts[at - 1])}

    def goes_on(last: int, at: int) -> bool:
        return _takes_place(came[last], since=looks[last], old=looks[at - 1], now=looks[at])

    return {
        at: Row(len(row), max((len(came[other]) for other in row[:place] or row[1:]), default=0))
        for row in _in_rows(came, goes_on)
        for place, at in enumerate(row)
    }


def _in_rows(changes: Iterable[int], goes_on: Callable[[int, int], bool]) -> list[list[int]]:
    """Changes in rows: each is of the row of the one before where it goes on with that."""
    rows: list[list[int]] = []
    for at in changes:
        rows[-1].append(at) if rows and goes_on(rows[-1][-1], at) else rows.append([at])
    return rows


def brought_by(old: Look, now: Look) -> frozenset[Gram]:
    """What stands on a page that did not stand on it at the look before."""
    return grams(now.reading) - grams(old.reading)


def _takes_place(came: AbstractSet[Gram], *, since: Look, old: Look, now: Look) -> bool:
    """Whether what is new now stands where that stood which ``came`` with ``since``, but days ago."""
    if now.first_night - since.first_night > SLOT_DAYS or not is_swap(old, now):
        return False
    return 2 * len(came & grams(now.reading)) < len(came)


def is_swap(old: Look, now: Look) -> bool:
    """Whether what the page gained took the place of something: it lost at least half as many paragraphs, or far more.

    An error message in the place of an article is one paragraph for ten.
    """
    was, now_ = frozenset(old.reading.blocks), frozenset(now.reading.blocks)
    gained, lost = len(now_ - was), len(was - now_)
    return gained > 0 and 2 * lost >= gained
