"""The looks at a page one by one: what each brought, and whether its place is filled anew time and again. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    def is_content(self) -> bool:
        """Whether the page was one of content then."""
        return self.now.reading.kind is PageKind.CONTENT


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
    rows: list[list[int]] = []
    for at in range(len(looks)):
        goes_on = at > 1 and _takes_place(*looks[at - 2 : at + 1])
        rows[-1].append(at) if goes_on else rows.append([at])
    brought = [0, *(len(brought_by(old, now)) for old, now in pairwise(looks))]
    return [Row(len(row), max(brought[row[0] : at], default=0)) for row in rows for at in row]


def _own_rows(looks: Sequence[Look], elsewhere: AbstractSet[Gram]) -> dict[int, Row]:
    """The same for the looks that brought something that no other page ever bore, by their places among all.

    The first of a row is held against those that followed: beside a box it would pass for an edit.
    """
    texts = [grams(look.reading) - elsewhere for look in looks]
    came = {at: texts[at] - texts[at - 1] for at in range(1, len(looks))}
    changes = [at for at, new in came.items() if new]
    rows: list[list[int]] = []
    for at in changes:
        last = rows[-1][-1] if rows else 0
        soon = last > 0 and looks[at].first_night - looks[last].first_night <= SLOT_DAYS
        gave_way = soon and 2 * len(came[last] & texts[at]) < len(came[last])
        goes_on = gave_way and is_swap(looks[at - 1], looks[at])
        rows[-1].append(at) if goes_on else rows.append([at])
    return {
        at: Row(len(row), max((len(came[other]) for other in row[:place] or row[1:]), default=0))
        for row in rows
        for place, at in enumerate(row)
    }


def brought_by(old: Look, now: Look) -> frozenset[Gram]:
    """What stands on a page that did not stand on it at the look before."""
    return grams(now.reading) - grams(old.reading)


def _takes_place(before: Look, old: Look, now: Look) -> bool:
    """Whether what is new now stands where the last change's text stood, which came but days ago."""
    if now.first_night - old.first_night > SLOT_DAYS or not is_swap(old, now):
        return False
    brought = brought_by(before, old)
    return 2 * len(brought & grams(now.reading)) < len(brought)


def is_swap(old: Look, now: Look) -> bool:
    """Whether what the page gained took the place of something: it lost at least half as many paragraphs, or far more.

    An error message in the place of an article is one paragraph for ten.
    """
    was, now_ = frozenset(old.reading.blocks), frozenset(now.reading.blocks)
    gained, lost = len(now_ - was), len(was - now_)
    return gained > 0 and 2 * lost >= gained
