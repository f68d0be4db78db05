"""Readings of one site over time -> what its dates are worth. Pure.

A live clock is a "published" date that follows the nights of the readings, be it in the city's zone or in the
server's; what all pages show alike stands in frame.py, what the lists are worth in trust.py.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from crawler.records import OWN, Clue, Habits, Look, PageHistory, PageKind, Role, Source
from monitor.frame import clues_of as clues_of  # noqa: PLC0414 - callers find what dates a page where its dates are weighed
from monitor.frame import framed_places
from monitor.trust import feed_shift, frozen_header, stamped_lists

LEAST_PAGES = 3
"""Pages that show tonight's date in one place before the place is suspected: two new articles in a day are normal."""
LEAST_UNSUPPORTED = 5
"""As many where nothing else on the pages could contradict the place: a clerk seldom posts five items in one night."""
_MOST = 0.8


def find_habits(pages: Sequence[PageHistory], *, zone: ZoneInfo) -> Habits:
    """The site's clocks, its feed's shift, its untrusted lists and headers; the empty value where nothing was caught."""
    moving = Counter(place for page in pages for place in page_clocks(page, zone=zone))
    still = Counter(place for page in pages for place in _still(page, zone=zone))
    over_time = {place for place, count in moving.items() if count > 1 and count > still[place]}
    at_once = {place for place in _tonight_everywhere(pages, zone=zone) if not still[place]}
    untrusted = stamped_lists(pages) | frozen_header(pages)
    clocks = frozenset(over_time | at_once) | framed_places(pages)
    return Habits(clock_places=clocks, untrusted_kinds=untrusted, shift_hours=feed_shift(pages))


def page_clocks(
    page: PageHistory, *, zone: ZoneInfo, known: frozenset[str] = frozenset()
) -> Mapping[str, frozenset[date]]:
    """The places of one page that were caught ticking, or are ``known`` to, each with the days it showed as a clock.

    A place ticks when on two nights its date was that of the night, or when it lay as many days beside both while the
    text stayed, all but a third of it: so does today's date by a clock of another zone, or in a page that is kept for a day.
    """
    nights: defaultdict[tuple[object, ...], set[date]] = defaultdict(set)
    beside: defaultdict[tuple[str, timedelta], list[Look]] = defaultdict(list)
    shown = [(look, clue) for look in page.looks for clue in clues_of(look) if clue.role in OWN | {Role.MODIFIED}]
    for look, clue in shown:
        if clue.day in todays(look, zone):
            nights[clue.where,].add(look.first_night)
        if look.last_night == look.first_night:  # no clock shows the same day on a later night
            beside[_beside(look, clue)].append(look)
    caught: set[tuple[object, ...]] = {sign for sign, seen in nights.items() if len(seen) > 1}
    caught |= {sign for sign, looks in beside.items() if any(_stayed(a, b) for a, b in pairwise(looks))}
    places = {str(sign[0]) for sign in caught} | known
    days: defaultdict[str, set[date]] = defaultdict(set)
    for look, clue in shown:
        if clue.where in places and (clue.day in clock_days(look, zone) or _beside(look, clue) in caught):
            days[clue.where].add(clue.day)
    return {place: frozenset(days[place]) for place in places}


def _beside(look: Look, clue: Clue) -> tuple[str, timedelta]:
    """What stays the same of a clock that is off by days, on a page whose text stays."""
    return clue.where, clue.day - look.first_night


def _stayed(old: Look, new: Look) -> bool:
    """Whether a page of two nights is the same but for a saying or a box: two thirds of all that either said."""
    before, after = (frozenset[object](look.reading.shingles or look.reading.blocks) for look in (old, new))
    return old.first_night < new.first_night and 3 * len(before & after) >= 2 * len(before | after)


def todays(look: Look, zone: ZoneInfo) -> frozenset[date]:
    """The days that a clock of the city could have shown: the night's, and the server's own where it differs."""
    server = look.reading.server_date
    return frozenset({look.first_night} | ({server.astimezone(zone).date()} if server else set()))


def clock_days(look: Look, zone: ZoneInfo) -> frozenset[date]:
    """The days that any clock could have shown: those of the city's, and that of a server left on UTC."""
    server = look.reading.server_date
    return todays(look, zone) | ({server.astimezone(UTC).date()} if server else set())


def _still(page: PageHistory, *, zone: ZoneInfo) -> set[str]:
    """Places that were read with tonight's date and kept it on a later night: no clock does that."""
    return {
        clue.where
        for look in page.looks
        if look.last_night > look.first_night
        for clue in clues_of(look)
        if clue.role in OWN and clue.day in clock_days(look, zone)
    }


def _tonight_everywhere(pages: Sequence[PageHistory], *, zone: ZoneInfo) -> Iterator[str]:
    """Yield places that printed the night's date on most of the pages read in one night, against better evidence.

    Only on the first night, when old pages are read too, is the day of UTC one of these: later it is that of every
    post of yesterday.
    """
    first = min((look.first_night for page in pages for look in page.looks), default=date.max)
    read: defaultdict[date, list[tuple[PageHistory, Look]]] = defaultdict(list)
    for page in pages:
        for look in page.looks:
            if look.reading.source is Source.PAGE and look.reading.kind is PageKind.CONTENT:
                read[look.first_night].append((page, look))
    for night, looks in read.items():
        days_of = clock_days if night == first else todays
        days = [(page, look, days_of(look, zone)) for page, look in looks]
        places = {clue.where for _, look in looks for clue in clues_of(look) if clue.role in OWN}
        yield from (place for place in places if _is_everywhere(place, night, days))


def _is_everywhere(place: str, night: date, looks: Sequence[tuple[PageHistory, Look, frozenset[date]]]) -> bool:
    showing = [(page, day) for page, look, days in looks if (day := _shown(place, look, days))]
    if len(showing) < LEAST_PAGES or 2 * len(showing) <= len(looks):
        return False
    others = [list(_elsewhere(place, page, night)) for page, _ in showing]
    denied = sum(
        page.first_seen < night or any(clue.day < day for clue in other)
        for (page, day), other in zip(showing, others, strict=True)
    )
    supported = sum(any(clue.day == day for clue in other) for (_, day), other in zip(showing, others, strict=True))
    if 2 * denied > len(showing) or (denied >= LEAST_PAGES and not supported):
        return True
    silent = not any(others)
    return silent and len(showing) >= LEAST_UNSUPPORTED and len(showing) >= _MOST * len(looks)


def _shown(place: str, look: Look, days: frozenset[date]) -> date | None:
    """Which of ``days`` stood in a place; the last where several did."""
    shown = (clue.day for clue in clues_of(look) if clue.where == place and clue.role in OWN and clue.day in days)
    return max(shown, default=None)


def _elsewhere(place: str, page: PageHistory, night: date) -> Iterable[Clue]:
    """What else could date the page, as known that night."""
    looks = (look for look in page.looks if look.first_night <= night)
    return (clue for look in looks for clue in clues_of(look) if clue.where != place and clue.role in OWN)
