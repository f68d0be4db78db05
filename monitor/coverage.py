"""Which weeks the evidence covers: where silence is the site's own and not a gap in what was read. Pure.

A full week is covered when one of these holds, by what was read up to the night that is judged:
1. a list of dated items, read after the week's end, reaches back to its Monday or further, or holds all the site has;
2. pages read after the week's end include one that was published on or before its Monday (newest pages are read first);
3. the site was watched: measured on or before the Monday, measured in the week, and again after its end;
4. a counted update lies in it.
Sitemaps prove nothing: their dates are those of edits and builds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate
from urllib.parse import parse_qs, urlsplit

from crawler.reach import OUTCOMES
from crawler.records import ListState, PageKind, SiteHistory, Source
from monitor.updates import Update
from monitor.weeks import Week

LIST_LIMIT = 500
"""Items that the crawler keeps of one list: a fuller one may have been cut."""


def covered_weeks(
    history: SiteHistory, weeks: Sequence[Week], *, counted: Sequence[Update], as_of: date
) -> frozenset[Week]:
    """Those of ``weeks`` (full ones, ended before ``as_of``) that the evidence up to ``as_of`` covers."""
    told = dated_weeks(history, weeks, as_of=as_of)
    return frozenset(
        week
        for week in weeks
        if week in told or any(week.holds(update.day) for update in counted) or _watched(history, week, as_of)
    )


def dated_weeks(history: SiteHistory, weeks: Sequence[Week], *, as_of: date) -> frozenset[Week]:
    """Those of ``weeks`` in which every update is told with its day, by a list or by pages (1 and 2 above)."""
    proofs = sorted({*_listed(history, as_of), *_read(history, as_of)})
    since = [back for back, _ in proofs]
    # By the same place: the last night on which anything reached as far back as that day.
    until = list(accumulate((night for _, night in proofs), max))
    reached = ((week, bisect_right(since, week.monday)) for week in weeks)
    return frozenset(week for week, count in reached if count and until[count - 1] > week.sunday)


def _watched(history: SiteHistory, week: Week, as_of: date) -> bool:
    nights = [v.night for v in history.visits if v.night <= as_of and OUTCOMES[v.reach].measured]
    within = any(week.holds(night) for night in nights)
    return within and min(nights) <= week.monday and max(nights) > week.sunday


def _listed(history: SiteHistory, as_of: date) -> Iterator[tuple[date, date]]:
    """Of every list read by ``as_of``: the day since when it shows every item, and the night."""
    for visit in history.visits:
        if visit.night <= as_of:
            backs = (_reach(state) for state in visit.lists)
            yield from ((back, visit.night) for back in backs if back is not None)


def _reach(state: ListState) -> date | None:
    """The first day from which on the list would have shown an item; None where it proves nothing."""
    if state.problem is not None or state.source is Source.SITEMAP:
        return None
    if state.source is Source.REST and (asked := _asked_since(state.url)):
        return asked if state.items < LIST_LIMIT else max(asked, state.oldest or asked)
    if not state.dated:
        return None
    return date.min if state.whole else state.oldest


def _asked_since(url: str) -> date | None:
    """The day from which a REST list was asked for: what it leaves out is older than that."""
    after = parse_qs(urlsplit(url).query).get("after", [""])[0]
    try:
        return date.fromisoformat(after[:10])
    except ValueError:
        return None


def _read(history: SiteHistory, as_of: date) -> Iterator[tuple[date, date]]:
    """Of every dated content page read by ``as_of``: the day it was published, and the last night it was read."""
    for page in history.pages:
        for look in page.looks:
            reading = look.reading
            if (
                reading.source is Source.PAGE
                and reading.kind is PageKind.CONTENT
                and reading.injected is None
                and look.first_night <= as_of
                and reading.dates.published is not None
            ):
                yield reading.dates.published.day, look.last_night
