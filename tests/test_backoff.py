from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.backoff import MAX_REFUSALS, MAX_WAIT, RETRIES, retry_after, wish_of
from crawler.clock import seconds_until

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
WIB = ZoneInfo("Asia/Jakarta")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0),
        (" 120 ", 120),
        ("Fri, 20 Nov 2026 18:00:30 GMT", 30),
        ("Fri, 20 Nov 2026 17:00:00 GMT", 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 3_650 * 86_400),
        ("9" * 400, 3_650 * 86_400),
        (None, None),
        ("", None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("soon", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(text: str | None, seconds: int | None) -> None:
    assert retry_after(text, now=NOW) == (None if seconds is None else timedelta(seconds=seconds))


def test_a_host_that_does_not_say_how_long_is_asked_again_after_pauses_that_double() -> None:
    wishes = [wish_of(None, refusals=number, delay=0.5, now=NOW) for number in (1, 2, 3)]
    assert [wish.pause for wish in wishes] == [5.0, 10.0, 20.0]
    assert [wish.again for wish in wishes] == [True, True, False]
    assert all(wish.until is None for wish in wishes)


def test_a_short_wish_is_granted_and_a_long_one_ends_the_visit() -> None:
    assert wish_of(timedelta(seconds=60), refusals=1, delay=0.5, now=NOW).pause == MAX_WAIT
    away = wish_of(timedelta(seconds=61), refusals=1, delay=0.5, now=NOW)
    assert (away.pause, away.again, away.until) == (0.0, False, NOW + timedelta(seconds=61))


def test_a_host_that_refuses_again_and_again_is_left_alone() -> None:
    wish = wish_of(timedelta(0), refusals=MAX_REFUSALS, delay=0.5, now=NOW)
    assert wish.until is not None
    assert not wish.again


@given(
    asked=st.none() | st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=3_650)),
    refusals=st.integers(1, 50),
    delay=st.floats(0, 60),
)
def test_no_wish_makes_a_visit_wait_longer_than_the_cap(asked: timedelta | None, refusals: int, delay: float) -> None:
    wish = wish_of(asked, refusals=refusals, delay=delay, now=NOW)
    assert 0 <= wish.pause <= MAX_WAIT
    assert not (wish.again and (wish.until or refusals > RETRIES))


@pytest.mark.parametrize(
    ("hour", "minute", "seconds"), [(5, 30, 4.5 * 3_600), (1, 0, 86_400), (0, 59, 86_340), (1, 1, 60)]
)
def test_the_window_closes_at_the_next_such_time_in_the_city(hour: int, minute: int, seconds: float) -> None:
    assert seconds_until(time(hour, minute), now=NOW, zone=WIB) == seconds
