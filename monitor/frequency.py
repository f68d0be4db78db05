"""How often a site is updated, with an 80 % interval that says how sure that is. Pure.

Two sorts of evidence are weighed together, both as a Poisson process of updates with one rate per day:

- *Dated* time: lists and pages tell every update with its day, so ``counted`` updates in ``days`` observe everything.
  With the prior Gamma(1/2, 3 d) the rate's posterior is Gamma(1/2 + counted, 3 d + days).
- *Gaps* between two visits, where only the visits see a change: of one gap it is known whether anything changed in it,
  not how often. Likelihood of J. Cho and H. Garcia-Molina, "Estimating frequency of change", ACM Transactions on
  Internet Technology 3(3), 2003: the product of exp(-rate t) over the still gaps and 1 - exp(-rate t) over the others.

The interval is equal-tailed and Bayesian in both cases, with the same prior: it stays finite where every gap saw a
change, where a profile likelihood has no upper end.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, pairwise
from math import exp, expm1, inf, lgamma, log

from crawler.reach import OUTCOMES
from crawler.records import SiteHistory
from monitor.coverage import dated_weeks
from monitor.updates import Update
from monitor.weeks import Week, full_weeks, monday_of

PRIOR_SHAPE = 0.5
"""Jeffreys' shape for a Poisson rate: the interval then covers as often as it says."""
PRIOR_DAYS = 3.0
"""So weak that a month of evidence drowns it, and strong enough to keep a rate finite."""
INTERVAL = 0.8
WEEK = 7
WEEKS = 52
"""Full weeks that are looked back on, as far as they are covered: a year has its seasons, and a rare poster a chance."""

_TAIL = (1 - INTERVAL) / 2
_HALVINGS = 80  # of a bracket: more than a double has bits
_TERMS = 10_000  # of a series or fraction that has long converged by then


@dataclass(frozen=True, slots=True)
class Gap:
    """The time between two visits, in ``days`` (more than 0), and whether a counted update came in it."""

    days: float
    changed: bool


@dataclass(frozen=True, slots=True)
class Frequency:
    """Updates per week and the ends of their 80 % interval, with what they rest on.

    ``updates`` counts the updates of dated time and the gaps that saw a change; ``days`` is the time in which they
    could have been seen, of which ``dated_days`` by dated lists or pages. Rates have four decimals.
    """

    per_week: float
    low: float
    high: float
    updates: int
    days: float
    dated_days: float


def frequency(*, counted: int, days: float, gaps: Sequence[Gap] = ()) -> Frequency | None:
    """The frequency of ``counted`` updates in ``days`` of dated time beside the ``gaps``; None without any time.

    The rate is the posterior's mean in dated time alone, and else the root of the likelihood equation (see `rate_of`).
    """
    watched = days + sum(gap.days for gap in gaps)
    if watched <= 0:
        return None
    rate = rate_of(gaps, counted=counted, days=days) if gaps else _mean(counted, days)
    low, high = interval_of(gaps, counted=counted, days=days)
    seen = counted + sum(gap.changed for gap in gaps)
    return Frequency(_weekly(rate), _weekly(low), _weekly(high), seen, watched, days)


def _weekly(rate: float) -> float:
    return round(WEEK * rate, 4)


def _mean(counted: int, days: float) -> float:
    return (PRIOR_SHAPE + counted) / (PRIOR_DAYS + days)


# -- what a site's history tells ----------------------------------------------------------------------------------------


def frequency_of(history: SiteHistory, counted: Sequence[Update], *, as_of: date) -> Frequency | None:
    """The site's frequency over the last full weeks, as known on ``as_of`` (its last measured night).

    Weeks that lists or pages date tell all; in the others two measured nights make a gap. The running week is left
    out, as for the rhythm, and a week that only an update of its own covers tells nothing: it would never be a still one.
    A list says nothing of the weeks up to the first update of all: the site may not have stood then, and counting from an
    update on, that one is the beginning and no news.
    """
    weeks = full_weeks(as_of, WEEKS)
    first = min((update.day for update in counted), default=date.min)
    dated = frozenset(week for week in dated_weeks(history, weeks, as_of=as_of) if week.monday > first)
    told = sum(Week(monday_of(update.day)) in dated for update in counted)
    nights = [visit.night for visit in history.visits if OUTCOMES[visit.reach].measured and visit.night <= as_of]
    gaps = _gaps(sorted(nights), weeks, dated, frozenset(update.day for update in counted))
    return frequency(counted=told, days=float(WEEK * len(dated)), gaps=gaps)


def _gaps(
    nights: Sequence[date], weeks: Sequence[Week], dated: frozenset[Week], news: frozenset[date]
) -> tuple[Gap, ...]:
    """The gaps between measured nights, without the days that dated weeks or the time before the first week hold."""
    found = []
    ends, seen = sorted(week.sunday for week in dated), sorted(news)
    for before, after in pairwise(nights):
        week = Week(monday_of(after))
        if week in dated or not weeks[0].monday <= week.monday <= weeks[-1].monday:
            continue
        place = bisect_left(ends, after)
        since = max(before, weeks[0].monday - timedelta(days=1), *ends[place - 1 : place])
        if since < after:
            changed = bisect_right(seen, since) < bisect_right(seen, after)
            found.append(Gap(float((after - since).days), changed))
    return tuple(found)


