"""How often a site is updated: the estimators' bias and the intervals' coverage by exact sums, no simulation."""

from __future__ import annotations

from functools import cache
from math import exp, expm1, lgamma, log, log1p

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.frequency import Gap, frequency, gamma_point, gamma_share, interval_of, rate_of

YEAR = 365


def gaps(changed: int, still: int, *, days: float = 1.0) -> list[Gap]:
    return [Gap(days, changed=True)] * changed + [Gap(days, changed=False)] * still


def binomial(n: int, share: float, x: int) -> float:
    ways = lgamma(n + 1) - lgamma(x + 1) - lgamma(n - x + 1)
    return exp(ways + x * log(share) + (n - x) * log1p(-share))


def poisson(mean: float, x: int) -> float:
    return exp(x * log(mean) - mean - lgamma(x + 1))


# -- bias ------------------------------------------------------------------------------------------------------------


def bias(n: int, product: float) -> float:
    """The share by which the mean of the estimate over all X misses the true rate; ``product`` is rate * interval."""
    changed = -expm1(-product)
    mean = sum(binomial(n, changed, x) * rate_of(gaps(x, n - x)) for x in range(n + 1))
    return mean / product - 1


@pytest.mark.parametrize("n", [10, 12, 20, 50])
@pytest.mark.parametrize("product", [0.01, 0.05, 0.2, 0.5, 0.8, 1.0])
def test_the_estimate_from_visits_misses_the_true_rate_by_less_than_one_percent_from_ten_visits_on(
    n: int, product: float
) -> None:
    assert abs(bias(n, product)) < 0.01


def test_its_worst_bias_within_these_bounds_is_a_third_of_a_percent() -> None:
    worst = max(abs(bias(10, step / 20)) for step in range(1, 21))

    assert worst == pytest.approx(0.00308, abs=0.00001)


@pytest.mark.parametrize(("n", "x"), [(10, 0), (10, 3), (10, 10), (30, 29), (365, 12)])
@pytest.mark.parametrize("days", [1.0, 7.0])
def test_for_gaps_of_one_length_the_root_is_the_papers_estimator(n: int, x: int, days: float) -> None:
    assert rate_of(gaps(x, n - x, days=days)) == pytest.approx(-log((n - x + 0.5) / (n + 0.5)) / days, rel=1e-9)


def test_uneven_gaps_are_told_apart() -> None:
    """A change in a long gap says less of the rate than one in a short gap."""
    short = [Gap(1, changed=True), Gap(20, changed=False)]
    long = [Gap(1, changed=False), Gap(20, changed=True)]

    assert rate_of(short) < rate_of(long)
    mixed = [Gap(1, changed=False), Gap(1, changed=True), Gap(9, changed=True), Gap(30, changed=False)]
    rate = rate_of(mixed)
    left = sum(gap.days / expm1(rate * gap.days) for gap in mixed if gap.changed)
    assert left == pytest.approx(31 + 41 / 4 / 2)


@pytest.mark.parametrize("rate", [1 / 2, 1 / 9, 1 / 30])
def test_uneven_gaps_bring_a_bias_below_two_percent(rate: float) -> None:
    """Sixty nights of a week with a weekend off: 50 gaps of one day, 10 of three; the sum runs over both counts."""
    one, three = -expm1(-rate), -expm1(-3 * rate)
    mean = sum(
        binomial(50, one, x) * binomial(10, three, y) * rate_of([*gaps(x, 50 - x), *gaps(y, 10 - y, days=3.0)])
        for x in range(51)
        for y in range(11)
        if binomial(50, one, x) * binomial(10, three, y) > 1e-9
    )
    assert abs(mean / rate - 1) < 0.02


# -- coverage --------------------------------------------------------------------------------------------------------


@cache
def dated_intervals() -> tuple[tuple[float, float], ...]:
    return tuple(interval_of((), counted=x, days=YEAR) for x in range(280))


@cache
def nightly_intervals() -> tuple[tuple[float, float], ...]:
    return tuple(interval_of(gaps(x, YEAR - x)) for x in range(YEAR + 1))


def dated_coverage(gap: float) -> float:
    """How often the interval holds the true rate of one update in ``gap`` days, after a year of dated lists."""
    return sum(poisson(YEAR / gap, x) for x, (low, high) in enumerate(dated_intervals()) if low <= 1 / gap <= high)


def nightly_coverage(gap: float) -> float:
    changed = -expm1(-1 / gap)
    return sum(
        binomial(YEAR, changed, x) for x, (low, high) in enumerate(nightly_intervals()) if low <= 1 / gap <= high
    )


