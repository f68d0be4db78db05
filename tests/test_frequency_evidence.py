"""What of a site's history the frequency rests on, and how it is told to people."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crawler.records import SiteHistory
from monitor.frequency import Frequency, frequency_of
from monitor.leaderboard import Row
from monitor.phrases import often, often_rests_on
from monitor.store import JudgementStore
from tests.judgement_helpers import CODE, TONIGHT, days, feed, score_of, unit, update, visit

MONDAY = date(2026, 11, 16)  # of the running week


def listed(oldest: date) -> SiteHistory:
    return SiteHistory(CODE, (visit(TONIGHT, lists=(feed(oldest),)),))


def watched(nights: int) -> SiteHistory:
    return SiteHistory(CODE, tuple(visit(TONIGHT - days(back)) for back in range(nights)))


def test_a_dated_list_observes_the_weeks_it_reaches_back_over() -> None:
    counted = [update(MONDAY - days(9 * step)) for step in (*range(1, 10), 40)]

    found = frequency_of(listed(MONDAY - days(84)), counted, as_of=TONIGHT)

    assert found is not None
    assert (found.updates, found.days, found.dated_days) == (9, 84, 84)
    assert found.per_week == pytest.approx(7 * 9.5 / 87, abs=1e-4)


def test_the_silence_before_the_first_update_of_all_is_none_of_the_site() -> None:
    counted = [update(MONDAY - days(7 * step - 2)) for step in range(1, 13)]  # one in each of twelve weeks

    found = frequency_of(listed(MONDAY - days(364)), counted, as_of=TONIGHT)

    assert found is not None
    assert (found.updates, found.days) == (11, 77)  # the first one begins the count
    assert found.low < 1 < found.high


def test_updates_outside_the_covered_weeks_and_of_the_running_week_are_left_out() -> None:
    counted = [update(TONIGHT), update(MONDAY - days(10)), update(MONDAY - days(100))]

    found = frequency_of(listed(MONDAY - days(84)), counted, as_of=TONIGHT)

    assert found is not None
    assert found.updates == 1


def test_a_week_that_only_its_update_covers_tells_nothing() -> None:
    assert frequency_of(SiteHistory(CODE, (visit(TONIGHT),)), [update(MONDAY - days(10))], as_of=TONIGHT) is None


def test_visits_that_see_changes_are_weighed_as_gaps() -> None:
    counted = [update(MONDAY - days(back), claimed=False) for back in (5, 6, 20)]

    found = frequency_of(watched(40), counted, as_of=TONIGHT)

    assert found is not None
    assert (found.updates, found.days, found.dated_days) == (3, 33, 0)
    assert found.low < found.per_week < found.high


def test_a_gap_over_nights_that_were_not_measured_is_one_gap() -> None:
    nights = (visit(MONDAY - days(30)), visit(MONDAY - days(20)), visit(MONDAY - days(1)))

    found = frequency_of(SiteHistory(CODE, nights), [update(MONDAY - days(20), claimed=False)], as_of=TONIGHT)

    assert found is not None
    assert (found.updates, found.days) == (1, 29)


def test_a_dated_week_and_a_gap_never_tell_of_the_same_day_twice() -> None:
    visits = (
        visit(MONDAY - days(30)),
        visit(MONDAY - days(13), lists=(feed(MONDAY - days(28)),)),
        visit(MONDAY - days(1)),
    )

    found = frequency_of(
        SiteHistory(CODE, visits), [update(MONDAY - days(20)), update(MONDAY - days(400))], as_of=TONIGHT
    )

    assert found is not None
    assert found.dated_days == 14  # the two whole weeks before the list was read
    assert found.days == 14 + 2 + 12


def test_only_what_was_known_on_the_last_measured_night_weighs() -> None:
    night = TONIGHT - days(40)
    history = SiteHistory(CODE, (visit(night, lists=(feed(night - days(60)),)), *watched(30).visits))

    found = frequency_of(history, [], as_of=night)

    assert found is not None
    assert found.days == found.dated_days == 56


# -- in the score ----------------------------------------------------------------------------------------------------


def test_the_score_carries_it_and_says_it_among_its_reasons(tmp_path: Path) -> None:
    counted = [update(MONDAY - days(9 * step)) for step in (*range(1, 10), 40)]
    found = score_of(counted, [visit(TONIGHT, lists=(feed(MONDAY - days(84)),))])

    assert found.frequency is not None
    assert any("0.7644 a week (80 % interval 0.4687 to 1.0944), from 9 in 84 covered days" in r for r in found.reasons)
    store = JudgementStore(tmp_path / "segar.db")
    assert store.save_scores([Row(unit(CODE), found, 1, 1, None)]) == 1
    assert store.scores(TONIGHT)[CODE] == found
    assert store.save_scores([Row(unit(CODE), found, 1, 1, None)]) == 0
    store.close()


def test_a_score_of_a_database_of_before_has_none(tmp_path: Path) -> None:
    store = JudgementStore(tmp_path / "segar.db")
    store.save_scores([Row(unit(CODE), score_of([update(TONIGHT)], [visit(TONIGHT)]), 1, 1, None)])
    with store.db.conn:
        store.db.execute("update scores set frequency = null")

    assert store.scores(TONIGHT)[CODE].frequency is None
    store.close()


# -- in words --------------------------------------------------------------------------------------------------------


def told(per_week: float, low: float, high: float, *, updates: int = 9, over: float = 84) -> str:
    return often(Frequency(per_week, low, high, updates, over, over))


def test_the_words_name_the_gap_and_its_interval() -> None:
    assert told(7 / 9, 7 / 14, 7 / 6) == "sekitar 1 kali per 9 hari (6–14)"
    assert told(7 / 2.5, 7 / 3.2, 7 / 2) == "sekitar 1 kali per 2,5 hari (2–3,2)"
    assert told(7 * 3, 7 * 2.4, 7 * 5.6) == "sekitar 3 kali per hari (2,4–6)"


@pytest.mark.parametrize(("updates", "over"), [(1, 84), (0, 364), (5, 21)])
def test_too_little_evidence_is_said_gently_and_without_a_number(updates: int, over: float) -> None:
    assert told(1, 0.5, 2, updates=updates, over=over) == "belum cukup bukti untuk ditaksir"


def test_what_it_rests_on_is_said_beside_it() -> None:
    assert often(None) == "belum cukup bukti untuk ditaksir"
    assert often_rests_on(None) == "belum ada pekan yang terliput"
    assert often_rests_on(Frequency(1, 0.5, 2, 24, 1204, 0)) == "24 pembaruan dalam 1.204 hari yang terliput"
    assert often_rests_on(Frequency(0, 0.1, 0.2, 0, 84, 0)) == "tanpa pembaruan dalam 84 hari yang terliput"
