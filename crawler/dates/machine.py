"""Dates and times as machines write them: ISO 8601 in its usual shapes, RFC 2822; and the clock behind a written date."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from crawler.dates.values import Found, real_day
from crawler.dates.words import MONTHS, ZONE_HOURS
from crawler.records import Precision

LAST_YEAR = 2100  # machines write no two-figure years, so a wide bound does not mislead

_ISO = re.compile(
    r"\s*(\d{4})([-/.]?)(\d{1,2})(?:\2(\d{1,2}))?"
    r"(?:[T\s_]\s?(\d{1,2})[:.]?(\d{2})(?:[:.]?(\d{2})(?:[.,]\d{1,9})?)?\s?(Z|z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?)?(?!\d)"
)
_CLOCK = re.compile(
    r"(?:[\s,|–—@-]{0,4}|T)(?:(?:pukul|pkl\.?|jam|at|um|à|@)\s?:?\s?)?"
    r"([01]?\d|2[0-4])([:.])([0-5]\d)(?:\2([0-5]\d)(?:\.\d{1,6})?)?(?![\d%])"
    r"\s?(wib|wita|wit|utc|gmt|z|[ap]\.?m\.?|[+-]\d\d:?\d\d)?(?![^\W_])",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"\s*(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_WORDED = re.compile(r"\D{0,12}?(\d{1,2})(?:st|nd|rd|th)?[\s.,/-]{1,3}([^\W\d_]{3,10})[\s.,/-]{1,3}(\d{4})(?!\d)")
_US = re.compile(r"\W{0,3}(?:[^\W\d_]{3,10},?\s)?([^\W\d_]{3,10})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})(?!\d)")
_LONGEST = 80  # characters of an attribute that are read; real stamps have under 40


def read_machine(value: str, *, zone: ZoneInfo) -> Found | None:
    """Read an attribute's value; None where it is no date (epoch seconds, "0000-00-00", prose).

    A naive time is a time of ``zone``; an offset is honoured.
    """
    text = value[:_LONGEST]
    return _iso(text, zone) or _rfc(text, zone) or _written(text, zone)


def _iso(text: str, zone: ZoneInfo) -> Found | None:
    match = _ISO.match(text)
    if match is None or (not match[2] and not match[4] and len(match[0].strip()) > 4):
        return None
    day = real_day(int(match[1]), int(match[3]), int(match[4] or 1), last_year=LAST_YEAR)
    if day is None:
        return None
    if not match[4]:
        return Found(0, match.end(), day, None, Precision.MONTH, match[0].strip())
    if not match[5]:
        return Found(0, match.end(), day, None, Precision.DAY, match[0].strip())
    return _timed(match[0].strip(), match.end(), day, (match[5], match[6], match[7]), match[8] or "", zone)


def _timed(
    raw: str, end: int, day: date, figures: tuple[str, str, str | None], offset: str, zone: ZoneInfo
) -> Found | None:
    at = _instant(day, figures, offset, zone)
    if at is None:
        return Found(0, end, day, None, Precision.DAY, raw)
    return Found(0, end, at.astimezone(zone).date(), at, Precision.TIME, raw)


def _instant(day: date, figures: tuple[str, str, str | None], offset: str, zone: ZoneInfo) -> datetime | None:
    hour, minute, second = (int(figure or 0) for figure in figures)
    if minute > 59 or second > 60 or hour > 24 or (hour == 24 and (minute or second)):
        return None
    clock = time(hour % 24, minute, min(second, 59))
    at = datetime.combine(day + timedelta(days=hour // 24), clock, _offset(offset, zone))
    try:
        return at.astimezone(UTC)
    except OverflowError:
        return None


def _offset(text: str, zone: ZoneInfo) -> ZoneInfo | timezone:
    if not text:
        return zone
    if text.lower() in ZONE_HOURS:
        return timezone(timedelta(hours=ZONE_HOURS[text.lower()]))
    figures = text[1:].replace(":", "")
    shift = timedelta(hours=int(figures[:2]), minutes=int(figures[2:] or 0))
    return timezone(-shift if text[0] == "-" else shift) if shift < timedelta(hours=24) else zone


def _rfc(text: str, zone: ZoneInfo) -> Found | None:
    """RFC 2822: "Mon, 05 Aug 2024 08:15:30 +0700"."""
    if ":" not in text or not re.search(r"\d{1,2}\s[A-Za-z]{3}\s\d{4}\s\d", text):
        return None
    try:
        said = parsedate_to_datetime(text.strip())
    except (ValueError, IndexError, TypeError):
        return None
    at = (said if said.tzinfo else said.replace(tzinfo=zone)).astimezone(UTC)
    day = at.astimezone(zone).date()
    if real_day(day.year, day.month, day.day, last_year=LAST_YEAR) is None:
        return None
    return Found(0, len(text), day, at, Precision.TIME, text.strip())


def _written(text: str, zone: ZoneInfo) -> Found | None:
    """A date as people write it, put where a machine's was expected."""
    if match := _NUMERIC.match(text):
        parts = int(match[3]), int(match[2]), int(match[1])
    elif (match := _WORDED.match(text)) and match[2].lower() in MONTHS:
        parts = int(match[3]), MONTHS[match[2].lower()], int(match[1])
    elif (match := _US.match(text)) and match[1].lower() in MONTHS:
        parts = int(match[3]), MONTHS[match[1].lower()], int(match[2])
    else:
        return None
    day = real_day(*parts, last_year=LAST_YEAR)
    if day is None:
        return None
    end, at = clock_at(text, match.end(), day=day, zone=zone)
    return Found(0, end, day, at, Precision.TIME if at else Precision.DAY, text[:end].strip())


def clock_at(text: str, start: int, *, day: date, zone: ZoneInfo) -> tuple[int, datetime | None]:
    """Read the time of day right behind a date: "pukul 08.15", "- 08:15:30 WIB". Returns where it ends, and the instant."""
    match = _CLOCK.match(text, start, start + 48)
    if match is None:
        return start, None
    word = (match[5] or "").lower().replace(".", "")
    hour = int(match[1])
    if word in {"am", "pm"}:
        hour, word = hour % 12 + (12 if word == "pm" else 0), ""
    at = _instant(day, (str(hour), match[3], match[4]), word, zone)
    return (match.end(), at) if at else (start, None)