GAPS = [2 + step / 4 for step in range(4 * 88 + 1)]
"""One update in 2 to 90 days, by quarters of a day."""


@pytest.mark.parametrize("coverage", [dated_coverage, nightly_coverage])
def test_the_interval_holds_four_rates_in_five(coverage: object) -> None:
    held = [coverage(gap) for gap in GAPS]  # type: ignore[operator]

    assert sum(held) / len(held) == pytest.approx(0.80, abs=0.005)


@pytest.mark.parametrize("coverage", [dated_coverage, nightly_coverage])
def test_it_does_so_around_every_rate(coverage: object) -> None:
    """The mean over the rates within a quarter of each: a site's rate is no lattice point, its count is."""
    held = {gap: coverage(gap) for gap in GAPS}  # type: ignore[operator]
    for gap in GAPS:
        near = [share for other, share in held.items() if gap / 1.25 <= other <= gap * 1.25]
        assert 0.75 <= sum(near) / len(near) <= 0.85, gap


def test_it_does_so_at_every_single_rate_down_to_one_update_in_29_days() -> None:
    assert all(0.75 <= dated_coverage(gap) <= 0.85 for gap in GAPS if gap <= 29)


def test_below_that_the_few_whole_counts_make_single_rates_miss_the_bounds_by_two_points_at_most() -> None:
    """With 4 to 12 updates expected no interval is within 75 to 85 % everywhere: a count comes in whole ones."""
    held = [dated_coverage(gap) for gap in GAPS]

    assert min(held) > 0.731
    assert max(held) < 0.858


# -- what comes out --------------------------------------------------------------------------------------------------


def test_dated_time_gives_the_gamma_posterior() -> None:
    found = frequency(counted=12, days=84.0)

    assert found is not None
    assert found.per_week == pytest.approx(7 * 12.5 / 87, abs=1e-4)
    assert found.low == pytest.approx(7 * gamma_point(12.5, 0.1) / 87, abs=1e-4)
    assert found.high == pytest.approx(7 * gamma_point(12.5, 0.9) / 87, abs=1e-4)
    assert (found.updates, found.days, found.dated_days) == (12, 84, 84)


def test_without_time_there_is_no_frequency() -> None:
    assert frequency(counted=0, days=0.0) is None


def test_visits_that_all_saw_a_change_still_give_a_finite_interval() -> None:
    found = frequency(counted=0, days=0.0, gaps=gaps(30, 0))

    assert found is not None
    assert 0 < found.low < found.per_week < 7 * 10
    assert found.high < 7 * 10


def test_still_gaps_alone_say_never_so_far_with_an_upper_end() -> None:
    found = frequency(counted=0, days=0.0, gaps=gaps(0, 60))

    assert found is not None
    assert (found.per_week, found.updates) == (0, 0)
    assert 0 < found.low < found.high < 7 * 1.4 / 63


def test_short_gaps_come_to_the_same_as_dated_time() -> None:
    fine = interval_of([*gaps(6, 6000 - 6, days=0.01)])

    assert fine == pytest.approx(interval_of((), counted=6, days=60.0), rel=0.01)


def test_the_gamma_distribution_agrees_with_printed_tables() -> None:
    assert 2 * gamma_point(0.5, 0.1) == pytest.approx(0.01579, abs=0.00001)  # chi square, 1 degree of freedom
    assert 2 * gamma_point(4.5, 0.9) == pytest.approx(14.684, abs=0.001)  # 9 degrees
    assert 2 * gamma_point(50, 0.1) == pytest.approx(82.358, abs=0.001)  # 100 degrees
    assert gamma_share(1.0, 2.0) == pytest.approx(-expm1(-2.0), rel=1e-14)


@given(st.floats(0.5, 400), st.floats(0.01, 0.99))
def test_the_point_of_a_share_has_that_share_below_it(shape: float, share: float) -> None:
    assert gamma_share(shape, gamma_point(shape, share)) == pytest.approx(share, abs=1e-12)


@given(st.integers(0, 200), st.integers(1, 400), st.lists(st.booleans(), max_size=40))
def test_the_rate_lies_near_its_interval_and_more_updates_mean_a_higher_rate(
    counted: int, days: int, changes: list[bool]
) -> None:
    visits = [Gap(2.0, changed) for changed in changes]
    found = frequency(counted=counted, days=float(days), gaps=visits)
    more = frequency(counted=counted + 1, days=float(days), gaps=visits)

    assert found is not None
    assert more is not None
    assert found.low < found.high
    assert found.per_week < more.per_week
    assert found.low <= more.low
