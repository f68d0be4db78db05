"""Dates as Indonesian websites write them. Pure; every date is local time of the city."""

from __future__ import annotations

from datetime import date, datetime
from email.utils import format_datetime
from zoneinfo import ZoneInfo

WIB = ZoneInfo("Asia/Jakarta")

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nov", "Des")
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

_STEPS = ((365, "tahun"), (30, "bulan"), (1, "hari"))


def plain_day(day: date) -> str:
    """Write 5 Agustus 2024."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def long_day(day: date) -> str:
    """Write 05 Agustus 2024."""
    return f"{day.day:02d} {MONTHS[day.month - 1]} {day.year}"


def week_day(day: date) -> str:
    """Write Senin, 05 Agustus 2024."""
    return f"{WEEKDAYS[day.weekday()]}, {long_day(day)}"


def short_stamp(at: datetime) -> str:
    """Write 05 Agt 2024 08.15 WIB."""
    return f"{at.day:02d} {SHORT_MONTHS[at.month - 1]} {at.year} {at:%H.%M} WIB"


def header_date(at: datetime) -> str:
    """Write the date of an HTTP header, which is in GMT."""
    return format_datetime(at.astimezone(ZoneInfo("UTC")).replace(tzinfo=None)).replace("-0000", "GMT")


def feed_date(at: datetime) -> str:
    """Write the date of an RSS item, with the city's offset."""
    return format_datetime(at)


def ago(then: datetime, now: datetime) -> str:
    """Write 3 hari yang lalu; whole calendar days up to a month, hours only on the same day."""
    days = (now.date() - then.date()).days
    if days <= 0:
        hours = int((now - then).total_seconds() // 3600)
        return f"{hours} jam yang lalu" if hours > 0 else "beberapa menit yang lalu"
    size, unit = next(step for step in _STEPS if days >= step[0])
    return f"{days // size} {unit} yang lalu"
