"""When and how each page came to be known: was it seen to come, did it keep its place, does its date fit? Pure.

A page **came** when it was not there on the measured night before and its text is its own. A list that people read may
hold a box of random links: a page named by such a list alone must keep its place there for three nights. A page came
**late** for its date when a list that reaches back beyond that date did not hold it on the night before.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crawler.kept import CONTROL_LIST
from crawler.own import is_document
from crawler.records import EXACT, Clue, ListState, Look, PageHistory, PageKind, Precision, Source, Visit
from crawler.sites import CrawlRules
from monitor.changes import Texts

FULL_NIGHT = 0.8
"""A night whose new pages took so much of the room for them may have left old ones unread, which then turn up later."""
STAND_NIGHTS = 3
"""Nights on which a link must be met: one of three drawn anew from sixty comes so often once in four hundred times."""
STAND_SHARE = 0.8
"""Share of the measured nights between its first and its last on which it must be met."""
LIST_LIMIT = 500
"""Items that the crawler keeps of one list: a fuller one may have been cut."""
LATE = timedelta(days=2)
"""A page dated so many days before the night that did not have it yet is no longer one of that night."""
_NIGHT = timedelta(days=1)
LONG_LATE = timedelta(days=31)
"""A clerk dates a post on the day that it tells of, weeks ago at most; what is dated before was rather found late by us."""
OPENED = timedelta(days=3)
"""What a list that our own look at the menu opened names is read within so many nights, and stood before it."""
_SPANS = {Precision.MONTH: timedelta(days=30), Precision.YEAR: timedelta(days=365)}


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a page came to be known, on ``night``; ``before`` is the measured night before it, None on the first.

    ``named`` is the night on which anything first named it, be it a sitemap: it may have waited some nights to be read.

    ``came`` says that it was seen to be new. ``stands`` tells whether it kept its place in the lists that people read,
    None where no such list names it; ``waits`` that it may yet do so. ``reach`` is how far back the lists that name it
    reached on the night before: what they hold now and did not hold then came since. ``mapped`` says that the site's
    own map of all its pages held it now and did not then.
    """

    night: date
    named: date
    before: date | None
    measured: bool
    came: bool
    stands: bool | None
    waits: bool
    reach: date | None
    mapped: bool
    dated: date | None

    @property
    def late(self) -> bool:
        """Whether its date lies long before it came, by a list, by the site's map, or as it was seen to come."""
        day, before = self.dated, self.before
        if day is None or before is None:
            return False
        return self.late_for(day) or ((self.mapped or self.came) and day < before - LATE)

    @property
    def is_rediscovered(self) -> bool:
        """Whether the page is dated so long before it came that it more likely stood unseen, for all that was seen."""
        return self.before is not None and self.dated is not None and self.dated < self.before - LONG_LATE

    def late_for(self, day: date) -> bool:
        """Whether the page was seen to come long after ``day``: a list tells, or it is one of the last weeks."""
        before, reach = self.before, self.reach
        if before is None or day >= min(before, self.night - _NIGHT - LATE):  # nights may be missing between the two
            return False
        return (reach is not None and reach < day) or (self.came and bool(self.stands) and day >= before - LONG_LATE)

    def awaited(self, day: date) -> bool:
        """Whether Segar itself can tell the day: it lies between two measured nights, and the page came with the second."""
        return self.measured and self.before is not None and self.before <= day <= self.night


def arrivals_of(
    pages: Sequence[PageHistory],
    measured: Sequence[Visit],
    *,
    texts: Texts,
    rules: CrawlRules,
    lies: Collection[date] = (),
) -> Mapping[str, Arrival]:
    """How every page came that anything but a sitemap names; ``measured`` are the measured visits, oldest first.

    A sitemap names drafts and scheduled items too: standing in it is not being published. ``lies`` are the nights on
    which the server was caught saying falsely that nothing had changed.
    """
    opened = frozenset(page.looks[0].first_night for page in pages if _is_opened(page))
    watch = _Watch(tuple(measured), texts, rules, frozenset(lies), opened)
    found = ((page.url, _arrival(page, watch)) for page in pages)
    return {url: arrival for url, arrival in found if arrival}


@dataclass(frozen=True, slots=True)
class _Watch:
    """The measured visits and what they read."""

    measured: tuple[Visit, ...]
    texts: Texts
    rules: CrawlRules
    lies: frozenset[date]
    opened: frozenset[date]

    def before(self, night: date) -> Visit | None:
        """The measured visit before a night; where a lie came out that night, the last one before it can have begun.

        It began within the days after which a list's 304 is put to the proof; nights that were missed put that off. The
        first night of all was asked for without conditions.
        """
        at = bisect_left(self.measured, night, key=_night_of)
        if night in self.lies and at:
            began = self.measured[at - 1].night + _NIGHT - CONTROL_LIST
            at = max(1, bisect_left(self.measured, began, key=_night_of))
        return self.measured[at - 1] if at else None

    def at(self, night: date) -> Visit | None:
        at = bisect_right(self.measured, night, key=_night_of)
        return self.measured[at - 1] if at and self.measured[at - 1].night == night else None

    def nights(self, first: date, last: date) -> int:
        found = bisect_right(self.measured, last, key=_night_of) - bisect_left(self.measured, first, key=_night_of)
        return max(found, 0)

    def opens(self, night: date) -> bool:
        """Whether a list that nothing had led to was read for the first time that night, or just before: its items are old."""
        return any(timedelta() <= night - opened < OPENED for opened in self.opened)


