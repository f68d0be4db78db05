"""Readings of one site over time -> what its dates are worth. Pure.

A live clock is a "published" date that follows the night of the reading; what the lists are worth stands in trust.py.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from crawler.records import Clue, Habits, Look, PageHistory, PageKind, Role, Source
from monitor.trust import feed_shift, stamped_lists

OWN = frozenset({Role.PUBLISHED, Role.UNLABELLED})
"""Roles that can date a page."""

LEAST_PAGES = 3
"""Pages that show tonight's date in one place before the place is suspected: two new articles in a day are normal."""
LEAST_UNSUPPORTED = 5
"""As many where nothing else on the pages could contradict the place: a clerk seldom posts five items in one night."""
_MOST = 0.8


def find_habits(pages: Sequence[PageHistory], *, zone: ZoneInfo) -> Habits:
    """The site's clocks, its feed's shift and its untrusted lists; the empty value where nothing was caught."""
    moving = Counter(place for page in pages for place in page_clocks(page, zone=zone))
    still = Counter(place for page in pages for place in _still(page, zone=zone))
    over_time = {place for place, count in moving.items() if count > 1 and count > still[place]}
    at_once = {place for place in _tonight_everywhere(pages, zone=zone) if not still[place]}
    return Habits(
        clock_places=frozenset(over_time | at_once), untrusted_kinds=stamped_lists(pages), shift_hours=feed_shift(pages)
    )


def page_clocks(page: PageHistory, *, zone: ZoneInfo) -> frozenset[str]:
    """The places of one page whose date was that of the night on two or more different nights."""
    nights: defaultdict[str, set[date]] = defaultdict(set)
    for look in page.looks:
        for clue in clues_of(look):
            if clue.role in OWN | {Role.MODIFIED} and clue.day in todays(look, zone):
                nights[clue.where].add(look.first_night)
    return frozenset(place for place, seen in nights.items() if len(seen) > 1)


def clues_of(look: Look) -> tuple[Clue, ...]:
    """Every clue of a look; those chosen stand for all where none were kept."""
    dates = look.reading.dates
    return dates.clues or tuple(clue for clue in (dates.published, dates.modified) if clue)


def todays(look: Look, zone: ZoneInfo) -> set[date]:
    """The days that a clock could have shown: the night's, and the server's own where it differs."""
    server = look.reading.server_date
    return {look.first_night} | ({server.astimezone(zone).date()} if server else set())


def _still(page: PageHistory, *, zone: ZoneInfo) -> set[str]:
    """Places that were read with tonight's date and kept it on a later night: no clock does that."""
    return {
        clue.where
        for look in page.looks
        if look.last_night > look.first_night
        for clue in clues_of(look)
        if clue.role in OWN and clue.day in todays(look, zone)
    }


def _tonight_everywhere(pages: Sequence[PageHistory], *, zone: ZoneInfo) -> Iterator[str]:
    """Yield places that printed the night's date on most of the pages read in one night, against better evidence."""
    read: defaultdict[date, list[tuple[PageHistory, Look]]] = defaultdict(list)
    for page in pages:
        for look in page.looks:
            if look.reading.source is Source.PAGE and look.reading.kind is PageKind.CONTENT:
                read[look.first_night].append((page, look))
    for night, looks in read.items():
        places = {clue.where for _, look in looks for clue in clues_of(look) if clue.role in OWN}
        yield from (place for place in places if _is_everywhere(place, night, looks, zone))


def _is_everywhere(place: str, night: date, looks: Sequence[tuple[PageHistory, Look]], zone: ZoneInfo) -> bool:
    showing = [(page, look) for page, look in looks if _shows_today(place, look, zone)]
    if len(showing) < LEAST_PAGES or 2 * len(showing) <= len(looks):
        return False
    others = [list(_elsewhere(place, page, night)) for page, _ in showing]
    denied = sum(
        page.first_seen < night or any(clue.day < night for clue in other)
        for (page, _), other in zip(showing, others, strict=True)
    )
    if 2 * denied > len(showing):
        return True
    silent = not any(others)
    return silent and len(showing) >= LEAST_UNSUPPORTED and len(showing) >= _MOST * len(looks)


def _shows_today(place: str, look: Look, zone: ZoneInfo) -> bool:
    return any(clue.where == place and clue.role in OWN and clue.day in todays(look, zone) for clue in clues_of(look))


def _elsewhere(place: str, page: PageHistory, night: date) -> Iterable[Clue]:
    """What else could date the page, as known that night."""
    looks = (look for look in page.looks if look.first_night <= night)
    return (clue for look in looks for clue in clues_of(look) if clue.where != place and clue.role in OWN)
