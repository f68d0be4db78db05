"""The date in the HTTP headers: Last-Modified, believed little, and not at all where it is the server's clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

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
    server_date = server_date or http_date(headers.get("date", ""))
    clock = any(moment and abs(at - moment) <= _CLOCK_WITHIN for moment in (server_date, now))
    role = Role.CLOCK if clock else Role.MODIFIED
    yield Clue(Kind.HEADER, role, at.astimezone(zone).date(), at, Precision.TIME, raw, "header last-modified")


def http_date(value: str) -> datetime | None:
    """An HTTP date (RFC 9110, and what servers make of it) as an instant in UTC, None where it is none."""
    try:
        moment = parsedate_to_datetime(value)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
