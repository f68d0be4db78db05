"""When offices write: weekdays, holidays, the city's events, the contest, and admins that leave. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from bench.years.values import WIB, Rhythm

HOLIDAYS = (
    (date(2024, 12, 25), 8),
    (date(2025, 3, 28), 11),
    (date(2025, 6, 6), 3),
    (date(2025, 12, 25), 8),
    (date(2026, 3, 18), 11),
    (date(2026, 5, 27), 3),
    (date(2026, 12, 25), 8),
)
"""Lebaran, the turn of the year and the like, with their days: hardly anybody writes."""

EVENTS = ((1, 20), (2, 10), (6, 17), (8, 17), (10, 28), (11, 10))
"""Month and day of what the whole city writes about: musrenbang, the city's birthday, independence ..."""

CONTEST = (9, 45)
"""The month that opens with the jury's visit, and the days before it in which sleeping sites wake up."""

_A_DAY = {
    Rhythm.BUSY: 0.55,
    Rhythm.WEEKLY: 0.24,
    Rhythm.FORTNIGHTLY: 0.11,
    Rhythm.MONTHLY: 0.05,
    Rhythm.SELDOM: 0.015,
    Rhythm.CONTEST: 0.0,
    Rhythm.LEAVER: 0.3,
    Rhythm.DEAD: 0.0,
    Rhythm.EDITOR: 0.0,
}
"""Chance of a post on an ordinary working day."""


def instants(rhythm: Rhythm, days: Sequence[date], pick: Random) -> Iterator[datetime]:
    """The moments at which an office posts, in order; city time."""
    away = _away(days, pick) if rhythm is Rhythm.LEAVER else (date.max, date.max)
    for day in days:
        chance = _chance(rhythm, day)
        if away[0] <= day < away[1]:
            chance = 0.0
        while pick.random() < chance:
            yield datetime.combine(day, time(pick.randint(6, 21), pick.randint(0, 59), pick.randint(0, 59)), WIB)
            chance *= 0.35  # a day's news often comes in pairs


def is_holiday(day: date) -> bool:
    """Whether the offices are closed for days on end."""
    return any(first <= day < first + timedelta(days=length) for first, length in HOLIDAYS)


def _chance(rhythm: Rhythm, day: date) -> float:
    usual = _A_DAY[rhythm]
    if rhythm is Rhythm.CONTEST:
        opening = date(day.year, CONTEST[0], 1)
        usual = 0.6 if opening - timedelta(days=CONTEST[1]) <= day < opening else 0.0
    if is_holiday(day):
        usual *= 0.05
    elif day.weekday() >= 5:
        usual *= 0.15
    elif any(0 <= (day - date(day.year, month, first)).days <= 4 for month, first in EVENTS):
        usual = min(0.9, usual * 2.5)
    return usual


def _away(days: Sequence[date], pick: Random) -> tuple[date, date]:
    """The span in which nobody knows the password."""
    left = pick.randint(len(days) // 4, 2 * len(days) // 3)
    back = left + pick.randint(60, 240)
    return days[left], days[back] if back < len(days) else date.max
