"""Dates in running text: Indonesian first, English second, day always before month.

Every date of figures holds a digit, so one expression that starts at digits finds the candidates; what stands right
before and after is then looked at in windows of fixed length. The work is linear in the text: no part of an
expression repeats another's repetition, and each candidate costs a bounded look.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from crawler.dates.labels import label_before
from crawler.dates.machine import LAST_YEAR, LONGEST, clock_at, read_stamp
from crawler.dates.relative import find_relative
from crawler.dates.values import FIRST_YEAR, Findings, Found, real_day
from crawler.dates.words import APOSTROPHES, COPYRIGHT, MONTHS, NUMBERED
from crawler.records import EXACT, Precision, Role

__all__ = ["Findings", "Found", "find_dates", "read_machine"]

MAX_TEXT = 1_000_000
"""Characters of one text that are looked at; what lies beyond is cut, and `truncated` says so."""

_LINE = 300
"""Characters of a text whose dates are kept for when it comes again."""

_GAP = r"(?:\s?[-–—/.,]\s?|\.?\s{1,3}(?:de\s|of\s)?|)"
_MONTH = r"(?P<{0}>[^\W\d_]{{3,12}})"

_FIGURES = re.compile(r"[0-9]+")
"""Where a date may begin; found first, because an expression that begins with a plain class scans fastest."""

_CANDIDATE = re.compile(
    r"(?<![^\W_])(?<!\d[.,/:-])(?:"
    r"(?P<iy>(?:19|20)\d\d)(?:(?P<is>[-/.])(?P<im>\d{1,2})(?P=is)(?P<id>\d{1,2})(?!\d)"
    r"|\s?[年년]\s?(?P<cm>\d{1,2})\s?[月월]\s?(?P<cd>\d{1,2})\s?[日일])"
    r"|(?P<nd>\d{1,2})(?P<ns>\s?[-/.–]\s?|\s{2})(?P<nm>\d{1,2})(?P=ns)(?P<ny>\d{4}|\d{2})(?!\d|[./-]\d)"
    r"|(?P<wd>\d{1,2})(?:st|nd|rd|th)?(?:\s?(?:-|–|&|dan|s\.d\.?|s/d|sampai|hingga)\s?(?P<wr>\d{1,2}))?"
    + _GAP
    + _MONTH.format("wm")
    + r"(?:\s?/\s?(?P<wn>[^\W\d_]{3,12}))?"
    + r"(?:"
    + _GAP
    + rf"(?P<wy>(?:19|20)\d\d(?!\d)|[{APOSTROPHES}]?\d\d(?![\w.:,/-]|\s?[^\W\d_])))?"
    r"|(?P<ed>\d{1,2})(?:st|nd|rd|th)?\s?,?\s{1,2}(?P<ey>(?:19|20)\d\d)(?!\d)"
    r"|(?P<yy>(?:19|20)\d\d)(?!\d)"
    r"|(?P<bd>\d{1,2})/(?P<bm>\d{1,2})(?=\s?\))"
    r")",
)
_BEFORE = re.compile(r"([^\W\d_]{3,12})\.?[\s,-]{1,2}$")
_RANGE_BEFORE = re.compile(
    r"(?<!\d)(\d{1,2})(?:\s([^\W\d_]{3,10}))?\s?(?:-|–|s\.d\.?|s/d|sampai(?:\sdengan)?|hingga)\s?$", re.IGNORECASE
)
_LOOK_BACK = 28
_TO = re.compile(
    r"\s{0,2}(?:-|–|—|s\.d\.?|s/d|sampai(?:\sdengan)?|hingga)\s{0,2}(?:[^\W\d_]{4,8},?\s)?(?:tanggal\s)?", re.IGNORECASE
)
"""What stands between the two whole dates of a range."""
_LONGEST_TO = 36
_NUMBERED = re.compile(r"(?<![^\W_])([^\W\d_]{1,8})[\s.:]{0,3}$")
_BRACKET = re.compile(r"\([^()]{0,24}$")


@dataclass(frozen=True, slots=True)
class _Scope:
    """What every candidate is judged by: the clock, the zone, the last plausible year, a year from the address."""

    zone: ZoneInfo
    last_year: int
    year_hint: int | None


@lru_cache(maxsize=16)
def _scope(now: datetime, zone: ZoneInfo, year_hint: int | None) -> _Scope:
    return _Scope(zone, now.astimezone(zone).year + 2, year_hint)


def find_dates(
    text: str, *, now: datetime, zone: ZoneInfo, year_hint: int | None = None, limit: int = 2000
) -> Findings:
    """Find the dates of a text, in order.

    ``now`` (aware) resolves relative wordings and refuses years more than two after it; naive times are times of
    ``zone``. A missing year is taken from ``year_hint`` only, with a doubt. At most ``limit`` dates and the first
    million characters are looked at; `truncated` says that there was more.
    """
    scope = _scope(now, zone, year_hint)
    shown = text[:MAX_TEXT]
    found: list[Found] = []
    for one in _line(shown, scope) if len(shown) <= _LINE else _figures(shown, scope):
        if len(found) == limit:
            return Findings(tuple(found), truncated=True)
        found.append(one)
    if told := list(find_relative(shown, now=now, zone=zone, limit=limit - len(found) + 1)):
        found = sorted(found + told, key=lambda one: one.start)
    return Findings(tuple(found[:limit]), truncated=len(text) > MAX_TEXT or len(found) > limit)


def read_machine(value: str, *, zone: ZoneInfo) -> Found | None:
    """Read an attribute's value; None where it is no date (epoch seconds, "0000-00-00", prose without one).

    A naive time is a time of ``zone``; an offset is honoured. A value that people wrote ("Senin, 5 Agustus 2024") is
    read as text is, but for relative wordings, which need a clock.
    """
    return _stamp(value[:LONGEST], zone)


@lru_cache(maxsize=1024)  # a page says one moment in its head, in its data and beside its headline
def _stamp(text: str, zone: ZoneInfo) -> Found | None:
    return read_stamp(text, zone=zone) or next(_figures(text, _Scope(zone, LAST_YEAR, None)), None)


@lru_cache(maxsize=4096)  # the boxes and footers of a site say the same on every page
def _line(text: str, scope: _Scope) -> tuple[Found, ...]:
    return tuple(_figures(text, scope))


def _figures(text: str, scope: _Scope) -> Iterator[Found]:
    """Read every candidate; one that the next turns out to begin with ("30 Juli" of "30 Juli s.d. 2 Agustus") is dropped."""
    last: Found | None = None
    end = 0
    for figures in _FIGURES.finditer(text):
        match = _CANDIDATE.match(text, figures.start()) if figures.start() >= end else None
        if match is None:
            continue
        one = _read(match, text, scope)
        if one is not None or _is_whole(match):  # no month is read out of an impossible date: 31 Februari 2024
            end = match.end()
        if one is None:
            continue
        if last is not None and one.start > last.start:
            if _is_range(last, one, text):
                last = last._replace(
                    end=one.end, at=None, precision=Precision.DAY, raw=text[last.start : one.end], doubt="range"
                )
                continue
            yield _labelled(last, text, scope.zone)
        last = one
    if last is not None:
        yield _labelled(last, text, scope.zone)


def _is_range(first: Found, second: Found, text: str) -> bool:
    """Whether two whole dates are the ends of one range; a range is not continued, so that no text is copied twice."""
    return (
        second.start - first.end <= _LONGEST_TO
        and first.day < second.day
        and first.doubt != "range"
        and {first.precision, second.precision} <= EXACT
        and _TO.fullmatch(text, first.end, second.start) is not None
    )


def _is_whole(match: re.Match[str]) -> bool:
    """Whether a candidate has the shape of a whole date, real or not."""
    return bool(match["iy"] or match["ny"] or (match["wy"] and match["wm"].lower() in MONTHS))


def _read(match: re.Match[str], text: str, scope: _Scope) -> Found | None:
    """Read one candidate by the shape that it has: the last group that took part names it."""
    return _SHAPES[match.lastgroup or ""](match, text, scope)


def _year_first(match: re.Match[str], text: str, scope: _Scope) -> Found | None:
    month, day = match["im"] or match["cm"], match["id"] or match["cd"]
    return _dated(match, text, scope, match["iy"], int(month), int(day))


def _numeric(match: re.Match[str], text: str, scope: _Scope) -> Found | None:
    before = _NUMBERED.search(text[max(0, match.start() - 12) : match.start()])
    if before and before[1].lower() in NUMBERED:
        return None
    return _dated(match, text, scope, match["ny"], int(match["nm"]), int(match["nd"]))


def _bare(match: re.Match[str], text: str, scope: _Scope) -> Found | None:
    """Read Selasa (4/10), where the year is known from elsewhere; in brackets alone it may as well be a mark."""
    start = match.start()
    if scope.year_hint is None or _BRACKET.search(text[max(0, start - 26) : start]) is None:
        return None
    said = label_before(text, start)
    if said.weekday is None and said.role is None:
        return None
    found = _dated(match, text, scope, str(scope.year_hint), int(match["bm"]), int(match["bd"]))
    return found and found._replace(doubt="year missing")


def _dated(
    match: re.Match[str], text: str, scope: _Scope, year: str, month: int, day: int, *, start: int | None = None
) -> Found | None:
    """A whole date that begins where its match does, or at ``start``; the time of day behind it is read along."""
    full, doubt = _full_year(year)
    at_day = real_day(full, month, day, last_year=scope.last_year)
    if at_day is None:
        return None
    end, at = clock_at(text, match.end(), day=at_day, zone=scope.zone)
    begin = match.start() if start is None else start
    raw = text[begin:end]
    return Found(begin, end, at_day, at, Precision.TIME if at else Precision.DAY, raw, doubt=doubt)


def _full_year(year: str) -> tuple[int, str]:
    """Two figures: 00-69 are of this century, 70-99 of the last."""
    figures = int(year[-4:] if len(year) >= 4 else year[-2:])
    if len(year) >= 4:
        return figures, ""
    return figures + (2000 if figures < 70 else 1900), "two-digit year"


def _worded(match: re.Match[str], text: str, scope: _Scope) -> Found | None:
    """Read 5 Agustus 2024, with a range before it or inside it."""
    month = MONTHS.get(match["wm"].lower())
    again = MONTHS.get((match["wn"] or match["wm"]).lower())  # 24 نيسان / أبريل 2020: the month by both of its names
    if month is None or again != month:
        return None
    year = match["wy"] or (str(scope.year_hint) if scope.year_hint else None)
    if year is None:
        return None
    found = _dated(match, text, scope, year, month, int(match["wd"]))
    if found is None:
        return None
    if not match["wy"]:
        return found._replace(doubt="year missing")
    if match["wr"]:
        return found._replace(doubt="range")
    return _ranged(found, text, scope)


def _ranged(found: Found, text: str, scope: _Scope) -> Found:
    """Read 30 Juli s.d. 2 Agustus 2024 as one date, that of its first day."""
    begin = max(0, found.start - _LOOK_BACK)
    before = _RANGE_BEFORE.search(text[begin : found.start])
    if before is None:
        return found
    month = MONTHS.get((before[2] or "").lower(), found.day.month)
    year = found.day.year - (month > found.day.month)
    first = real_day(year, month, int(before[1]), last_year=scope.last_year)
    if first is None or first > found.day:
        return found
    start = begin + before.start(1)
    return found._replace(
        start=start, day=first, at=None, precision=Precision.DAY, raw=text[start : found.end], doubt="range"
    )


def _month_first(match: re.Match[str], text: str, scope: _Scope) -> Found | None:
    """Read August 5, 2024, where the month stands before the figures."""
    month, start = _month_before(text, match.start())
    if month is None:
        return _year(match, text, scope)
    return _dated(match, text, scope, match["ey"], month, int(match["ed"]), start=start)


def _month_before(text: str, start: int) -> tuple[int | None, int]:
    begin = max(0, start - 15)
    before = _BEFORE.search(text[begin:start])
    month = MONTHS.get(before[1].lower()) if before else None
    return month, begin + before.start(1) if before else start


def _year(match: re.Match[str], text: str, scope: _Scope) -> Found | None:
    """Read Agustus 2024 as a month; a year alone is a date only behind a copyright sign."""
    group = match.lastgroup or "yy"
    at, year = match.start(group), int(match[group])
    month, start = _month_before(text, at)
    if month is not None:
        day = real_day(year, month, 1, last_year=scope.last_year)
        return Found(start, match.end(), day, None, Precision.MONTH, text[start : match.end()]) if day else None
    before = text[max(0, at - 30) : at].lower()
    sign = next((sign for sign in COPYRIGHT if sign in before), "")
    if not sign or not FIRST_YEAR <= year <= scope.last_year:
        return None
    return Found(at, match.end(), date(year, 1, 1), None, Precision.YEAR, match[group], Role.COPYRIGHT, sign)


def _labelled(found: Found, text: str, zone: ZoneInfo) -> Found:
    """Read what stands before (label, weekday) and right after ("(diperbarui)"); the weekday is that of the day as written."""
    if found.label is not None:
        return found
    said = label_before(text, found.start, after=text[found.end : found.end + 24])
    doubt = found.doubt
    if said.weekday is not None and found.precision in EXACT and said.weekday != found.day.weekday():
        doubt = doubt or "weekday disagrees"
    day = found.at.astimezone(zone).date() if found.at else found.day
    if said.role is None and not said.text and doubt == found.doubt and day == found.day:
        return found
    return found._replace(day=day, label=said.role, label_text=said.text, doubt=doubt)


_SHAPES: dict[str, Callable[[re.Match[str], str, _Scope], Found | None]] = {
    "id": _year_first,
    "cd": _year_first,
    "ny": _numeric,
    "wm": _worded,
    "wn": _worded,
    "wy": _worded,
    "ey": _month_first,
    "yy": _year,
    "bm": _bare,
}
