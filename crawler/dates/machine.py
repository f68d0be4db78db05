"""Dates and times as machines write them: ISO 8601 in its usual shapes, RFC 2822; and the clock behind a written date."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from crawler.dates.values import FIRST_YEAR, Found, real_day
from crawler.dates.words import ZONE_HOURS
from crawler.records import Precision

LAST_YEAR = 2100  # machines write no two-figure years, so a wide bound does not mislead

_ISO = re.compile(
    r"\s*(\d{4})([-/.]?)(\d{1,2})(?:\2(\d{1,2}))?"
    r"(?:[T\s_]\s?(\d{1,2})[:.]?(\d{2})(?:[:.]?(\d{2})(?:[.,]\d{1,9})?)?\s?((?:UTC|GMT|WITA|WIB|WIT|[AP]\.?M\.?)(?![^\W_])|Z|[+−-]\d\d:?\d\d|[+−-]\d\d)?)?(?!\d)",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?:[\s,|–—@-]{0,4}|T)(?:(?:pukul|pkl\.?|jam|at|um|à|@)\s?:?\s?)?"
    r"([01]?\d|2[0-4])([:.])([0-5]\d)(?:\2([0-5]\d)(?:\.\d{1,6})?)?(?![\d%])"
    r"\s?(wib|wita|wit|(?:utc|gmt)[+-]\d\d?(?::?\d\d)?|utc|gmt|z|[ap]\.?m\.?|[+-]\d\d:?\d\d(?![:.]\d))?(?![^\W_])",
    re.IGNORECASE,
)
_RFC = re.compile(
    r"\d\s[A-Za-z]{3}\s\d{4}\s\d|[A-Za-z]{3}\s{1,2}\d\d?\s\d\d:\d\d:\d\d\s\d{4}"
)  # the latter is ctime()'s
_WHOLE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?", re.ASCII)
"""Such stamps as the standard library reads as `_ISO` does; it takes much besides."""
_NIGHT = timedelta(days=1)
LONGEST = 80  # characters of an attribute that are read; real stamps have under 40


def read_stamp(text: str, *, zone: ZoneInfo) -> Found | None:
    """Read an ISO 8601 or RFC 2822 stamp that ``text`` begins with; None where there is none."""
    return _whole(text, zone) or _iso(text, zone) or _rfc(text, zone)


def _whole(text: str, zone: ZoneInfo) -> Found | None:
    """A day and a time to the second as most machines write them, read at once by the standard library."""
    if not _WHOLE.fullmatch(text):
        return None
    try:
        said = datetime.fromisoformat(text).replace(microsecond=0)
    except ValueError:
        return None
    if not FIRST_YEAR <= said.year <= LAST_YEAR:
        return None
    at = (said if said.tzinfo else said.replace(tzinfo=zone)).astimezone(UTC)
    return Found(0, len(text), at.astimezone(zone).date(), at, Precision.TIME, text)


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
    hour, offset = _hour(match[5], match[8])
    return _timed(match[0].strip(), match.end(), day, (hour, match[6], match[7]), offset, zone)


def _hour(hour: str, word: str | None) -> tuple[str, str]:
    """The hour of the day, and the zone, told by the ``word`` behind a time: 3:15 PM is 15 o'clock and names no zone."""
    said = (word or "").lower().replace(".", "").replace("−", "-")
    if said in {"am", "pm"}:
        return str(int(hour) % 12 + (12 if said == "pm" else 0)), ""
    return hour, said


def _timed(
    raw: str, end: int, day: date, figures: tuple[str, str, str | None], offset: str, zone: ZoneInfo
) -> Found | None:
    at = _instant(day, figures, offset, zone)
    if at is None:
        return Found(0, end, day, None, Precision.DAY, raw)
    return Found(0, end, at.astimezone(zone).date(), at, Precision.TIME, raw)


def _instant(day: date, figures: tuple[str, str, str | None], offset: str, zone: ZoneInfo) -> datetime | None:
    hour, minute, second = int(figures[0]), int(figures[1]), int(figures[2] or 0)
    if minute > 59 or second > 60 or hour > 24 or (hour == 24 and (minute or second)):
        return None
    clock = time(hour % 24, minute, min(second, 59), tzinfo=_offset(offset, zone))
    try:
        return datetime.combine(day + _NIGHT if hour == 24 else day, clock).astimezone(UTC)
    except OverflowError:
        return None


def _offset(text: str, zone: ZoneInfo) -> ZoneInfo | timezone:
    if not text:
        return zone
    if text.lower() in ZONE_HOURS:
        return timezone(timedelta(hours=ZONE_HOURS[text.lower()]))
    signed = text.lower().removeprefix("utc").removeprefix("gmt")
    figures = signed[1:].replace(":", "")
    if not figures.isdecimal():  # a letter that is another when small: "W\u0130B"
        return zone
    hours, minutes = (figures[:-2], figures[-2:]) if len(figures) > 2 else (figures, "0")
    shift = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-shift if signed[0] == "-" else shift) if shift < timedelta(hours=24) else zone


def _rfc(text: str, zone: ZoneInfo) -> Found | None:
    """RFC 2822: "Mon, 05 Aug 2024 08:15:30 +0700"."""
    if ":" not in text or not _RFC.search(text):
        return None
    try:
        said = parsedate_to_datetime(text.strip())
        at = (said if said.tzinfo else said.replace(tzinfo=zone)).astimezone(UTC)
        day = at.astimezone(zone).date()
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    if real_day(day.year, day.month, day.day, last_year=LAST_YEAR) is None:
        return None
    return Found(0, len(text), day, at, Precision.TIME, text.strip())


def clock_at(text: str, start: int, *, day: date, zone: ZoneInfo) -> tuple[int, datetime | None]:
    """Read the time of day right behind a date: "pukul 08.15", "- 08:15:30 WIB". Returns where it ends, and the instant."""
    match = _CLOCK.match(text, start, start + 48)
    if match is None:
        return start, None
    hour, word = _hour(match[1], match[5])
    end = match.end()
    if match[4] is None and ":" in word and word[0] == "-" and text[start] != "T":  # 08:15-10:00: from then to then
        end, word = match.start(5), ""
    at = _instant(day, (hour, match[3], match[4]), word, zone)
    return (end, at) if at else (start, None)
