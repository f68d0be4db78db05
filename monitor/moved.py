"""A site that moved: its importer may date every old post with the day of the move, and a list tells it before a page is read. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from monitor.arrivals import Arrival
from monitor.reasons import Reason, Update

MOVED = 5
"""New posts of one night of which half of those read are old texts under new addresses: the others are waited for."""
_NEWS = frozenset({Reason.NEW_CONTENT, Reason.APPEARED})


def without_moved(
    updates: Iterable[Update], arrivals: Mapping[str, Arrival], *, read: Collection[str], reposts: Collection[str]
) -> Iterator[Update]:
    """The updates, with the posts awaited that came with many old ones and were not read yet.

    ``read`` are the addresses of pages that were read, ``reposts`` those of them with the text of an earlier page.
    """
    came: defaultdict[date, set[str]] = defaultdict(set)
    for url, arrival in arrivals.items():
        if arrival.before is not None:
            came[arrival.named].add(url)
    moved = {url for urls in came.values() if _is_move(urls, read, reposts) for url in urls}
    for update in updates:
        waits = update.reason in _NEWS and update.url in moved and update.url not in read
        yield replace(update, counted=False, reason=Reason.AWAITED) if waits else update


def _is_move(urls: Collection[str], read: Collection[str], reposts: Collection[str]) -> bool:
    old = sum(url in reposts for url in urls)
    return len(urls) >= MOVED and old > 0 and 2 * old >= sum(url in read for url in urls)
