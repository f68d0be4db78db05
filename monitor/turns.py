"""The looks at a page one by one: what each brought, and whether its place is filled anew time and again. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from crawler.records import Look, PageHistory, PageKind, Source
from monitor.likeness import NEW_SHINGLES, Gram, grams

SLOT_TURNS = 3
"""Changes in a row, each taking the place of the one before within SLOT_DAYS, that make the place a rotation."""
SLOT_DAYS = timedelta(days=10)
LARGER = 2
"""What fills a place anew is of a size; a change so many times as large as any before it in that row is more than its next turn."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A change within a row of changes of which each took the place of the one before within days.

    ``usual`` counts the grams that the largest of the earlier ones brought, ``own`` those of them that no other page bore.
    """

    length: int
    usual: int
    own: int

    def is_next(self, brought: int, own: int) -> bool:
        """Whether a change of so many grams, of which so many are its own, is but the next turn of what turns there."""
        is_more = own >= NEW_SHINGLES and own >= LARGER * self.own
        return self.length >= SLOT_TURNS and brought < LARGER * self.usual and not is_more


@dataclass(frozen=True, slots=True)
class Step:
    """A page's text on one night (``now``) and on the night before it was read (``old``), among all ``looks`` at it."""

    url: str
    looks: tuple[Look, ...]
    at: int
    hidden: tuple[Look, ...]  # looks at the page in between that were injected, oldest first
    turn: Turn

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
    return (
        Step(page.url, looks, at, _between(hidden, looks[max(0, at - 1)], looks[at]), turn)
        for at, turn in enumerate(_turns(looks, elsewhere))
    )


def _between(hidden: Sequence[Look], old: Look, now: Look) -> tuple[Look, ...]:
    return tuple(look for look in hidden if old.last_night < look.first_night < now.first_night)


def _turns(looks: Sequence[Look], elsewhere: AbstractSet[Gram]) -> list[Turn]:
    """For every look the row of changes, this one among them, of which each took the place of the one before."""
    rows: list[list[int]] = []
    for at in range(len(looks)):
        goes_on = at > 1 and _takes_place(*looks[at - 2 : at + 1])
        rows[-1].append(at) if goes_on else rows.append([at])
    brought = [frozenset[Gram](), *(brought_by(old, now) for old, now in pairwise(looks))]
    usual, own = [len(one) for one in brought], [len(one - elsewhere) for one in brought]
    return [
        Turn(len(row), max(usual[row[0] : at], default=0), max(own[row[0] : at], default=0))
        for row in rows
        for at in row
    ]


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
