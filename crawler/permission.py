"""Whether robots.txt lets a visit begin: asked once a day, on condition that it changed, and kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from crawler.answers import STATUS, Ending
from crawler.fetch import Failure
from crawler.kept import Kept, KeptRobots, conditions
from crawler.reach import Reach
from crawler.robots import MAX_ROBOTS, read_robots, robots_address
from crawler.visiting import Visiting

ROBOTS_KEPT = timedelta(hours=24)  # RFC 9309 section 2.4: a copy should serve no longer
_NO_HOST = frozenset({Reach.DNS_MISSING, Reach.DNS_TIMEOUT, Reach.PRIVATE_ADDRESS})
"""What a name leads to is the same for every page of it; a look-up that hangs costs 40 s with its second try."""
ROBOTS_WHOLE = timedelta(days=7)  # a 304 of robots.txt is believed for so long


async def ask_robots(visiting: Visiting) -> Ending | None:
    """Read robots.txt, or go by the copy of the last day; returns what ends the visit, None where it may go on."""
    url, kept, now = visiting.target.url, visiting.memory.robots, visiting.moment.now
    if kept and timedelta() <= now - kept.asked_at < ROBOTS_KEPT:
        return _obey(visiting, kept)
    got = await visiting.fetcher.ask_robots(url, since=lambda at: _robots_since(visiting, at))
    if isinstance(got, Failure):
        # A redirect of robots.txt to another host is RFC 9309's business only; the front page decides.
        if got.reach in {Reach.REDIRECTED_AWAY, Reach.REDIRECT_LOOP, Reach.TOO_LARGE}:
            return None
        return await _without_robots(visiting, got)
    if got.status >= 500:
        said = f"{got.url} answers {got.status}{visiting.fetcher.said_of(got.url)}"
        return Ending(STATUS.get(got.status, Reach.ROBOTS_UNREACHABLE), said)
    if kept and got.status == 304 and _robots_since(visiting, got.url):
        heard = replace(kept, asked_at=now)
    else:
        tags = (got.headers.get("etag"), got.headers.get("last-modified"))
        heard = KeptRobots(robots_address(url), now, now, got.status, got.body[:MAX_ROBOTS], *tags)
    visiting.book.kept_robots = heard if got.url == heard.address else None
    return _obey(visiting, heard)


def _robots_since(visiting: Visiting, url: str) -> Mapping[str, str]:
    """The condition to ask for robots.txt with, at the address that gave its validators."""
    kept, now, faith = visiting.memory.robots, visiting.moment.now, visiting.book.faith
    if kept is None or url != kept.address or not timedelta() <= now - kept.read_at < ROBOTS_WHOLE:
        return {}
    night = kept.read_at.astimezone(visiting.moment.zone).date()
    return conditions(Kept(url, night, "", "", kept.etag, kept.last_modified), faith, visiting.tonight)


def _obey(visiting: Visiting, robots: KeptRobots) -> Ending | None:
    url = visiting.target.url
    visiting.book.robots = read_robots(robots.status, robots.body)
    visiting.fetcher.obey(url, visiting.book.robots)
    return (
        None if visiting.book.robots.allows(url) else Ending(Reach.ROBOTS_FORBIDDEN, f"{robots.address} forbids {url}")
    )


async def _without_robots(visiting: Visiting, failure: Failure) -> Ending:
    """No robots.txt, no crawl; but whether the site is down, its front page says: asked once, and not read."""
    if failure.reach in _NO_HOST:
        return Ending(failure.reach, failure.detail)
    front = await visiting.fetcher.get(visiting.target.url)
    if isinstance(front, Failure):
        return Ending(front.reach, front.detail)
    return Ending(Reach.ROBOTS_UNREACHABLE, f"robots.txt: {failure.detail}; the front page answers {front.status}")
