"""Clocks: the one reading that a run is stamped with, and those of servers."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo


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
    except ValueError as error:
        raise ClockError(
            f"--now {text!r} is not an ISO 8601 time; write for example 2026-11-21T01:00:00+07:00"
        ) from error
    return (said if said.tzinfo else said.replace(tzinfo=zone)).astimezone(UTC)


def http_date(text: str | None) -> datetime | None:
    """Read an HTTP date to UTC; None for a missing or broken one."""
    try:
        said = parsedate_to_datetime(text) if text else None
    except ValueError:
        return None
    return said.replace(tzinfo=UTC) if said and said.tzinfo is None else said and said.astimezone(UTC)
