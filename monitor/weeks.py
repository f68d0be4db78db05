"""City days and ISO weeks: Monday to Sunday in the city's zone. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Week:
    """One whole week of city days, ``monday`` to ``sunday``, both included."""

    monday: date

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)

    def holds(self, day: date) -> bool:
        """Whether ``day`` lies in the week."""
        return self.monday <= day <= self.sunday


def city_day(now: datetime, zone: ZoneInfo) -> date:
    """The calendar day that the city has at ``now`` (aware)."""
    return now.astimezone(zone).date()


def monday_of(day: date) -> date:
    """The Monday of the week that ``day`` lies in."""
    return day - timedelta(days=day.weekday())


def iso_week(day: date) -> str:
    """The ISO week of a day, as "2026-W47"; its year is that of the week's Thursday."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def full_weeks(day: date, count: int) -> tuple[Week, ...]:
    """The ``count`` whole weeks before the running week of ``day``, oldest first."""
    running = monday_of(day)
    return tuple(Week(running - timedelta(weeks=back)) for back in range(count, 0, -1))
