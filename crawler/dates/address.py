"""Dates in addresses: the page's own, and those of its pictures (which only say "not before")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import unquote

from crawler.own import split
from crawler.records import Clue, Kind, Precision, Role

_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}

_EARLIEST = 1995
"""No website is older: a smaller year in an address is a number."""

_PATTERNS = (
    (re.compile(r"/(?P<y>\d{4})/(?P<m>\d{1,2})/(?P<d>\d{1,2})(?=[/_.-]|$)"), "/year/month/day/"),
    (re.compile(r"/(?P<y>\d{4})/(?P<n>[a-z]{3})[a-z]*/(?P<d>\d{1,2})(?=[/_.-]|$)"), "/year/month/day/"),
    (re.compile(r"(?<![\d-])(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?![\d-]*\d)"), "year-month-day"),
    (re.compile(r"(?<![\d-])(?P<d>\d{2})-(?P<m>\d{2})-(?P<y>\d{4})(?![\d-]*\d)"), "day-month-year"),
    (re.compile(r"(?<!\d)(?P<y>\d{4})_(?P<m>\d{2})_(?P<d>\d{2})(?!\d)"), "year_month_day"),
    (re.compile(r"(?<![\da-z])(?P<y>20\d{2})(?P<m>\d{2})(?P<d>\d{2})(?![\da-z])"), "yearmonthday"),
    (re.compile(r"/(?P<y>\d{4})/(?P<m>\d{2})(?P<d>\d{2})/"), "/year/monthday/"),
    (re.compile(r"/(?P<y>\d{4})[/-](?P<m>\d{2})/"), "/year/month/"),
)

_YEAR = re.compile(r"\d{4}")
"""What every date in an address has in it, and many an address has not."""
_UPLOAD = re.compile(r"/(?P<y>\d{4})/(?P<m>\d{1,2})/(?:(?P<d>\d{1,2})/)?")


def address_clues(url: str, *, today: date) -> Iterator[Clue]:
    """The date that the path of ``url`` carries, as at most one clue; ``today`` (city day) bounds what is plausible.

    An address that ends with its date is an archive of that day or month: a bound, not a page's date.
    """
    path = unquote(split(url).path).lower()
    if not _YEAR.search(path):
        return
    for pattern, name in _PATTERNS:
        for match in pattern.finditer(path):
            day = _day(match)
            if day is None or not _EARLIEST <= day.year <= today.year or day > today:
                continue
            archive = not re.search(r"[a-z]", path[match.end() :]) and name.startswith("/")
            role = Role.BOUND if archive and not re.search(r"\d", path[match.end() :]) else Role.PUBLISHED
            yield Clue(Kind.ADDRESS, role, day, None, _precision(match), match.group().strip("/"), f"address {name}")
            return


def year_of(url: str, *, today: date) -> int | None:
    """The year that is a folder of the address ("/2021/berita/..."): it completes a date, and is none itself."""
    if _lacks(_YEAR, url):
        return None
    years = {int(year) for year in re.findall(r"/((?:19|20)\d\d)(?=/)", split(url).path)}
    return next((year for year in years if len(years) == 1 and _EARLIEST <= year <= today.year), None)


def _lacks(part: re.Pattern[str], url: str) -> bool:
    """Whether no part of an address can be such; asked before it is split, which costs more. Splitting takes out line ends and tabs."""
    return part.search(url) is None and url.isprintable()


def upload_clue(src: str, *, today: date, where: str) -> Clue | None:
    """The month or day in an upload path (/uploads/2024/08/x.jpg): the page cannot be older than its picture's folder."""
    if _lacks(_UPLOAD, src):
        return None
    match = _UPLOAD.search(split(src).path)
    day = _day(match) if match else None
    if match is None or day is None or not day.year >= _EARLIEST or day > today:
        return None
    return Clue(Kind.ASSET, Role.BOUND, day, None, _precision(match), match.group().strip("/"), where)


def _precision(match: re.Match[str]) -> Precision:
    return Precision.DAY if match.groupdict().get("d") else Precision.MONTH


def _day(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    month = _MONTHS.get(parts["n"]) if parts.get("n") else int(parts["m"])
    try:
        return date(int(parts["y"]), month or 0, int(parts.get("d") or 1))
    except ValueError:
        return None
