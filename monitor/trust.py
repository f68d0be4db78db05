"""What a site's lists are worth beside its pages: a feed in another zone, a sitemap that stamps everything alike. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from crawler.records import OWN, Clue, Kind, Look, PageHistory, Precision, Role, Source

SHIFT_PAGES = 3
"""Pages that must show one and the same shift: a single one may have been edited between feed and page."""
MOST = 0.8
STAMPED_ITEMS = 5
STAMP_PAGES = 3
"""Pages that must bear one and the same Last-Modified before it may be the server's own: two may have been saved at once."""
STAMP_SPAN = timedelta(minutes=2)
"""A build writes its stamps within so long."""
_MAX_SHIFT = 14  # hours between the outermost zones that a server may be set to by mistake
_MINUTE = timedelta(minutes=1)
_VISIBLE = frozenset({Kind.TEXT, Kind.MARKED, Kind.TIME})


def feed_shift(pages: Sequence[PageHistory]) -> int:
    """Hours to add to the feed's instants to meet the times that visitors read on the pages; 0 where they agree.

    The page's visible time is the city's; a feed that is off by whole hours on most pages comes from a server set to
    another zone (seen with OpenSID and Joomla).
    """
    shifts = Counter(shift for page in pages if (shift := _shift_of(page)) is not None)
    if not shifts:
        return 0
    hours, count = max(shifts.items(), key=lambda item: (item[1], -abs(item[0])))
    return hours if count >= SHIFT_PAGES and count >= MOST * shifts.total() else 0


def _shift_of(page: PageHistory) -> int | None:
    """The whole hours between a page's visible time and its feed item's; None where they cannot be compared."""
    shown = next(_instants(page, Source.PAGE, _VISIBLE), None)
    listed = next(_instants(page, Source.FEED, frozenset({Kind.FEED})), None)
    if shown is None or listed is None or shown.at is None or listed.at is None:
        return None
    gap = shown.at - listed.at
    hours = round(gap / timedelta(hours=1))
    fits = abs(gap - timedelta(hours=hours)) <= _MINUTE and abs(hours) <= _MAX_SHIFT
    return hours if fits else None


def _instants(page: PageHistory, source: Source, kinds: frozenset[Kind]) -> Iterator[Clue]:
    for look in reversed(page.looks):
        if look.reading.source is source:
            clues = (*look.reading.dates.clues, *filter(None, (look.reading.dates.published,)))
            yield from (c for c in clues if c.kind in kinds and c.at and c.role in OWN and not _for_machines(c))


def _for_machines(clue: Clue) -> bool:
    """An attribute's ISO form: it may bear a wrong offset itself, so it is no witness of what a visitor reads."""
    return clue.kind is Kind.TIME and clue.raw[:4].isdigit()


def stamped_lists(pages: Sequence[PageHistory]) -> frozenset[Kind]:
    """The lists whose dates are those of a build and not of their items: so far, sitemaps."""
    nights: defaultdict[date, list[Clue]] = defaultdict(list)
    for page in pages:
        for look in page.looks:
            if look.reading.source is Source.SITEMAP and (clue := look.reading.dates.modified):
                nights[look.first_night].append(clue)
    stamped = any(_is_stamp(clues) for clues in nights.values())
    return frozenset({Kind.SITEMAP}) if stamped else frozenset()


def _is_stamp(clues: Sequence[Clue]) -> bool:
    """Whether most of the items that were new in one night bear one moment, or one day where no time is given."""
    if len(clues) < STAMPED_ITEMS:
        return False
    instants = sorted(clue.at for clue in clues if clue.at)
    least = max(STAMPED_ITEMS, round(MOST * len(clues)))
    crowded = any(last - first <= STAMP_SPAN for first, last in zip(instants, instants[least - 1 :], strict=False))
    days = Counter(clue.day for clue in clues if clue.precision is Precision.DAY)
    return crowded or max(days.values(), default=0) >= least


def frozen_header(pages: Sequence[PageHistory]) -> frozenset[Kind]:
    """Last-Modified, where one moment stands on several pages and stayed on one of them over a text that changed.

    So answers a server before which an old cache was set up: it says of a post of today that it stood for months.
    """
    borne: defaultdict[str, set[str]] = defaultdict(set)
    stayed: set[str] = set()
    for page in pages:
        read = [look for look in page.looks if look.reading.source is Source.PAGE]
        for look in read:
            borne[_last_modified(look)].add(page.url)
        for old, new in pairwise(read):
            if old.reading.text_hash != new.reading.text_hash and _last_modified(old) == _last_modified(new):
                stayed.add(_last_modified(old))
    frozen = any(said and len(borne[said]) >= STAMP_PAGES for said in stayed)
    return frozenset({Kind.HEADER}) if frozen else frozenset()


def _last_modified(look: Look) -> str:
    """What the header said, as it was read; "" where there was none."""
    clues = (clue for clue in look.reading.dates.clues if clue.kind is Kind.HEADER and clue.role is Role.MODIFIED)
    return next((clue.value for clue in clues), "")
