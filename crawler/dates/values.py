"""What the grammar finds, before the place on the page gives it a role.

What is made and thrown away for every date of every page is a named tuple here and in the readers of visible text: as
frozen as a dataclass, at a fifth of the price (decision 0005).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from crawler.records import Precision, Role

FIRST_YEAR = 1990  # no website is older; dates of laws and births mostly are


class Found(NamedTuple):
    """One date in a text, from ``start`` to ``end``.

    ``day`` is the city's day, ``at`` the instant in UTC where a time of day is given. ``raw`` is the text as found,
    without its label. ``label`` is the role that the words right beside it name, ``label_text`` these words.
    ``relative`` marks "3 hari yang lalu". ``doubt`` is "" or one of: "two-digit year", "year missing", "range",
    "rounded", "weekday disagrees".
    """

    start: int
    end: int
    day: date
    at: datetime | None
    precision: Precision
    raw: str
    label: Role | None = None
    label_text: str = ""
    relative: bool = False
    doubt: str = ""


class Findings(NamedTuple):
    """The dates of a text, in order; ``truncated`` when there was more than was looked at."""

    found: tuple[Found, ...]
    truncated: bool


def real_day(year: int, month: int, day: int, *, last_year: int) -> date | None:
    """The day, None for one that no calendar has or no page would tell (31 February, the year 1945)."""
    if not FIRST_YEAR <= year <= last_year:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