def _night_of(visit: Visit) -> date:
    return visit.night


def _is_opened(page: PageHistory) -> bool:
    """Whether a page is a list that no other list names: it was found by trying the menu, and may have stood for years."""
    return page.kind is PageKind.LISTING and all(look.reading.source is Source.PAGE for look in page.looks)


def _arrival(page: PageHistory, watch: _Watch) -> Arrival | None:
    told = [look for look in page.looks if look.reading.source is not Source.SITEMAP]
    if not told:
        return None
    night = min(look.first_night for look in told)
    before = watch.before(page.first_seen)
    links = [look for look in told if look.reading.source is Source.LISTING]
    lists = [look for look in told if look.reading.source in {Source.FEED, Source.REST}]
    stands = (
        None
        if not links
        else any(look.first_night == night for look in lists) or any(_stands(look, watch) for look in links)
    )
    linked = bool(links) and min(look.first_night for look in links) == page.first_seen
    seen_whole = before is not None and not watch.opens(page.first_seen) and (linked or not _left_unread(before, watch))
    faint = (
        is_document(page.url) or page.url in watch.texts.brief
    )  # that its link stays must tell: a document is never read
    came = seen_whole and (stands is True if faint else page.url in watch.texts.fresh)
    return Arrival(
        night=night,
        named=page.first_seen,
        before=before.night if before else None,
        measured=watch.at(night) is not None,
        came=came,
        stands=stands,
        waits=any(_waits(look, watch) for look in links),
        reach=_reach(told, before, watch.at(night)) if before else None,
        mapped=before is not None and _mapped(page, before, watch.at(page.first_seen)),
        dated=next((_latest(clue) for look in told if (clue := look.reading.dates.published)), None),
    )


def _latest(clue: Clue) -> date:
    """The last day that a claim can mean."""
    return clue.day + _SPANS.get(clue.precision, timedelta())


def _stands(look: Look, watch: _Watch) -> bool:
    span = watch.nights(look.first_night, look.last_night)
    return look.nights >= STAND_NIGHTS and look.nights >= STAND_SHARE * span


def _waits(look: Look, watch: _Watch) -> bool:
    """Whether a link was met on each of the few nights since it came."""
    since = watch.nights(look.first_night, date.max)
    return since < STAND_NIGHTS and look.nights >= since


def _reach(told: Sequence[Look], before: Visit, then: Visit | None) -> date | None:
    """How far back the lists that name a page reached on the night before; None where one of them was not read."""
    first = min(look.first_night for look in told)
    kinds = {
        look.reading.source
        for look in told
        if look.first_night == first
        and look.reading.source in {Source.FEED, Source.REST, Source.LISTING}
        and (clue := look.reading.dates.published)
        and clue.precision in EXACT
    }
    if then is None or not kinds:
        return None
    states = [state for state in before.lists if state.source in kinds]
    if not states or any(state.problem is not None or state.oldest is None for state in states):
        return None
    return max(state.oldest for state in states if state.oldest)


def _mapped(page: PageHistory, before: Visit, then: Visit | None) -> bool:
    """Whether a sitemap that was read whole on both nights held the page on the second alone."""
    first = any(look.reading.source is Source.SITEMAP and look.first_night == page.first_seen for look in page.looks)
    states = [
        state
        for visit in (before, then)
        if visit
        for state in visit.lists
        if state.source is Source.SITEMAP and state.items
    ]
    return first and then is not None and len(states) > 1 and all(_is_whole(state) for state in states)


def _is_whole(state: ListState) -> bool:
    return state.problem is None and state.items < LIST_LIMIT


def _left_unread(visit: Visit, watch: _Watch) -> bool:
    """Whether there may have been more new pages that night than were read: those read again take none of their room."""
    if visit is watch.measured[0]:
        return visit.pages >= FULL_NIGHT * watch.rules.pages_first
    room, new = watch.rules.pages_later, watch.texts.first_read.get(visit.night, 0)
    again = visit.pages - new - 1  # the front page is always read
    if visit.pages > room + 1:  # the site was read whole; what was new came first
        return visit.waiting > 0 and new >= FULL_NIGHT * (room // 4)
    return (new > 0 or visit.waiting > 0) and new >= FULL_NIGHT * (room - again)
