"""A machine whose clock cannot be right does not crawl, and what it crawled does not count."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from crawler.__main__ import Tally
from crawler.clock import why_wrong
from crawler.reach import Reach
from crawler.records import SiteNight, Visit
from crawler.store import NO_NETWORK, WRONG_CLOCK
from tests.judgement_helpers import TONIGHT, clue, look

LAST = datetime(2026, 11, 20, 18, tzinfo=UTC)
NOW = LAST
READING = look(TONIGHT, clue(TONIGHT)).reading


def test_a_clock_from_before_this_program_is_wrong() -> None:
    assert "before this program was made" in (why_wrong(datetime(2020, 1, 1, tzinfo=UTC), latest=None) or "")


def test_a_clock_behind_the_last_crawl_is_wrong() -> None:
    assert "the last crawl ran at 2026-11-20 18:00" in (why_wrong(LAST - timedelta(days=2), latest=LAST) or "")


def test_a_clock_set_back_by_minutes_is_no_trouble() -> None:
    assert why_wrong(LAST - timedelta(minutes=20), latest=LAST) is None


def tally(*ahead: timedelta) -> Tally:
    counted = Tally()
    for number, off in enumerate(ahead):
        visit = Visit(str(number), f"http://s{number}.test/", TONIGHT, Reach.OK, "", NOW, NOW)
        counted.note(SiteNight(visit, (replace(READING, server_date=NOW + off),)))
    return counted


def test_most_servers_against_us_make_the_crawl_void() -> None:
    off = timedelta(days=-370)
    assert tally(off, off, off, timedelta()).outcome("finished", own_clock=True) == WRONG_CLOCK


def test_one_server_with_a_broken_clock_says_nothing_of_ours() -> None:
    assert tally(timedelta(days=400), timedelta(), timedelta()).outcome("finished", own_clock=True) == "finished"


def test_a_server_that_writes_local_time_is_not_against_us() -> None:
    assert tally(*[timedelta(hours=14)] * 4).outcome("finished", own_clock=True) == "finished"


def test_a_chosen_time_is_not_held_against_the_servers() -> None:
    assert tally(*[timedelta(days=-30)] * 4).outcome("finished", own_clock=False) == "finished"


def test_a_crawl_that_reached_nobody_is_still_told_apart() -> None:
    counted = Tally(reached=[Reach.CONNECT_TIMEOUT, Reach.DNS_TIMEOUT])
    assert counted.outcome("finished", own_clock=True) == NO_NETWORK
