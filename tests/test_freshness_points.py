"""Recency, rhythm and frequency of a measured site, by policy 1."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.records import ListState, Source
from monitor.freshness import Status, recency_of, status_of
from monitor.policy import Policy
from monitor.weeks import city_day, full_weeks, iso_week
from tests.judgement_helpers import FRONT, TONIGHT, WIB, at, clue, days, feed, look, page, score_of, site, update, visit

MONDAY = date(2026, 11, 16)  # of the running week
FIRST_MONDAY = date(2026, 8, 24)  # of the twelve full weeks before it


@pytest.mark.parametrize(
    ("age", "points"),
    [(0, 1.0), (7, 1.0), (8, 0.987), (30, 0.7), (60, 0.5), (90, 0.3), (135, 0.15), (180, 0.0), (4000, 0.0)],
)
def test_recency_falls_in_straight_lines_between_the_points(age: int, points: float) -> None:
    assert recency_of(age, Policy()) == pytest.approx(points, abs=0.0001)


@pytest.mark.parametrize(
    ("age", "status"),
    [(0, "segar"), (14, "segar"), (15, "cukup"), (30, "cukup"), (31, "tertinggal"), (90, "tertinggal"), (91, "basi"), (180, "basi"), (181, "mati suri")],
)  # fmt: skip
def test_the_status_goes_by_days(age: int, status: str) -> None:
    assert status_of(age, Policy()) == Status(status)


def test_the_score_is_recency_and_rhythm_by_their_weights() -> None:
    weekly = [update(MONDAY - days(7 * back), path=f"p{back}") for back in range(1, 7)]

    found = score_of(weekly, [visit(TONIGHT, lists=(feed(FIRST_MONDAY),))])

    assert (found.days, found.recency, found.rhythm) == (12, 0.9348, 0.5)
    assert (found.score, found.status) == (76.1, Status.SEGAR)
    assert "Score 76.1 = 100 * (0.6 * 0.9348 + 0.4 * 0.5); status segar by 12 days." in found.reasons
    assert any("6 of 12 covered weeks" in reason and "2026-08-24 to 2026-11-15" in reason for reason in found.reasons)


def test_the_running_week_is_not_scored() -> None:
    found = score_of([update(MONDAY), update(TONIGHT)], [visit(TONIGHT, lists=(feed(FIRST_MONDAY),))])

    assert (found.weeks, found.rhythm, found.recency) == ((0,) * 12, 0.0, 1.0)


def test_a_full_week_ends_on_sunday() -> None:
    edges = [update(MONDAY - days(1)), update(MONDAY - days(7)), update(MONDAY - days(8))]

    found = score_of(edges, [visit(TONIGHT, lists=(feed(FIRST_MONDAY),))])

    assert found.weeks[-2:] == (1, 2)


def test_weeks_that_a_list_does_not_reach_leave_the_denominator() -> None:
    short = visit(TONIGHT, lists=(feed(MONDAY - days(15)),))

    found = score_of([update(MONDAY - days(3))], [short])

    assert (found.weeks, found.rhythm) == ((None,) * 10 + (0, 1), 0.5)


@pytest.mark.parametrize(
    "state",
    [
        feed(TONIGHT, whole=True),
        ListState(
            url=f"{FRONT}wp-json/wp/v2/posts?after=2026-08-17T00:00:00",
            source=Source.REST,
            items=0,
            dated=0,
            oldest=None,
            whole=False,
        ),
    ],
)
def test_a_list_that_holds_all_covers_every_week(state: ListState) -> None:
    assert score_of([update(TONIGHT)], [visit(TONIGHT, lists=(state,))]).weeks == (0,) * 12


@pytest.mark.parametrize(
    "state",
    [
        feed(FIRST_MONDAY, problem="HTTP 404"),
        feed(FIRST_MONDAY, source=Source.SITEMAP),
        feed(None, dated=0, whole=True),
    ],
)
def test_a_list_that_failed_or_dates_nothing_covers_nothing(state: ListState) -> None:
    found = score_of([update(TONIGHT)], [visit(TONIGHT, lists=(state,))])

    assert (found.weeks, found.rhythm, found.score) == ((None,) * 12, None, 100.0)


def test_a_list_covers_no_week_that_was_not_over_when_it_was_read() -> None:
    midweek = MONDAY - days(5)
    read = visit(midweek, lists=(feed(FIRST_MONDAY),))

    found = score_of([update(TONIGHT)], [read, visit(TONIGHT)])

    assert found.weeks == (0,) * 11 + (None,)


def test_pages_read_back_beyond_a_week_cover_it() -> None:
    pages = [page(look(TONIGHT, clue(day), path=day.isoformat())) for day in (date(2025, 3, 1), MONDAY - days(2))]

    found = site(*pages).score()

    assert (found.weeks, found.rhythm) == ((0,) * 11 + (1,), 0.0833)


def test_a_week_that_was_watched_is_covered() -> None:
    nights = [MONDAY - days(7), MONDAY - days(5), TONIGHT]

    found = score_of([update(TONIGHT)], [visit(night) for night in nights])

    assert found.weeks == (None,) * 11 + (0,)


def test_a_week_that_was_watched_from_its_middle_on_is_not_covered() -> None:
    found = score_of([update(TONIGHT)], [visit(MONDAY - days(5)), visit(TONIGHT)])

    assert found.weeks == (None,) * 12


def test_frequency_is_the_updates_of_ninety_days_and_the_median_gap() -> None:
    posted = [TONIGHT - days(back) for back in (0, 0, 4, 10, 89, 90, 400)]
    told = [update(day, path=f"p{place}") for place, day in enumerate(posted)]

    found = score_of(told, [visit(TONIGHT)])

    assert (found.updates_90d, found.median_gap_days) == (5, 6.0)


def test_one_day_with_an_update_has_no_gap() -> None:
    assert score_of([update(TONIGHT)], [visit(TONIGHT)]).median_gap_days is None


def test_the_evidence_is_the_newest_counted_update() -> None:
    told = [update(TONIGHT - days(3)), update(TONIGHT - days(2), path="baru"), update(TONIGHT, counted=False)]

    found = score_of(told, [visit(TONIGHT)])

    assert (found.last_update, found.evidence) == (TONIGHT - days(2), told[1])


def test_days_are_those_of_the_city() -> None:
    assert city_day(at(TONIGHT), WIB) == TONIGHT  # still the 20th in UTC


def test_full_weeks_never_hold_the_running_one() -> None:
    weeks = full_weeks(TONIGHT, 12)

    assert (weeks[0].monday, weeks[-1].sunday, len(weeks)) == (FIRST_MONDAY, MONDAY - days(1), 12)


def test_an_iso_week_belongs_to_the_year_of_its_thursday() -> None:
    assert [iso_week(date(2026, 11, 21)), iso_week(date(2027, 1, 1))] == ["2026-W47", "2026-W53"]
