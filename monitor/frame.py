"""Dates that stand in the frame of a site: one day in one place of all its pages is none of theirs. Pure.

A box of prices, a teaser of the city's news or a bar from a cache bears a day that is not the night's, so no clock
gives it away; without this rule it would date every page of a dead site.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crawler.dates.weights import FAMILY, Family, weight
from crawler.records import EXACT, OWN, Clue, Look, PageHistory, PageKind, Source

LEAST_PAGES = 3
"""Pages that must show the day."""
LEAST_BYLINES = 5
"""As many where it stands by the headline: most sites say their own day there, and the few posts of a small one may all be of one day."""
SHARE = 0.8
"""Share of the pages with the place that show no other day there: beside a day of their own the place is not the frame's alone."""
STRONG = 0.7
"""Weight of a clue that calls itself the page's own: published_time, a byline with a word or a class that says so."""
FIRST_NIGHTS = timedelta(days=7)
"""A site is met within so many nights; pages that come later are new, whatever day they show."""
_ELSEWHERE = frozenset({Family.LIST, Family.ADDRESS})


@dataclass(frozen=True, slots=True)
class _Shown:
    """The days that one page shows in a place, and those that something better says of it."""

    days: frozenset[date]
    said: frozenset[date]


def clues_of(look: Look) -> tuple[Clue, ...]:
    """Every clue of a look; those chosen stand for all where none were kept."""
    dates = look.reading.dates
    return dates.clues or tuple(clue for clue in (dates.published, dates.modified) if clue)


def framed_places(pages: Iterable[PageHistory]) -> frozenset[str]:
    """The places that show one day on most pages that have them, though nothing better says that day of those pages."""
    read = [(page, look) for page in pages if (look := _first_look(page))]
    nights = sorted({look.first_night for _, look in read})
    early = (night for night in nights if night <= nights[0] + FIRST_NIGHTS)
    return frozenset(place for night in early for place in _framed(read, night))


def _first_look(page: PageHistory) -> Look | None:
    """How a content page was when it was first read."""
    looks = (look for look in page.looks if look.reading.source is Source.PAGE)
    first = min(looks, key=lambda look: look.first_night, default=None)
    return first if first and first.reading.kind is PageKind.CONTENT else None


def _framed(read: Sequence[tuple[PageHistory, Look]], night: date) -> Iterator[str]:
    """Yield the frame's places by the pages that were read up to a night."""
    places: defaultdict[str, list[_Shown]] = defaultdict(list)
    for page, look in read:
        said = frozenset(_said(page, night))
        for place, days in _weak(look).items() if look.first_night <= night else ():
            places[place].append(_Shown(frozenset(days), said))
    yield from (place for place, shown in places.items() if _is_frame(place, shown))


def _weak(look: Look) -> dict[str, set[date]]:
    """The days that a page shows without calling them its own, by their places."""
    days: defaultdict[str, set[date]] = defaultdict(set)
    for clue in _own(look):
        if not _is_better(clue):
            days[clue.where].add(clue.day)
    return days


def _said(page: PageHistory, night: date) -> Iterator[date]:
    """The days that lists, the address or the page's own byline say of it, as known that night."""
    looks = (look for look in page.looks if look.first_night <= night)
    return (clue.day for look in looks for clue in _own(look) if _is_better(clue))


def _own(look: Look) -> Iterator[Clue]:
    return (clue for clue in clues_of(look) if clue.role in OWN and clue.precision in EXACT)


def _is_better(clue: Clue) -> bool:
    return FAMILY[clue.kind] in _ELSEWHERE or weight(clue) >= STRONG


def _is_frame(place: str, shown: Sequence[_Shown]) -> bool:
    least = LEAST_BYLINES if "near the headline" in place else LEAST_PAGES
    counts = Counter(day for one in shown for day in one.days)
    common = {day for day, count in counts.items() if count >= least and 2 * count > len(shown)}
    only = [one for one in shown if one.days <= common]
    unsaid = sum(one.days.isdisjoint(one.said) for one in only)
    return len(only) >= SHARE * len(shown) and unsaid >= max(least, SHARE * len(only))
