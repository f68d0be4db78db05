"""When a host that says "later" is asked again. Pure: RFC 9110 section 10.2.3 (Retry-After), RFC 6585 section 4 (429)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from crawler.clock import http_date

LATER = frozenset({429, 503})
"""Statuses that ask for less, or for later."""

MAX_WAIT = 60.0
"""Seconds that a visit waits for a host; who asks for more is left alone for tonight."""

RETRIES = 2
"""Times that one address is asked again; and so many refusals in a row are waited for at all."""

MAX_REFUSALS = 6
"""Refusals in a row, of whatever address, after which a host is left alone for tonight."""

FIRST_PAUSE = 10
"""Delays: the first pause of a host that does not say how long (5 s at the usual half second), doubled each time."""

_LONGEST = timedelta(days=3_650)
"""Nobody means more, and a date must still come out of it."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What follows from a refusal: a pause in seconds, whether to ask again after it, or ``until`` when to stay away."""

    pause: float = 0.0
    again: bool = False
    until: datetime | None = None


def retry_after(text: str | None, *, now: datetime) -> timedelta | None:
    """Read a Retry-After header, seconds or an HTTP date; None where it is missing or says nothing.

    ``now`` is the server's own clock where it tells it, for a date is given by that clock.
    """
    said = (text or "").strip()
    if said.isascii() and said.isdecimal():
        return min(timedelta(seconds=int(said[:9])), _LONGEST)
    there = http_date(said)
    return max(timedelta(0), min(there - now, _LONGEST)) if there else None


def wish_of(asked: timedelta | None, *, refusals: int, delay: float, now: datetime) -> Wish:
    """Decide after the ``refusals``-th refusal in a row of a host that is otherwise asked every ``delay`` seconds.

    ``asked`` is its Retry-After. A host that says no how long is left alone at last until the next night.
    """
    if asked is not None and asked.total_seconds() > MAX_WAIT:
        return Wish(until=now.astimezone(UTC) + asked)
    if refusals >= MAX_REFUSALS:
        return Wish(until=now.astimezone(UTC) + (asked or timedelta(hours=1)))
    pause = asked.total_seconds() if asked is not None else min(MAX_WAIT, FIRST_PAUSE * delay * 2 ** (refusals - 1))
    return Wish(pause=pause, again=refusals <= RETRIES)
