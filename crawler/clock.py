"""Clocks: the one reading that a run is stamped with, and those of servers."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

_FIRST, _LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


class ClockError(Exception):
    """--now was given, but is no instant."""


def read_now(text: str | None, *, zone: ZoneInfo) -> datetime:
    """Return the run's instant in UTC: `--now` where it was given (a naive one is city time), else the clock.

    Raises ClockError.
    """
    if text is None:
        return datetime.now(UTC)
    try:
        said = datetime.fromisoformat(text)
        now = (said if said.tzinfo else said.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ClockError(
            f"--now {text!r} is not an ISO 8601 time; write for example 2026-11-21T01:00:00+07:00"
        ) from error
    if not _FIRST <= now <= _LAST:
        raise ClockError(
            f"--now {text!r} is outside the years 2000 to 2100; write for example 2026-11-21T01:00:00+07:00"
        )
    return now


RELEASED = datetime(2026, 11, 1, tzinfo=UTC)
"""No run of this code was earlier: a machine without a battery wakes up in 1970 or in the year of its image."""
_BACK = timedelta(hours=1)


def why_wrong(now: datetime, *, latest: datetime | None) -> str | None:
    """Why this machine's clock cannot be right at ``now``, None where nothing speaks against it.

    ``latest`` is the clock of the latest crawl: what was seen in August cannot be followed by a night in July.
    """
    if now < RELEASED:
        return f"this machine's clock says {now.date()}, which is before this program was made; set the clock and run again"
    if latest is not None and now < latest - _BACK:
        return (
            f"this machine's clock says {now:%Y-%m-%d %H:%M} UTC, but the last crawl ran at {latest:%Y-%m-%d %H:%M} UTC; set the"
            " clock, or disown that crawl where its own was wrong (docs/operations.md, The clock)"
        )
    return None


def why_past(night: date, *, latest: date | None) -> str | None:
    """Why ``night`` cannot be crawled after the night ``latest``: what a site shows now is no evidence of an earlier one."""
    if latest is None or night >= latest:
        return None
    return (
        f"--now names the night of {night}, but that of {latest} was crawled already: what a site shows now is no evidence of an"
        " earlier night; leave --now out"
    )


def http_date(text: str | None) -> datetime | None:
    """Read an HTTP date to UTC; None for a missing or broken one."""
    try:
        said = parsedate_to_datetime(text) if text else None
        return said.replace(tzinfo=UTC) if said and said.tzinfo is None else said and said.astimezone(UTC)
    except (ValueError, OverflowError):  # the last evening of 9999, west of Greenwich
        return None


def server_clock(text: str | None) -> datetime | None:
    """Read the Date header of an answer to UTC; None where it is of another age, whose days no zone's calendar may hold."""
    at = http_date(text)
    return at if at and 1970 <= at.year <= 2100 else None


def seconds_until(at: time, *, now: datetime, zone: ZoneInfo) -> float:
    """Count the seconds from ``now`` to the next time of day ``at`` in a zone; never none at all."""
    here = now.astimezone(zone)
    there = here.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    if there <= here:
        there += timedelta(days=1)
    return (there - here).total_seconds()
