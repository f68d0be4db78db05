"""Laws that hold for every site, however it was read."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from monitor.freshness import recency_of
from monitor.policy import Policy
from monitor.weeks import full_weeks, monday_of
from tests.judgement_helpers import TONIGHT, clue, days, feed, look, page, score_of, site, update, visit

AGES = st.lists(st.integers(0, 250), min_size=1, max_size=12)
REACH_BACK = st.one_of(st.none(), st.integers(0, 120))
ANY_DAY = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def _points(ages: list[int], reach_back: int | None) -> float:
    lists = () if reach_back is None else (feed(TONIGHT - days(reach_back)),)
    told = [update(TONIGHT - days(age), path=f"p{place}") for place, age in enumerate(ages)]
    return score_of(told, [visit(TONIGHT, lists=lists)]).score or 0.0


@given(AGES, REACH_BACK, st.data())
def test_removing_an_update_never_raises_a_score(ages: list[int], reach_back: int | None, data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, len(ages) - 1))

    assert _points(ages[:gone] + ages[gone + 1 :], reach_back) <= _points(ages, reach_back)


@given(AGES, REACH_BACK)
def test_evidence_from_before_the_scored_weeks_never_raises_a_score(ages: list[int], reach_back: int | None) -> None:
    assert _points([*ages, 300], reach_back) == _points(ages, reach_back)


@given(AGES, REACH_BACK, st.data())
def test_an_update_that_turns_out_older_than_the_scored_weeks_never_raises_a_score(
    ages: list[int], reach_back: int | None, data: st.DataObject
) -> None:
    moved = data.draw(st.integers(0, len(ages) - 1))

    assert _points([*ages[:moved], 300, *ages[moved + 1 :]], reach_back) <= _points(ages, reach_back)


@given(st.integers(0, 400), st.integers(0, 400))
def test_an_older_update_never_has_more_recency(one: int, other: int) -> None:
    newer, older = sorted((one, other))

    assert recency_of(older, Policy()) <= recency_of(newer, Policy())


@given(ANY_DAY, st.integers(1, 52))
def test_full_weeks_are_whole_and_end_before_the_running_one(day: date, count: int) -> None:
    weeks = full_weeks(day, count)

    assert all(week.monday.weekday() == 0 and week.sunday < monday_of(day) for week in weeks)
    assert all(after.monday - week.sunday == days(1) for week, after in pairwise(weeks))


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 20)), max_size=8), st.integers())
def test_the_order_of_the_evidence_never_changes_a_score(facts: list[tuple[int, int]], seed: int) -> None:
    nights = [TONIGHT - days(20), TONIGHT - days(9), TONIGHT]
    pages = [
        page(look(TONIGHT - days(seen), clue(TONIGHT - days(age)), path=f"p{place}"))
        for place, (age, seen) in enumerate(facts)
    ]
    told = site(*pages, nights=nights).score()
    Random(seed).shuffle(pages)  # noqa: S311 - an order for a test, no secret

    assert site(*pages, nights=reversed(nights)).score() == told
