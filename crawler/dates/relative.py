"""Relative wordings: "3 hari yang lalu", "sejam lalu", "kemarin", against the run's clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from crawler.dates.labels import label_before
from crawler.dates.values import FIRST_YEAR, Found
from crawler.dates.words import COUNTS, SPOKEN_DAYS, UNITS
from crawler.records import Precision

_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_COUNT = "|".join(sorted(COUNTS, key=len, reverse=True))
_AGO = re.compile(rf"(?<![^\W_])(?:(\d{{1,4}})\s?|({_COUNT})\s?)({_UNIT})\s(?:yang\s|yg\s)?$", re.IGNORECASE)
_END_WORD = re.compile(r"(?<![^\W_])(?:lalu|ago|silam)(?![^\W_])", re.IGNORECASE)
_SPOKEN = re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted(SPOKEN_DAYS, key=len, reverse=True))})(?![^\W_])", re.IGNORECASE)
_REACH = 40
_ALONE = 24  # a spoken day in a line longer than this is prose: "hari ini warga berkumpul"
_EDGE = re.compile(r"[\n|·•()\[\]/;]|\s[-–—]\s")


def find_relative(text: str, *, now: datetime, zone: ZoneInfo, limit: int) -> Iterator[Found]:
    """Find relative dates, at most ``limit``; a month ago is precise to the month, a year ago to the year."""
    low = text.lower()
    left = limit
    if "lalu" in low or "ago" in low or "silam" in low:  # written out: most texts have none
        for match in _END_WORD.finditer(text):
            found = _ago(text, match, now, zone) if left > 0 else None
            if found:
                left -= 1
                yield found
    if any(map(low.__contains__, SPOKEN_DAYS)):
        for match in _SPOKEN.finditer(text):
            if left > 0 and match[0].lower() in SPOKEN_DAYS and _stands_alone(text, match):
                left -= 1
                yield _spoken(text, match, now, zone)


def _ago(text: str, end: re.Match[str], now: datetime, zone: ZoneInfo) -> Found | None:
    begin = max(0, end.start() - _REACH)
    said = _AGO.search(text[begin : end.start()])
    if said is None:
        return None
    count = int(said[1]) if said[1] else COUNTS.get(said[2].lower())
    unit = UNITS.get(said[3].lower())
    if count is None or unit is None:  # letters that are others when small: "3 har\u0131 lalu"
        return None
    when = _back(now.astimezone(zone), count, unit)
    if when is None or when.year < FIRST_YEAR:
        return None
    start = begin + said.start()
    label = label_before(text, start)
    raw = text[start : end.end()]
    day, precision = _rounded(when.date(), unit)
    doubt = "rounded" if unit in {"weeks", "months", "years"} else ""
    return Found(start, end.end(), day, None, precision, raw, label.role, label.text, relative=True, doubt=doubt)


def _rounded(day: date, unit: str) -> tuple[date, Precision]:
    if unit == "years":
        return day.replace(month=1, day=1), Precision.YEAR
    return (day.replace(day=1), Precision.MONTH) if unit == "months" else (day, Precision.DAY)


def _back(now: datetime, count: int, unit: str) -> datetime | None:
    """Go back ``count`` units; None where that is before any website."""
    try:
        if unit not in {"months", "years"}:
            return (now.astimezone(UTC) - timedelta(**{unit: count})).astimezone(now.tzinfo)
        months = now.year * 12 + now.month - 1 - count * (12 if unit == "years" else 1)
        return now.replace(year=months // 12, month=months % 12 + 1, day=1)
    except (ValueError, OverflowError):
        return None


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Whether a spoken day is all that its line or cell says, but for a label or a time of day."""
    before = _EDGE.split(text[max(0, match.start() - _REACH) : match.start()])[-1]
    after = _EDGE.split(text[match.end() : match.end() + _REACH])[0]
    if label_before(text, match.start()).role is not None:
        return len(after.strip()) <= _ALONE
    return (
        not before.strip(" ,:")
        and re.fullmatch(r"[\s,.:]*(?:(?:pukul|jam|at)?\s?\d{1,2}[:.]\d\d\s?(?:WIB|WITA|WIT)?)?\s*", after) is not None
    )


def _spoken(text: str, match: re.Match[str], now: datetime, zone: ZoneInfo) -> Found:
    day = now.astimezone(zone).date() - timedelta(days=SPOKEN_DAYS[match[0].lower()])
    label = label_before(text, match.start())
    return Found(match.start(), match.end(), day, None, Precision.DAY, match[0], label.role, label.text, relative=True)