# -- the rate --------------------------------------------------------------------------------------------------------


def rate_of(gaps: Sequence[Gap], *, counted: int = 0, days: float = 0.0) -> float:
    """Updates per day by the likelihood of the gaps, and of ``counted`` updates in ``days`` of dated time beside them.

    It solves counted / rate + sum over changed gaps of t / (exp(rate t) - 1) = days + sum of the still gaps + m / 2,
    where m is the mean gap. The half gap is what takes the bias out: for n gaps of one length, X of them changed, the
    root is Cho and Garcia-Molina's -ln((n - X + 0.5) / (n + 0.5)) / t, and it is finite where all of them changed.
    """
    changed = Counter(gap.days for gap in gaps if gap.changed)
    if not changed and not counted:
        return 0.0
    still = days + sum(gap.days for gap in gaps if not gap.changed) + sum(gap.days for gap in gaps) / len(gaps) / 2

    def excess(rate: float) -> float:
        return counted / rate + sum(many * _wait(rate, t) for t, many in changed.items()) - still

    return _root(excess, (counted + changed.total()) / still)


def _wait(rate: float, days: float) -> float:
    return days / expm1(rate * days) if rate * days < 700 else 0.0  # beyond, exp overflows and the term is nothing


def _root(falling: Callable[[float], float], high: float) -> float:
    """Where a falling function is nothing, between 0 and ``high``, at which it is not positive."""
    low = 0.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if falling(middle) > 0 else (low, middle)
    return (low + high) / 2


# -- the interval ----------------------------------------------------------------------------------------------------


def interval_of(gaps: Sequence[Gap], *, counted: int = 0, days: float = 0.0) -> tuple[float, float]:
    """The 10 % and 90 % points of the rate's posterior, in updates per day."""
    changed = Counter(gap.days for gap in gaps if gap.changed)
    shape = PRIOR_SHAPE + counted
    scale = PRIOR_DAYS + days + sum(gap.days for gap in gaps if not gap.changed)
    if not changed:
        return gamma_point(shape, _TAIL) / scale, gamma_point(shape, 1 - _TAIL) / scale
    return _weighed(shape, scale, changed)


_GRID = tuple(log(1e-7) + place * 0.005 for place in range(4700))
"""ln(rate): from one update in 27,000 years to 1,600 a day, in steps far below the width of any posterior here."""


def _weighed(shape: float, scale: float, changed: Counter[float]) -> tuple[float, float]:
    """The same points where gaps that saw a change leave no closed form: the density summed over ln(rate)."""
    logs = [_log_density(place, shape, scale, changed) for place in _GRID]
    top = max(logs)
    return _points([exp(value - top) for value in logs])


def _log_density(place: float, shape: float, scale: float, changed: Counter[float]) -> float:
    rate = exp(place)
    return shape * place - scale * rate + sum(many * log(-expm1(-rate * t)) for t, many in changed.items())


def _points(weights: Sequence[float]) -> tuple[float, float]:
    """Where the summed weights (trapezes between the grid's places) pass the two tails."""
    areas = tuple(accumulate((before + after for before, after in pairwise(weights)), initial=0.0))
    return _passing(areas, _TAIL * areas[-1]), _passing(areas, (1 - _TAIL) * areas[-1])


def _passing(areas: Sequence[float], wanted: float) -> float:
    place = next(at for at, area in enumerate(areas) if area >= wanted and at > 0)
    share = (wanted - areas[place - 1]) / (areas[place] - areas[place - 1])
    return exp(_GRID[place - 1] + share * (_GRID[place] - _GRID[place - 1]))


# -- the Gamma distribution ------------------------------------------------------------------------------------------


def gamma_point(shape: float, share: float) -> float:
    """The value below which lies ``share`` (0 to 1, both left out) of a Gamma(``shape``, 1) distribution."""
    high = 2 * shape + 20  # more than the 99.99 % point of any shape
    while gamma_share(shape, high) < share:
        high *= 2
    return _root(lambda value: share - gamma_share(shape, value), high)


def gamma_share(shape: float, value: float) -> float:
    """The share of a Gamma(``shape``, 1) distribution below ``value``: the regularized incomplete gamma function P.

    Series below shape + 1, Lentz's continued fraction above (Abramowitz and Stegun 6.5.29 and 6.5.31).
    """
    if value <= 0:
        return 0.0
    front = exp(shape * log(value) - value - lgamma(shape))
    if value < shape + 1:
        return front * _series(shape, value)
    return 1 - front * _fraction(shape, value)


def _series(shape: float, value: float) -> float:
    term = total = 1 / shape
    for place in range(1, _TERMS):
        term *= value / (shape + place)
        total += term
        if term < total * 1e-16:
            break
    return total


def _fraction(shape: float, value: float) -> float:
    below = value + 1 - shape
    above, inverse = inf, 1 / below
    total = inverse
    for place in range(1, _TERMS):
        weight = -place * (place - shape)
        below += 2
        inverse = 1 / (weight * inverse + below)
        above = below + weight / above
        total *= inverse * above
        if abs(inverse * above - 1) < 1e-15:
            break
    return total
