"""Lists that were not read tonight: gone, failing for now, or kept from us so long that they are as good as gone. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from crawler.errand import WIDE, Harvest, bare
from crawler.kept import Kept
from crawler.records import Listed, ListState, Source, Visit
from crawler.rows import items_of

PASSING = "failed for now"
"""How the problem begins of a list that is kept from us or fails: 403, 429, a bot challenge, 5xx, no answer."""
GONE = ("HTTP 404", "HTTP 410", "a web page, not")
"""How the problem begins of a list that is not there."""
GONE_NIGHTS = 3
"""A list that is missing for so long is gone; until then it may have been a bad night."""
REFUSED = (f"{PASSING}: HTTP 401", f"{PASSING}: HTTP 403")
"""How the problem begins of a list that the site forbids us, though not its pages: most often a plugin that shuts the REST API."""
REFUSED_NIGHTS = 7
"""Nights in a row on which a list is forbidden before it is as good as gone, where another list tells what it told."""

ListKey = tuple[Source, str]
"""Which list a state is of, whatever its query asks for."""


def key_of(state: ListState) -> ListKey:
    """Name the list that a state is of."""
    return state.source, bare(state.url)


def is_missing(state: ListState, tonight: date) -> bool:
    """Whether a list was asked for within the week and was not there."""
    gone = state.problem is not None and not state.problem.startswith(PASSING)
    return gone and state.read_on is not None and timedelta() <= tonight - state.read_on < WIDE


def broken_tonight(
    harvest: Harvest, worked: Sequence[ListState], *, nights: int, closed: Collection[ListKey] = ()
) -> tuple[str, ...]:
    """Name the lists that worked on the last measured night, ``nights`` ago, and were not read tonight.

    While one of them is kept from us the site is not measured: its news may stand there and nowhere else. Not so those
    that are ``closed`` to us.
    """
    before = {key_of(state) for state in worked if state.problem is None}
    return tuple(
        state.url
        for state in harvest.states
        if state.problem
        and (state.problem.startswith(PASSING) or nights < GONE_NIGHTS)
        and key_of(state) in before
        and key_of(state) not in closed
    )


def refusals(visits: Iterable[Visit]) -> Mapping[ListKey, int]:
    """On how many nights in a row each list was forbidden, up to the last of these; nights that did not ask do not count."""
    row: Counter[ListKey] = Counter()
    for visit in visits:
        for state in visit.lists:
            row[key_of(state)] = row[key_of(state)] + 1 if _is_refused(state) else 0
    return row


def closed_lists(
    harvest: Harvest, *, refused: Mapping[ListKey, int], kept: Collection[Kept], tonight: date
) -> frozenset[ListKey]:
    """The lists that are forbidden tonight as on the nights before, while other lists tell of days as late as theirs."""
    shut = [key_of(state) for state in harvest.states if _is_refused(state)]
    shut = [key for key in shut if refused.get(key, 0) + 1 >= REFUSED_NIGHTS]
    if not shut:
        return frozenset()
    newest = _newest(harvest.recalled(()).items, tonight)
    return frozenset(key for key in shut if newest > date.min and newest >= _newest(_held(key, kept), tonight))


def _is_refused(state: ListState) -> bool:
    return state.problem is not None and state.problem.startswith(REFUSED)


def _held(key: ListKey, kept: Collection[Kept]) -> list[Listed]:
    """What a list told when it was last read."""
    pages = (page for page in kept if page.of is not None and bare(page.of) == key[1])
    return [item for page in pages for item in items_of(page.said) if item.source is key[0]]


def _newest(items: Iterable[Listed], tonight: date) -> date:
    """The latest day of publication that has come, ``date.min`` where none is named."""
    days = (item.published.day for item in items if item.published)
    return max((day for day in days if day <= tonight), default=date.min)
