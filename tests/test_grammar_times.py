"""A time of day gives the instant that its zone says, and the day is the city's."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.dates.grammar import find_dates, read_machine
from crawler.dates.machine import _iso, _whole
from crawler.records import Precision

WIB = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)
MORNING = datetime(2024, 8, 5, 1, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "5 Agustus 2024 08.15",
        "5 Agustus 2024 jam 8:15 WIB",
        "5 Agustus 2024, pukul 09.15 WITA",
        "5 Agustus 2024 | 08:15",
        "August 5, 2024 at 8:15 AM",
        "Mon Aug 05 2024 08:15:00 GMT+0700 (Western Indonesia Time)",
        "5 Agustus 2024 08:15 UTC+7",
        "5 Agustus 2024 06:45 GMT+5:30",
        "2024-08-05T01:15:00Z",
        "2024-08-05 08:15 +0700",
        "2024-08-04 20:15 -0500",
    ],
)
def test_every_way_to_write_a_time_gives_the_same_instant(text: str) -> None:
    (found,) = find_dates(text, now=NOW, zone=WIB).found
    assert (found.at, found.day) == (MORNING, date(2024, 8, 5))


@pytest.mark.parametrize(
    "text", ["5 Agustus 2024, 08:15-10:00 WIB", "5 Agustus 2024 08.15-10.00", "5 Agustus 2024 08:15 - 10:00"]
)
def test_the_end_of_a_meeting_is_no_time_zone(text: str) -> None:
    (found,) = find_dates(text, now=NOW, zone=WIB).found
    assert found.at == MORNING


def test_the_day_is_the_citys_and_the_weekday_that_of_the_writer() -> None:
    (found,) = find_dates("Senin, 5 Agustus 2024 23:30 UTC", now=NOW, zone=WIB).found
    assert (found.day, found.doubt) == (date(2024, 8, 6), "")


@pytest.mark.parametrize(
    ("value", "at"),
    [
        ("2024-08-05 8:15 AM", MORNING),
        ("2024-08-05 08:15 PM", datetime(2024, 8, 5, 13, 15, tzinfo=UTC)),
        ("2024-08-05 09:15 WITA", MORNING),
        ("20240805T0815", MORNING),
        ("2024/08/05 08:15", MORNING),
        ("2024-08-05T08:15:00+0700", MORNING),
        ("2024-08-04T20:15:00−05:00", MORNING),
        ("Mon, 05 Aug 2024 01:15:00 GMT", MORNING),
        ("Monday, 05-Aug-24 01:15:00 GMT", MORNING),
        ("Mon Aug  5 08:15:00 2024", MORNING),
        ("Senin, 5 Agustus 2024 - 08.15 WIB", MORNING),
    ],
)
def test_a_stamp_gives_its_instant_whoever_wrote_it(value: str, at: datetime) -> None:
    found = read_machine(value, zone=WIB)
    assert found is not None
    assert found.at == at


@pytest.mark.parametrize(
    ("value", "raw", "precision"),
    [
        ("Diposting: 5 Agustus 2024", "5 Agustus 2024", Precision.DAY),
        ("5/8/24", "5/8/24", Precision.DAY),
        ("Agustus 2024", "Agustus 2024", Precision.MONTH),
    ],
)
def test_words_in_an_attribute_are_read_as_text_is(value: str, raw: str, precision: Precision) -> None:
    found = read_machine(value, zone=WIB)
    assert found is not None
    assert (found.raw, found.precision) == (raw, precision)


@pytest.mark.parametrize(
    "value", ["1722816000", "1722816000000", "2024-02-31", "23 Ramadhan 1447", "3 hari yang lalu", "2024"]
)
def test_an_attribute_without_a_day_is_none(value: str) -> None:
    assert read_machine(value, zone=WIB) is None


STAMPS = [
    *(
        "2024-08-05T08:15:30",
        "2024-08-05 08:15:30",
        "2024-08-05T08:15:30Z",
        "2024-08-05T08:15:30+07:00",
        "2024-08-05T08:15:30-0930",
    ),
    *(
        "2024-08-05T08:15:30.123Z",
        "2024-08-05T08:15:30.123456789+00:00",
        "2024-02-31T08:15:30",
        "2024-08-05T24:00:00",
        "2024-08-05T08:15:60Z",
    ),
    *(
        "1990-01-01T00:00:00+09:00",
        "1989-12-31T23:59:59Z",
        "2101-01-01T00:00:00Z",
        "2024-08-05T08:15:30+99:99",
        "2024-W10-5T10:00:00",
    ),
    *(
        "2024-05-05T10:00:009-0900",
        "2024-05-05T10:00:00+07:00:30.5",
        "2024-05-05T10:00:00:684Z",
        "2024-05-05T10:00:00-07",
        "2024-08-05t08:15:30z",
    ),
]


@pytest.mark.parametrize("zone", [WIB, ZoneInfo("America/Toronto"), ZoneInfo("UTC")])
@pytest.mark.parametrize("text", STAMPS)
def test_the_short_way_to_read_a_stamp_says_what_the_long_one_says(text: str, zone: ZoneInfo) -> None:
    assert _whole(text, zone) in {None, _iso(text, zone)}


def test_most_stamps_take_the_short_way() -> None:
    assert sum(_whole(text, WIB) is not None for text in STAMPS) == 8
