"""The date in the HTTP headers: Last-Modified, believed little, and not at all where it is the server's clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from crawler.clock import http_date, server_clock
from crawler.records import Clue, Kind, Precision, Role

_CLOCK_WITHIN = timedelta(minutes=10)
"""A page made on request bears the moment of the request; clocks of server and crawler differ by less than this."""


def header_clues(
    headers: Mapping[str, str], *, now: datetime, zone: ZoneInfo, server_date: datetime | None
) -> Iterator[Clue]:
    """The Last-Modified header as at most one clue; ``now`` is the fetch, ``server_date`` the answer's own Date."""
    raw = headers.get("last-modified")
    at = http_date(raw) if raw else None
    if raw is None or at is None or not 1995 <= at.year <= 2100:
        return
    server_date = server_date or server_clock(headers.get("date"))
    clock = any(moment and abs(at - moment) <= _CLOCK_WITHIN for moment in (server_date, now))
    role = Role.CLOCK if clock else Role.MODIFIED
    yield Clue(Kind.HEADER, role, at.astimezone(zone).date(), at, Precision.TIME, raw, "header last-modified")
