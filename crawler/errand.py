"""What the reading of a site's lists rests on: its ground, what is asked, what earlier nights left, what came so far."""

from __future__ import annotations

from collections.abc import Awaitable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Protocol

from crawler.fetch import Answer, Failure
from crawler.kept import Kept, Same
from crawler.own import belongs, identity, is_document, is_trap
from crawler.reading import Moment
from crawler.records import Listed, ListState, Source
from crawler.rows import items_of

WINDOW_WEEKS = 13  # twelve full weeks are scored; the thirteenth is the running one
WIDE = timedelta(days=7)
"""How often a list is read back to the horizon although its first page shows nothing new: old posts are edited, taken
down or slipped in under an old date; and a list that was missing is asked for again as often."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A list to ask for, and as what to read it."""

    url: str
    source: Source


@dataclass(slots=True)
class Harvest:
    """What the lists of one site have said so far tonight.

    ``heard`` are the pages of lists that were read tonight, each with its own items; ``quiet`` those that say what they
    said before, whose items nobody has looked at (``recalled`` does).
    """

    items: list[Listed] = field(default_factory=list)
    states: list[ListState] = field(default_factory=list)
    links: list[str] = field(default_factory=list)  # undated links of list pages, in page order
    heard: list[tuple[Kept, list[Listed]]] = field(default_factory=list)
    quiet: list[Kept] = field(default_factory=list)

    def recalled(self, links: Sequence[str]) -> Harvest:
        """The same with the items of quiet pages too, as though they had been read, and with ``links`` of earlier nights."""
        items = [item for kept in self.quiet for item in items_of(kept.said)]
        return replace(
            self,
            items=[*self.items, *(item for item in items if not is_link(item))],
            links=[*self.links, *(item.url for item in items if is_link(item)), *links],
        )

    def covers(self, horizon: date) -> bool:
        """Whether a list with dates of publication already reaches back to the horizon."""
        return any(
            s.problem is None
            and s.dated
            and (s.whole or (s.oldest and s.oldest <= horizon))
            and s.source is not Source.SITEMAP
            for s in self.states
        )


def is_named_alone(item: Listed) -> bool:
    """Whether nothing tells of an item but the page that lists it: a link without a date, a document that is never read."""
    return is_link(item) or _is_document(item)


def _is_document(item: Listed) -> bool:
    return item.source is Source.LISTING and is_document(item.url)


def is_link(item: Listed) -> bool:
    """An undated link of a page for people is no item of a list: nothing says that it is an article."""
    return item.source is Source.LISTING and item.published is None


class Get(Protocol):
    """How an address is asked for; ``whole`` sends no condition along."""

    def __call__(self, url: str, *, whole: bool = False) -> Awaitable[Answer | Same | Failure]:
        """Ask."""
        ...


@dataclass(frozen=True, slots=True)
class Errand:
    """What the reading of tonight's lists rests on; ``worked`` are the lists of the last measured night."""

    get: Get
    moment: Moment
    ground: Ground
    harvest: Harvest
    tonight: date
    worked: Sequence[ListState] = ()
    kept: Mapping[str, Kept] = field(default_factory=dict)
    first_night: bool = True

    @property
    def horizon(self) -> date:
        """How far back dated lists are read."""
        return horizon_of(self.tonight)

    @property
    def is_deep(self) -> bool:
        """Whether the next list is to be read as far as it goes: on the first night, unless another one was whole."""
        return self.first_night and not any(state.whole for state in self.harvest.states)

    def before(self, asked: Asked) -> ListState | None:
        """How a list stood on the last measured night, if it was read then."""
        name = (asked.source, bare(asked.url))
        return next((s for s in self.worked if s.problem is None and (s.source, bare(s.url)) == name), None)

    def is_wide(self, state: ListState | None) -> bool:
        """Whether a list is to be read back to the horizon tonight, whatever its first page says."""
        return state is None or state.read_on is None or not timedelta() <= self.tonight - state.read_on < WIDE


@dataclass(frozen=True, slots=True)
class Ground:
    """The unit's own ground: its front address, and the fronts of all others (the longest prefix wins)."""

    front: str
    others: Collection[str]

    def owns(self, url: str) -> bool:
        """Whether an address belongs to this unit and is worth knowing."""
        return belongs(url, front=self.front, others=self.others) and not is_trap(url)

    def lists(self, item: Listed) -> bool:
        """Whether what a list names is the unit's own; a document that a page for people lists is told of, and never asked for."""
        return self.owns(item.url) or (_is_document(item) and belongs(item.url, front=self.front, others=self.others))

    def name(self, url: str) -> str:
        """The one name of a page of this ground."""
        return identity(url, front=self.front)


def told_before(kept: Iterable[Kept]) -> dict[tuple[Source, str], tuple[str, date]]:
    """The modification that each list gave each of its items when it was last read, and that night."""
    return {
        (item.source, item.url): (item.modified.value, page.night)
        for page in kept
        if page.of is not None
        for item in items_of(page.said)
        if item.modified
    }


def bare(url: str) -> str:
    """Leave the query aside: what a REST list is asked for may differ from night to night."""
    return url.partition("?")[0]


def horizon_of(tonight: date) -> date:
    """Return the first day of the thirteenth week back, a Monday."""
    monday = tonight - timedelta(days=tonight.weekday())
    return monday - timedelta(weeks=WINDOW_WEEKS)
