"""How far back a list goes, and which lists must have been read for a night to be measured."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.broken import PASSING, broken_tonight
from crawler.errand import Harvest
from crawler.harvest import reach_of
from crawler.records import ListState, Source

NEWEST = date(2026, 11, 20)
STRAY = date(2019, 1, 1)
DAILY = [NEWEST - timedelta(days=back) for back in range(10)]


@pytest.mark.parametrize("at", range(len(DAILY) + 1))
def test_one_stray_old_date_anywhere_does_not_stretch_the_list(at: int) -> None:
    assert reach_of([*DAILY[:at], STRAY, *DAILY[at:]]) in {DAILY[-1], DAILY[-2]}


def test_a_list_without_dates_reaches_nowhere() -> None:
    assert reach_of([]) is None


@given(st.lists(st.dates(date(2015, 1, 1), NEWEST), min_size=1))
def test_a_list_never_reaches_further_back_than_its_oldest_date(days: list[date]) -> None:
    reach = reach_of(days)
    assert reach is not None
    assert reach >= min(days)


def state(problem: str | None) -> ListState:
    return ListState("http://k.test/feed/", Source.FEED, 10, 10, NEWEST, whole=False, problem=problem)


@pytest.mark.parametrize(
    ("problem", "nights", "broken"),
    [
        (None, 1, False),
        (f"{PASSING}: HTTP 403", 1, True),
        (f"{PASSING}: HTTP 503", 90, True),
        (f"{PASSING}: a bot challenge stands before the list", 30, True),
        ("HTTP 404", 1, True),
        ("HTTP 404", 3, False),
        ("a web page, not a feed", 2, True),
        ("a web page, not a feed", 3, False),
    ],
)
def test_a_list_that_worked_must_be_read_again_or_be_gone_for_three_nights(
    problem: str | None, nights: int, *, broken: bool
) -> None:
    told = broken_tonight(Harvest(states=[state(problem)]), (state(None),), nights=nights)
    assert bool(told) is broken
